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

import java.net.URI;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Comparison of origins. */
class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "https://chat.example.com, HTTPS://Chat.Example.com:443/x, true",
        "http://localhost, http://localhost:80/?q, true",
        "https://chat.example.com, http://chat.example.com, false",
        "https://chat.example.com, https://chat.example.com:8443, false",
        "https://chat.example.com, https://example.com, false",
        "https://chat.example.com, about:blank, false"
    })
    void originsAreEqualIfSchemeHostAndPortAre(URI one, URI other, boolean same) {
        assertThat(Origin.of(one).equals(Origin.of(other))).isEqualTo(same);
    }
}
