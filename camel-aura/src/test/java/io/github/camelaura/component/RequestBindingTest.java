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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraChatRequest;
import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraMessage;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;

/** The request that the server receives for every kind of body and header. */
class RequestBindingTest extends AuraTestSupport {

    private static final ObjectMapper JSON = new ObjectMapper();

    @BeforeEach
    void anyAnswerWillDo() {
        server().answer(request -> AuraReply.chunks("ok"));
    }

    @Test
    void requestWithDefaultsHasAllFields() throws Exception {
        assertThat(sent("count", Map.of())).isEqualTo(JSON.readTree("""
                        {"model": {"id": "openchat_3.6", "name": "openchat_3.6", "maxLength": 24576, "tokenLimit": 8192},
                         "messages": [{"role": "user", "content": "count"}],
                         "key": "", "prompt": "", "temperature": 0.5}"""));
    }

    @Test
    void requestCarriesAllOptions() throws Exception {
        assertThat(sent(
                        "count",
                        Map.of(),
                        "model=m",
                        "modelName=M",
                        "maxLength=99",
                        "maxTokens=2000",
                        "temperature=1.5",
                        "systemMessage=Help.",
                        "apiKey=k"))
                .isEqualTo(JSON.readTree("""
                        {"model": {"id": "m", "name": "M", "maxLength": 99, "tokenLimit": 2000},
                         "messages": [{"role": "user", "content": "count"}],
                         "key": "k", "prompt": "Help.", "temperature": 1.5}"""));
    }

