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
package io.github.camelaura.test.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.pages.LoginPageFile.Place;

/** The rules for what servers may receive find every leak. */
class LoginAccountTest {

    private static final LoginAccount JANE = LoginAccount.JANE;
    private static final List<Place> PLACES =
            List.of(new Place(true, "password", "/login"), new Place(false, "username", "/login"));
    private static final String FORM = "username=jane%40example.com&password=pw-12345";

    private static AuraRequest request(String path, String query, Map<String, List<String>> headers, String body) {
        return new AuraRequest("POST", path, query, headers, body, null, 1);
    }

    private static List<String> wrong(AuraRequest... requests) {
        return JANE.wrong(List.of(requests), PLACES);
    }

    @Test
    void loginInAFormIsAllowed() {
        AuraRequest login = request("/login", null, Map.of(), FORM);

        assertThat(wrong(login)).isEmpty();
        assertThat(JANE.missing(List.of(login), PLACES)).isEmpty();
        assertThat(JANE.isIn(login, PLACES)).isTrue();
    }

    @Test
    void loginInJsonIsAllowed() {
        JsonNode json = JsonNodeFactory.instance
                .objectNode()
                .put("username", "jane@example.com")
                .put("password", "pw-12345");
        AuraRequest login = new AuraRequest("POST", "/login", null, Map.of(), json.toString(), json, 1);

        assertThat(wrong(login)).isEmpty();
        assertThat(JANE.isIn(login, PLACES)).isTrue();
    }

    @Test
    void missingLoginIsReported() {
        assertThat(JANE.missing(List.of(), PLACES)).hasSize(2);
    }

    @Test
    void secondLoginIsReported() {
        AuraRequest login = request("/login", null, Map.of(), FORM);

        assertThat(wrong(login, login)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai_key=pw-12345",
                "q=a&password=xpw-12345",
                "pw%2D12345",
                "pw%252D12345",
                "cHctMTIzNDU=",
                "eDpwdy0xMjM0NQ==",
                "ab:pw-12345",
                "email=jane@example.com",
                "email=jane%40example.com",
                "{\"email\":\"jane@example.com\"}"
            })
    void secretOutsideTheLoginIsReported(String text) {
        AuraRequest login = request("/login", null, Map.of(), FORM);
        Stream<AuraRequest> leaks = Stream.of(
                request("/other", null, Map.of(), text),
                request("/login", null, Map.of(), "x=" + text),
                request("/other", text, Map.of(), ""),
                request("/other/" + text, null, Map.of(), ""),
                request("/other", null, Map.of("Referer", List.of("http://host/?" + text)), ""));

        leaks.forEach(leak -> assertThat(wrong(login, leak)).isNotEmpty().noneMatch(line -> line.contains("pw-12345")));
    }

    @Test
    void textSentWhileItIsTypedIsReported() {
        assertThat(wrong(request("/typed", null, Map.of(), "j"))).hasSize(1);
    }
}
