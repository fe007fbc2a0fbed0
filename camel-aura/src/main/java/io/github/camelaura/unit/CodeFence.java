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
 * Reads a code block up to its closing fence: a line with at least as many of the same character as the opening fence, indented no
 * more than it may be, and nothing else except spaces (CommonMark 4.5).
 */
final class CodeFence {

    private final int mark;
    private final int length;
    private final int mostIndent;
    private int indent;
    private int run;
    private boolean closing = true;
    private boolean trailing;

    /**
     * Creates the block after its opening fence.
     *
     * @param mark the character of the fence
     * @param length the number of these characters
     * @param mostIndent the most columns by which the closing fence may be indented
     */
    CodeFence(int mark, int length, int mostIndent) {
        this.mark = mark;
        this.length = length;
        this.mostIndent = mostIndent;
    }

    /** Reads the next character and returns whether it is the line break of the closing fence. */
    boolean read(int codePoint) {
        if (codePoint == '\n') {
            boolean closed = closing && run >= length && indent <= mostIndent;
            indent = 0;
            run = 0;
            closing = true;
            trailing = false;
            return closed;
        }
        if (codePoint == mark && !trailing) {
            run++;
        } else if (codePoint == ' ' || codePoint == '\t' || codePoint == '\r') {
            if (run == 0) {
                indent += Blocks.width(codePoint);
            } else {
                trailing = true;
            }
        } else {
            closing = false;
        }
        return false;
    }
}
