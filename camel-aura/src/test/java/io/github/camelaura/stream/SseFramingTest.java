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
package io.github.camelaura.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.support.ServerSentEvents;
import io.github.camelaura.support.ServerSentEvents.Event;

class SseFramingTest {

    private final SseFraming framing = new SseFraming("id-1");

    @Test
    void chunkIsAMessageWithItsIndex() {
        assertThat(framing.chunk("one ")).isEqualTo("id: 0\ndata: one \n\n");
        assertThat(framing.chunk(" two")).isEqualTo("id: 1\ndata:  two\n\n");
        assertThat(framing.end()).isEqualTo("event: done\ndata: {\"streamId\":\"id-1\"}\n\n");
    }

    @ParameterizedTest
    @CsvSource({
        "a\\nb, data: a|data: b",
        "a\\rb, data: a|data: b",
        "a\\r\\nb, data: a|data: b",
        "a\\n, 'data: a|data: '",
        "\\n\\n, 'data: |data: |data: '",
        "data: x\\n:y, data: data: x|data: :y"
    })
    void eachLineOfAChunkIsALineOfItsMessage(String text, String lines) {
        String chunk = text.replace("\\n", "\n").replace("\\r", "\r");

        assertThat(framing.chunk(chunk)).isEqualTo("id: 0\n" + lines.replace('|', '\n') + "\n\n");
    }

    @Test
    void lineBreakThatArrivesInTwoChunksIsOne() {
        assertThat(ServerSentEvents.parse(framing.chunk("a\r") + framing.chunk("\nb")))
                .extracting(Event::data)
                .containsExactly("a", "\nb");
        assertThat(framing.chunk("\r")).isEmpty();
        assertThat(ServerSentEvents.parse(framing.chunk("c")))
                .extracting(Event::data)
                .containsExactly("\nc");
    }

    @Test
    void lineBreakAtTheEndOfAReplyIsNotLost() {
        framing.chunk("a\r");

        assertThat(ServerSentEvents.parse(framing.end()))
                .extracting(Event::data)
                .first()
                .isEqualTo("\n");
    }

    @Test
    void lineBreakBeforeAFailureIsNotLost() {
        framing.chunk("a\r");

        assertThat(ServerSentEvents.parse(framing.failure(ErrorCategory.SERVER_ERROR)))
                .containsExactly(
                        new Event("message", "1", "\n"),
                        new Event("error", "1", "{\"category\":\"SERVER_ERROR\",\"streamId\":\"id-1\"}"));
    }

    /** A UuidGenerator of the user may return any text. */
    @Test
    void idOfAnyTextIsValidJsonInOneLine() {
        SseFraming other = new SseFraming("a\"b\n\ndata: c");

        assertThat(other.end()).isEqualTo("event: done\ndata: {\"streamId\":\"a\\\"b\\n\\ndata: c\"}\n\n");
    }

    @Test
    void commentIsNoEvent() {
        assertThat(framing.idle()).isEqualTo(":\n\n");
        assertThat(ServerSentEvents.parse(framing.idle())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void clientReceivesTheTextOfAnyChunksWithLineFeeds(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            SseFraming reply = new SseFraming("id");
            StringBuilder text = new StringBuilder();
            StringBuilder body = new StringBuilder();
            for (String chunk : chunks(random)) {
                text.append(chunk);
                body.append(reply.chunk(chunk));
            }
            body.append(reply.end());

            List<Event> events = new ArrayList<>(ServerSentEvents.parse(body.toString()));

            assertThat(events.remove(events.size() - 1).name()).isEqualTo("done");
            assertThat(String.join("", events.stream().map(Event::data).toList()))
                    .isEqualTo(text.toString().replace("\r\n", "\n").replace('\r', '\n'));
        }
    }

    private static List<String> chunks(Random random) {
        String[] parts = {"a", " ", ":", "\r", "\n", "\r\n", "data: ", "\uFEFF", "€", "\uD83D\uDE00", "\u2028", "\u0000"
        };
        List<String> chunks = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            StringBuilder chunk = new StringBuilder();
            for (int j = random.nextInt(5); j >= 0; j--) {
                chunk.append(parts[random.nextInt(parts.length)]);
            }
            chunks.add(chunk.toString());
        }
        return chunks;
    }
}
