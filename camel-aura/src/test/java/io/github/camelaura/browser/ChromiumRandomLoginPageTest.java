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
import java.util.function.Supplier;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.openqa.selenium.WebDriver;

import io.github.camelaura.support.Chromium;

/** Random login pages, with Chromium. */
@Tag("chromium")
class ChromiumRandomLoginPageTest extends RandomLoginPageTests {

    @AutoClose
    private final ReusedChrome chromes = new ReusedChrome();

    @Override
    int pages() {
        return 8;
    }

    @Override
    boolean hasLayout() {
        return true;
    }

    @Override
    String browserName() {
        return "chromium";
    }

    @Override
    int atATime() {
        return 3;
    }

    @Override
    List<String> browser() {
        return Chromium.options();
    }

    @Override
    Supplier<WebDriver> webDriver() {
        return chromes;
    }
}
