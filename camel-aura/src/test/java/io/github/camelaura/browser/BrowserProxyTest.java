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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelaura.component.LoginConfiguration;
import io.github.camelaura.component.Settings;

/** Which hosts a browser reaches without the proxy. */
class BrowserProxyTest {

    private static final URI REQUEST = URI.create("https://chat.example.com");

    private final LoginConfiguration configuration = new LoginConfiguration();

    @BeforeEach
    void useAProxy() {
        configuration.setProxyHost("proxy.example.test");
        configuration.setProxyPort(3128);
        configuration.setBaseUrl(REQUEST.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "chat.localhost, true",
        "127.0.0.1, true",
        "127.9.9.9, true",
        "[::1], true",
        "intranet.test, true",
        "CHAT.EU.TEST, true",
        "localhost.example.test, false",
        "intranet.test.example.org, false",
        "chat.test, false"
    })
    void htmlUnitBypassesTheProxyForLoopbackAndNonProxyHosts(String host, boolean direct) {
        configuration.setNonProxyHosts("intranet.test, chat.*.test");

        assertThat(new HtmlUnitBrowser.Proxy(Settings.login(configuration, REQUEST)).shouldBypassProxy(host))
                .isEqualTo(direct);
    }

    @Test
    void htmlUnitUsesTheProxyForOtherHosts() {
        HtmlUnitBrowser.Proxy proxy = new HtmlUnitBrowser.Proxy(Settings.login(configuration, REQUEST));

        assertThat(proxy.getProxyHost()).isEqualTo("proxy.example.test");
        assertThat(proxy.getProxyPort()).isEqualTo(3128);
        assertThat(proxy.shouldBypassProxy("chat.test")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "<-loopback>, ",
        "'<-loopback>, intranet.test', intranet.test",
        "'intranet.test,*.example.com', 'intranet.test,*.example.com'"
    })
    void nonProxyHostsCannotSendLoopbackThroughTheProxy(String hosts, String given) {
        configuration.setNonProxyHosts(hosts);

        assertThat(BrowserProxy.of(Settings.proxy(configuration)).getNoProxy()).isEqualTo(given);
    }
}
