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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraRequest;

/** The options {@code additionalBodyProperty.*}, and what the server receives. */
class AdditionalBodyTest extends AuraTestSupport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static String written(Object value) {
        return AdditionalBody.of(Map.of("field", value))
                .fields()
                .get("field")
                .rawValue()
                .toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "-0",
                "1.50",
                "12345678901234567890123",
                "0.1234567890123456789012345",
                "1e400",
                "1E-7",
                "true",
                "false",
                "null",
                "\"007\"",
                "\"\"",
                "\"\\u0041\"",
                "[]",
                "{}",
                "[1, {\"a\": [null]}]",
                "{\"a\": {\"b\": \"ä\"} }"
            })
    void jsonIsSentUnchanged(String value) {
        assertThat(written(value)).isEqualTo(value);
        assertThat(written(" \n" + value + "\t")).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CS101",
                "007",
                "+1",
                ".5",
                "5.",
                "0x10",
                "NaN",
                "Infinity",
                "True",
                "nul",
                "null null",
                "1, 2",
                "'text'",
                "{name}",
                "[INST]",
                "{\"a\": 1",
                "{\"a\": 1,}",
                "{\"a\": 1} // comment",
                "\"unfinished",
                "two\nlines",
                "\"two\nlines\"",
                "a \"quoted\" text with \\ and \u2028",
                "",
                " "
            })
    void otherTextIsSentAsText(String value) throws Exception {
        JsonNode sent = JSON.readTree(written(value));

        assertThat(sent.isTextual()).isTrue();
        assertThat(sent.textValue()).isEqualTo(value);
    }

    @Test
    void objectOfABeanIsSentAsJson() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", 7);
        map.put("keys", List.of("a", true));

        assertThat(written(map)).isEqualTo("{\"id\":7,\"keys\":[\"a\",true]}");
        assertThat(written(8)).isEqualTo("8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model | use the options model, modelName, maxLength and maxTokens",
                "messages | use the body of the message",
                "key | use the option apiKey",
                "prompt | use the option systemMessage",
                "temperature | use the option temperature"
            })
    void fieldOfTheProtocolIsRejected(String name, String remedy) {
        assertThatThrownBy(() -> start("additionalBodyProperty." + name + "=x"))
                .hasStackTraceContaining("Option additionalBodyProperty." + name + " is not allowed")
                .hasStackTraceContaining(remedy);
    }

    @Test
    void valueThatServersReadDifferentlyIsRejected() {
        assertThatThrownBy(() -> written("{\"a\": 1, \"a\": 2}"))
                .hasMessage("Option additionalBodyProperty.field is a JSON object with the same field twice: remove one"
                        + " of them");
        assertThatThrownBy(() -> written("[".repeat(5000) + "]".repeat(5000)))
                .hasMessageContaining("Option additionalBodyProperty.field is JSON that exceeds a limit");
        assertThatThrownBy(() -> written("9".repeat(2000)))
                .hasMessageContaining("Option additionalBodyProperty.field is JSON that exceeds a limit");
        assertThatThrownBy(() -> written("half of a pair: \ud83d"))
                .hasMessageContaining("Option additionalBodyProperty.field contains half of a surrogate pair");
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        assertThatThrownBy(() -> written(endless))
                .hasMessageContaining("Option additionalBodyProperty.field cannot be written as JSON");
    }

    @Test
    void fieldWithoutANameIsRejected() {
        assertThatThrownBy(() -> start("additionalBodyProperty.=x"))
                .hasStackTraceContaining("Option additionalBodyProperty. has no name of a field");
        assertThatThrownBy(() -> start("additionalBodyProperty=x"))
                .hasStackTraceContaining(
                        "Option additionalBodyProperty has no name: write additionalBodyProperty.botId");
    }

    @Test
    void fieldsFollowThoseOfTheProtocol() throws Exception {
        context.getRegistry().bind("keys", List.of(Map.of("pluginId", "google")));
        context.getPropertiesComponent().addInitialProperty("course", "CS 101 & more");

        AuraRequest request = sent(
                "additionalBodyProperty.course_name=RAW({{course}})",
                "additionalBodyProperty.maxTokens=1000",
                "additionalBodyProperty.stream=true",
                "additionalBodyProperty.botId=007",
                "additionalBodyProperty.a.b=RAW({\"c\": {\"d\": 1.50} })",
                "additionalBodyProperty.pluginKeys=%23keys",
                "additionalBodyProperty.more=%23bean:keys");

        assertThat(request.body())
                .startsWith("{\"model\":{\"id\":\"openchat_3.6\"")
                .contains("{\"d\": 1.50}");
        assertThat(request.json()).isEqualTo(JSON.readTree("""
                        {"model": {"id": "openchat_3.6", "name": "openchat_3.6", "maxLength": 24576, "tokenLimit": 8192},
                         "messages": [{"role": "user", "content": "count"}],
                         "key": "", "prompt": "", "temperature": 0.5,
                         "course_name": "CS 101 & more", "maxTokens": 1000, "stream": true, "botId": "007",
                         "a.b": {"c": {"d": 1.50}}, "pluginKeys": [{"pluginId": "google"}],
                         "more": [{"pluginId": "google"}]}"""));
    }

    @Test
    void referenceToAMissingBeanIsRejectedByTheNameOfTheOption() {
        assertThatThrownBy(() -> start("additionalBodyProperty.keys=%23bean:nobody"))
                .hasStackTraceContaining("Option additionalBodyProperty.keys begins with # and so refers to a bean");
    }

    @Test
    void messageChangesNoField() throws Exception {
        String uri = uri("support", "additionalBodyProperty.botId=7", "bodyMaySet=system,model,temperature,maxTokens");
        Exchange exchange = await(template.asyncSend(uri, each -> {
            each.getMessage().setHeader("additionalBodyProperty.botId", "8");
            each.getMessage().setHeader(AuraConstants.MODEL, "openchat_3.5");
            each.getMessage().setBody(Map.of("messages", List.of(Map.of("role", "user", "content", "count"))));
        }));

        assertThat(exchange.getException()).isNull();
        assertThat(server().requests().get(0).json().get("botId").intValue()).isEqualTo(7);
    }

    @Test
    void fieldsOfTheEndpointReplaceThoseOfTheComponentByName() throws Exception {
        AuraConfiguration defaults =
                context.getComponent("aura", AuraComponent.class).getConfiguration();
        defaults.setAdditionalBodyProperty(Map.of("botId", 1, "service", "#service"));
        context.getRegistry().bind("service", "chat");

        JsonNode json = sent("additionalBodyProperty.botId=2").json();

        assertThat(json.get("botId").intValue()).isEqualTo(2);
        assertThat(json.get("service").textValue()).isEqualTo("chat");
        assertThat(defaults.getAdditionalBodyProperty()).isEqualTo(Map.of("botId", 1, "service", "#service"));
    }

    private void start(String option) throws Exception {
        context.getEndpoint(uri("support", option)).createProducer().start();
    }

    private AuraRequest sent(String... options) throws Exception {
        Exchange exchange = await(ask(uri("support", options), "count"));
        assertThat(exchange.getException()).isNull();
        return server().requests().get(0);
    }
}