    static Stream<Object> questions() {
        return Stream.of(
                "42",
                "42".getBytes(UTF_8),
                new ByteArrayInputStream("42".getBytes(UTF_8)),
                new StringReader("42"),
                CharBuffer.wrap("42"),
                ByteBuffer.wrap("42".getBytes(UTF_8)),
                new BigDecimal("42"),
                42,
                42L,
                URI.create("42"),
                AuraMessage.user("42"),
                List.of(AuraMessage.user("42")),
                List.of(Map.of("role", "user", "content", "42")),
                AuraChatRequest.of("42"),
                Map.of("messages", List.of(Map.of("role", "user", "content", "42"))),
                Map.of("messages", List.of(AuraMessage.user("42"))));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void bodyOfAnySimpleTypeIsTheUserMessage(Object body) throws Exception {
        assertThat(sent(body, Map.of()).get("messages"))
                .isEqualTo(JSON.readTree("[{\"role\": \"user\", \"content\": \"42\"}]"));
    }

    @Test
    void fileBodyIsTheUserMessage(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("question.txt"), "42");
        assertThat(sent(file.toFile(), Map.of()).findValuesAsText("content")).containsExactly("42");

        assertThat(sent(file, Map.of()).findValuesAsText("content")).containsExactly("42");

        routes(r -> r.from("file:" + folder).to(uri("support")).to("mock:done"));
        getMockEndpoint("mock:done").expectedMessageCount(1);
        getMockEndpoint("mock:done").assertIsSatisfied();
        assertThat(server().requests().get(2).question()).isEqualTo("42");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"messages\": []}", "[1]", "{", "null"})
    void stringWithoutJsonContentTypeIsPlainText(String text) throws Exception {
        assertThat(sent(text, Map.of("Content-Type", "text/plain")).findValuesAsText("content"))
                .containsExactly(text);
        assertThat(sent(text, Map.of()).findValuesAsText("content")).containsExactly(text);
    }

    static Stream<Arguments> conversations() {
        String array = "[{\"role\":\"system\",\"content\":\"A\"},{\"role\":\"user\",\"content\":\"1\"},"
                + "{\"role\":\"developer\",\"content\":\"B\"},{\"role\":\"assistant\",\"content\":\"2\"},"
                + "{\"role\":\"user\",\"content\":\"3\"}]";
        Map<String, Object> json = Map.of("Content-Type", "application/json; charset=utf-8");
        List<AuraMessage> messages = List.of(
                AuraMessage.system("A"),
                AuraMessage.user("1"),
                new AuraMessage("developer", "B"),
                AuraMessage.assistant("2"),
                AuraMessage.user("3"));
        return Stream.of(
                Arguments.of(array, json),
                Arguments.of("{\"messages\":" + array + ",\"stream\":true}", json),
                Arguments.of(("{\"messages\":" + array + "}").getBytes(UTF_8), json),
                Arguments.of(messages, Map.of()),
                Arguments.of(AuraChatRequest.of(messages), Map.of()),
                Arguments.of(Map.of("messages", messages), Map.of()));
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void conversationBecomesMessagesAndSystemPrompt(Object body, Map<String, Object> headers) throws Exception {
        JsonNode request = sent(body, headers, "systemMessage=not%20used", "bodyMaySet=system");

        assertThat(request.get("prompt").asText()).isEqualTo("A\nB");
        assertThat(request.get("messages")).isEqualTo(JSON.readTree("""
                        [{"role": "user", "content": "1"}, {"role": "assistant", "content": "2"},
                         {"role": "user", "content": "3"}]"""));
    }

    static Stream<Arguments> bodiesWithSettings() {
        List<AuraMessage> messages = List.of(AuraMessage.system("body"), AuraMessage.user("1"));
        return Stream.of(
                Arguments.of(new AuraChatRequest(messages, "body", 0.25, 3000), Map.of()),
                Arguments.of(
                        Map.of("messages", messages, "model", "body", "temperature", 0.25, "max_tokens", 3000),
                        Map.of()),
                Arguments.of("""
                        {"messages": [{"role": "system", "content": "body"}, {"role": "user", "content": "1"}],
                         "model": "body", "temperature": 0.25, "max_tokens": 3000}""", Map.of("content-type", "application/json")));
    }

    @ParameterizedTest
    @MethodSource("bodiesWithSettings")
    void settingsOfTheBodyOverrideTheEndpoint(Object body, Map<String, Object> headers) throws Exception {
        JsonNode request = sent(
                body,
                headers,
                "model=endpoint",
                "modelName=E",
                "temperature=1",
                "maxTokens=4000",
                "bodyMaySet=system,model,temperature,maxTokens");

        assertThat(request.at("/model/id").asText()).isEqualTo("body");
        assertThat(request.at("/model/name").asText())
                .as("that of another model")
                .isEqualTo("body");
        assertThat(request.at("/model/tokenLimit").asInt()).isEqualTo(3000);
        assertThat(request.get("temperature").asDouble()).isEqualTo(0.25);
        assertThat(request.get("prompt").asText()).isEqualTo("body");
    }

    @Test
    void headersOverrideTheBody() throws Exception {
        Object body =
                new AuraChatRequest(List.of(AuraMessage.system("body"), AuraMessage.user("1")), "body", 0.25, 3000);

        JsonNode request = sent(
                body,
                Map.of(
                        AuraConstants.MODEL, "header",
                        AuraConstants.TEMPERATURE, "0.75",
                        AuraConstants.MAX_TOKENS, 5000,
                        AuraConstants.SYSTEM_MESSAGE, "header"));

        assertThat(request.at("/model/id").asText()).isEqualTo("header");
        assertThat(request.at("/model/tokenLimit").asInt()).isEqualTo(5000);
        assertThat(request.get("temperature").asDouble()).isEqualTo(0.75);
        assertThat(request.get("prompt").asText()).isEqualTo("header");
    }

    @Test
    void modelNameAppliesOnlyToTheModelOfTheEndpoint() throws Exception {
        assertThat(sent("count", Map.of(AuraConstants.MODEL, "m"), "model=m", "modelName=M")
                        .at("/model/name")
                        .asText())
                .isEqualTo("M");
        assertThat(sent("count", Map.of(AuraConstants.MODEL, "other"), "model=m", "modelName=M")
                        .at("/model/name")
                        .asText())
                .isEqualTo("other");
    }

    @Test
    void maxLengthLimitsOnlyTheNewestMessage() throws Exception {
        List<AuraMessage> messages = List.of(
                AuraMessage.system("longer than it"), AuraMessage.user("longer than it"), AuraMessage.user("12345"));

        assertThat(sent(messages, Map.of(), "maxLength=5").get("messages")).hasSize(2);
    }

    @Test
    void unicodeTextArrivesUnchanged() throws Exception {
        String text = "Русский, 中文, 👩‍👩‍👧‍👦, \"quoted\"\n\u0000\u2028";

        assertThat(sent(text, Map.of()).findValuesAsText("content")).containsExactly(text);
        String cut = "half of a pair: \uD83D";
        assertThat(sent(cut, Map.of()).findValuesAsText("content")).containsExactly(cut);
        assertThat(sent(text.getBytes(UTF_8), Map.of()).findValuesAsText("content"))
                .containsExactly(text);
    }

    @Test
    void endpointOptionsOverrideTheComponent() throws Exception {
        AuraConfiguration component =
                context.getComponent("aura", AuraComponent.class).getConfiguration();
        component.setModel("component");
        component.setSystemMessage("component");

        JsonNode request = sent("count", Map.of(), "model=endpoint");

        assertThat(request.at("/model/id").asText()).isEqualTo("endpoint");
        assertThat(request.get("prompt").asText()).isEqualTo("component");
    }

    @Test
    void typeConverterMakesChatRequestsFromMessagesAndText() {
        AuraChatRequest request =
                context.getTypeConverter().convertTo(AuraChatRequest.class, List.of(AuraMessage.user("1")));

        assertThat(request.messages()).containsExactly(AuraMessage.user("1"));
        assertThat(context.getTypeConverter()
                        .convertTo(AuraChatRequest.class, "1")
                        .messages())
                .containsExactly(AuraMessage.user("1"));
    }

    static Stream<Object> bodiesThatAreText() throws IOException {
        Path file = Files.writeString(Files.createTempFile("question", ".txt"), "1");
        file.toFile().deleteOnExit();
        return Stream.of(
                "1",
                CharBuffer.wrap("1"),
                1,
                "1".getBytes(UTF_8),
                new ByteArrayInputStream("1".getBytes(UTF_8)),
                new StringReader("1"),
                file.toFile(),
                file);
    }

    @ParameterizedTest
    @MethodSource("bodiesThatAreText")
    void textOfAnyTypeIsConvertedToARequestWithoutAnExchange(Object body) {
        assertThat(context.getTypeConverter()
                        .convertTo(AuraChatRequest.class, body)
                        .messages())
                .containsExactly(AuraMessage.user("1"));
    }

    @Test
    void routeMayConvertJsonToAChatRequest() throws Exception {
        routes(r -> r.from("direct:ask").convertBodyTo(AuraChatRequest.class).to(uri("support")));
        Exchange exchange = await(template.asyncSend("direct:ask", asked -> {
            asked.getMessage().setBody("[{\"role\":\"user\",\"content\":\"42\"}]");
            asked.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        }));

        assertThat(exchange.getException()).isNull();
        assertThat(server().requests().get(0).question()).isEqualTo("42");
    }

    private JsonNode sent(Object body, Map<String, Object> headers, String... options) throws Exception {
        Exchange exchange = await(template.asyncSend(uri("support", options), asked -> {
            asked.getMessage().setBody(body);
            asked.getMessage().getHeaders().putAll(headers);
        }));
        assertThat(exchange.getException()).isNull();
        return server().requests().get(server().requests().size() - 1).json();
    }
}
