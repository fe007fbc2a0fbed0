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
package io.github.camelaura.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.AuraCredentialProcessor;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;

/** The headers that a credential processor sets, and those that it receives from the server. */
class ProcessorHeadersTest extends AuraTestSupport {

    static Stream<Arguments> headersThatHttpCannotSend() {
        return Stream.of(
                Arguments.of(
                        "X-Token", "s3cret\r\nX-Smuggled: b", "header X-Token", "control character U+000D at index 6"),
                Arguments.of("X-Token", "s3cret\n", "header X-Token", "control character U+000A at index 6"),
                Arguments.of("X-Token", "\u0000s3cret", "header X-Token", "control character U+0000 at index 0"),
                Arguments.of("X-Token", "s3cret\u007F", "header X-Token", "control character U+007F at index 6"),
                Arguments.of("X-Token", "s3cret\u0085", "header X-Token", "control character U+0085 at index 6"),
                Arguments.of("X-Token", List.of("s3cret", "s3cret\r"), "header X-Token", "control character U+000D"),
                Arguments.of("X-Name", "s3cret \u0142", "header X-Name", "non-ASCII character U+0142 at index 7"),
                Arguments.of("X-Name", "s3cret \uD83D\uDE00", "header X-Name", "non-ASCII character U+D83D at index 7"),
                Arguments.of("X Name", "s3cret", "header 'X Name'", "name that HTTP does not allow"),
                Arguments.of("X-Name: a\r\nX-B", "s3cret", "header 'X-Name: a X-B'", "name that HTTP does not allow"),
                Arguments.of("", "s3cret", "header ''", "name that HTTP does not allow"));
    }

    @ParameterizedTest
    @MethodSource("headersThatHttpCannotSend")
    void headerThatHttpCannotSendIsRejectedByName(String name, Object value, String shown, String reason)
            throws Exception {
        context.getRegistry().bind("credential", (Processor)
                exchange -> exchange.getMessage().setHeader(name, value));

        Exchange exchange = await(ask(uri("support", "credentialProcessor=%23credential"), "count"));

        assertThat(exchange.getException())
                .isInstanceOfSatisfying(AuraCredentialException.class, e -> assertThat(e.getReason())
                        .isEqualTo(Reason.PROCESSOR_FAILED))
                .hasMessageContainingAll(shown, reason, "nothing was sent")
                .message()
                .doesNotContain("s3cret");
        assertThat(server().requests()).isEmpty();
    }

    @Test
    void valueOfBytesAndTabsIsSentUnchanged() throws Exception {
        context.getRegistry().bind("credential", (Processor)
                exchange -> exchange.getMessage().setHeader("X-Name", "Zo\u00C3\u00AB\tB."));

        Exchange exchange = await(ask(uri("support", "credentialProcessor=%23credential"), "count"));

        assertThat(exchange.getException()).isNull();
        assertThat(server().requests().get(0).header("X-Name"))
                .as("decoded as UTF-8")
                .isEqualTo("Zo\u00EB\tB.");
    }

    @Test
    void headersOfCamelInAResponseDoNotReachTheProcessor() throws Exception {
        List<Map<String, Object>> seen = new CopyOnWriteArrayList<>();
        context.getRegistry().bind("credential", new AuraCredentialProcessor() {
            @Override
            public void process(Exchange exchange) {
                // sets no credential
            }

            @Override
            public void refused(Exchange exchange) {
                seen.add(new TreeMap<>(exchange.getMessage().getHeaders()));
            }

            @Override
            public void answered(Exchange exchange) {
                seen.add(new TreeMap<>(exchange.getMessage().getHeaders()));
            }
        });
        server().enqueue(withHeaders(AuraReply.status(401, "Unauthorized", "")), withHeaders(AuraReply.chunks("ok")));

        await(ask(uri("support", "credentialProcessor=%23credential"), "count"));

        assertThat(seen).hasSize(2).allSatisfy(headers -> assertThat(headers)
                .containsEntry("X-Session", "1")
                .containsKey(Exchange.HTTP_RESPONSE_CODE)
                .allSatisfy((name, value) -> assertThat(String.valueOf(value)).doesNotContain("evil")));
    }

    private static AuraReply withHeaders(AuraReply reply) {
        return reply.header("CamelFileName", "evil")
                .header("CAMELHttpUri", "evil")
                .header("camelExecCommandExecutable", "evil")
                .header("X-Session", "1");
    }
}
