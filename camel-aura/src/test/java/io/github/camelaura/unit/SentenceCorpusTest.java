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

import static org.assertj.core.api.Assertions.assertThat;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;

import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.ChunkUnit;

/**
 * Sentences in texts whose ends were set by hand. The texts of {@code holdout} are not for tuning: look at their F1 only, and write new
 * ones when a rule was made for one of them.
 */
class SentenceCorpusTest {

    private static final double LEAST_F1 = 0.95;
    private static final int LEAST_SENTENCES = 60;

    @ParameterizedTest
    @ValueSource(strings = {"ar", "de", "en", "es", "fr", "ja", "ru"})
    void sentencesOfTextsAreFound(String name, TestReporter reporter) {
        SentenceCorpus corpus = SentenceCorpus.read(name);

        assertThat(corpus.ends()).hasSizeGreaterThanOrEqualTo(LEAST_SENTENCES);
        check(name, corpus, corpus.language(), reporter);
        check(name + " without a language", corpus, null, reporter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar", "de", "en", "es", "fr", "ja", "ru"})
    void sentencesOfTextsWithoutTuningAreFound(String name, TestReporter reporter) {
        SentenceCorpus corpus = SentenceCorpus.read("holdout/" + name);

        check("holdout " + name, corpus, corpus.language(), reporter);
    }

    private static void check(String name, SentenceCorpus corpus, Locale language, TestReporter reporter) {
        NavigableSet<Integer> whole = corpus.endsOf(Units.whole(ChunkUnit.SENTENCE, language, corpus.text()));
        NavigableSet<Integer> charByChar = corpus.endsOf(Units.charByChar(ChunkUnit.SENTENCE, language, corpus.text()));
        double f1 = corpus.f1(whole);
        double jdk = corpus.f1(corpus.endsOf(jdk(corpus)));
        reporter.publishEntry(String.format(Locale.ROOT, "%s: F1 %.3f, java.text.BreakIterator %.3f", name, f1, jdk));

        assertThat(f1)
                .as(corpus.differences(whole))
                .isGreaterThanOrEqualTo(LEAST_F1)
                .isGreaterThan(jdk);
        assertThat(charByChar).isEqualTo(whole);
    }

    private static List<String> jdk(SentenceCorpus corpus) {
        BreakIterator iterator = BreakIterator.getSentenceInstance(corpus.language());
        iterator.setText(corpus.text());
        List<String> sentences = new ArrayList<>();
        int start = iterator.first();
        for (int end = iterator.next(); end != BreakIterator.DONE; end = iterator.next()) {
            sentences.add(corpus.text().substring(start, end));
            start = end;
        }
        return sentences;
    }
}
