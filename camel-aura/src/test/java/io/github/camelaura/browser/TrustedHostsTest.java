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
package io.github.camelaura.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.SiteConfiguration;
import io.github.camelaura.credential.LoginException;

/** Where a password may be typed. */
class TrustedHostsTest {

    private final SiteConfiguration configuration = new SiteConfiguration();

    private LoginException check(String page) {
        return catchThrowableOfType(
                LoginException.class, () -> TrustedHosts.of(configuration).check(URI.create(page)));
    }

    @Test
    void theHostOfTheLoginPageIsTheDefault() {
        configuration.setBaseUrl("https://chat.example.com");
        assertThat(check("https://Chat.Example.com/login")).isNull();
        configuration.setLoginUrl("https://sso.example.com/realm");
        assertThat(check("https://chat.example.com/login").reason()).isEqualTo(Reason.HOST_NOT_TRUSTED);
        assertThat(check("https://sso.example.com/other")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "https://chat.example.com.evil.org/, chat.example.com.evil.org",
        "https://chat.example.com@evil.org/, evil.org",
        "https://example.com/, example.com",
        "data:text/html, null"
    })
    void aHostThatOnlyLooksAlikeIsNotTrustedAndTheMessageNamesIt(String page, String named) {
        configuration.setBaseUrl("https://chat.example.com");

        assertThat(check(page)).hasMessageContaining("add " + named + " to loginHosts");
    }

    @Test
    void notWithoutEncryptionButOnLoopback() {
        configuration.setBaseUrl("https://chat.example.com");
        configuration.setLoginHosts("chat.example.com, localhost");

        assertThat(check("http://chat.example.com/login")).hasMessageContaining("https only");
        assertThatCode(() -> TrustedHosts.of(configuration).check(URI.create("http://localhost:1/")))
                .doesNotThrowAnyException();
    }
}
