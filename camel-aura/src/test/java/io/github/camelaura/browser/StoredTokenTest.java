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

import java.net.URI;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.component.LoginConfiguration;
import io.github.camelaura.component.Settings;
import io.github.camelaura.login.LoginSettings;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;

/** The token that a login takes from the storage of a browser. */
@Tag("browser")
class StoredTokenTest {

    private static final String KEY = "access_token";

    private final AuraServer site = AuraServer.start();
    private final AuraServer other = AuraServer.start(); // the same host, but another port
    private final LoginSettings settings = settings();
    private final HtmlUnitBrowser browser = new HtmlUnitBrowser(settings);
    private final BrowserSession session = new BrowserSession(browser, settings);

    @AfterEach
    void close() {
        browser.quit();
        site.close();
        other.close();
    }

    private LoginSettings settings() {
        LoginConfiguration configuration = new LoginConfiguration();
        configuration.setBaseUrl(site.baseUrl());
        configuration.setBrowserName("htmlunit");
        configuration.setLoginTokenStorageKey(KEY);
        return Settings.login(configuration, URI.create(site.baseUrl() + "/api/chat"));
    }

    private static AuraReply pageThatStores(String token, String storage) {
        return AuraReply.html("<!DOCTYPE html><html><head><title>x</title></head><body><script>" + storage
                + ".setItem('" + KEY + "', '" + token + "');</script></body></html>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localStorage", "sessionStorage"})
    void tokenInTheStorageOfTheSiteIsTaken(String storage) {
        site.answer(request -> pageThatStores("own", storage));

        browser.get(site.baseUrl() + "/");

        assertThat(session.missing()).isNull();
        assertThat(session.take().token()).isEqualTo("own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localStorage", "sessionStorage"})
    void tokenOfThatNameInTheStorageOfAnotherOriginIsNotTaken(String storage) {
        other.answer(request -> pageThatStores("foreign", storage));

        browser.get(other.baseUrl() + "/");

        assertThat(session.missing()).isEqualTo("loginTokenStorageKey=" + KEY);
        assertThat(session.take().token()).isNull();
    }
}
