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
package io.github.camelaura;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.ForwardProxy;
import io.github.camelaura.test.LoginSite;

/** The options of the proxy are for the browser and the requests alike, whichever browser it is. */
@Tag("browser")
abstract class LoginProxyTests extends AuraTestSupport {

    /** Chromium passes by any proxy for the loopback addresses otherwise; to all others, it is a host that is not there. */
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
    void aHostThatOnlyTheProxyKnows() throws Exception {
        proxy.knows("chat.test", server().port());

        assertAnswers("http://chat.test");

        assertThat(site.logins()).isEqualTo(1);
        assertThat(proxy.requests()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void browserAndRequestsUseTheProxyForAHostThatIsNotExcepted() throws Exception {
        proxy.knows("127.0.0.1", server().port());

        assertAnswers(server().baseUrl(), "nonProxyHosts=" + ALSO_LOOPBACK + ",127.*.2,27.0.0.1,127.0.0");

        assertThat(proxy.requests()).isEqualTo(server().requests().size());
    }

    @Test
    void neitherBrowserNorRequestsUseTheProxyForAHostThatIs() throws Exception {
        proxy.knows("127.0.0.1", server().port());

        assertAnswers(server().baseUrl(), "nonProxyHosts=" + ALSO_LOOPBACK + ",intranet.test,127.*.1");

        assertThat(proxy.requests()).isZero();
    }

    private void assertAnswers(String baseUrl, String... options) throws Exception {
        List<String> all = new ArrayList<>(browser());
        all.add("proxyHost=" + proxy.host());
        all.add("proxyPort=" + proxy.port());
        all.addAll(List.of(options));
        String uri = "aura:support?baseUrl=" + baseUrl + "&" + String.join("&", all);
        assertThat(await(ask(uri, "count")).getMessage().getBody()).isEqualTo(AuraServer.replyTo("count"));
    }
}
