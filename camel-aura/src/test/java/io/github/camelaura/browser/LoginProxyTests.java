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

import java.util.ArrayList;
import java.util.List;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.ForwardProxy;
import io.github.camelaura.test.LoginSite;

/** The proxy options apply to the browser and to the requests alike, with either browser. */
@Tag("browser")
abstract class LoginProxyTests extends AuraTestSupport {

    /** The server's name in the network of the proxy. */
    private static final String CHAT = "chat.example.test";

    /** An entry of nonProxyHosts that makes Chromium send loopback requests through a proxy. */
    private static final String ALSO_LOOPBACK = "<-loopback>";

    private final ForwardProxy proxy = ForwardProxy.start();
    private LoginSite site;

    /** The options that choose the browser. */
    abstract List<String> browser();

    @BeforeEach
    void protect() {
        site = LoginSite.protect(server()).page(LoginSite.Page.COOKIE);
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void loginAndRequestReachAHostThatOnlyTheProxyResolves() throws Exception {
        proxy.knows(CHAT, server().port());

        assertAnswers("http://" + CHAT);

        assertThat(site.logins()).isEqualTo(1);
        assertThat(proxy.requests()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void browserAndRequestsUseTheProxyForAHostThatMatchesNoNonProxyHost() throws Exception {
        proxy.knows(CHAT, server().port());

        assertAnswers("http://" + CHAT, "nonProxyHosts=chat.*.invalid,hat.example.test,chat.example.tes");

        assertThat(proxy.requests()).isEqualTo(server().requests().size());
    }

    @Test
    void browserResolvesANonProxyHostItself() throws Exception {
        proxy.knows(CHAT, server().port()).knows("sso.example.test", server().port());

        Exchange exchange =
                ask("http://" + CHAT, "loginUrl=http://sso.example.test", "nonProxyHosts=intranet.test,sso.*.test");

        assertThat(exchange.getException(AuraCredentialException.class).getReason())
                .isEqualTo(AuraCredentialException.Reason.SITE_NOT_REACHABLE);
        assertThat(proxy.requests()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void browserAndRequestsBypassTheProxyForLoopback(String host) throws Exception {
        assertAnswers("http://" + host + ":" + server().port(), "nonProxyHosts=" + ALSO_LOOPBACK);

        assertThat(proxy.requests()).isZero();
        assertThat(site.logins()).isEqualTo(1);
    }

    private void assertAnswers(String baseUrl, String... options) throws Exception {
        assertThat(ask(baseUrl, options).getMessage().getBody()).isEqualTo(AuraServer.replyTo("count"));
    }

    private Exchange ask(String baseUrl, String... options) throws Exception {
        List<String> all = new ArrayList<>(browser());
        all.add("proxyHost=" + proxy.host());
        all.add("proxyPort=" + proxy.port());
        all.addAll(List.of(options));
        return await(ask("aura:support?baseUrl=" + baseUrl + "&" + String.join("&", all), "count"));
    }
}
