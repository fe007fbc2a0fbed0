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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class NdjsonFramingTest {

    private final NdjsonFraming framing = new NdjsonFraming("id-1");

    @Test
    void chunkIsOneLineWithItsIndex() {
        assertThat(framing.chunk("one\ntwo")).isEqualTo("{\"type\":\"chunk\",\"index\":0,\"text\":\"one\\ntwo\"}\n");
        assertThat(framing.chunk("three")).contains("\"index\":1");
    }

    @Test
    void endAndFailureAreOneLine() {
        assertThat(framing.end()).isEqualTo("{\"type\":\"done\",\"streamId\":\"id-1\"}\n");
        assertThat(framing.failure(ErrorCategory.AUTH))
                .isEqualTo("{\"type\":\"error\",\"category\":\"AUTH\",\"streamId\":\"id-1\"}\n");
    }

    /** A UuidGenerator of the user may return any text. */
    @Test
    void idOfAnyTextIsValidJsonInOneLine() {
        NdjsonFraming other = new NdjsonFraming("a\"b\nc");

        assertThat(other.end()).isEqualTo("{\"type\":\"done\",\"streamId\":\"a\\\"b\\nc\"}\n");
    }

    @Test
    void jsonHasEachCharacterOfAChunk() throws Exception {
        for (int first = 0; first < Character.MAX_VALUE; first += 256) {
            StringBuilder text = new StringBuilder("\"\\/\uD83D\uDE00");
            for (int code = first; code < first + 256; code++) {
                if (!Character.isSurrogate((char) code)) {
                    text.append((char) code);
                }
            }

            String line = framing.chunk(text.toString());

            JsonNode chunk = new ObjectMapper().readTree(line);
            assertThat(chunk.get("text").asText()).isEqualTo(text.toString());
            assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
            assertThat(line.indexOf('\r')).isNegative();
        }
    }
}
