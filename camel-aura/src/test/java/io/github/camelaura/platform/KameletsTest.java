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
package io.github.camelaura.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraHttpException;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.component.AuraConfiguration;
import io.github.camelaura.component.AuraEndpoint;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.Gate;

/** The Kamelets of the jar, in YAML routes. */
@Tag("not-on-4.22")
class KameletsTest {

    private static final String KEY = "k&y=%2B+ #?{x}";

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    private final Main main = new Main();
    private final Map<String, String> conversations = new ConcurrentHashMap<>();

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void actionReturnsTheReplyAndSourceEmitsEachChunk() throws Exception {
        CamelContext context = start();
        aura.server().enqueue(AuraReply.chunks("one ", "two"));
        mock("chunks").expectedBodiesReceived("one ", "two");
        mock("completed").expectedBodiesReceived("one two");

        assertThat(main.getCamelTemplate().requestBody("direct:ask", "count")).isEqualTo("one two");

        MockEndpoint.assertIsSatisfied(context);
    }

    @Test
    void actionAppliesItsOptionsToTheRequest() throws Exception {
        start();

        main.getCamelTemplate().requestBody("direct:ask", "count");

        AuraRequest request = aura.server().requests().get(0);
        assertThat(request.json().get("temperature").asDouble()).isEqualTo(0.1);
        assertThat(request.json().get("prompt").asText()).isEqualTo("Be short & to the point.");
        assertThat(request.json().get("key").asText()).isEqualTo(KEY);
        assertThat(request.json().get("model").get("id").asText()).isEqualTo("openchat_3.6");
    }

    @Test
    void actionRemembersTheConversationInTheStore() throws Exception {
        start();
        aura.server().enqueue(AuraReply.chunks("a"), AuraReply.chunks("b"), AuraReply.chunks("c"));

        remember("first", "jane");
        remember("other", "john");
        remember("second", "jane");

        assertThat(aura.server().requests())
                .extracting(request -> request.json().path("messages").findValuesAsText("content"))
                .containsExactly(List.of("first"), List.of("other"), List.of("first", "a", "second"));
        assertThat(conversations).hasSize(2);
    }

    private void remember(String question, String conversation) throws Exception {
        main.getCamelTemplate()
                .requestBodyAndHeader("direct:remember", question, AuraConstants.CONVERSATION_ID, conversation);
    }

    @Test
    void sourceEmitsSentencesOfTheReply() throws Exception {
        CamelContext context = start();
        aura.server().enqueue(AuraReply.chunks("Hi. One sen", "tence. ", "And another."));
        mock("sentences").expectedBodiesReceived("Hi. One sentence. ", "And another.");

        main.getCamelTemplate().requestBody("direct:ask", "count");

        MockEndpoint.assertIsSatisfied(context);
        assertThat(configurations(context))
                .extracting(AuraConfiguration::getChunkLocale, AuraConfiguration::getChunkInterval)
                .contains(tuple("en", 3_600_000L));
    }

    private static List<AuraConfiguration> configurations(CamelContext context) {
        return context.getEndpoints().stream()
                .filter(AuraEndpoint.class::isInstance)
                .map(endpoint -> ((AuraEndpoint) endpoint).getConfiguration())
                .toList();
    }

    @Test
    void cancelActionCancelsOnlyStreamsOfTheKey() throws Exception {
        CamelContext context = start();
        Gate gate = new Gate();
        aura.server().answer(request -> AuraReply.chunks("One. ").gate(gate).chunk("Two."));
        mock("failed").expectedMessageCount(1);
        CompletableFuture<Object> janes = send("direct:ask", "jane");
        CompletableFuture<Object> johns = send("direct:ask", "john");
        gate.awaitReached(2);

        assertThat(send("direct:stop", "jane").get(60, TimeUnit.SECONDS)).isEqualTo(1);

        assertThatThrownBy(() -> janes.get(60, TimeUnit.SECONDS))
                .rootCause()
                .isInstanceOfSatisfying(AuraStreamException.class, failure -> assertThat(failure.getReason())
                        .isEqualTo(AuraStreamException.Reason.CANCELLED));
        gate.open();
        assertThat(johns.get(60, TimeUnit.SECONDS)).isEqualTo("One. Two.");
        MockEndpoint.assertIsSatisfied(context);
    }

    private CompletableFuture<Object> send(String uri, String key) throws Exception {
        return main.getCamelTemplate().asyncRequestBodyAndHeader(uri, "count", AuraConstants.STREAM_KEY, key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aura-ask-action", "aura-cancel-action", "aura-chunks-source", "aura-kafka-sink"})
    void everyParameterOfAKameletIsUsed(String name) throws Exception {
        String kamelet;
        try (InputStream file = getClass().getResourceAsStream("/kamelets/" + name + ".kamelet.yaml")) {
            kamelet = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        Pattern parameter = Pattern.compile("(?m)^      (\\w+):$");
        Pattern use = Pattern.compile("\\{\\{\\??(\\w+)}}");

        assertThat(kamelet).contains("name: " + name + "\n", "kamelet.type: \"" + name.replaceAll(".*-", "") + "\"");
        assertThat(all(parameter, kamelet.substring(0, kamelet.indexOf("  dependencies:"))))
                .containsExactlyInAnyOrderElementsOf(all(use, kamelet));
    }

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    @Test
    void actionFailsWithTheErrorOfTheServer() throws Exception {
        start();
        aura.server().enqueue(AuraReply.providerError("Rate limit reached for requests"));

        assertThatThrownBy(() -> main.getCamelTemplate().requestBody("direct:ask", "count"))
                .isInstanceOf(CamelExecutionException.class)
                .hasCauseInstanceOf(AuraHttpException.class);
    }

    private CamelContext start() throws Exception {
        main.configure().withRoutesIncludePattern("classpath:routes/kamelets.yaml");
        main.addInitialProperty("server", aura.server().baseUrl());
        main.addInitialProperty("api-key", KEY);
        main.bind("conversations", conversations);
        main.start();
        return main.getCamelContext();
    }

    private MockEndpoint mock(String name) {
        return main.getCamelContext().getEndpoint("mock:" + name, MockEndpoint.class);
    }
}
