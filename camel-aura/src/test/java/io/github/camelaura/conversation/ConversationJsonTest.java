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
package io.github.camelaura.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.conversation.Cluster.Node;
import io.github.camelaura.store.Lease;

/** The stored value. */
class ConversationJsonTest {

    private static final Conversation CONVERSATION = new Conversation(
            "o1",
            1_700_000_000_000L,
            new Lease("t3", 7),
            List.of(
                    new PastTurn(List.of("a", "b"), "c", false, "t1"),
                    new PastTurn(List.of("d\"\n\u0000\ud83d\ude00"), "e", true, "t2")));

    /** Other releases read it, so a change needs a new version. */
    private static final String JSON = "{\"version\":1,\"origin\":\"o1\",\"lastUse\":1700000000000,"
            + "\"lease\":{\"owner\":\"t3\",\"beat\":7},\"messages\":["
            + "{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"b\"},"
            + "{\"role\":\"assistant\",\"content\":\"c\",\"turn\":\"t1\"},"
            + "{\"role\":\"user\",\"content\":\"d\\\"\\n\\u0000\ud83d\ude00\"},"
            + "{\"role\":\"assistant\",\"content\":\"e\",\"partial\":true,\"turn\":\"t2\"}]}";

    private static final ConversationSettings TWO_TURNS = new ConversationSettings(5, 0, 0, false);

    private static String write(Conversation conversation) {
        return Stored.of(conversation).value();
    }

    private static Conversation read(String value) throws ConversationException {
        return ConversationJson.read(value).conversation();
    }

    @Test
    void formatIsTheSameInEachRelease() throws Exception {
        assertThat(write(CONVERSATION)).isEqualTo(JSON);
        assertThat(read(JSON)).isEqualTo(CONVERSATION);
    }

    @Test
    void conversationWithoutLeaseHasNoFieldForIt() throws Exception {
        Conversation free = CONVERSATION.with(null, 0);

        assertThat(write(free)).doesNotContain("lease");
        assertThat(read(write(free))).isEqualTo(free);
        assertThat(read("{\"version\":1,\"origin\":\"\",\"lastUse\":0,\"lease\":null,\"messages\":[]}")
                        .lease())
                .isNull();
    }

    @Test
    void unknownFieldsAreIgnored() throws Exception {
        String later = JSON.replace("\"origin\"", "\"title\":{\"x\":[1]},\"origin\"")
                .replace("\"beat\"", "\"node\":\"n\",\"beat\"")
                .replace("\"role\"", "\"time\":5,\"role\"");

        assertThat(read(later)).isEqualTo(CONVERSATION);
    }

    @Test
    void messageWithoutReplyIsNotPartOfTheHistory() throws Exception {
        String unanswered = JSON.replace("]}", ",{\"role\":\"user\",\"content\":\"x\"}]}");

        assertThat(read(unanswered)).isEqualTo(CONVERSATION);
    }

    @Test
    void changedValueIsTheSameAsOneThatIsWrittenAnew() throws Exception {
        Stored stored = ConversationJson.read("{\"version\":1,\"origin\":\"o\\\"\",\"lastUse\":-5,\"messages\":[]}");
        for (int i = 0; i < 4; i++) {
            stored = stored.with(new Lease("t" + i, 9), i);
            assertIsWritten(stored);
            stored = stored.with(stored.conversation().lease().renewed(), 100 + i);
            assertIsWritten(stored);
            stored = stored.after(
                    new PastTurn(List.of("]}\"", "\n"), "a" + i, i == 1, "t" + i),
                    TWO_TURNS,
                    200); // the oldest turn is left out from the second one on
            assertIsWritten(stored);
            assertThat(stored.conversation().lease()).isNull();
        }
        assertThat(stored.conversation().turns()).extracting(PastTurn::reply).containsExactly("a3");
    }

    private static void assertIsWritten(Stored stored) throws Exception {
        assertThat(stored.value()).isEqualTo(write(stored.conversation()));
        assertThat(ConversationJson.read(stored.value())).isEqualTo(stored);
        assertThat(stored.messages()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"version\":1,\"origin\":\"o\",\"lastUse\":1,\"messages\":[],\"later\":[\"]}\"]}",
                "{\"version\":1,\"origin\":\"o\",\"lastUse\":1,\"messages\":[], \"later\":{\"messages\":[]}}",
                "{\"version\":1,\"origin\":\"o\",\"lastUse\":1,\"later\":1,\"messages\":[]}",
                "{\"messages\":[],\"version\":1,\"origin\":\"o\",\"lastUse\":1}",
                "{\"version\":1,\"origin\":\"o\",\"lastUse\":1,\"lease\":null,\"messages\":[]}",
                "{\"version\":1,\"origin\":\"\\u006f\",\"lastUse\":1,\"messages\":[]}",
                "{\"version\":1,\"origin\":\"o\",\"lastUse\":1,\"messages\":[]} ",
                "{\"version\":1,\"origin\":\"o\",\"lastUse\":1,\"messages\":[] }",
                "{\"version\":1,\"origin\":\"o\",\"lastUse\":1,\"messages\": []}",
                "{\"version\":1,\"origin\":\"o\",\"lastUse\":1,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
            })
    void changedValueThatOtherCodeWroteIsWrittenAnew(String value) throws Exception {
        Stored stored = ConversationJson.read(value);
        Lease lease = new Lease("t1", 0);
        PastTurn turn = new PastTurn(List.of("q"), "a", false, "t1");

        assertThat(stored.with(lease, 2)).isEqualTo(Stored.of(new Conversation("o", 2, lease, List.of())));
        assertThat(stored.after(turn, TWO_TURNS, 3))
                .isEqualTo(Stored.of(new Conversation("o", 3, null, List.of(turn))));
    }

