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
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServerExtension;

/** The spans of camel-telemetry. This class has no type of camel-telemetry in a signature, because it is loaded without it, too. */
@Tag("not-on-4.22")
class SpanTest {

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    private final CamelContext context = new DefaultCamelContext();
    private Object tracer;

    private void start() {
        RecordingTracer recording = new RecordingTracer();
        recording.setCamelContext(context);
        recording.init(context);
        tracer = recording;
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private Map<String, String> span(String component) {
        List<Map<String, String>> spans = spans(component);
        assertThat(spans).hasSize(1);
        return spans.get(0);
    }

    private List<Map<String, String>> spans(String component) {
        return ((RecordingTracer) tracer)
                .spans().stream()
                        .filter(span -> span.get("component").equals(component))
                        .toList();
    }

    private Exchange ask(String uri, Map<String, Object> headers) {
        return context.createProducerTemplate().send(uri, exchange -> {
            exchange.getMessage().setBody("a question");
            exchange.getMessage().setHeaders(headers);
        });
    }

    private String uri(String options) {
        return "aura:support?baseUrl=" + aura.server().baseUrl() + options;
    }

    @Test
    void spanOfARequestHasTheAttributesOfTheConventions() {
        start();
        aura.server().enqueue(AuraReply.chunks("one ", "two"));

        Exchange asked = ask(uri("&model=m1"), Map.of());

        assertThat(span("camel-aura"))
                .containsEntry("name", "chat m1")
                .containsEntry("gen_ai.operation.name", "chat")
                .containsEntry("gen_ai.provider.name", "aura")
                .containsEntry("gen_ai.request.model", "m1")
                .containsEntry("gen_ai.response.model", "m1")
                .containsEntry("gen_ai.request.stream", "true")
                .containsEntry("server.address", "127.0.0.1")
                .containsEntry("server.port", String.valueOf(aura.server().port()))
                .containsEntry("camel.aura.outcome", "completed")
                .containsEntry("camel.aura.chunk.count", "2")
                .containsEntry(
                        "camel.aura.stream.id", asked.getMessage().getHeader(AuraConstants.STREAM_ID, String.class))
                .hasEntrySatisfying("gen_ai.response.time_to_first_chunk", seconds -> assertThat(seconds)
                        .matches("\\d+\\.\\d{3}"))
                .doesNotContainKeys("error", "error.type");
        assertThat(asked.getProperties()).doesNotContainKey("CamelAuraSpan");
    }

    @Test
    void modelOfTheMessageIsAnAttributeButNotInTheName() {
        start();

        ask(uri("&model=m1"), Map.of(AuraConstants.MODEL, "m2"));

        assertThat(span("camel-aura")).containsEntry("name", "chat m1").containsEntry("gen_ai.request.model", "m2");
    }

    @Test
    void spanOfAFailureHasItsClassAndCategoryAndTheIdOfItsStream() {
        start();
        aura.server().enqueue(AuraReply.status(500, "Rate limit reached for requests", "Error"));

        ask(uri(""), Map.of(AuraConstants.STREAM_ID, "of an earlier stream", AuraConstants.CHUNK_COUNT, 7L));

        assertThat(span("camel-aura"))
                .containsEntry("error", "true")
                .containsEntry("error.type", "AuraHttpException")
                .containsEntry("camel.aura.error.category", "RATE_LIMIT")
                .containsEntry("camel.aura.outcome", "failed")
                .containsEntry("camel.aura.chunk.count", "0")
                .doesNotContainEntry("camel.aura.stream.id", "of an earlier stream")
                .containsKey("camel.aura.stream.id")
                .doesNotContainKeys("gen_ai.response.model", "gen_ai.response.time_to_first_chunk");
    }

    @Test
    void spanOfAnInvalidRequestHasItsCategory() {
        start();

        ask(uri(""), Map.of(AuraConstants.TEMPERATURE, 7));

        assertThat(span("camel-aura"))
                .containsEntry("error.type", "AuraRequestException")
                .containsEntry("camel.aura.error.category", "VALIDATION")
                .doesNotContainKey("camel.aura.stream.id");
    }

    @Test
    void spanOfARunningStreamEndsWithTheFirstChunk() throws Exception {
        start();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask")
                        .to(uri("&streaming=true"))
                        .split(body())
                        .streaming()
                        .to("log:chunk");
            }
        });

        ask("direct:ask", Map.of(AuraConstants.CHUNK_COUNT, 7L));

        assertThat(span("camel-aura"))
                .containsKeys("gen_ai.response.time_to_first_chunk", "camel.aura.stream.id")
                .doesNotContainKeys("camel.aura.chunk.count", "camel.aura.outcome");
    }

    @Test
    void spanOfAChunkIsNoRequest() throws Exception {
        start();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("aura:support").to("log:chunk");
            }
        });
        aura.server().enqueue(AuraReply.chunks("one"));

        ask(uri(""), Map.of());

        Awaitility.await().untilAsserted(() -> assertThat(spans("camel-aura")).hasSize(2));
        assertThat(spans("camel-aura"))
                .filteredOn(span -> span.containsKey("gen_ai.operation.name"))
                .hasSize(1);
        assertThat(spans("camel-aura"))
                .filteredOn(span -> span.get("name").equals("aura"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "models"})
    void spanOfAnotherOperationIsNoChat(String operation) {
        start();
        aura.server().models("m1");

        ask(uri("&model=m1&operation=" + operation), Map.of(AuraConstants.STREAM_KEY, "a-key"));

        assertThat(span("camel-aura"))
                .containsEntry("name", "aura")
                .doesNotContainKeys("gen_ai.operation.name", "gen_ai.request.model", "gen_ai.request.stream", "error");
    }

    @Test
    void spanOfACancellationIsNoRequest() {
        start();

        ask("aura:support?operation=cancel", Map.of(AuraConstants.STREAM_KEY, "a-key"));

        assertThat(span("camel-aura")).containsEntry("name", "aura").doesNotContainKeys("gen_ai.operation.name");
    }

    @Test
    void spansHaveNoTextOfPromptsAndReplies() {
        start();
        aura.server().enqueue(AuraReply.chunks("an answer"), AuraReply.status(400, "No", "a question is not allowed"));

        ask(uri("&systemMessage=a-system-message&apiKey=a-key"), Map.of());
        ask(uri("&systemMessage=a-system-message&apiKey=a-key"), Map.of());

        assertThat(spans("camel-aura")).hasSize(2);
        assertThat(((RecordingTracer) tracer).spans().toString())
                .doesNotContain("a question", "an answer", "a-system-message", "a-key");
    }

    @Test
    void propertyOfCamelDisablesTheAttributes() {
        context.getPropertiesComponent().addInitialProperty("camel.aiObservability.enabled", "false");
        start();

        ask(uri("&model=m1"), Map.of());

        assertThat(span("camel-aura"))
                .containsEntry("name", "aura")
                .doesNotContainKeys("gen_ai.operation.name", "camel.aura.stream.id");
    }
}
