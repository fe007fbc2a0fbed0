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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

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
import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.Held;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.LoginSite;

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
    void allMetersNameTheComponent() throws Exception {
        server().enqueue(AuraReply.chunks("a", "b"));
        await(ask(uri("support"), "count"));

        assertThat(meters.getMeters()).hasSizeGreaterThanOrEqualTo(9).allSatisfy(meter -> assertThat(
                        meter.getId().getTag("camel.component"))
                .isEqualTo("aura"));
    }

    @Test
    void gaugesCountRunningAndWaitingStreams() throws Exception {
        Held held = new Held();
        routes(r -> r.from("aura:support").process(held));
        String uri = uri("support", "maxConcurrentStreams=1");
        server().answer(request -> AuraReply.chunks("a"));
        List<CompletableFuture<Exchange>> asked = List.of(ask(uri, "1"), ask(uri, "2"), ask(uri, "3"));
        held.awaitReached();

        Awaitility.await().untilAsserted(() -> assertThat(gauge("streams", "running") + gauge("streams", "waiting"))
                .isEqualTo(3));
        assertThat(gauge("streams", "running")).isEqualTo(1);

        held.open();
        for (CompletableFuture<Exchange> each : asked) {
            await(each);
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(gauge("streams", "running")).isZero());
    }

    @Test
    void gaugeCountsEndpointsWhoseServerIsNotReached() throws Exception {
        await(ask(uri("support"), "count"));
        await(ask("aura:support?baseUrl=http://127.0.0.1:1", "count"));

        assertThat(meters.get("camel.aura.endpoints.unreachable").gauge().value())
                .isEqualTo(1);
    }

    @Test
    void gaugesCountLoginsByState() throws Exception {
        LoginSite.protect(server());
        String login = "browserName=htmlunit&loginPassword=RAW(" + LoginSite.PASSWORD + ")&loginUsername=";
        await(ask(uri("support", login + LoginSite.USER), "count"));
        await(ask(uri("support", login + "unknown"), "count"));
        await(ask(uri("support", login + "another", "loginUrl=http://127.0.0.1:1/"), "count"));

        assertThat(gauge("logins", "valid")).isEqualTo(1);
        assertThat(gauge("logins", "rejected")).isEqualTo(1);
        assertThat(gauge("logins", "failing")).isEqualTo(1);
    }

    @Test
    void gaugesOfAComponentEndWithIt() throws Exception {
        await(ask(uri("support"), "count"));
        AuraComponent second = new AuraComponent();
        context.addComponent("second", second);
        second.start();
        assertThat(components()).containsExactlyInAnyOrder("aura", "aura-2");

        second.stop();

        assertThat(components()).containsExactly("aura");
    }

    @Test
    void timesOfStreamsHaveTheBucketsOfTheConventions() throws Exception {
        await(ask(uri("support"), "count"));

        assertThat(meters.get("gen_ai.client.operation.time_to_first_chunk")
                        .timer()
                        .takeSnapshot()
                        .histogramCounts())
                .extracting(bucket -> bucket.bucket(TimeUnit.SECONDS))
                .contains(0.01, 1.28, 81.92)
                .hasSize(14);
    }

    private Set<String> components() {
        return meters.find("camel.aura.streams").gauges().stream()
                .map(gauge -> gauge.getId().getTag("camel.aura.component"))
                .collect(Collectors.toSet());
    }

    private double gauge(String name, String state) {
        return meters.get("camel.aura." + name).tag("state", state).gauge().value();
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
