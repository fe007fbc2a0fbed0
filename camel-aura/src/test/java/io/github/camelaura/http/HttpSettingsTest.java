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

    @Test
    void schemesOtherThanHttpAndHttpsAreRejected() {
        assertThatThrownBy(() -> uri("ftp://chat.example.com"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not an http or https address");
    }
}
