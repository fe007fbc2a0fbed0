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
package io.github.camelaura.test.sso;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.TestCertificates;
import io.github.camelaura.test.process.FreePort;
import io.github.camelaura.test.process.OwnServer;

/**
 * A site behind single sign-on: a real Apache httpd with mod_auth_openidc on the loopback address, in front of an
 * {@link AuraServer}. Debian's packages {@code apache2} and {@code libapache2-mod-auth-openidc} have to be there.
 */
public final class OidcProxy implements AutoCloseable {

    private static final Path HTTPD = Path.of("/usr/sbin/apache2");
    private static final Duration TIME_TO_START = Duration.ofSeconds(30);

    private final OwnServer server;
    private final URI uri;

    private OidcProxy(OwnServer server, URI uri) {
        this.server = server;
        this.uri = uri;
    }

    /**
     * Starts one that speaks http.
     *
     * @param keycloak who signs users on
     * @param backend the server behind it, which speaks http
     * @param moreConfig lines for the end of httpd's configuration
     * @return the running site
     */
    public static OidcProxy start(Keycloak keycloak, AuraServer backend, String... moreConfig) {
        return start("http", null, keycloak, backend, moreConfig);
    }

    /**
     * Starts one that speaks https.
     *
     * @param tls its key and certificate
     * @param keycloak who signs users on
     * @param backend the server behind it, which speaks http
     * @param moreConfig lines for the end of httpd's configuration
     * @return the running site
     */
    public static OidcProxy start(TestCertificates tls, Keycloak keycloak, AuraServer backend, String... moreConfig) {
        return start("https", Objects.requireNonNull(tls, "tls"), keycloak, backend, moreConfig);
    }

    private static OidcProxy start(
            String scheme, TestCertificates tls, Keycloak keycloak, AuraServer backend, String... moreConfig) {
        URI uri = URI.create(scheme + "://127.0.0.1:" + FreePort.find());
        OwnServer server = new OwnServer("httpd");
        try {
            Path file = server.folder().resolve("httpd.conf");
            HttpdConfig config = new HttpdConfig(
                    server.folder(), server.log(), uri, tls, keycloak, backend.baseUrl(), List.of(moreConfig));
            Files.writeString(file, config.text());
            // In the foreground it stays our child, which can be ended, and seen to end.
            server.start(List.of(HTTPD.toString(), "-f", file.toString(), "-DFOREGROUND"), Map.of());
            server.awaitReady(TIME_TO_START, () -> FreePort.isTaken(uri.getPort()));
            return new OidcProxy(server, uri);
        } catch (IOException e) {
            server.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /**
     * Where users find the site.
     *
     * @return its URL, without a path
     */
    public URI uri() {
        return uri;
    }

    /** Ends the processes and deletes their folder. */
    @Override
    public void close() {
        server.close();
    }
}
