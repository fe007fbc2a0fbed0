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
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.apache.logging.log4j.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraStreamEvent;
import io.github.camelaura.AuraStreamEvent.Kind;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.LogCapture;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.Gate;

/** The reader of a body of {@code streamFormat} closes it while another thread waits for the next chunk. */
class StreamFormatCloseTest extends AuraTestSupport {

    /** Enough for a close that is sometimes counted as a failure. */
    private static final int STREAMS = 10;

    private final List<Kind> kinds = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @Test
    void closeDuringAReadIsNoFailureOfTheStream() throws Exception {
        context.getManagementStrategy().addEventNotifier(new SimpleEventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof AuraStreamEvent stream && stream.getKind() != Kind.STARTED) {
                    kinds.add(stream.getKind());
                }
            }
        });
        Gate gate = new Gate();
        routes(route -> route.from("direct:ask")
                .to(uri("support", "streaming=true", "streamFormat=sse"))
                .process(exchange ->
                        closeDuringARead((InputStream) exchange.getMessage().getBody())));

        try (LogCapture log = new LogCapture(ChunkInputStream.class.getName(), Level.WARN)) {
            for (int i = 0; i < STREAMS; i++) {
                server().enqueue(AuraReply.chunks("one ").gate(gate).chunk("two"));
                Exchange exchange = await(ask("direct:ask", "count"));
                assertThat(exchange.getException()).isNull();
            }

            assertThat(log.lines()).isEmpty();
        }
        assertThat(kinds).isEqualTo(new ArrayList<>(Collections.nCopies(STREAMS, Kind.CLOSED)));
        assertThat(failures).hasSize(STREAMS).allMatch(IOException.class::isInstance);
    }

    private void closeDuringARead(InputStream body) throws Exception {
        assertThat(body.read(new byte[100])).isPositive();
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread reader = new Thread(() -> failure.complete(catchThrowable(body::read)));
        reader.start();
        Awaitility.await()
                .until(() -> reader.getState() == Thread.State.TIMED_WAITING
                        || reader.getState() == Thread.State.TERMINATED);
        body.close();
        failures.add(await(failure));
    }
}
