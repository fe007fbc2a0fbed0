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
import java.util.Collections;
import java.util.List;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.LogCapture;
import io.github.camelaura.test.AuraReply;

/** A chunk that fails in a route does not end the stream. */
class ChunkFailureTest extends AuraTestSupport {

    private static final Processor FAILS_ON_B = exchange -> {
        if ("b".equals(exchange.getMessage().getBody())) {
            throw new IllegalStateException("b is not liked");
        }
    };

    private final Bodies chunks = new Bodies();
    private final Bodies caught = new Bodies();
    private final Handler handler = new Handler();

    @BeforeEach
    void enqueueReplyInThreeChunks() {
        server().enqueue(AuraReply.chunks("a", "b", "c"));
        context.getRegistry().bind("handler", handler);
    }

    @Test
    void failedChunkGoesToTheErrorHandlerOfTheRoute() throws Exception {
        routes(r -> {
            r.from("aura:support?exceptionHandler=#handler")
                    .errorHandler(r.deadLetterChannel("direct:dead")
                            .maximumRedeliveries(2)
                            .redeliveryDelay(0))
                    .process(chunks)
                    .process(FAILS_ON_B);
            r.from("direct:dead").process(caught);
        });

        goesOn(uri("support", "stopOnException=true"));

        assertThat(chunks.rest()).containsExactly("a", "b", "c");
        assertThat(caught.rest()).containsExactly("b");
        assertThat(handler.handled).isEmpty();
    }

    @Test
    void unhandledFailureGoesToTheExceptionHandlerOfTheConsumer() throws Exception {
        routes(r -> {
            r.from("aura:support?exceptionHandler=#handler").process(FAILS_ON_B).process(chunks);
            r.from("aura:support").process(caught);
        });

        goesOn(uri("support"));

        assertThat(chunks.rest()).containsExactly("a", "c");
        assertThat(caught.rest()).as("what the next consumer got").containsExactly("a", "b", "c");
        assertThat(handler.handled).containsExactly("b: b is not liked");
    }

    @Test
    void unhandledFailureWithBridgeErrorHandlerGoesToTheRouteAgain() throws Exception {
        routes(r -> {
            r.from("aura:support?bridgeErrorHandler=true")
                    .onException(IllegalStateException.class)
                    .process(caught)
                    .end()
                    .process(FAILS_ON_B)
                    .process(chunks);
        });

        goesOn(uri("support"));

        assertThat(chunks.rest()).containsExactly("a", "c");
        assertThat(caught.rest()).hasSize(2).startsWith("b");
    }

    @Test
    void failureAtStreamRepliesToIsLoggedAsAWarning() throws Exception {
        routes(r -> r.from("direct:chunks")
                .errorHandler(r.noErrorHandler())
                .process(chunks)
                .process(FAILS_ON_B));

        try (LogCapture log = new LogCapture("io.github.camelaura.component.ReplyForwarder", Level.WARN)) {
            goesOn(uri("support", "streamRepliesTo=direct:chunks"));

            assertThat(chunks.rest()).containsExactly("a", "b", "c");
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARN streamRepliesTo=direct://chunks failed to process exchange ")
                    .endsWith("b is not liked");
        }
    }

    private void goesOn(String uri) throws Exception {
        Exchange exchange = await(ask(uri, "hi"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("abc");
    }

    /** An exception handler of a consumer that records what it handles. */
    private static final class Handler implements ExceptionHandler {

        private final List<String> handled = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void handleException(Throwable exception) {
            handleException(null, exception);
        }

        @Override
        public void handleException(String message, Throwable exception) {
            handleException(message, null, exception);
        }

        @Override
        public void handleException(String message, Exchange exchange, Throwable exception) {
            handled.add(exchange.getMessage().getBody() + ": " + exception.getMessage());
        }
    }
}
