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

import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.support.Chromium;
import io.github.camelaura.test.AuraReply;

/** Reports of logins that failed with Chromium. */
@Tag("chromium")
class ChromiumLoginReportTest extends LoginReportTests {

    @Override
    List<String> browser() {
        return Chromium.options();
    }

    @Override
    boolean takesPictures() {
        return true;
    }

    @Test
    void pictureShowsTheWindowOfTheFailureWithEmptyFields() throws Exception {
        server().answer(request -> switch (request.method() + " " + request.path()) {
            case "POST /api/chat" -> AuraReply.status(401, "Unauthorized", "no");
            case "GET /popup" -> form("", "");
            case "POST /login" ->
                form("<p class='error'>Invalid user name or password</p>", "value='\u2588\u2588\u2588\u2588'");
            default ->
                AuraReply.html("<title>First</title><button id='open'"
                        + " onclick=\"window.open('/popup', 'login', 'width=500,height=500')\">Log in</button>");
        });

        AuraCredentialException failure = refused(reported("loginClickSelectors=#open"));

        assertThat(completePage(reportOf(failure))).contains("picture.png");
        BufferedImage picture =
                ImageIO.read(reportOf(failure).resolve("picture.png").toFile());
        Set<Integer> colours = new HashSet<>();
        for (int x = 0; x < picture.getWidth(); x++) {
            for (int y = 0; y < picture.getHeight(); y++) {
                colours.add(picture.getRGB(x, y) & 0xffffff);
            }
        }
        assertThat(colours).contains(0x00ff00).doesNotContain(0xff0000);
    }

    private static AuraReply form(String message, String value) {
        return AuraReply.html("""
                <!DOCTYPE html><meta charset="utf-8"><title>Log in</title>
                <style>html { background: #0f0 } input { color: #f00; font-size: 40px }</style>%s
                <form method="post" action="/login"><input name="username" %s><input type="password" name="password">
                <button>Log in</button></form>
                """.formatted(message, value));
    }
}
