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
package io.github.camelaura.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.TestCertificates;

/** Base class of most tests, with a server, a context and helper methods. */
public abstract class AuraTestSupport extends CamelTestSupport {

    /** Seconds that a test waits for an expected event. Generous, because no test measures speed. */
    public static final long PATIENCE = 60;

    @RegisterExtension
    public final AuraServerExtension aura = new AuraServerExtension();

    public AuraServer server() {
        return aura.server();
    }

    /** Returns the URI of an endpoint that sends its requests to the test's server. */
    public String uri(String name, String... options) {
        return "aura:" + name + "?baseUrl=" + server().baseUrl()
                + String.join(
                        "",
                        List.of(options).stream().map(option -> "&" + option).toList());
    }

    public void routes(RouteDefiner definer) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                definer.define(this);
            }
        });
    }

    public interface RouteDefiner {
        void define(RouteBuilder route) throws Exception;
    }

    /** Returns options of TLS with which a client trusts the authority of these certificates. */
    public static SSLContextParameters trust(TestCertificates certificates) {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + certificates.trustStore());
        store.setPassword(certificates.password());
        TrustManagersParameters managers = new TrustManagersParameters();
        managers.setKeyStore(store);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(managers);
        return parameters;
    }

    /** Sends a request in the background; the future completes with the exchange. */
    public CompletableFuture<Exchange> ask(String uri, Object body) {
        return template.asyncSend(uri, exchange -> exchange.getMessage().setBody(body));
    }

    public static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(PATIENCE, TimeUnit.SECONDS);
    }

    /** Waits until the threads of the component have ended; a stop does not wait for them. */
    public static void awaitNoComponentThread() {
        Awaitility.await().atMost(PATIENCE, TimeUnit.SECONDS).untilAsserted(() -> assertThat(LiveThread.names())
                .noneMatch(name -> name.contains("AuraStream") || name.contains("AuraTimeout")));
    }

    /** Collects the bodies that it receives, and lets a test wait for the next one. */
    public static final class Bodies implements Processor {

        private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();

        @Override
        public void process(Exchange exchange) {
            bodies.add(exchange.getMessage().getBody(String.class));
        }

        public String next() throws InterruptedException {
            String body = bodies.poll(PATIENCE, TimeUnit.SECONDS);
            if (body == null) {
                throw new AssertionError("no further body");
            }
            return body;
        }

        public List<String> rest() {
            return List.copyOf(bodies);
        }
    }
}
