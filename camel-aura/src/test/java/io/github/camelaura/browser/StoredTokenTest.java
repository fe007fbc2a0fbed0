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
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.component.LoginConfiguration;
import io.github.camelaura.component.Settings;
import io.github.camelaura.login.LoginException;
import io.github.camelaura.login.LoginSettings;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;

/** The token that a login takes from the storage of a browser. */
@Tag("browser")
class StoredTokenTest {

    private static final String KEY = "access_token";

    private final AuraServer site = AuraServer.start();
    private final AuraServer other = AuraServer.start(); // the same host, but another port
    private final LoginSettings settings = settings(KEY, null);
    private final HtmlUnitBrowser browser = new HtmlUnitBrowser(settings);
    private final BrowserSession session = new BrowserSession(browser, settings);

    @AfterEach
    void close() {
        browser.quit();
        site.close();
        other.close();
    }

    private LoginSettings settings(String key, String path) {
        LoginConfiguration configuration = new LoginConfiguration();
        configuration.setBaseUrl(site.baseUrl());
        configuration.setBrowserName("htmlunit");
        configuration.setLoginTokenStorageKey(key);
        configuration.setLoginTokenPath(path);
        return Settings.login(configuration, URI.create(site.baseUrl() + "/api/chat"));
    }

    private static AuraReply pageThatStores(String token, String storage) {
        return pageWith(storage + ".setItem('" + KEY + "', '" + token + "');");
    }

    private static AuraReply pageWith(String script) {
        return AuraReply.html("<!DOCTYPE html><html><head><title>x</title></head><body><script>" + script
                + "</script></body></html>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localStorage", "sessionStorage"})
    void tokenInTheStorageOfTheSiteIsTaken(String storage) throws Exception {
        site.answer(request -> pageThatStores("own", storage));

        browser.get(site.baseUrl() + "/");

        assertThat(session.missing()).isNull();
        assertThat(session.take().token().value()).isEqualTo("own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localStorage", "sessionStorage"})
    void tokenOfThatNameInTheStorageOfAnotherOriginIsNotTaken(String storage) throws Exception {
        other.answer(request -> pageThatStores("foreign", storage));

        browser.get(other.baseUrl() + "/");

        assertThat(session.missing()).isEqualTo("loginTokenStorageKey=" + KEY);
        assertThat(session.take().token()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "*-accesstoken-*, 1.2-login.example.com-accesstoken-client--openid--",
        "*, x",
        "a.b, a.b",
        "a(*)[$], a(b)[$]",
        "a*b*, axxb"
    })
    void asteriskInTheKeyMatchesAnyCharacters(String option, String key) throws Exception {
        site.answer(request -> pageWith("localStorage.setItem('" + key + "', 'own');"));
        BrowserSession wildcard = new BrowserSession(browser, settings(option, null));

        browser.get(site.baseUrl() + "/");

        assertThat(wildcard.missing()).isNull();
        assertThat(wildcard.take().token().value()).isEqualTo("own");
    }

    @ParameterizedTest
    @CsvSource({"a.b, axb", "a, ab", "a, A", "a*b, abc"})
    void keyThatDoesNotMatchIsNotTaken(String option, String key) {
        site.answer(request -> pageWith("localStorage.setItem('" + key + "', 'own');"));

        browser.get(site.baseUrl() + "/");

        assertThat(new BrowserSession(browser, settings(option, null)).missing())
                .isEqualTo("loginTokenStorageKey=" + option);
    }

    @Test
    void localStorageComesBeforeTheSessionStorage() throws Exception {
        site.answer(request -> pageWith(
                "sessionStorage.setItem('" + KEY + "', 'other'); localStorage.setItem('" + KEY + "', 'own');"));

        browser.get(site.baseUrl() + "/");

        assertThat(session.take().token().value()).isEqualTo("own");
    }

    @Test
    void emptyEntryOfTheLocalStorageDoesNotHideTheSessionStorage() throws Exception {
        site.answer(request ->
                pageWith("localStorage.setItem('" + KEY + "', ''); sessionStorage.setItem('" + KEY + "', 'own');"));

        browser.get(site.baseUrl() + "/");

        assertThat(session.missing()).isNull();
        assertThat(session.take().token().value()).isEqualTo("own");
    }

    @Test
    void tokenAtLoginTokenPathIsTaken() throws Exception {
        site.answer(request -> pageWith("localStorage.setItem('" + KEY + "', JSON.stringify({secret: 'own'}));"));
        BrowserSession atPath = new BrowserSession(browser, settings(KEY, "/secret"));

        browser.get(site.baseUrl() + "/");

        assertThat(atPath.take().token().value()).isEqualTo("own");
        assertThat(new BrowserSession(browser, settings(KEY, "/other")).missing())
                .isEqualTo("loginTokenStorageKey=" + KEY + " with a text at loginTokenPath=/other");
        assertThatExceptionOfType(LoginException.class)
                .isThrownBy(session::take)
                .withMessageContaining("Set loginTokenPath")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.PROCESSOR_FAILED));
    }
}
