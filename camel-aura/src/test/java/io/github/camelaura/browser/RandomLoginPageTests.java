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
package io.github.camelaura.browser;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import io.github.camelaura.test.pages.RandomLoginPage;

/**
 * Random login pages. {@code -Dtest.seed}, shown in the name of every test, repeats them; {@code -Dtest.rounds} sets
 * their number.
 */
abstract class RandomLoginPageTests extends LoginPageTests {

    private final long seed = Long.getLong("test.seed", System.nanoTime());

    /** The number of pages in an ordinary build. */
    abstract int pages();

    /** Whether the browser calculates the layout of pages. */
    abstract boolean hasLayout();

    @TestFactory
    Stream<DynamicTest> passwordReachesOnlyTheLogin() {
        return tests(
                IntStream.range(0, Integer.getInteger("test.rounds", pages()))
                        .mapToObj(page -> RandomLoginPage.make("page " + page, new Random(seed + page), hasLayout()))
                        .toList(),
                ", seed " + seed);
    }
}
