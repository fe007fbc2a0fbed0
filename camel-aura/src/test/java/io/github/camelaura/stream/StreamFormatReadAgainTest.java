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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;

/** A body of {@code streamFormat} that was read to its end is read again. An end would be an empty reply. */
class StreamFormatReadAgainTest extends AuraTestSupport {

    private final List<String> replies = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"text", "sse", "ndjson"})
    void readAfterAPredicateThatReadsTheBodyFails(String format) throws Exception {
        server().enqueue(AuraReply.chunks("one ", "two"));
        routes(route -> route.from("direct:ask")
                .to(uri("support", "streaming=true", "streamFormat=" + format))
                .choice()
                .when(route.simple("${body} contains 'one'"))
                .process(this::read)
                .end());

        assertReadAgain(await(ask("direct:ask", "count")));

        assertThat(replies).isEmpty();
    }

    @Test
    void redeliveryToAStepThatReadTheBodyFails() throws Exception {
        server().enqueue(AuraReply.chunks("one ", "two"));
        routes(route -> {
            route.onException(IllegalStateException.class)
                    .maximumRedeliveries(1)
                    .redeliveryDelay(0);
            route.from("direct:ask")
                    .to(uri("support", "streaming=true", "streamFormat=text"))
                    .process(exchange -> {
                        read(exchange);
                        throw new IllegalStateException("the target is not available");
                    });
        });

        assertReadAgain(await(ask("direct:ask", "count")));

        assertThat(replies).containsExactly("one two");
    }

    @Test
    void readerSeesTheEndAgainInTheSameStep() throws Exception {
        server().enqueue(AuraReply.chunks("one ", "two"));
        routes(route -> route.from("direct:ask")
                .to(uri("support", "streaming=true", "streamFormat=text"))
                .process(exchange -> {
                    read(exchange);
                    read(exchange);
                })
                .to("log:after"));

        assertThat(await(ask("direct:ask", "count")).getException()).isNull();

        assertThat(replies).containsExactly("one two", "");
    }

    private void read(Exchange exchange) throws IOException {
        InputStream body = (InputStream) exchange.getMessage().getBody();
        replies.add(new String(body.readAllBytes(), StandardCharsets.UTF_8));
    }

    private static void assertReadAgain(Exchange exchange) {
        assertThat(exchange.getException())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has been read before")
                .hasMessageContaining("streaming=false");
    }
}
