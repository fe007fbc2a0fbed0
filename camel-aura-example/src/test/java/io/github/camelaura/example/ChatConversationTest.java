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

import static io.github.camelaura.example.RunningPage.contents;
import static io.github.camelaura.example.Window.newConversation;
import static io.github.camelaura.example.Window.question;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serial;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.Gate;

/** The conversations of the chat page, without a browser. */
@ExtendWith(AuraServerExtension.class)
class ChatConversationTest {

    @Test
    void requestContainsTheEarlierTurnsOfItsConversationOnly(AuraServer server) throws Exception {
        server.enqueue(AuraReply.chunks("a"), AuraReply.chunks("b"), AuraReply.chunks("c"));
        String conversation = newConversation();
        try (RunningPage page = RunningPage.asking(server)) {
            awaitEnd(page.open().ask(question(conversation, "Say \"a\"")));
            awaitEnd(page.open().ask(question("Who else is there?")));
            awaitEnd(page.open().ask(question(conversation, "And now\n\n<b>é€")));
        }

        assertThat(contents(server))
                .containsExactly(
                        List.of("Say \"a\""),
                        List.of("Who else is there?"),
                        List.of("Say \"a\"", "a", "And now\n\n<b>é€"));
    }

    @Test
    void stoppedReplyIsRememberedAsFarAsItCame(AuraServer server) throws Exception {
        Gate gate = new Gate();
        server.enqueue(AuraReply.chunks("One, ").gate(gate).chunk("two"), AuraReply.chunks("Three"));
        String conversation = newConversation();
        try (RunningPage page = RunningPage.asking(server)) {
            Window stopped = page.open().ask(question(conversation, "Count"));
            assertThat(stopped.next()).isEqualTo("chunk\nOne, ");
            stopped.close();
            awaitEnd(page.open().ask(question(conversation, "Go on")));
        }

        assertThat(contents(server).get(1)).containsExactly("Count", "One, ", "Go on");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no id",
                "jane\nhello",
                "\nhello",
                "0123456789abcdef0123456789abcdef",
                "0123456789abcdef0123456789abcdef hello",
                "0123456789abcdef0123456789abcde\nhello",
                "0123456789abcdef0123456789abcdef0\nhello",
                "0123456789abcdef0123456789abcdeg\nhello",
                "0123456789ABCDEF0123456789ABCDEF\nhello",
                " 0123456789abcdef0123456789abcdef\nhello",
                "jane\n0123456789abcdef0123456789abcdef\nhello",
                "{\"messages\": [{\"role\": \"user\", \"content\": \"hello\"}]}"
            })
    void questionWithoutARandomIdIsRejected(String request, AuraServer server) throws Exception {
        try (RunningPage page = RunningPage.asking(server)) {
            assertThat(page.failure(request)).isEqualTo("This can't be asked. Is there a question?");
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void failureOfTheStoreShowsAReadableMessage(AuraServer server) throws Exception {
        server.enqueue(AuraReply.chunks("a"));
        String conversation = newConversation();
        try (RunningPage page = RunningPage.asking(
                server, Map.of("conversation-store", "#class:" + UnchangeableStore.class.getName()))) {
            Window window = page.open().ask(question(conversation, "first"));
            assertThat(window.next()).isEqualTo("chunk\na");
            assertThat(window.next())
                    .isEqualTo(
                            "failed\nThe reply is complete, but it is not remembered: the next one won't know of it.");
            assertThat(page.failure(question(conversation, "second")))
                    .startsWith("The conversation so far can't be read.");
        }
        assertThat(server.requests()).hasSize(1);
    }

    /** A store that loses its connection after a turn has begun. */
    public static final class UnchangeableStore extends ConcurrentHashMap<String, String> {

        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public boolean replace(String key, String old, String changed) {
            throw new IllegalStateException("The connection is lost");
        }
    }

    private static void awaitEnd(Window window) throws InterruptedException {
        assertThat(window.next()).startsWith("chunk\n");
        assertThat(window.next()).startsWith("done\n");
    }
}