    @Test
    void replyMayBeLargerThanTheLimitOfJackson() throws Exception {
        Conversation large =
                new Conversation("o", 0, null, List.of(new PastTurn(List.of("a"), "x".repeat(20_000_001), false, "t")));

        assertThat(read(write(large)).equals(large)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "\"secret\"",
                "[\"secret\"]",
                "null",
                "{\"secret\"",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"secret\"}]}",
                "{\"version\":\"secret\"}",
                "{\"version\":0,\"origin\":\"secret\",\"lastUse\":0,\"messages\":[]}",
                "{\"version\":1.5,\"origin\":\"secret\",\"lastUse\":0,\"messages\":[]}",
                "{\"version\":1,\"origin\":5,\"lastUse\":0,\"messages\":[]}",
                "{\"version\":1,\"origin\":\"o\",\"lastUse\":\"secret\",\"messages\":[]}",
                "{\"version\":1,\"origin\":\"o\",\"lastUse\":1e30,\"messages\":[]}",
                "{\"version\":1,\"origin\":\"o\",\"lastUse\":0,\"messages\":\"secret\"}",
                "{\"version\":1,\"origin\":\"o\",\"lastUse\":0,\"messages\":[\"secret\"]}",
                "{\"version\":1,\"origin\":\"o\",\"lastUse\":0,\"messages\":[{\"role\":\"user\",\"content\":5}]}",
                "{\"version\":1,\"origin\":\"o\",\"lastUse\":0,\"messages\":[{\"role\":\"secret\",\"content\":\"secret\"}]}",
                "{\"version\":1,\"origin\":\"o\",\"lastUse\":0,\"lease\":\"secret\",\"messages\":[]}",
                "{\"version\":1,\"origin\":\"o\",\"lastUse\":0,\"lease\":{\"owner\":\"secret\"},\"messages\":[]}",
                "{\"version\":1,\"origin\":\"o\",\"lastUse\":0,\"messages\":[]} secret",
                "{\"version\":2,\"secret\":\"secret\"}",
                "{\"version\":99999999999999999999,\"secret\":\"secret\"}"
            })
    void otherValuesAreNeitherUsedNorChangedNorShown(String value) {
        Cluster cluster = new Cluster();
        Node node = cluster.node();
        cluster.map.put(Cluster.KEY.text(), value);

        Request request = node.begin();
        Request next = node.begin();
        cluster.run();

        assertThat(request.starts).isZero();
        assertThat(request.failure)
                .hasMessageContaining("conversationStore")
                .hasMessageContaining("operation=forget")
                .hasNoCause();
        assertThat(request.failure.getMessage()).doesNotContain("secret");
        assertThat(next.failure).hasMessage(request.failure.getMessage());
        assertThatThrownBy(() -> node.conversations.history(Cluster.KEY, Cluster.SETTINGS))
                .hasMessage(request.failure.getMessage());
        assertThat(cluster.map).containsEntry(Cluster.KEY.text(), value);
    }

    @Test
    void newerVersionIsNamed() {
        assertThatThrownBy(() -> ConversationJson.read("{\"version\":2}"))
                .hasMessageContaining("format version 2")
                .hasMessageContaining("Upgrade");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "{\"version\":2}"})
    void valueThatOtherCodeWroteDuringTurnIsNotOverwritten(String value) {
        Cluster cluster = new Cluster();
        Node node = cluster.node();
        Request request = node.begin();
        cluster.run();
        cluster.map.put(Cluster.KEY.text(), value);

        CompletableFuture<Boolean> end = request.save("a", "b");
        cluster.run();

        assertThat(end)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .asInstanceOf(InstanceOfAssertFactories.type(ConversationException.class))
                .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
                .contains("conversationStore")
                .doesNotContain("secret");
        assertThat(cluster.map).containsEntry(Cluster.KEY.text(), value);
    }

    @Test
    void textsShowNoContent() {
        Conversation secret =
                new Conversation("o", 0, null, List.of(new PastTurn(List.of("secret"), "secret", false, "t")));

        assertThat(List.of(
                        secret.toString(),
                        secret.turns().toString(),
                        secret.turns().get(0).messages().toList().toString(),
                        Stored.of(secret).toString(),
                        ConversationKey.of("aura:chat", "secret").toString(),
                        ConversationKey.of("aura:chat", "secret").text()))
                .allSatisfy(text -> assertThat(text).doesNotContain("secret"));
    }
}
