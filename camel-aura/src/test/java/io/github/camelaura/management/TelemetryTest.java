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
package io.github.camelaura.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.BindToRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraHttpException;
import io.github.camelaura.AuraStreamEvent;
import io.github.camelaura.AuraStreamEvent.Kind;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.Held;
import io.github.camelaura.test.AuraReply;

/** Micrometer meters and Camel events. */
class TelemetryTest extends AuraTestSupport {

    @BindToRegistry
    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void metersTimeACompletedStream() throws Exception {
        server().enqueue(AuraReply.chunks("a", "b", "c"));
        await(ask(uri("support"), "count"));

        assertThat(meters.get("gen_ai.client.operation.duration")
                        .tag("gen_ai.operation.name", "chat")
                        .tag("gen_ai.request.model", "openchat_3.6")
                        .tag("outcome", "completed")
                        .tag("error.type", "none")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("gen_ai.client.operation.time_to_first_chunk")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("gen_ai.client.operation.time_per_output_chunk")
                        .timer()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void metersTimeAFailedStreamButNotItsMissingFirstChunk() throws Exception {
        server().enqueue(AuraReply.error());
        await(ask(uri("support", "model=other"), "count"));

        assertThat(meters.get("gen_ai.client.operation.duration")
                        .tag("gen_ai.request.model", "other")
                        .tag("outcome", "failed")
                        .tag("error.type", "AuraHttpException")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.find("gen_ai.client.operation.time_to_first_chunk").timer())
                .isNull();
    }

    @Test
    void modelsThatMessagesNameMakeOneMeter() throws Exception {
        server().answer(request -> AuraReply.chunks("a", "b"));

        for (String model : List.of("m1", "m2", "m3", "openchat_3.6")) {
            await(template.asyncSend(uri("support"), exchange -> {
                exchange.getMessage().setBody("count");
                exchange.getMessage().setHeader(AuraConstants.MODEL, model);
            }));
        }

        assertThat(meters.find("gen_ai.client.operation.duration").timers())
                .extracting(timer -> timer.getId().getTag("gen_ai.request.model") + " " + timer.count())
                .containsExactlyInAnyOrder("other 3", "openchat_3.6 1");
        assertThat(meters.find("gen_ai.client.operation.time_per_output_chunk").timers())
                .hasSize(2);
    }

    @Test
    void eventNotifiersReceiveStartAndEndOfAStream() throws Exception {
        List<AuraStreamEvent> events = new CopyOnWriteArrayList<>();
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof AuraStreamEvent stream) {
                    events.add(stream);
                }
            }
        });
        server().enqueue(AuraReply.chunks("a", "b"));
        Exchange asked = await(ask(uri("support"), "count"));
        server().enqueue(AuraReply.error());
        await(ask(uri("support"), "count"));

        assertThat(events)
                .extracting(AuraStreamEvent::getKind)
                .containsExactly(Kind.STARTED, Kind.COMPLETED, Kind.STARTED, Kind.FAILED);
        AuraStreamEvent completed = events.get(1);
        assertThat(completed.getStreamId()).isEqualTo(asked.getMessage().getHeader(AuraConstants.STREAM_ID));
        assertThat(completed.getStreamName()).isEqualTo("aura:support");
        assertThat(completed.getChunkCount()).isEqualTo(2);
        assertThat(completed.getDuration()).isPositive();
        assertThat(events.get(3).getFailure()).isInstanceOf(AuraHttpException.class);
    }

    @Test
    void errorOfAnEventNotifierHarmsNoStream() throws Exception {
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof AuraStreamEvent) {
                    throw new NoSuchMethodError("expected by this test");
                }
            }
        });
        String uri = uri("support", "maxConcurrentStreams=1");
        server().enqueue(AuraReply.chunks("a", "b"), AuraReply.error(), AuraReply.chunks("c"));

        assertThat(await(ask(uri, "count")).getMessage().getBody()).isEqualTo("ab");
        assertThat(await(ask(uri, "count")).getException()).isInstanceOf(AuraHttpException.class);
        assertThat(await(ask(uri, "count")).getMessage().getBody()).isEqualTo("c");
    }

    @Test
    void requestTimeoutDuringOnCompletedIsAFailureForAll() throws Exception {
        List<Kind> kinds = new CopyOnWriteArrayList<>();
        context.getManagementStrategy().addEventNotifier(new SimpleEventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof AuraStreamEvent stream) {
                    kinds.add(stream.getKind());
                }
            }
        });
        Held held = new Held();
        routes(r -> r.from("aura:support?forwardOnCompleted=true")
                .filter(r.header(AuraConstants.EVENT_TYPE).isEqualTo(AuraConstants.ON_COMPLETED))
                .process(held));
        server().enqueue(AuraReply.chunks("a", "b"));

        Exchange asked = await(ask(uri("support", "requestTimeout=2000"), "count"));

        assertThat(asked.getException()).isInstanceOf(AuraStreamException.class).hasMessageContaining("requestTimeout");
        held.open();
        Awaitility.await().untilAsserted(() -> assertThat(kinds).containsExactly(Kind.STARTED, Kind.FAILED));
    }

    @Test
    void eventNotifiersThatIgnoreExchangesReceiveStreamEvents() throws Exception {
        List<CamelEvent> events = new CopyOnWriteArrayList<>();
        context.getManagementStrategy().addEventNotifier(new SimpleEventNotifierSupport() {
            @Override
            public boolean isEnabled(CamelEvent event) {
                return event instanceof AuraStreamEvent;
            }

            @Override
            public void notify(CamelEvent event) {
                events.add(event);
            }
        });
        await(ask(uri("support"), "count"));

        assertThat(events)
                .extracting(event -> ((AuraStreamEvent) event).getKind())
                .containsExactly(Kind.STARTED, Kind.COMPLETED);
    }
}
