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
package io.github.camelaura.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;

import io.github.camelaura.ChunkUnit;
import io.github.camelaura.unit.UnitSplitter;

/**
 * The time in which a reply is divided into units, against {@link BreakIterator} on the same texts, which has the whole text at once
 * and only finds the ends. It also compares hostile texts of two lengths: four times the text takes four times the time.
 */
public final class UnitBenchmark {

    private static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "ru", "ja", "ar");
    private static final int TOKEN = 4; // characters that arrive together
    private static final int LENGTH = 100_000;
    private static final int WARM_UP = 100; // the compiler is late on a busy machine
    private static final int ROUNDS = 15;
    private static final int SHORT = 1 << 18;
    private static final int FACTOR = 4;
    private static final List<String> HOSTILE =
            List.of("a", " ", "\n", ".", ". ", "`", "\"", ". \"", "Dr. ", "J. ", "3. ", "。", "(", "~~~ ");

    private UnitBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        System.out.printf(
                "%d cores, JDK %s; shortest of %d rounds, in turns%n%n%-10s %-10s %16s %10s%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.version"),
                ROUNDS,
                "language",
                "unit",
                "us/1,000 chars",
                "ratio");
        for (String language : LANGUAGES) {
            compare(language);
        }
        System.out.printf("%nTime of a hostile text in pieces of one character, 1 MiB against 256 KiB%n");
        for (String part : HOSTILE) {
            grow(part);
        }
    }

    private static void compare(String language) throws IOException {
        Locale locale = Locale.forLanguageTag(language);
        String text = text(language);
        List<String> tokens = pieces(text, TOKEN);
        List<IntSupplier> ways = new ArrayList<>();
        ways.add(() -> iterate(text, locale));
        for (ChunkUnit unit : ChunkUnit.values()) {
            ways.add(() -> split(unit, locale, tokens));
        }
        long[] nanos = shortest(WARM_UP, ways);
        print(language, "(JDK)", nanos[0], text.length(), nanos[0]);
        int way = 1;
        for (ChunkUnit unit : ChunkUnit.values()) {
            print(language, unit.name().toLowerCase(Locale.ROOT), nanos[way++], text.length(), nanos[0]);
        }
    }

    private static void print(String language, String way, long nanos, int length, long base) {
        double micros = nanos / (double) length; // nanoseconds a character are microseconds a thousand
        System.out.printf(Locale.ROOT, "%-10s %-10s %16.1f %10.2f%n", language, way, micros, nanos / (double) base);
    }

    private static void grow(String part) {
        String text = part.repeat(FACTOR * SHORT / part.length());
        List<String> all = pieces(text, 1);
        List<String> some = all.subList(0, SHORT);
        StringBuilder line = new StringBuilder(String.format("%-10s", part.replace("\n", "\\n")));
        for (ChunkUnit unit : ChunkUnit.values()) {
            long[] nanos = shortest(1, List.of(() -> split(unit, null, some), () -> split(unit, null, all)));
            line.append(String.format(
                    Locale.ROOT, "  %s %.1f", unit.name().toLowerCase(Locale.ROOT), nanos[1] / (double) nanos[0]));
        }
        System.out.println(line);
    }

    private static long[] shortest(int warmUp, List<? extends IntSupplier> ways) {
        long[] shortest = new long[ways.size()];
        int units = 0;
        for (int round = 0; round < warmUp + ROUNDS; round++) {
            for (int way = 0; way < shortest.length; way++) {
                long start = System.nanoTime();
                units += ways.get(way).getAsInt();
                long time = System.nanoTime() - start;
                if (round == warmUp || (round > warmUp && time < shortest[way])) {
                    shortest[way] = time;
                }
            }
        }
        if (units == 0) {
            throw new IllegalStateException("No units");
        }
        return shortest;
    }

    private static int iterate(String text, Locale locale) {
        BreakIterator iterator = BreakIterator.getSentenceInstance(locale);
        iterator.setText(text);
        int units = 0;
        while (iterator.next() != BreakIterator.DONE) {
            units++;
        }
        return units;
    }

    private static int split(ChunkUnit unit, Locale locale, List<String> pieces) {
        UnitSplitter splitter = UnitSplitter.of(unit, 0, locale);
        int units = 0;
        for (String piece : pieces) {
            splitter.add(piece);
            while (splitter.next() != null) {
                units++;
            }
        }
        splitter.rest();
        return units + 1;
    }

    private static String text(String language) throws IOException {
        try (InputStream in = UnitBenchmark.class.getResourceAsStream("/sentences/" + language + ".txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\u00A6", "");
            return text.repeat(LENGTH / text.length() + 1);
        }
    }

    private static List<String> pieces(String text, int length) {
        List<String> pieces = new ArrayList<>();
        for (int start = 0; start < text.length(); start += length) {
            pieces.add(text.substring(start, Math.min(text.length(), start + length)));
        }
        return pieces;
    }
}
