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
package io.github.camelaura.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;

import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.LoginSite;

/** A server that requires a login, and endpoints that log in there. */
abstract class LoginSiteTests extends AuraTestSupport {

    LoginSite site;

    @BeforeEach
    void protect() {
        site = LoginSite.protect(server());
    }

    /** Returns an endpoint that logs in with HtmlUnit. */
    String login(String... options) {
        List<String> all = new ArrayList<>(List.of("browserName=htmlunit"));
        all.addAll(List.of(options));
        return loginWith(all);
    }

    /** Returns an endpoint that logs in with the browser that the options name. */
    String loginWith(List<String> options) {
        List<String> all = new ArrayList<>(
                List.of("loginUsername=" + LoginSite.USER, "loginPassword=RAW(" + LoginSite.PASSWORD + ")"));
        all.addAll(options);
        return uri("support", all.toArray(String[]::new));
    }

    static List<AuraRequest> requests(AuraServer server, String path) {
        return server.requests().stream()
                .filter(request -> request.path().equals(path))
                .toList();
    }

    void succeeds(String uri) throws Exception {
        assertThat(await(ask(uri, "count")).getException()).isNull();
    }

    static void answered(CompletableFuture<Exchange> asked) throws Exception {
        Exchange exchange = await(asked);
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo(AuraServer.replyTo("count"));
    }
}
