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
package io.github.camelaura.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The address of requests, made from {@code baseUrl}. */
class HttpSettingsTest {

    private static URI uri(String baseUrl) {
        return HttpSettings.of(
                        baseUrl,
                        "/api/chat",
                        "/api/models",
                        AdditionalHeaders.NONE,
                        new ProxySettings(null, null, null, null, null),
                        0,
                        1,
                        Map.of())
                .chat()
                .uri();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://chat.example.com:8443/App", "HTTPS://chat.example.com:8443/App/"})
    void schemeIsCaseInsensitive(String baseUrl) {
        assertThat(uri(baseUrl)).hasToString("https://chat.example.com:8443/App/api/chat");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://my_chat:8080/app | the host 'my_chat', but '_' is not allowed",
                "https://user:s3cret@my_chat | the host 'my_chat'",
                "https://chat.b\u00FCcher.example:8443 | write it as 'chat.xn--bcher-kva.example'",
                "https://\u4F8B\u3048.example/app | write it as 'xn--r8jz45g.example'",
                "http://chat.example.com:99999 | the port 99999, but a port is from 1 to 65535",
                "http://chat.example.com:0/app | the port 0, but a port is from 1 to 65535",
                "http://[::1]:65536 | the port 65536, but a port is from 1 to 65535",
                "http://chat.example.com:4294967296 | the port 4294967296, but a port is from 1 to 65535"
            })
    void wrongPartOfTheAddressIsNamed(String baseUrl, String message) {
        assertThatThrownBy(() -> uri(baseUrl))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Option baseUrl has", message)
                .message()
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://[::1]:65535",
                "http://chat.example.com:/a_b",
                "http://chat.xn--bcher-kva.example",
                "http://127.0.0.1:1"
            })
    void validAddressIsAccepted(String baseUrl) {
        assertThat(uri(baseUrl)).hasToString(baseUrl + "/api/chat");
    }

    private static URI uri(String baseUrl, String chatPath, String modelsPath) {
        ProxySettings proxy = new ProxySettings(null, null, null, null, null);
        HttpSettings settings =
                HttpSettings.of(baseUrl, chatPath, modelsPath, AdditionalHeaders.NONE, proxy, 0, 1, Map.of());
        assertThat(settings.models().uri()).hasToString(settings.chat().uri().toString());
        return settings.chat().uri();
    }

    @ParameterizedTest
    @CsvSource({
        "https://chat.example.com, /api/v2/chat, https://chat.example.com/api/v2/chat",
        "https://chat.example.com/, /api/chat-stream, https://chat.example.com/api/chat-stream",
        "https://chat.example.com/app/, /chat/, https://chat.example.com/app/chat/",
        "https://chat.example.com:8443/app, /v1/bot:7/@me(a)!~*+=$&'..., https://chat.example.com:8443/app/v1/bot:7/@me(a)!~*+=$&'...",
        "https://chat.example.com, /, https://chat.example.com/",
        "http://[::1]:8080, /@evil.example, http://[::1]:8080/@evil.example"
    })
    void pathIsAppendedToTheAddress(String baseUrl, String path, String uri) {
        assertThat(uri(baseUrl, path, path)).hasToString(uri);
    }

    static Stream<String> pathsThatMayLeadElsewhere() {
        return Stream.of(
                null,
                "",
                " ",
                "api/chat",
                "@evil.example/",
                ".evil.example/",
                ":8080/",
                "https://evil.example/api/chat",
                "//evil.example/api/chat",
                "/api//chat",
                "/\\evil.example",
                "\\\\evil.example",
                "/api\\..\\chat",
                "/..",
                "/../api",
                "/api/./chat",
                "/api/../../chat",
                "/api/..;/chat",
                "/api;a=b/chat",
                "/%2e%2e/chat",
                "/.%2E/chat",
                "/api%2f..%2fchat",
                "/%5cevil.example",
                "/%252e%252e/chat",
                "/%C0%AE%C0%AE/chat",
                "/api/chat?key=1",
                "/api/chat%3fkey",
                "/api/chat#top",
                "/api/chat x",
                "/api/chat ",
                "/api/chat\n",
                "/api/chat\r\nX-Evil: 1",
                "/api/\u0000chat",
                "/api/\u2024\u2024/chat",
                "/api/\uFF0E\uFF0E/chat",
                "/api/ch\u00E4t",
                "/{{chat}}",
                "/api/[chat]");
    }

    @ParameterizedTest
    @MethodSource("pathsThatMayLeadElsewhere")
    void pathThatMayLeadElsewhereIsRejectedByTheNameOfItsOption(String path) {
        assertThatThrownBy(() -> uri("https://chat.example.com", path, "/api/models"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Option chatPath is '")
                .hasMessageContaining("but it must be a path below baseUrl")
                .message()
                .doesNotContain("\n", "\r", "\u0000");
        assertThatThrownBy(() -> uri("https://chat.example.com", "/api/chat", path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Option modelsPath is '");
    }

    @Test
    void schemesOtherThanHttpAndHttpsAreRejected() {
        assertThatThrownBy(() -> uri("ftp://chat.example.com"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not an http or https address");
    }
}
