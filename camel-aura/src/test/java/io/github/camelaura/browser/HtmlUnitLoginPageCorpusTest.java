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

import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.openqa.selenium.htmlunit.HtmlUnitDriver;

/** The corpus of login pages that need no layout, with HtmlUnit. */
@Tag("browser")
class HtmlUnitLoginPageCorpusTest extends LoginPageCorpusTests {

    /** The first HtmlUnit of a JVM loads thousands of classes, which is not to count as time of the first login. */
    @BeforeAll
    static void loadClasses() {
        HtmlUnitDriver driver = new HtmlUnitDriver(true);
        driver.get("data:text/html,<form><input></form><script>document.forms[0].reset()</script>");
        driver.quit();
    }

    @Override
    String browserName() {
        return "htmlunit";
    }

    @Override
    int atATime() {
        return 6;
    }

    @Override
    List<String> browser() {
        return List.of("browserName=htmlunit");
    }
}
