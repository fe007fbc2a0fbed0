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
package io.github.camelaura.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedReader;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.camelaura.AuraChatRequest;
import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraMessage;
import io.github.camelaura.AuraRequestException;
import io.github.camelaura.support.AuraTestSupport;

/** Invalid input is rejected with the reason, and no request is sent. */
class BadInputTest extends AuraTestSupport {

    @AfterEach
    void assertNothingWasSent() {
        assertThat(server().requests()).isEmpty();
        assertThat(server().connections()).isZero();
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of(null, "body is null"),
                Arguments.of("", "Message 0 (role user) has no content"),
                Arguments.of(new Object(), "java.lang.Object has no text representation"),
                Arguments.of(new String[] {"a"}, "has no text representation"),
                Arguments.of(Set.of(new Object()), "has no text representation"),
                Arguments.of(Optional.of(new Object()), "has no text representation"),
                Arguments.of(new File("no-such-file"), "cannot be converted to text"),
                Arguments.of(new PipedInputStream(), "cannot be converted to text"),
                Arguments.of(new PipedReader(), "cannot be converted to text"),
                Arguments.of(InputStream.nullInputStream(), "Message 0 (role user) has no content"),
                Arguments.of(List.of(), "There is no user message"),
                Arguments.of(List.of("text"), "Message 0 of the list must be"),
                Arguments.of(Arrays.asList(AuraMessage.user("a"), null), "Message 1 of the list must be"),
                Arguments.of(List.of(AuraMessage.system("a")), "There is no user message"),
                Arguments.of(AuraMessage.system("a"), "There is no user message"),
                Arguments.of(AuraMessage.user(null), "Message 0 (role user) has no content"),
                Arguments.of(AuraMessage.system(""), "Message 0 (role system) has no content"),
                Arguments.of(new AuraMessage("tool", "a"), "Message 0 has the role 'tool'"),
                Arguments.of(new AuraMessage(null, "a"), "Message 0 has the role 'null'"),
                Arguments.of(
                        List.of(AuraMessage.user("a"), AuraMessage.user("")), "Message 1 (role user) has no content"),
                Arguments.of(AuraChatRequest.of((List<AuraMessage>) null), "There is no user message"),
                Arguments.of(AuraChatRequest.of(Collections.singletonList(null)), "Message 0 is null"),
                Arguments.of(Map.of(), "must have 'messages'"),
                Arguments.of(Map.of("messages", "text"), "must have 'messages'"),
                Arguments.of(Map.of("messages", List.of(), "model", 1), "'model' must be a String"),
                Arguments.of(Map.of("messages", List.of(), "max_tokens", "1"), "'max_tokens' must be a Number"),
                Arguments.of(Map.of("messages", List.of(), "max_tokens", 1.5), "'max_tokens' must be a whole number"),
                Arguments.of(Map.of("messages", List.of(), "temperature", "hot"), "'temperature' must be a Number"),
                Arguments.of(List.of(Map.of("role", "user", "content", 1)), "Message 0: 'content' must be a String"),
                Arguments.of(
                        List.of(AuraMessage.user("a"), Map.of("role", 1, "content", "b")),
                        "Message 1: 'role' must be a String"),
                Arguments.of(
                        Map.of("messages", List.of(Map.of("role", "user", "content", List.of()))),
                        "Message 0: 'content' must be a String"),
                Arguments.of(
                        new AuraChatRequest(List.of(AuraMessage.user("a")), "", null, null), "No model is configured"),
                Arguments.of(new AuraChatRequest(List.of(AuraMessage.user("a")), null, 2.5, null), "from 0 to 2"),
                Arguments.of(
                        new AuraChatRequest(List.of(AuraMessage.user("a")), null, Double.NaN, null), "from 0 to 2"),
                Arguments.of(new AuraChatRequest(List.of(AuraMessage.user("a")), null, null, 0), "more than 0"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void invalidBodyIsRejected(Object body, String reason) throws Exception {
        assertThat(refused(body, Map.of())).hasMessageContaining(reason);
    }

    @Test
    void objectWithoutItsOwnTextIsRejected() throws Exception {
        Object body = new Object();
        assertThat(context.getTypeConverter().convertTo(String.class, body)).startsWith("java.lang.Object@");

        assertThat(refused(body, Map.of())).hasMessageContaining("has no text representation");
    }

    static Stream<Arguments> jsons() {
        return Stream.of(
                Arguments.of("", "is not valid JSON"),
                Arguments.of("hello", "is not valid JSON at line 1"),
                Arguments.of("[] []", "is not valid JSON"),
                Arguments.of("\"hello\"", "array of messages or an object"),
                Arguments.of("null", "array of messages or an object"),
                Arguments.of("{}", "must have 'messages'"),
                Arguments.of("[]", "There is no user message"),
                Arguments.of("[{\"role\":\"user\"}]", "Message 0 (role user) has no content"),
                Arguments.of("[{\"content\":\"a\"}]", "Message 0 has the role 'null'"));
    }

    @ParameterizedTest
    @MethodSource("jsons")
    void invalidJsonBodyIsRejected(String json, String reason) throws Exception {
        assertThat(refused(json, Map.of("Content-Type", "application/json"))).hasMessageContaining(reason);
    }

    @Test
    void malformedJsonIsNotShownInTheMessage() throws Exception {
        assertThat(refused("{\"my secret\": oops}", Map.of("Content-Type", "application/json")))
                .message()
                .doesNotContain("oops", "secret");
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                Arguments.of(AuraConstants.TEMPERATURE, "hot"),
                Arguments.of(AuraConstants.TEMPERATURE, new Object()),
                Arguments.of(AuraConstants.MAX_TOKENS, "many"),
                Arguments.of(AuraConstants.MAX_TOKENS, ""),
                Arguments.of(AuraConstants.MAX_TOKENS, 1500.5),
                Arguments.of(AuraConstants.MAX_TOKENS, "1500.5"),
                Arguments.of(AuraConstants.MAX_TOKENS, 5_000_000_000L),
                Arguments.of(AuraConstants.MAX_TOKENS, new Object()),
                Arguments.of(AuraConstants.MODEL, new Object()),
                Arguments.of(AuraConstants.SYSTEM_MESSAGE, new Object()));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void invalidHeaderIsRejectedByName(String name, Object value) throws Exception {
        assertThat(refused("count", Map.of(name, value))).hasMessageContaining("Header " + name);
    }

    static Stream<Arguments> headersOutOfRange() {
        return Stream.of(
                Arguments.of(AuraConstants.TEMPERATURE, -0.1, "temperature must be from 0 to 2"),
                Arguments.of(AuraConstants.TEMPERATURE, "2.1", "temperature must be from 0 to 2"),
                Arguments.of(AuraConstants.MAX_TOKENS, 0, "maxTokens must be more than 0"),
                Arguments.of(AuraConstants.MODEL, "", "No model is configured"));
    }

    @ParameterizedTest
    @MethodSource("headersOutOfRange")
    void headerOutOfRangeIsRejected(String name, Object value, String reason) throws Exception {
        assertThat(refused("count", Map.of(name, value))).hasMessageContaining(reason);
    }

    @Test
    void messageLongerThanMaxLengthIsRejected() throws Exception {
        Exchange exchange = await(ask(uri("support", "maxLength=5"), "123456"));

        assertThat(exchange.getException())
                .isInstanceOf(AuraRequestException.class)
                .hasMessageContaining("6 characters")
                .hasMessageContaining("maxLength=5");
    }

    @Test
    void typeConverterFailsWithTheReason() {
        assertThatThrownBy(() -> context.getTypeConverter().mandatoryConvertTo(AuraChatRequest.class, List.of("text")))
                .isInstanceOf(TypeConversionException.class)
                .hasRootCauseInstanceOf(AuraRequestException.class);
    }

    @Test
    void convertBodyToFailsWithTheReason() throws Exception {
        routes(r -> r.from("direct:ask").convertBodyTo(AuraChatRequest.class).to(uri("support")));

        Exchange exchange = await(ask("direct:ask", List.of(AuraMessage.user("a"), "text")));

        assertThat(exchange.getException())
                .hasRootCauseInstanceOf(AuraRequestException.class)
                .rootCause()
                .hasMessageContaining("Message 1 of the list must be");
    }

    private Exception refused(Object body, Map<String, Object> headers) throws Exception {
        Exchange exchange =
                await(template.asyncSend(uri("support", "bodyMaySet=system,model,temperature,maxTokens"), asked -> {
                    asked.getMessage().setBody(body);
                    asked.getMessage().getHeaders().putAll(headers);
                }));
        assertThat(exchange.getException()).isInstanceOf(AuraRequestException.class);
        assertThat(exchange.getMessage().getBody()).isSameAs(body);
        return exchange.getException();
    }
}
