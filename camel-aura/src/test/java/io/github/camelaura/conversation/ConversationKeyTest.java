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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys in the map. */
class ConversationKeyTest {

    @Test
    void keyIsTheSameInEachReleaseAndOnEachNode() {
        assertThat(ConversationKey.of("aura:chat", "c1").text())
                .isEqualTo("conversation:tCYA7honZP5qftkeJHv8JsSuttTFGF7nn39p3-3Ouqg");
    }

    @Test
    void noIdReachesAnotherStream() {
        List<ConversationKey> keys = List.of(
                ConversationKey.of("aura:chat", "c1"),
                ConversationKey.of("aura:chat:c1", "c1"),
                ConversationKey.of("aura:cha", "tc1"),
                ConversationKey.of("aura:chat", ":c1"),
                ConversationKey.of("aura:chat:", "c1"),
                ConversationKey.of("aura", "chat:c1"),
                ConversationKey.of("1:aura", "chat:c1"),
                ConversationKey.of("aura2:chat", "c1"),
                ConversationKey.of("aura:chat", "C1"),
                ConversationKey.of("aura:chat", "c1 "),
                ConversationKey.of("aura:chat", "\ud800"),
                ConversationKey.of("aura:chat", "\udbff"),
                ConversationKey.of("aura:chat", "?"));

        assertThat(keys).extracting(ConversationKey::text).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void blankIdIsInvalid(String id) {
        assertThatThrownBy(() -> ConversationKey.of("aura:chat", id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CamelAuraConversationId");
    }
}
