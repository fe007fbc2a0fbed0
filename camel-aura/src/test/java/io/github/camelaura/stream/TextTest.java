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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;

/** Text of replies over the network. */
class TextTest extends AuraTestSupport {

    private static final String TEXT = "Русский, 中文, 👩‍👩‍👧‍👦 and é";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void replyInReadsOfAnySizeIsUnchanged(int size) throws Exception {
        server().enqueue(AuraReply.bytesOf(TEXT, size));
        Bodies chunks = new Bodies();
        routes(r -> r.from("aura:support").process(chunks));

        Exchange exchange = await(ask(uri("support", "onMalformedInput=REPORT"), "count"));

        assertThat(exchange.getMessage().getBody()).isEqualTo(TEXT);
        assertThat(String.join("", chunks.rest())).isEqualTo(TEXT);
    }

    @Test
    void replyCutAtAnyByteIsDeliveredInWholeCharacters() throws Exception {
        String text = "\uFEFFé中👍🏽.";
        String uri = uri("support", "onMalformedInput=REPORT");
        Bodies chunks = new Bodies();
        routes(r -> r.from("aura:support").process(chunks));
        for (int cut = 1; cut < text.getBytes(UTF_8).length; cut++) {
            server().enqueue(AuraReply.cutAt(text, cut));

            assertThat(await(ask(uri, "count")).getMessage().getBody())
                    .as("cut at %s", cut)
                    .isEqualTo(text.substring(1));
        }
        assertThat(chunks.rest())
                .isNotEmpty()
                .noneMatch(chunk -> chunk.isEmpty()
                        || Character.isLowSurrogate(chunk.charAt(0))
                        || Character.isHighSurrogate(chunk.charAt(chunk.length() - 1)));
    }

    @Test
    void readThatCompletesNoCharacterIsNotDelivered() throws Exception {
        server().enqueue(AuraReply.bytesOf("é中👍", 1));
        Bodies chunks = new Bodies();
        routes(r -> r.from("aura:support").process(chunks));

        Exchange exchange = await(ask(uri("support"), "count"));

        assertThat(chunks.rest()).containsExactly("é", "中", "👍");
        assertThat(exchange.getMessage().getHeader(AuraConstants.CHUNK_COUNT)).isEqualTo(3L);
    }

    @Test
    void textBeforeMalformedBytesReachesTheRoutesBeforeTheFailure() throws Exception {
        server().enqueue(AuraReply.chunks("one ").chunk(new byte[] {'t', 'w', 'o', (byte) 0xFF, 'x'}));
        Bodies chunks = new Bodies();
        routes(r -> r.from("aura:support").process(chunks));

        Exchange exchange = await(ask(uri("support", "onMalformedInput=REPORT"), "count"));

        assertThat(exchange.getException()).isInstanceOfSatisfying(AuraStreamException.class, failure -> {
            assertThat(failure.getPartialReply()).isEqualTo("one two");
            assertThat(failure.getChunksEmitted()).isEqualTo(2);
        });
        assertThat(chunks.rest()).containsExactly("one ", "two");
    }

    @ParameterizedTest
    @CsvSource({"IGNORE, ab", "REPLACE, a\uFFFDb"})
    void malformedBytesAreIgnoredOrReplaced(String option, String reply) throws Exception {
        server().enqueue(AuraReply.chunks("a").chunk(new byte[] {(byte) 0xFF}).chunk("b"));

        Exchange exchange = await(ask(uri("support", "onMalformedInput=" + option), "count"));

        assertThat(exchange.getMessage().getBody()).isEqualTo(reply);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void malformedBytesFailTheStreamWithReport(boolean atTheEnd) throws Exception {
        AuraReply reply = AuraReply.chunks("a").chunk(new byte[] {(byte) 0xE2});
        server().enqueue(atTheEnd ? reply : reply.chunk("b"));

        Exchange exchange = await(ask(uri("support", "onMalformedInput=REPORT"), "count"));

        assertThat(exchange.getException()).isInstanceOfSatisfying(AuraStreamException.class, failure -> {
            assertThat(failure.getPartialReply()).isEqualTo("a");
            assertThat(failure).hasMessageContaining("onMalformedInput");
        });
    }

    @ParameterizedTest
    @CsvSource({"5, true", "4, false"})
    void maxReplySizeLimitsTheReply(int size, boolean whole) throws Exception {
        server().enqueue(AuraReply.chunks("12", "345"));

        Exchange exchange = await(ask(uri("support", "maxReplySize=" + size), "count"));

        if (whole) {
            assertThat(exchange.getMessage().getBody()).isEqualTo("12345");
        } else {
            assertThat(exchange.getException())
                    .isInstanceOf(AuraStreamException.class)
                    .hasMessageContaining("maxReplySize=4");
        }
    }
}
