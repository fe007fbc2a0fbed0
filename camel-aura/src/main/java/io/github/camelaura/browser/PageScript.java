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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;

import io.github.camelaura.http.Origin;

/** A script that runs on a page. Its source consists of resources in the package of this class. */
enum PageScript {
    /** Describes the page. */
    LOOK("look.js", "visibility.js", "controls.js", "page.js"),
    /** Puts a value into a field. */
    FILL("action.js", "fill.js"),
    /** Chooses an entry of a drop-down list, a radio button or a check box. */
    CHOOSE("action.js", "choose.js"),
    /** Compares the filled fields and sends their form. */
    SEND("action.js", "send.js"),
    /** Reads tokens from the storage. */
    TOKENS("tokens.js"),
    /** Prepares the page for a picture. */
    PICTURE("picture.js");

    private final String source;

    /** Reads files that are one script together. */
    PageScript(String... files) {
        this.source = Stream.of(files).map(PageScript::read).collect(Collectors.joining());
    }

    private static String read(String file) {
        try (InputStream in = PageScript.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs the script on the page that the driver shows.
     *
     * @return the result of the script; none of the scripts returns null
     * @throws StaleElementReferenceException if the page was left before the script ran; HtmlUnit returns null in this case
     */
    Object run(WebDriver driver, Object... arguments) {
        return evaluate(driver, source, arguments);
    }

    /**
     * Runs a script on the page that the driver shows.
     *
     * @param source the body of a function that never returns null
     * @throws StaleElementReferenceException if the page was left before the script ran
     */
    static Object evaluate(WebDriver driver, String source, Object... arguments) {
        Object result = ((JavascriptExecutor) driver).executeScript(source, arguments);
        if (result == null) {
            throw new StaleElementReferenceException("The page was left before the script ran");
        }
        return result;
    }

    /** An object that a script returned, read by the names of its properties. */
    record Result(Map<?, ?> properties) {

        boolean has(String name) {
            return properties.get(name) != null;
        }

        String text(String name) {
            return String.valueOf(properties.get(name));
        }

        boolean is(String name) {
            return Boolean.TRUE.equals(properties.get(name));
        }

        int integer(String name) {
            return ((Number) properties.get(name)).intValue();
        }

        /** Returns an element that every page has once it has begun to load. */
        WebElement element(String name) {
            if (!has(name)) {
                throw new StaleElementReferenceException("The page has no " + name + " yet");
            }
            return (WebElement) properties.get(name);
        }

        List<WebElement> elements(String name) {
            return list(name).stream().map(WebElement.class::cast).toList();
        }

        List<String> texts(String name) {
            return list(name).stream().map(String::valueOf).toList(); // HtmlUnit has a type of its own for joined texts
        }

        List<Integer> integers(String name) {
            return list(name).stream().map(each -> ((Number) each).intValue()).toList();
        }

        Stream<Result> objects(String name) {
            return list(name).stream().map(each -> new Result((Map<?, ?>) each));
        }

        /** Returns the origin that a property holds as text; null if the text is empty. */
        Origin origin(String name) {
            return text(name).isEmpty() ? null : Origin.of(URI.create(text(name)));
        }

        /** Returns the origin of a location object; null if the page has no host. */
        Origin location() {
            String scheme = text("protocol").replace(":", "").toLowerCase(Locale.ROOT);
            if (text("host").isEmpty() || !("http".equals(scheme) || "https".equals(scheme))) {
                return null;
            }
            String port = text("port").isEmpty() ? "" : ":" + text("port");
            return Origin.of(URI.create(scheme + "://" + text("host") + port));
        }

        private List<?> list(String name) {
            return (List<?>) properties.get(name);
        }
    }
}
