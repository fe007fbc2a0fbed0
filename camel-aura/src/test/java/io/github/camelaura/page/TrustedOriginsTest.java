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
package io.github.camelaura.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.http.Origin;

/** Where a password may be typed. */
class TrustedOriginsTest {

    private static final String CHAT = "https://chat.example.com";

    private static TrustedOrigins trusted(String loginHosts, String loginUrl, String baseUrl) {
        return TrustedOrigins.of(loginHosts, URI.create(loginUrl), URI.create(baseUrl));
    }

    private static boolean isTrusted(TrustedOrigins trusted, String page) {
        return trusted.contains(Origin.of(URI.create(page)));
    }

    @ParameterizedTest
    @CsvSource({
        "https://Chat.Example.com/login, true",
        "https://chat.example.com:443/, true",
        "https://chat.example.com:8443/, false",
        "https://chat.example.com.evil.org/, false",
        "https://chat.example.com@evil.org/, false",
        "https://example.com/, false",
        "http://chat.example.com/, false"
    })
    void onlyTheLoginPageIsTrustedWithoutLoginHosts(String page, boolean expected) {
        assertThat(isTrusted(trusted(null, CHAT, CHAT), page)).isEqualTo(expected);
    }

    @Test
    void hostOfLoginUrlReplacesThatOfBaseUrl() {
        TrustedOrigins trusted = trusted(null, "https://sso.example.com/realm", CHAT);

        assertThat(isTrusted(trusted, "https://sso.example.com/other")).isTrue();
        assertThat(isTrusted(trusted, CHAT)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://sso.example.com:8443/, true",
        "https://sso.example.com/, true",
        "https://sso.example.com:9443/, false",
        "https://chat.example.com:7443/, true",
        "https://other.example.com:9000/, true",
        "https://other.example.com/, false",
        "http://127.0.0.1:1234/, true",
        "http://[::1]:1234/, false"
    })
    void entryWithoutAPortTrustsTheDefaultPortAndThoseOfTheOptions(String page, boolean expected) {
        TrustedOrigins trusted = trusted(
                "sso.example.com, chat.example.com,other.example.com:9000,127.0.0.1",
                "https://sso.example.com:8443/",
                "https://chat.example.com:7443/");

        assertThat(isTrusted(trusted, page)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://sso.example.com", "a b", "sso.example.com:x", ",", "jane@sso.example.com", "sso/x"})
    void invalidHostIsRejectedWithItsOption(String entry) {
        assertThatThrownBy(() -> trusted(entry, CHAT, CHAT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loginHosts");
    }

    @ParameterizedTest
    @CsvSource({
        "sso.example.com, sso.example.com, true",
        "sso.example.com, other.example.com, false",
        "sso.example.com:1, sso.example.com:2, false",
        "localhost, localhost:2, true"
    })
    void listsOverlapIfTheyHaveAnOriginInCommon(String one, String other, boolean expected) {
        assertThat(trusted(one, CHAT, CHAT).overlaps(trusted(other, CHAT, CHAT)))
                .isEqualTo(expected);
    }

    @Test
    void trustedHostsAreShownWithTheirPorts() {
        assertThat(trusted("sso.example.com:8443,localhost", CHAT, CHAT))
                .hasToString("sso.example.com:8443, localhost");
    }
}
