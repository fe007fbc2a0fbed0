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

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names and values that the options {@code additionalHeader.*} may have. */
class AdditionalHeadersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "HOST",
                "Content-Type",
                "content-length",
                "Content-Encoding",
                "Transfer-Encoding",
                "TE",
                "Trailer",
                "Upgrade",
                "Connection",
                "Keep-Alive",
                "Expect",
                "Proxy-Authorization",
                "Proxy-Connection",
                "HTTP2-Settings",
                "Accept-Encoding",
                "User-Agent",
                ":authority",
                "X Tenant",
                "X-Tenant:",
                "X-Ten\u00E4nt",
                "X-A\r\nHost",
                "",
                " "
            })
    void nameThatTheClientDecidesAboutOrThatHttpDoesNotAllowIsRejected(String name) {
        assertThatThrownBy(() -> AdditionalHeaders.of(Map.of(name, "s3cret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("additionalHeader.")
                .message()
                .doesNotContain("s3cret", "\r", "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "s3cret\r\nX-Evil: 1",
                "s3cret\n",
                "s3cret\u0000",
                "s3cret\u007F",
                "s3cret \u0142",
                "s3cret \uD83D\uDE00"
            })
    void valueThatHttpCannotSendIsRejectedWithoutShowingIt(String value) {
        assertThatThrownBy(() -> AdditionalHeaders.of(Map.of("X-Tenant", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Option additionalHeader.X-Tenant ")
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void missingValueIsRejected() {
        assertThatThrownBy(() -> AdditionalHeaders.of(Collections.singletonMap("X-Tenant", null)))
                .hasMessageContaining("Option additionalHeader.X-Tenant is empty");
    }

    @Test
    void nameInTwoCasesIsRejected() {
        assertThatThrownBy(() -> AdditionalHeaders.of(Map.of("X-Tenant", "s3cret", "x-tenant", "s3cret")))
                .hasMessageContaining("is set twice")
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void nameIsCaseInsensitive() {
        AdditionalHeaders headers = AdditionalHeaders.of(Map.of("authorization", "Bearer s3cret-token"));

        assertThat(headers.contains("Authorization")).isTrue();
        assertThat(headers).hasToString("additional headers [authorization]");
    }

    @Test
    void longPartsOfAValueAreSecretToo() {
        Map<String, Object> options = new HashMap<>();
        options.put("Authorization", "Bearer s3cret-token");
        options.put("X-Stage", "qa");
        options.put("X-Tenant", "acme");

        assertThat(AdditionalHeaders.of(options).secrets())
                .containsExactlyInAnyOrder("Bearer s3cret-token", "s3cret-token", "acme");
    }
}
