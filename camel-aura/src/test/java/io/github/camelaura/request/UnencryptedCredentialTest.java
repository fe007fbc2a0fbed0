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
package io.github.camelaura.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.Processor;
import org.apache.camel.support.DefaultExchange;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.component.BrowserCredentialProcessor;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.LogCapture;

/** Warnings about credentials that are sent without encryption. */
class UnencryptedCredentialTest extends AuraTestSupport {

    private static final String PLAIN = "http://chat.example.test:8080/ui";

    private final LogCapture log = new LogCapture("io.github.camelaura", Level.WARN);

    @AfterEach
    void endCapture() {
        log.close();
    }

    private void start(String baseUrl, String... options) throws Exception {
        context.getRegistry().bind("credential", (Processor) exchange -> {});
        String uri = "aura:support?baseUrl=" + baseUrl + "&" + String.join("&", options);
        routes(route -> route.from("direct:in").routeId("in").to(uri));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apiKey=s3cret",
                "additionalHeader.X-Tenant=s3cret",
                "additionalHeader.Authorization=s3cret&credentialProcessor=none",
                "browserName=htmlunit&loginUsername=jane&loginPassword=s3cret",
                "browserName=htmlunit&loginReadyCookie=session",
                "http.authMethod=Basic&http.authUsername=jane&http.authPassword=s3cret",
                "credentialProcessor=%23credential"
            })
    void unencryptedCredentialLogsOneWarningPerEndpoint(String credential) throws Exception {
        start(PLAIN, credential);
        context.getRouteController().stopRoute("in");
        context.getRouteController().startRoute("in");

        assertThat(log.lines())
                .containsExactly("WARN The credential for baseUrl=" + PLAIN
                        + " is sent without encryption, so anyone on the network can read it: use https");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080",
                "http://127.0.0.1",
                "http://127.1.2.3:81",
                "http://[::1]:8080",
                "http://chat.localhost",
                "https://chat.example.test"
            })
    void credentialOnLoopbackOrWithTlsLogsNoWarning(String baseUrl) throws Exception {
        start(baseUrl, "apiKey=s3cret");

        assertThat(log.lines()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"maxConcurrentStreams=2", "credentialProcessor=none&loginUsername=jane&loginPassword=pw"})
    void endpointWithoutACredentialLogsNoWarning(String options) throws Exception {
        start(PLAIN, options);

        assertThat(log.lines()).isEmpty();
    }

    @Test
    void unencryptedCredentialOfABeanLogsOneWarningWithoutSecrets() throws Exception {
        BrowserCredentialProcessor bean = new BrowserCredentialProcessor();
        bean.setCamelContext(context);
        bean.setBrowserName("htmlunit");
        bean.setBaseUrl("http://jane:s3cret@chat.example.test/api;v=s3cret?key=s3cret");
        bean.setLoginUrl("http://127.0.0.1:1");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> bean.process(new DefaultExchange(context)))
                    .isInstanceOf(AuraCredentialException.class);
        }

        assertThat(log.lines())
                .filteredOn(line -> line.contains("without encryption"))
                .singleElement()
                .asString()
                .isEqualTo("WARN The credential for baseUrl=http://chat.example.test/api"
                        + " is sent without encryption, so anyone on the network can read it: use https");
    }
}
