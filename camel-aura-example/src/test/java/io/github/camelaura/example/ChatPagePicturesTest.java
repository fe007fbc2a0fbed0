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
package io.github.camelaura.example;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.Gate;

/**
 * Takes pictures of the chat page, for the documentation and for a review after a change: {@code -Dpage.pictures=true}
 * writes them to {@code target/pictures}.
 */
@Tag("chromium")
@EnabledIfSystemProperty(named = "page.pictures", matches = "true")
@ExtendWith(AuraServerExtension.class)
class ChatPagePicturesTest {

    @Test
    void picturesOfThePageAreTaken(AuraServer server) throws IOException {
        Path folder = Path.of("target/pictures");
        Duration first = Duration.ofMillis(240);
        Duration between = Duration.ofMillis(35);
        Gate gate = new Gate();
        String reply = "An exchange is what a route passes from step to step: the message, its headers, properties that"
                + " live as long as it does, and the exception if a step has failed.";
        String second =
                "Because a person reads while the model still writes. Each chunk is an exchange of its own at the"
                        + " moment it arrives, so that a route can show it, count it, or pass it on long before the";
        server.answer(request -> request.question().startsWith("What")
                ? AuraReply.words(reply, between).headersAfter(first)
                : AuraReply.words(second, between)
                        .headersAfter(first)
                        .gate(gate)
                        .chunk(" end."));
        try (ChatBrowser browser = ChatBrowser.start();
                RunningPage page = RunningPage.asking(server)) {
            for (String colours : List.of("light", "dark")) {
                for (int width : new int[] {960, 390}) {
                    browser.resize(width, width > 500 ? 640 : 780, width < 500);
                    browser.prefer(colours);
                    browser.open(page);
                    String name = colours + "-" + width;
                    browser.picture(folder.resolve(name + "-welcome.png"));
                    browser.type("What is an exchange in Apache Camel?", Keys.ENTER);
                    browser.awaitText(".turn .end", text -> !text.isEmpty());
                    browser.type("And why does the reply come in chunks?", Keys.ENTER);
                    browser.awaitText(".turn:last-child .reply .text", second::equals);
                    browser.picture(folder.resolve(name + "-coming.png"));
                    browser.click("#stop");
                    server.enqueue(AuraReply.status(503, "Busy", ""));
                    browser.type("Once more?", Keys.ENTER);
                    browser.awaitText(".turn:last-child .failure", text -> !text.isEmpty());
                    browser.picture(folder.resolve(name + "-failed.png"));
                }
            }
        }
    }
}
