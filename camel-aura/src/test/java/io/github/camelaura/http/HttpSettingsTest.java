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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The address of requests, made from {@code baseUrl}. */
class HttpSettingsTest {

    private static URI uri(String baseUrl) {
        return HttpSettings.of(baseUrl, new ProxySettings(null, null, null, null, null), 0, 1, Map.of())
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

    @Test
    void schemesOtherThanHttpAndHttpsAreRejected() {
        assertThatThrownBy(() -> uri("ftp://chat.example.com"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not an http or https address");
    }
}
