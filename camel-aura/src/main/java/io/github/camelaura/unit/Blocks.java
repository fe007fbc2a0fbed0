/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.camelaura.unit;

/**
 * Reads the lines of a reply in Markdown and finds blank lines, code blocks, list items, headings and rows of tables. It holds the
 * first characters of a line until they say what the line is.
 */
final class Blocks {

    private static final int MOST_INDENT = 3;
    private static final int TAB = 4;

    private enum Phase {
        LINE_START,
        FENCE_LINE,
        TEXT
    }

    private final Listener listener;
    private final StringBuilder held = new StringBuilder();
    private Phase phase = Phase.LINE_START;
    private CodeFence fence;
    private long lineStart;
    private int indent;
    private int listIndent;
    private int fenceLength;
    private boolean heading;

    Blocks(Listener listener) {
        this.listener = listener;
    }

    /** Learns what is in the text, in its order. */
    interface Listener {

        /** Reads a character outside of code blocks. Marks at the beginning of a line are left out. */
        void text(int codePoint, long end);

        /** Learns the position after a blank line, before a code block or after one. */
        void blockEnd(long end);

        /**
         * Learns the position before a list item, heading, row or speech, or after a heading.
         *
         * @param dialogue whether a speech begins here
         */
        void lineEnd(long end, boolean dialogue);
    }

    void read(int codePoint, long end) {
        if (fence != null) {
            readCode(codePoint, end);
            return;
        }
        switch (phase) {
            case LINE_START -> readStart(codePoint, end);
            case FENCE_LINE -> readFence(codePoint, end);
            case TEXT -> readText(codePoint, end);
        }
    }

    private void readCode(int codePoint, long end) {
        boolean closed = fence.read(codePoint);
        if (closed) {
            fence = null;
            listener.blockEnd(end);
        }
        if (codePoint == '\n') {
            startLine(end);
        }
    }

    private void readStart(int codePoint, long end) {
        if (held.length() == 0 && Marks.isSpace(codePoint)) {
            if (codePoint == '\n') {
                listener.blockEnd(end);
                startLine(end);
            } else {
                indent += width(codePoint);
                listener.text(codePoint, end);
            }
            return;
        }
        held.appendCodePoint(codePoint);
        LineStart start = LineStart.of(held);
        switch (start) {
            case UNDECIDED -> {
                return; // the next character says more
            }
            case PLAIN -> {
                if (indent == 0) {
                    listIndent = 0;
                }
                release(end);
            }
            case FENCE -> startFence(end);
            case ITEM, HEADING, ROW, DIALOGUE -> startBlock(start, codePoint, end);
        }
    }

    private void startBlock(LineStart start, int codePoint, long end) {
        listIndent = start == LineStart.ITEM ? indent + held.length() : 0;
        heading = start == LineStart.HEADING;
        listener.lineEnd(lineStart, start == LineStart.DIALOGUE);
        held.setLength(0);
        phase = Phase.TEXT;
        if (codePoint == '\n') {
            readText(codePoint, end);
        }
    }

    private void startFence(long end) {
        if (indent > listIndent + MOST_INDENT) {
            release(end);
        } else {
            fenceLength = held.length();
            phase = Phase.FENCE_LINE;
        }
    }

    /** Reads the rest of an opening fence. A fence of backticks has no other backtick in its line; otherwise it is code within a line. */
    private void readFence(int codePoint, long end) {
        int mark = held.charAt(0);
        held.appendCodePoint(codePoint);
        if (codePoint == mark && fenceLength == held.length() - 1) {
            fenceLength++;
        } else if (codePoint == '`' && mark == '`') {
            release(end);
        } else if (codePoint == '\n') {
            listener.blockEnd(lineStart);
            fence = new CodeFence(mark, fenceLength, listIndent + MOST_INDENT);
            startLine(end);
        }
    }

    private void readText(int codePoint, long end) {
        if (codePoint == '\n' && heading) {
            listener.lineEnd(end, false);
        } else {
            listener.text(codePoint, end);
        }
        if (codePoint == '\n') {
            startLine(end);
        }
    }

    /** Reads the held characters as text. */
    private void release(long end) {
        phase = Phase.TEXT;
        String text = held.toString();
        held.setLength(0);
        long position = end - text.length();
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            readText(codePoint, position + i);
        }
    }

    private void startLine(long start) {
        phase = Phase.LINE_START;
        lineStart = start;
        indent = 0;
        heading = false;
        held.setLength(0);
    }

    static int width(int codePoint) {
        return codePoint == '\t' ? TAB : 1;
    }
}
