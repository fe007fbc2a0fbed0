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
import java.util.Map;

import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.TakesScreenshot;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.browser.PageScript.Result;

/**
 * Takes the picture of a page without secrets: the fields are empty, and dots replace texts with a secret. The page cannot be
 * used any more. The secrets stay in this JVM, because the scripts of the page could read them.
 */
final class Picture {

    private static final Logger LOG = LoggerFactory.getLogger(Picture.class);

    private static final int ATTEMPTS = 3;
    private static final int MOST_DEPTH = 3;
    private static final int MOST_FRAMES = 10;
    private static final String HIDE =
            "arguments[0].style.setProperty('visibility', 'hidden', 'important'); return true";

    private final WebDriver driver;
    private final ReportMask mask;

    private Picture(WebDriver driver, ReportMask mask) {
        this.driver = driver;
        this.mask = mask;
    }

    /** Returns the picture as PNG; null if the browser takes none, or the page shows new secrets again and again. */
    static byte[] take(WebDriver driver, ReportMask mask) {
        if (!(driver instanceof TakesScreenshot camera)) {
            return null;
        }
        try {
            driver.switchTo().defaultContent();
            Picture picture = new Picture(driver, mask);
            picture.clear(0);
            for (int i = 0; i < ATTEMPTS; i++) {
                byte[] taken = camera.getScreenshotAs(OutputType.BYTES);
                if (!picture.clear(0)) { // a script may have shown something between the two commands
                    return taken;
                }
            }
        } catch (WebDriverException | ClassCastException | NullPointerException e) { // of the driver, or a hostile page
            LOG.debug("No picture of the page: {}", WebDriverErrors.firstLine(e));
        }
        return null;
    }

    /** Removes secrets from the present document and its frames; returns whether there were any. */
    private boolean clear(int depth) {
        Result page = run(List.of(), depth);
        List<String> secret = page.texts("texts").stream().filter(mask::finds).toList();
        boolean changed = page.is("changed");
        if (!secret.isEmpty()) {
            run(secret, depth);
            changed = true;
        }
        for (WebElement frame : page.elements("frames")) {
            changed |= clearFrame(frame, depth + 1);
        }
        return changed;
    }

    private Result run(List<String> secret, int depth) {
        return new Result((Map<?, ?>) PageScript.PICTURE.run(driver, secret, depth < MOST_DEPTH ? MOST_FRAMES : 0));
    }

    private boolean clearFrame(WebElement frame, int depth) {
        try {
            driver.switchTo().frame(frame);
        } catch (WebDriverException e) {
            PageScript.evaluate(driver, HIDE, frame);
            return false;
        }
        boolean cleared = false;
        try {
            boolean changed = clear(depth);
            cleared = true;
            return changed;
        } catch (WebDriverException e) {
            LOG.debug("A frame is not on the picture: {}", WebDriverErrors.firstLine(e));
            return true;
        } finally {
            driver.switchTo().parentFrame();
            if (!cleared) {
                ((JavascriptExecutor) driver).executeScript(HIDE, frame);
            }
        }
    }
}
