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

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraHttpException;
import io.github.camelaura.AuraMessage;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.ClientSockets;
import io.github.camelaura.support.EndlessServer;

/** A server may answer before it has received the whole request, for example with 413. */
class EarlyAnswerTest extends AuraTestSupport {

    private static final List<AuraMessage> MUCH = Collections.nCopies(2_000, AuraMessage.user("x".repeat(8_000)));

    @Test
    void replyToAnIncompleteRequestIsAStreamFailure() throws Exception {
        try (EndlessServer early = new EndlessServer(client -> {
            client.getInputStream().readNBytes(1_000_000);
            answer(client, "200 OK");
        })) {
            Exchange exchange = await(ask("aura:support?baseUrl=" + early.baseUrl(), MUCH));

            assertThat(exchange.getException()).isInstanceOf(AuraStreamException.class);
            assertThat(ClientSockets.to(early.port())).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"closes", "reads on"})
    void answerDuringTheRequestIsAnHttpFailure(String then) throws Exception {
        try (EndlessServer early = new EndlessServer(client -> {
            client.getInputStream().readNBytes(1_000_000);
            answer(client, "413 Content Too Large");
            if (then.equals("reads on")) {
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        })) {
            Exchange exchange = await(ask("aura:support?baseUrl=" + early.baseUrl(), MUCH));

            assertThat(exchange.getException()).isInstanceOfSatisfying(AuraHttpException.class, failure -> {
                assertThat(failure.getStatusCode()).isEqualTo(413);
                assertThat(failure.getResponseBody()).isEqualTo("at most 1 MB");
            });
            if (then.equals("closes")) {
                assertThat(ClientSockets.to(early.port())).isZero();
            }
        }
    }

    private static void answer(Socket client, String status) throws IOException {
        client.getOutputStream()
                .write(("HTTP/1.1 " + status + "\r\nContent-Length: 12\r\n\r\nat most 1 MB")
                        .getBytes(StandardCharsets.US_ASCII));
    }
}
