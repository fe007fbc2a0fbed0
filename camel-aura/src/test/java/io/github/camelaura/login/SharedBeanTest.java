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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.crypto.spec.SecretKeySpec;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.camelaura.LoginStep;
import io.github.camelaura.component.BrowserCredentialProcessor;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.LoginSite;

/** Beans of several nodes share a session, too, also with endpoints. */
class SharedBeanTest {

    private final AuraServer server = AuraServer.start();
    private final LoginSite site = LoginSite.protect(server);
    private final ConcurrentMap<String, String> store = new ConcurrentHashMap<>();
    private final CamelContext first = node();
    private final CamelContext second = node();

    private CamelContext node() {
        CamelContext context = new DefaultCamelContext();
        context.getRegistry().bind("credentials", store);
        context.getRegistry().bind("key", new SecretKeySpec(new byte[32], "AES"));
        context.start();
        return context;
    }

    @AfterEach
    void stop() throws Exception {
        first.close();
        second.close();
        server.close();
    }

    private BrowserCredentialProcessor bean(CamelContext context) {
        BrowserCredentialProcessor bean = new BrowserCredentialProcessor();
        bean.setCamelContext(context);
        bean.setBaseUrl(server.baseUrl());
        bean.setBrowserName("htmlunit");
        bean.setLoginUsername(LoginSite.USER);
        bean.setLoginPassword(LoginSite.PASSWORD);
        bean.setCredentialStore(store);
        bean.setCredentialStoreKey(new SecretKeySpec(new byte[32], "AES"));
        return bean;
    }

    private static String cookie(BrowserCredentialProcessor bean) throws Exception {
        Exchange exchange = new DefaultExchange(bean.getCamelContext());
        bean.process(exchange);
        return exchange.getMessage().getHeader("Cookie", String.class);
    }

    @Test
    void beansOfTwoNodesHaveOneSession() throws Exception {
        String cookie = cookie(bean(first));
        Awaitility.await().until(() -> store.size() == 2);

        assertThat(cookie(bean(second))).isEqualTo(cookie);
        assertThat(site.logins()).isOne();
    }

    @Test
    void endpointUsesTheSessionOfABeanOnAnotherNode() throws Exception {
        String cookie = cookie(bean(first));
        Awaitility.await().until(() -> store.size() == 2);

        String reply = second.createFluentProducerTemplate()
                .to("aura:support?baseUrl=" + server.baseUrl() + "&browserName=htmlunit&loginUsername=RAW("
                        + LoginSite.USER + ")&loginPassword=RAW(" + LoginSite.PASSWORD
                        + ")&credentialStore=#credentials&credentialStoreKey=#key")
                .withBody("question")
                .request(String.class);

        assertThat(reply).isNotEmpty();
        assertThat(server.requests())
                .allMatch(request -> !request.path().equals("/api/chat") || cookie.equals(request.header("Cookie")));
        assertThat(site.logins()).isOne();
    }

    @Test
    void endpointsThatDifferInABeanOnlyCannotShareASession() throws Exception {
        first.getRegistry().bind("one", (LoginStep) page -> true);
        first.getRegistry().bind("other", (LoginStep) page -> true);
        start("aura:one?loginStep=#one");

        assertThatThrownBy(() -> start("aura:other?loginStep=#other"))
                .hasStackTraceContaining("differ in the bean of loginStep or webDriver");
        start("aura:other?loginStep=#other&loginUsername=joe&loginPassword=secret");
    }

    private void start(String uri) throws Exception {
        first.getEndpoint(uri + "&baseUrl=" + server.baseUrl()
                        + "&browserName=htmlunit&credentialStore=#credentials&credentialStoreKey=#key")
                .createProducer()
                .start();
    }
}
