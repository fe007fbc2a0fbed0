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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;

/** A script that runs on a page, from a resource beside this class. */
enum PageScript {
    /** Describes the page. */
    LOOK("look.js"),
    /** Puts a value into a field. */
    FILL("fill.js"),
    /** Compares the filled fields and sends their form. */
    SEND("send.js");

    private final String source;

    PageScript(String file) {
        this.source = read(file);
    }

    private static String read(String file) {
        try (InputStream in = PageScript.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs on the page that the driver shows.
     *
     * @return what the script returns; none of them returns null
     * @throws StaleElementReferenceException if the page was left before the script ran: HtmlUnit returns null then
     */
    Object run(WebDriver driver, Object... arguments) {
        Object result = ((JavascriptExecutor) driver).executeScript(source, arguments);
        if (result == null) {
            throw new StaleElementReferenceException("The page was left before the script ran");
        }
        return result;
    }
}
