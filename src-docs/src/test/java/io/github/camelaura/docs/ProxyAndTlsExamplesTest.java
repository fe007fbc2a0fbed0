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
package io.github.camelaura.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelaura.AuraConnectException;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.ForwardProxy;
import io.github.camelaura.test.TestCertificates;

/** The examples for a proxy with authentication and for a private certificate authority, with a proxy and a TLS server. */
class ProxyAndTlsExamplesTest {

    private static final String CA = "/etc/chat/our-ca.p12";

    @TempDir
    private static Path folder;

    private static TestCertificates certificates;

    private final Main main = new Main();

    /** The password of the trust store and that of the proxy are environment variables of the tests. */
    @BeforeAll
    static void createCertificates() {
        certificates = TestCertificates.create(folder);
    }

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void requestsAuthenticateAtTheProxy() throws Exception {
        main.setPropertyPlaceholderLocations("file:" + Docs.EXAMPLES.resolve("proxy.properties"));
        try (AuraServer server = AuraServer.start();
                ForwardProxy proxy = ForwardProxy.start("chat-routes", System.getenv("PROXY_PASSWORD"))
                        .knows("chat.example.com", server.port())) {
            main.addOverrideProperty("camel.component.aura.base-url", "http://chat.example.com");
            main.addOverrideProperty("camel.component.aura.proxy-host", proxy.host());
            main.addOverrideProperty("camel.component.aura.proxy-port", String.valueOf(proxy.port()));

            Exchange exchange = ask();

            assertThat(exchange.getException()).isNull();
            assertThat(proxy.requests()).isEqualTo(1);
        }
    }

    @Test
    void beanInPropertiesTrustsTheAuthority() throws Exception {
        main.setPropertyPlaceholderLocations("file:" + Docs.EXAMPLES.resolve("tls.properties"));
        main.addOverrideProperty(
                "camel.beans.tls.trustManagers.keyStore.resource", "file:" + certificates.trustStore());

        assertThat(askTls().getException()).isNull();
    }

    @Test
    void beanInYamlTrustsTheAuthority() throws Exception {
        String yaml = Files.readString(Docs.EXAMPLES.resolve("tls/tls.yaml"));
        assertThat(yaml).contains(CA);
        Path file = folder.resolve("tls.yaml");
        Files.writeString(file, yaml.replace(CA, certificates.trustStore().toString()));
        main.configure().withRoutesIncludePattern("file:" + file);
        main.addInitialProperty("camel.component.aura.http-options.sslContextParameters", "#tls");

        assertThat(askTls().getException()).isNull();
    }

    @Test
    void authorityIsNotTrustedWithoutTheBean() throws Exception {
        assertThat(askTls().getException()).isInstanceOf(AuraConnectException.class);
    }

    private Exchange askTls() throws Exception {
        try (AuraServer server = AuraServer.start(certificates.serverContext())) {
            main.addOverrideProperty("camel.component.aura.base-url", server.baseUrl());
            return ask();
        }
    }

    private Exchange ask() throws Exception {
        main.start();
        return main.getCamelTemplate()
                .send("aura:support", request -> request.getMessage().setBody("count"));
    }
}
