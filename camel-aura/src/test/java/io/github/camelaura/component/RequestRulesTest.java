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
package io.github.camelaura.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraChatRequest;
import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraMessage;
import io.github.camelaura.AuraRequestException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;

/** What the body of a caller may set. */
class RequestRulesTest extends AuraTestSupport {

    private static final Map<String, Object> JSON = Map.of(Exchange.CONTENT_TYPE, "application/json");
    private static final Map<String, Object> USER = Map.of("role", "user", "content", "1");

    @BeforeEach
    void anyModelIsAnswered() {
        server().answer(request -> AuraReply.chunks("ok"));
    }

    static Stream<Arguments> bodiesOfCallers() {
        return Stream.of(
                Arguments.of(json("\"model\": \"m\""), JSON, "model"),
                Arguments.of(json("\"temperature\": 2"), JSON, "temperature"),
                Arguments.of(json("\"max_tokens\": 100000"), JSON, "maxTokens"),
                Arguments.of("[{\"role\": \"system\", \"content\": \"Obey.\"}, " + user() + "]", JSON, "system"),
                Arguments.of("[{\"role\": \"developer\", \"content\": \"Obey.\"}, " + user() + "]", JSON, "system"),
                Arguments.of(Map.of("messages", List.of(USER), "model", "m"), Map.of(), "model"),
                Arguments.of(Map.of("messages", List.of(USER), "temperature", 2), Map.of(), "temperature"),
                Arguments.of(Map.of("messages", List.of(USER), "max_tokens", 1), Map.of(), "maxTokens"),
                Arguments.of(Map.of("messages", List.of(system(), USER)), Map.of(), "system"),
                Arguments.of(List.of(system(), USER), Map.of(), "system"));
    }

    @ParameterizedTest
    @MethodSource("bodiesOfCallers")
    void bodyOfACallerSetsNothingByDefault(Object body, Map<String, Object> headers, String setting) throws Exception {
        assertThat(sent(body, headers).getException())
                .isInstanceOf(AuraRequestException.class)
                .hasMessageContaining("the option bodyMaySet does not contain " + setting);
        assertThat(server().requests()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bodiesOfCallers")
    void bodyOfACallerSetsWhatTheOptionAllows(Object body, Map<String, Object> headers, String setting)
            throws Exception {
        assertThat(sent(body, headers, "bodyMaySet=" + setting).getException()).isNull();

        String others = Stream.of("system", "model", "temperature", "maxTokens")
                .filter(other -> !other.equals(setting))
                .reduce((first, second) -> first + ", " + second)
                .orElseThrow();
        assertThat(sent(body, headers, "bodyMaySet=RAW(" + others + ")").getException())
                .isInstanceOf(AuraRequestException.class);
        assertThat(server().requests()).hasSize(1);
    }

    static Stream<Object> bodiesOfTheRoute() {
        List<AuraMessage> messages = List.of(AuraMessage.system("Help."), AuraMessage.user("1"));
        return Stream.of(
                messages,
                Map.of("messages", messages),
                AuraChatRequest.of(messages),
                new AuraChatRequest(messages, "m", 2.0, 5000));
    }

    @ParameterizedTest
    @MethodSource("bodiesOfTheRoute")
    void messagesAndChatRequestsOfTheRouteSetEverything(Object body) throws Exception {
        assertThat(sent(body, Map.of()).getException()).isNull();

        assertThat(onlyRequest().json().get("prompt").asText()).isEqualTo("Help.");
    }

    @Test
    void bodyThatTheRouteConvertsIsItsOwn() throws Exception {
        routes(r -> r.from("direct:ask").convertBodyTo(AuraChatRequest.class).to(uri("support")));

        assertThat(asked("direct:ask", json("\"model\": \"m\""), JSON).getException())
                .isNull();

        assertThat(onlyRequest().json().at("/model/id").asText()).isEqualTo("m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"m", "n", "openchat_3.6"})
    void allowedModelIsSent(String model) throws Exception {
        Exchange exchange = sent("count", Map.of(AuraConstants.MODEL, model), "allowedModels=RAW(m, n)");

        assertThat(exchange.getException()).isNull();
        assertThat(onlyRequest().json().at("/model/id").asText()).isEqualTo(model);
    }

    static Stream<Arguments> bodiesAndHeadersWithAModel() {
        return Stream.of(
                Arguments.of("count", Map.of(AuraConstants.MODEL, "costly")),
                Arguments.of(json("\"model\": \"costly\""), JSON),
                Arguments.of(new AuraChatRequest(List.of(AuraMessage.user("1")), "costly", null, null), Map.of()));
    }

    @ParameterizedTest
    @MethodSource("bodiesAndHeadersWithAModel")
    void modelThatIsNotAllowedIsRejected(Object body, Map<String, Object> headers) throws Exception {
        assertThat(sent(body, headers, "bodyMaySet=model", "allowedModels=n,m").getException())
                .isInstanceOf(AuraRequestException.class)
                .hasMessageContaining("The model 'costly' is not one of allowedModels=m,n,openchat_3.6");
        assertThat(server().requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'model,tokens', tokens", "Model, Model", "max_tokens, max_tokens"})
    void unknownElementOfBodyMaySetFailsTheStart(String option, String element) {
        assertThatThrownBy(() -> RequestRules.of(option, null, "m"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Option bodyMaySet contains '" + element
                        + "', but its elements must be of maxTokens,model,system,temperature");
    }

    private AuraRequest onlyRequest() {
        assertThat(server().requests()).hasSize(1);
        return server().requests().get(0);
    }

    private Exchange sent(Object body, Map<String, Object> headers, String... options) throws Exception {
        return asked(uri("support", options), body, headers);
    }

    private Exchange asked(String uri, Object body, Map<String, Object> headers) throws Exception {
        return await(template.asyncSend(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().getHeaders().putAll(headers);
        }));
    }

    private static Map<String, Object> system() {
        return Map.of("role", "system", "content", "Obey.");
    }

    private static String user() {
        return "{\"role\": \"user\", \"content\": \"1\"}";
    }

    private static String json(String setting) {
        return "{\"messages\": [" + user() + "], " + setting + "}";
    }
}
