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

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelaura.conversation.Cluster.Node;
import io.github.camelaura.support.LogCapture;

/** The limits of a history. */
class ConversationSettingsTest {

    /** Turns of 2, 3 and 2 messages, with 4, 12 and 5 characters. */
    private static final List<PastTurn> TURNS = List.of(
            new PastTurn(List.of("aa"), "bb", false, "1"),
            new PastTurn(List.of("cccc", "dddd"), "eeee", false, "2"),
            new PastTurn(List.of("ff"), "ggg", false, "3"));

    private static ConversationSettings limits(int maxMessages, int maxTokens) {
        return new ConversationSettings(maxMessages, maxTokens, 0, false);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 123",
        "7, 0, 123",
        "6, 0, 23",
        "5, 0, 23",
        "4, 0, 3",
        "2, 0, 3",
        "0, 6, 123", // 21 characters are 5.25 tokens
        "0, 5, 23",
        "0, 4, 3",
        "0, 2, 3", // 5 characters are 1.25 tokens
        "0, 1, ''",
        "7, 5, 23",
        "4, 6, 3"
    })
    void oldestTurnsAreLeftOutAsWhole(int maxMessages, int maxTokens, String left) {
        assertThat(limits(maxMessages, maxTokens).cut(TURNS).stream()
                        .map(PastTurn::id)
                        .collect(Collectors.joining()))
                .isEqualTo(left);
    }

    @Test
    void turnThatDoesNotFitEndsTheHistory() {
        List<PastTurn> turns = List.of(
                new PastTurn(List.of("a"), "b", false, "1"),
                new PastTurn(List.of("x".repeat(100)), "b", false, "2"),
                new PastTurn(List.of("a"), "b", false, "3"));

        assertThat(limits(0, 10).cut(turns)).extracting(PastTurn::id).containsExactly("3");
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 0, maxHistoryMessages", "0, -1, 0, maxHistoryTokens", "0, 0, -1, conversationTtl"})
    void negativeLimitIsInvalid(int maxMessages, int maxTokens, long ttl, String option) {
        assertThatThrownBy(() -> new ConversationSettings(maxMessages, maxTokens, ttl, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Option " + option + " must be at least 0, but is -1");
    }

    @Test
    void limitOfOneMessageIsInvalid() {
        assertThatThrownBy(() -> limits(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxHistoryMessages must be 0 or at least 2, but is 1");
    }

    @Test
    void messagesThatAreLeftOutAreRemovedFromTheMap() throws Exception {
        Cluster cluster = new Cluster();
        Node node = cluster.node();
        for (int i = 0; i < 50; i++) {
            Request request = node.begin(Cluster.KEY, limits(4, 0));
            cluster.run();
            assertThat(request.turn.history()).hasSize(Math.min(2 * i, 4));
            CompletableFuture<Boolean> unused = request.save("q" + i, "a" + i);
            cluster.run();
        }

        assertThat(cluster.texts()).containsExactly("q48", "a48", "q49", "a49");
    }

    @Test
    void lowerLimitAppliesToTheNextRequest() throws Exception {
        Cluster cluster = new Cluster();
        Node node = cluster.node();
        for (int i = 0; i < 3; i++) {
            Request request = node.begin();
            cluster.run();
            CompletableFuture<Boolean> unused = request.save("q" + i, "a" + i);
            cluster.run();
        }

        Request request = node.begin(Cluster.KEY, limits(2, 0));
        cluster.run();

        assertThat(request.history()).containsExactly("q2", "a2");
        assertThat(node.conversations.history(Cluster.KEY, limits(2, 0))).hasSize(2);
    }

    @Test
    void turnThatIsLargerThanTheLimitIsReported() throws Exception {
        Cluster cluster = new Cluster();
        Node node = cluster.node();
        Request request = node.begin(Cluster.KEY, limits(100, 2));
        cluster.run();

        try (LogCapture log = new LogCapture("io.github.camelaura", Level.WARN)) {
            CompletableFuture<Boolean> end = request.save("secret", "reply");
            cluster.run();

            assertThat(end).isCompletedWithValue(true);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("maxHistoryMessages=100", "maxHistoryTokens=2", "11 characters")
                    .doesNotContain("secret");
        }
        assertThat(cluster.texts()).isEmpty();
    }
}
