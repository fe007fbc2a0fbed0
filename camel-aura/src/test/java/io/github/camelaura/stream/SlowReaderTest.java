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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.apache.camel.Exchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.Gate;

/** The reader of a running stream does not come back, as when it writes to a client that reads nothing. */
class SlowReaderTest extends AuraTestSupport {

    private final CountDownLatch back = new CountDownLatch(1);

    @ParameterizedTest
    @ValueSource(strings = {"iterator", "text", "sse"})
    void streamThatTimedOutHoldsNoSlot(String format) throws Exception {
        server().enqueue(AuraReply.chunks("one ").gate(new Gate()).chunk("two"), AuraReply.chunks("three"));
        String[] options = {"streaming=true", "streamFormat=" + format, "requestTimeout=1000", "maxConcurrentStreams=1"
        };
        routes(route -> {
            route.from("direct:ask").to(uri("support", options)).process(exchange -> back.await());
            route.from("direct:next")
                    .to(uri("support", options))
                    .convertBodyTo(byte[].class)
                    .convertBodyTo(String.class);
        });
        CompletableFuture<Exchange> asked = ask("direct:ask", "count");
        server().awaitClientGone(1);

        Exchange next = await(ask("direct:next", "count"));

        assertThat(next.getException()).isNull();
        assertThat(next.getMessage().getBody(String.class)).contains("three");
        assertThat(asked).isNotDone();
        back.countDown();
        await(asked);
    }
}
