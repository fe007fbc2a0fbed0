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

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLException;

import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.LoggingHttpActivityListener;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraConnectException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.ForwardProxy;
import io.github.camelaura.test.TestCertificates;

/** Connecting to the server: host, TLS, proxy. A failure here means that no request was sent. */
class ConnectTest extends AuraTestSupport {

    @TempDir
    static Path folder;

    /** The server's name in the network of the proxy. */
    private static final String CHAT = "chat.example.test";

    private static TestCertificates certificates;

    @BeforeAll
    static void certificates() throws Exception {
        certificates = TestCertificates.create(folder, "dns:localhost,ip:127.0.0.1,dns:" + CHAT);
    }

    @Test
    void refusedConnectionIsAConnectFailure() throws Exception {
        String uri = uri("support");
        server().close();

        assertThat(notConnected(uri)).hasCauseInstanceOf(ConnectException.class);
    }

    /** The server's backlog is full, so that it drops further connection requests. */
    @Test
    void connectTimeoutIsAConnectFailure() throws Exception {
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 8; i++) {
                SocketChannel channel = SocketChannel.open();
                waiting.add(channel);
                channel.configureBlocking(false);
                channel.connect(full.getLocalSocketAddress());
            }

            assertThat(notConnected(
                            "aura:support?connectTimeout=200ms&baseUrl=http://127.0.0.1:" + full.getLocalPort()))
                    .hasMessageContaining("nothing was sent");
        } finally {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }

    @Test
    void refusedConnectionToAnIpv6AddressIsAConnectFailure() throws Exception {
        assertThat(notConnected("aura:support?baseUrl=RAW(http://[::1]:1)"))
                .rootCause()
                .isInstanceOf(SocketException.class);
        assertThat(notConnected("aura:support?baseUrl=http://[::1]:1"))
                .rootCause()
                .isInstanceOf(SocketException.class);
    }

    @Test
    void unknownHostIsAConnectFailure() throws Exception {
        assertThat(notConnected("aura:support?baseUrl=http://no-such-host.invalid"))
                .hasCauseInstanceOf(UnknownHostException.class)
                .hasMessageContaining("no-such-host.invalid");
    }

    @Test
    void tlsWithATrustedPrivateAuthorityConnects() throws Exception {
        try (AuraServer tls = AuraServer.start(certificates.serverContext())) {
            tls.enqueue(AuraReply.chunks("welcome"));
            context.getRegistry().bind("tls", trust());

            assertThat(reply("aura:support?http.sslContextParameters=%23tls&baseUrl=" + tls.baseUrl()))
                    .isEqualTo("welcome");
        }
    }

    @Test
    void tlsWithAnUntrustedAuthorityIsAConnectFailure() throws Exception {
        try (AuraServer tls = AuraServer.start(certificates.serverContext())) {
            assertThat(notConnected("aura:support?baseUrl=" + tls.baseUrl())).hasCauseInstanceOf(SSLException.class);
            assertThat(tls.requests()).isEmpty();
        }
    }

    @Test
    void tlsCertificateOfAnotherHostIsAConnectFailure(@TempDir Path another) throws Exception {
        TestCertificates others = TestCertificates.create(another, "dns:chat.example.org");
        try (AuraServer tls = AuraServer.start(others.serverContext())) {
            context.getRegistry().bind("tls", trust(others));

            assertThat(notConnected("aura:support?http.sslContextParameters=%23tls&baseUrl=" + tls.baseUrl()))
                    .hasCauseInstanceOf(SSLException.class);
        }
    }

    /** The component makes its own connection pool, and must not lose options for that of camel-http. */
    @ParameterizedTest
    @ValueSource(strings = {"component", "global"})
    void tlsOptionsOfTheHttpComponentAreUsed(String place) throws Exception {
        HttpComponent https = context.getComponent("https", HttpComponent.class);
        if (place.equals("global")) {
            context.setSSLContextParameters(trust());
            https.setUseGlobalSslContextParameters(true);
        } else {
            https.setSslContextParameters(trust());
        }
        try (AuraServer tls = AuraServer.start(certificates.serverContext())) {
            assertThat(reply("aura:support?baseUrl=" + tls.baseUrl())).isEqualTo(AuraServer.replyTo("count"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"component", "option"})
    void hostNameVerifierIsUsed(String place, @TempDir Path another) throws Exception {
        TestCertificates others = TestCertificates.create(another, "dns:chat.example.org");
        HostnameVerifier all = (host, session) -> true;
        context.getRegistry().bind("tls", trust(others));
        context.getRegistry().bind("all", all);
        String option = place.equals("option") ? "&http.x509HostnameVerifier=%23all" : "";
        if (option.isEmpty()) {
            context.getComponent("https", HttpComponent.class).setX509HostnameVerifier(all);
        }
        try (AuraServer tls = AuraServer.start(others.serverContext())) {
            assertThat(reply("aura:support?http.sslContextParameters=%23tls&baseUrl=" + tls.baseUrl() + option))
                    .isEqualTo(AuraServer.replyTo("count"));
        }
    }

    @Test
    void connectionTimeToLiveOfTheHttpComponentIsUsed() throws Exception {
        context.getComponent("http", HttpComponent.class).setConnectionTimeToLive(0);

        reply(uri("support"));
        reply(uri("support"));

        assertThat(server().connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http."})
    void requestGoesThroughTheProxy(String prefix) throws Exception {
        try (ForwardProxy proxy = proxyTo(server())) {
            server().enqueue(AuraReply.chunks("welcome"));

            assertThat(reply("aura:support?baseUrl=http://" + CHAT + "&" + through(proxy, prefix, "s3cret")))
                    .isEqualTo("welcome");

            assertThat(proxy.requests()).isEqualTo(1);
            assertThat(server().requests()).hasSize(1);
        }
    }

    @Test
    void httpsRequestGoesThroughATunnelOfTheProxy() throws Exception {
        try (AuraServer tls = AuraServer.start(certificates.serverContext());
                ForwardProxy proxy = proxyTo(tls)) {
            tls.enqueue(AuraReply.chunks("welcome"));
            context.getRegistry().bind("tls", trust());

            assertThat(reply("aura:support?http.sslContextParameters=%23tls&baseUrl=https://" + CHAT + "&"
                            + through(proxy, "", "s3cret")))
                    .isEqualTo("welcome");

            assertThat(proxy.tunnels()).isEqualTo(1);
        }
    }

    @Test
    void rejectedProxyCredentialsNameTheirOption() throws Exception {
        String plain = "aura:support?baseUrl=http://" + CHAT + "&";
        try (ForwardProxy proxy = proxyTo(server())) {
            assertThat(notConnected(plain + through(proxy, "", "wrong")))
                    .hasMessageContaining("proxyAuthPassword")
                    .message()
                    .doesNotContain("wrong", "s3cret");
            assertThat(notConnected(plain + "proxyHost=" + proxy.host() + "&proxyPort=" + proxy.port()))
                    .hasMessageContaining("407");
            assertThat(notConnected("aura:support?baseUrl=https://" + CHAT + "&" + through(proxy, "", "wrong")))
                    .hasMessageContaining("proxyAuthPassword");

            assertThat(server().requests()).isEmpty();
        }
    }

    /** The proxy accepts the credentials of the server, and no others. */
    @ParameterizedTest
    @CsvSource({"http, Basic", "http, Digest", "https, Basic", "https, Digest"})
    void proxyDoesNotGetTheCredentialsOfTheServer(String scheme, String method) throws Exception {
        try (ForwardProxy proxy = proxyTo(server())) {
            String uri = "aura:support?baseUrl=" + scheme + "://" + CHAT + "&http.authMethod=" + method
                    + "&http.authUsername=user&http.authPassword=s3cret&proxyHost=" + proxy.host() + "&proxyPort="
                    + proxy.port();

            assertThat(notConnected(uri)).hasMessageContaining("407").hasMessageContaining("proxyAuthPassword");

            assertThat(proxy.requests() + proxy.tunnels()).isZero();
            assertThat(proxy.refusals())
                    .as("requests without an accepted password")
                    .isOne();
        }
    }

    @Test
    void proxyAndServerGetTheirOwnCredentials() throws Exception {
        String expected = "Basic " + Base64.getEncoder().encodeToString("me:mine".getBytes(StandardCharsets.UTF_8));
        server().answer(request -> expected.equals(request.header("Authorization"))
                ? AuraReply.chunks("welcome")
                : AuraReply.status(401, "Unauthorized", "").header("WWW-Authenticate", "Basic realm=\"chat\""));
        try (ForwardProxy proxy = proxyTo(server())) {
            assertThat(reply("aura:support?baseUrl=http://" + CHAT
                            + "&http.authMethod=Basic&http.authUsername=me&http.authPassword=mine&"
                            + through(proxy, "", "s3cret")))
                    .isEqualTo("welcome");
        }
    }

    @Test
    void nonProxyHostIsReachedWithoutTheProxy() throws Exception {
        try (ForwardProxy proxy = proxyTo(server())) {
            assertThat(notConnected("aura:support?nonProxyHosts=chat.*.test&baseUrl=http://" + CHAT + "&"
                            + through(proxy, "", "s3cret")))
                    .hasCauseInstanceOf(UnknownHostException.class);

            assertThat(proxy.requests()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "LocalHost"})
    void loopbackIsReachedWithoutTheProxy(String host) throws Exception {
        try (ForwardProxy proxy = proxyTo(server()).knows(host, server().port())) {
            String uri = "aura:support?baseUrl=http://" + host + ":" + server().port() + "&";

            assertThat(reply(uri + through(proxy, "", "s3cret"))).isEqualTo(AuraServer.replyTo("count"));
            assertThat(reply(uri + through(proxy, "http.", "s3cret"))).isEqualTo(AuraServer.replyTo("count"));

            assertThat(proxy.requests() + proxy.refusals()).isZero();
        }
    }

    @Test
    void loopbackIsReachedWithoutTheProxyOfTheHttpComponent() throws Exception {
        try (ForwardProxy proxy = ForwardProxy.start()) {
            HttpComponent http = context.getComponent("http", HttpComponent.class);
            http.setProxyHost(proxy.host());
            http.setProxyPort(proxy.port());

            assertThat(reply(uri("support"))).isEqualTo(AuraServer.replyTo("count"));

            assertThat(proxy.requests()).isZero();
        }
    }

    @Test
    void loopbackIsReachedWithoutTheProxyOfSystemProperties() throws Exception {
        try (ForwardProxy proxy = ForwardProxy.start()) {
            Map<String, String> properties = Map.of(
                    "http.proxyHost", proxy.host(),
                    "http.proxyPort", String.valueOf(proxy.port()),
                    "http.nonProxyHosts", "");
            properties.forEach(System::setProperty);
            try {
                assertThat(reply(uri("support", "http.useSystemProperties=true")))
                        .isEqualTo(AuraServer.replyTo("count"));
            } finally {
                properties.keySet().forEach(System::clearProperty);
            }

            assertThat(proxy.requests()).isZero();
        }
    }

    @Test
    void loopbackWithTlsIsReachedWithoutTheProxy() throws Exception {
        try (AuraServer tls = AuraServer.start(certificates.serverContext());
                ForwardProxy proxy = proxyTo(tls).knows("127.0.0.1", tls.port())) {
            context.getRegistry().bind("tls", trust());

            assertThat(reply("aura:support?http.sslContextParameters=%23tls&baseUrl=" + tls.baseUrl() + "&"
                            + through(proxy, "", "s3cret")))
                    .isEqualTo(AuraServer.replyTo("count"));

            assertThat(proxy.tunnels() + proxy.refusals()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    void baseUrlMayHaveAPath(String end) throws Exception {
        server().answer(request -> AuraReply.chunks(request.path()));

        assertThat(reply("aura:support?baseUrl=" + server().baseUrl() + "/chat/ui" + end))
                .isEqualTo("/chat/ui/api/chat");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:s3cret@localhost",
                "ftp://user:s3cret@localhost",
                "http://localhost/?key=s3cret",
                "http://localhost/#s3cret",
                "http:///x",
                "http://local host",
                "localhost:8080",
                " "
            })
    void invalidBaseUrlIsRejectedWithoutShowingSecrets(String baseUrl) throws Exception {
        Exchange exchange = await(ask("aura:support?baseUrl=RAW(" + baseUrl + ")", "count"));

        assertThat(exchange.getException()).hasStackTraceContaining("Option baseUrl");
        assertThat(exchange.getException().getCause().getMessage())
                .startsWith("Option baseUrl")
                .doesNotContain("s3cret");
    }

    private static ForwardProxy proxyTo(AuraServer server) {
        return ForwardProxy.start("user", "s3cret").knows(CHAT, server.port());
    }

    private static String through(ForwardProxy proxy, String prefix, String password) {
        return String.join(
                "&",
                prefix + "proxyHost=" + proxy.host(),
                prefix + "proxyPort=" + proxy.port(),
                prefix + "proxyAuthUsername=user",
                prefix + "proxyAuthPassword=" + password);
    }

    @Test
    void connectionPoolOfTheUserStaysOpen() throws Exception {
        try (PoolingHttpClientConnectionManager pool = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(10)
                .setMaxConnTotal(10)
                .build()) {
            context.getRegistry().bind("pool", pool);
            String[] options = {"http.clientConnectionManager=%23pool", "maxConcurrentStreams=2"};
            for (String name : List.of("a", "b")) {
                routes(r -> r.from("direct:" + name).routeId(name).to(uri(name, options)));
                reply("direct:" + name);
            }
            assertThat(pool.getTotalStats().getAvailable()).isOne();

            context.getRouteController().stopRoute("a");
            assertThat(reply("direct:b")).isEqualTo(AuraServer.replyTo("count"));

            context.getRouteController().startRoute("a");
            assertThat(reply("direct:a")).isEqualTo(AuraServer.replyTo("count"));
        }
    }

    /** The listener expects the exchange of camel-http's own producer, and would log secrets. */
    @Test
    void httpActivityListenerOfCamelHttpIsNotUsed() throws Exception {
        LoggingHttpActivityListener listener = new LoggingHttpActivityListener();
        listener.setLoggingLevel("ERROR"); // the level that is enabled in tests
        context.getComponent("http", HttpComponent.class).setHttpActivityListener(listener);

        assertThat(reply(uri("support"))).isEqualTo(AuraServer.replyTo("count"));
    }

    private Object reply(String uri) throws Exception {
        Exchange exchange = await(ask(uri, "count"));
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody();
    }

    private AuraConnectException notConnected(String uri) throws Exception {
        Exchange exchange = await(ask(uri, "count"));
        assertThat(exchange.getException()).isInstanceOf(AuraConnectException.class);
        return (AuraConnectException) exchange.getException();
    }

    private static SSLContextParameters trust() {
        return trust(certificates);
    }
}
