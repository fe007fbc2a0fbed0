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

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.TakesScreenshot;
import org.openqa.selenium.htmlunit.HtmlUnitDriver;

import io.github.camelaura.component.LoginConfiguration;
import io.github.camelaura.component.Settings;

/** The screenshot of a failed login shows nothing that was typed. */
@Tag("browser")
class ScreenshotTest {

    private static final String FORM =
            "document.body.innerHTML = '<input id=\"user\"><input id=\"password\" type=\"password\"><textarea></textarea>"
                    + "<select><option>s3cret</option></select>';"
                    + "for (const field of document.querySelectorAll('input, textarea')) { field.value = 's3cret'; }";

    @Test
    void fieldsAreEmptiedFirst(@TempDir Path folder) {
        LoginConfiguration configuration = new LoginConfiguration();
        configuration.setBaseUrl("https://chat.example.com");
        configuration.setLoginScreenshotFolder(folder.toString());
        Camera camera = new Camera();
        try {
            camera.get("about:blank");
            camera.executeScript(FORM);
            assertThat(camera.fields()).isEqualTo("s3cret,s3cret,s3cret,s3cret");

            Screenshot.take(camera, Settings.login(configuration, URI.create("https://chat.example.com")));

            assertThat(folder.toFile().listFiles()).singleElement().satisfies(picture -> assertThat(picture)
                    .hasContent(",,,"));
        } finally {
            camera.quit();
        }
    }

    /** A browser whose pictures are the values of the fields. */
    private static final class Camera extends HtmlUnitDriver implements TakesScreenshot {

        Camera() {
            super(true);
        }

        String fields() {
            return (String)
                    executeScript(
                            "return Array.from(document.querySelectorAll('input, textarea, select')).map(field => field.value).join()");
        }

        @Override
        public <X> X getScreenshotAs(OutputType<X> type) {
            return type.convertFromPngBytes(fields().getBytes(StandardCharsets.UTF_8));
        }
    }
}
