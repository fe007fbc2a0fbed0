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
package io.github.camelaura.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Certificates for tests. */
@Timeout(60)
class TestCertificatesTest {

    @TempDir
    private static Path folder;

    private static TestCertificates certificates;

    @BeforeAll
    static void create() {
        certificates = TestCertificates.create(folder);
    }

    @Test
    void serverUsesTlsWithATestCertificate() throws Exception {
        try (AuraServer server = AuraServer.start(certificates.serverContext())) {
            assertThat(ask(server, certificates.clientContext())).isEqualTo(AuraServer.replyTo("hello"));
            assertThat(server.baseUrl()).startsWith("https://");
            assertThat(server.openStreams()).isZero();
        }
    }

    @Test
    void testCertificateIsNotTrustedByDefault() throws Exception {
        try (AuraServer server = AuraServer.start(certificates.serverContext())) {
            assertThatThrownBy(() -> ask(server, SSLContext.getDefault())).isInstanceOf(SSLException.class);
            server.awaitOpenConnections(0);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void cutResetAndClosedConnectionsWorkWithTls() throws Exception {
        try (AuraServer server = AuraServer.start(certificates.serverContext())) {
            server.enqueue(AuraReply.chunks("a").cut(), AuraReply.chunks("a").reset(), AuraReply.silence());
            assertThatThrownBy(() -> ask(server, certificates.clientContext())).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> ask(server, certificates.clientContext())).isInstanceOf(IOException.class);
            assertThat(server.clientsGone()).isZero();
            CompletableFuture<?> asked = client(certificates.clientContext())
                    .sendAsync(Ask.request(server, "/api/chat", Ask.HELLO), BodyHandlers.discarding());
            server.awaitRequests(3);
            asked.cancel(true);
            server.awaitClientGone(1);
        }
    }

    @Test
    void trustStoreHoldsOnlyTheAuthority() throws Exception {
        KeyStore store = KeyStore.getInstance(
                certificates.trustStore().toFile(), certificates.password().toCharArray());

        assertThat(store.size()).isOne();
        assertThat(store.isCertificateEntry("ca")).isTrue();
    }

    @Test
    void keyAndCertificatesAreWrittenAsPemToo() throws Exception {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        try (InputStream pem = Files.newInputStream(certificates.serverCertificate())) {
            X509Certificate server = (X509Certificate) factory.generateCertificate(pem);
            X509Certificate authority = (X509Certificate) factory.generateCertificate(pem);
            server.verify(authority.getPublicKey());
            assertThat(server.getSubjectX500Principal().getName()).isEqualTo("CN=Test server");
        }
        assertThat(certificates.serverKey())
                .content()
                .matches("(?s)-----BEGIN PRIVATE KEY-----\n.*\n-----END PRIVATE KEY-----\n");
    }

    @Test
    void certificateForAnotherNameIsNotTrusted(@TempDir Path other) throws Exception {
        TestCertificates wrong = TestCertificates.create(other, "dns:example.org");
        try (AuraServer server = AuraServer.start(wrong.serverContext())) {
            assertThatThrownBy(() -> ask(server, wrong.clientContext())).isInstanceOf(SSLException.class);
        }
    }

    private static String ask(AuraServer server, SSLContext context) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(Ask.request(server, "/api/chat", Ask.HELLO), (name, value) -> true)
                .timeout(Duration.ofSeconds(30))
                .build();
        return client(context).send(request, BodyHandlers.ofString()).body();
    }

    private static HttpClient client(SSLContext context) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(context)
                .build();
    }
}
