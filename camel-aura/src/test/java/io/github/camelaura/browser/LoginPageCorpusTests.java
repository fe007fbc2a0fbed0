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

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import io.github.camelaura.test.pages.LoginPageFile;

/**
 * The login pages in {@code src/test/resources/login-pages}. {@code -Dpages=} is a regular expression for their names.
 * {@code -Dpages.all=true} also opens with Chromium the pages that are marked for HtmlUnit only.
 */
abstract class LoginPageCorpusTests extends LoginPageTests {

    static final Path FOLDER = Path.of("src/test/resources/login-pages");

    @TestFactory
    Stream<DynamicTest> everyPageHasTheOutcomeNamedInItsFile() {
        String names = System.getProperty("pages", ".*");
        List<LoginPageFile> pages = LoginPageFile.all(FOLDER).stream()
                .filter(page -> page.browsers().contains(browserName())
                        || (browserName().equals("chromium") && Boolean.getBoolean("pages.all")))
                .filter(page -> page.name().matches(names))
                .toList();
        return tests(pages, "");
    }
}
