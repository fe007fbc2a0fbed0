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

import java.util.Locale;
import java.util.function.LongConsumer;

/**
 * A sentence ends after a stop, with the first white space after it, and between blocks of Markdown. An exclamation or question mark
 * is certain at the white space. After a full stop, the word before it says whether it is certain or the next word decides.
 */
final class SentenceEnds implements UnitEnds, Blocks.Listener {

    private enum Phase {
        TEXT,
        /** Within the marks of a stop. */
        STOP,
        /** After a stop and a carriage return, to which a line feed may belong. */
        RETURN,
        /** After a stop and a space, in or before the word that decides. */
        NEXT_WORD
    }

    private final LongConsumer ends;
    private final Blocks blocks = new Blocks(this);
    private final Word word = new Word();
    private final Surroundings surroundings = new Surroundings();
    private final Stop stop = new Stop();
    private final StopRules rules;
    private final NextWord nextWord;
    private final StringBuilder ahead = new StringBuilder();
    private Phase phase = Phase.TEXT;
    private boolean begins = true;
    private boolean dialogue;
    private long candidate;
    private boolean afterReturn;

    SentenceEnds(Locale locale, LongConsumer ends) {
        this.ends = ends;
        Abbreviations abbreviations = Abbreviations.of(locale);
        rules = new StopRules(abbreviations);
        nextWord = new NextWord(abbreviations);
    }

    @Override
    public void read(int codePoint, long end) {
        blocks.read(codePoint, end);
    }

    @Override
    public void blockEnd(long end) {
        lineEnd(end, false);
    }

    @Override
    public void lineEnd(long end, boolean speech) {
        surroundings.reset();
        dialogue = speech;
        finish(end);
    }

    @Override
    public void text(int codePoint, long end) {
        switch (phase) {
            case TEXT -> readText(codePoint);
            case STOP -> readStop(codePoint, end);
            case RETURN -> readReturn(codePoint, end);
            case NEXT_WORD -> readNextWord(codePoint, end);
        }
        if (codePoint == '\n') {
            dialogue = false;
        }
    }

    private void readText(int codePoint) {
        surroundings.read(codePoint, Character.isLetterOrDigit(word.last()));
        if (Marks.isStop(codePoint) && !surroundings.inCode()) {
            stop.begin(codePoint);
            phase = Phase.STOP;
        } else if (Marks.isSpace(codePoint)) {
            word.end();
        } else {
            dialogue |= begins && Marks.isDash(codePoint);
            begins = false;
            word.add(codePoint);
        }
    }

    private void readStop(int codePoint, long end) {
        if (stop.read(codePoint, surroundings)) {
            surroundings.read(codePoint, false);
        } else if (Marks.isSpace(codePoint) && !stop.isReferenceOpen()) {
            readSpace(codePoint, end);
        } else if (stop.endsBefore(codePoint, word.last())) {
            finish(end - Character.charCount(codePoint));
            readText(codePoint);
        } else {
            goOn();
            readText(codePoint);
        }
    }

    private void readSpace(int codePoint, long end) {
        candidate = end;
        switch (rule(codePoint)) {
            case ENDS -> {
                if (codePoint == '\r') {
                    phase = Phase.RETURN;
                } else {
                    surroundings.read(codePoint, false);
                    finish(end);
                }
            }
            case GOES_ON -> {
                goOn();
                readText(codePoint);
            }
            default -> {
                afterReturn = codePoint == '\r';
                phase = Phase.NEXT_WORD;
            }
        }
    }

    private StopRule rule(int space) {
        boolean noBreak = Marks.isNoBreakSpace(space);
        boolean inSpeech = dialogue || noBreak || surroundings.inGuillemets();
        StopRule rule = noBreak && !stop.isHard() ? StopRule.GOES_ON : rules.of(word, stop, inSpeech);
        nextWord.begin(rule);
        return rule;
    }

    private void readReturn(int codePoint, long end) {
        if (codePoint == '\n') {
            finish(end);
        } else {
            finish(end - Character.charCount(codePoint));
            text(codePoint, end);
        }
    }

    private void readNextWord(int codePoint, long end) {
        if (ahead.length() == 0) {
            if (codePoint == '\n' && afterReturn) {
                candidate = end;
            }
            afterReturn = false;
            if (Marks.isSpace(codePoint)) {
                return;
            }
            if (surroundings.closesGuillemets(codePoint)) {
                surroundings.read(codePoint, false);
                stop.close(codePoint);
                phase = Phase.STOP;
                return;
            }
        }
        boolean spaceBeforeWord = Marks.isSpace(codePoint) && nextWord.isBeforeWord();
        ahead.appendCodePoint(codePoint);
        if (spaceBeforeWord) {
            return;
        }
        switch (nextWord.read(codePoint)) {
            case ENDS -> {
                String read = ahead.toString();
                finish(candidate);
                readAgain(read, end);
            }
            case GOES_ON -> {
                String read = ahead.toString();
                goOn();
                word.end();
                readAgain(read, end);
            }
            case UNDECIDED -> {
                // the next character says more
            }
        }
    }

    private void readAgain(String read, long end) {
        long position = end - read.length();
        for (int i = 0; i < read.length(); ) {
            int codePoint = read.codePointAt(i);
            i += Character.charCount(codePoint);
            text(codePoint, position + i);
        }
    }

    /** Ends the sentence at a position. */
    private void finish(long position) {
        phase = Phase.TEXT;
        begins = true;
        ahead.setLength(0);
        word.reset();
        ends.accept(position);
    }

    /** Continues the sentence after a stop. */
    private void goOn() {
        phase = Phase.TEXT;
        ahead.setLength(0);
        word.add(stop.text());
    }
}
