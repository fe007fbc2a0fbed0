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

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.camelaura.test.TestCertificates;

/**
 * The configuration of an httpd that lets nobody through to a server who has not signed on.
 *
 * @param folder where the server keeps its files
 * @param log where it logs to
 * @param site its own URL
 * @param tls the key and certificate for https, or null for http
 * @param keycloak who signs users on
 * @param backend the URL of the server behind it
 * @param more lines behind the others
 */
record HttpdConfig(
        Path folder, Path log, URI site, TestCertificates tls, Keycloak keycloak, String backend, List<String> more) {

    private static final Path MODULES = Path.of("/usr/lib/apache2/modules");

    String text() {
        return String.join("\n", modules(), process(), https(), signOn(), proxy(), String.join("\n", more), "");
    }

    private static String modules() {
        return Stream.of(
                        "mpm_event",
                        "authn_core",
                        "authz_core",
                        "authz_user",
                        "proxy",
                        "proxy_http",
                        "ssl",
                        "auth_openidc")
                .map(name -> "LoadModule %s_module \"%s/mod_%s.so\"".formatted(name, MODULES, name))
                .collect(Collectors.joining("\n"));
    }

    private String process() {
        return """
                ServerRoot "%1$s"
                DefaultRuntimeDir "%1$s"
                PidFile "%1$s/httpd.pid"
                ErrorLog "%2$s"
                ServerName %3$s
                Listen %3$s:%4$d
                %5$s
                StartServers 1
                ServerLimit 1
                ThreadsPerChild 64
                MaxRequestWorkers 64
                MinSpareThreads 1
                MaxSpareThreads 64
                """.formatted(folder, log, site.getHost(), site.getPort(), user());
    }

    /** As root, httpd's children have to be somebody else. */
    private static String user() {
        return "root".equals(System.getProperty("user.name")) ? "User www-data\nGroup www-data" : "";
    }

    private String https() {
        return tls == null ? "" : """
                SSLEngine on
                SSLCertificateFile "%s"
                SSLCertificateKeyFile "%s"
                """.formatted(tls.serverCertificate(), tls.serverKey());
    }

    /** The duration of 0 makes the session last as long as the token of Keycloak. */
    private String signOn() {
        return """
                OIDCProviderMetadataURL %s
                OIDCClientID %s
                OIDCClientSecret %s
                OIDCRedirectURI %s/oidc/callback
                OIDCCryptoPassphrase only-for-tests
                OIDCScope "openid profile"
                OIDCSessionMaxDuration 0
                <Location />
                    AuthType openid-connect
                    Require valid-user
                </Location>
                """.formatted(keycloak.metadata(), Keycloak.CLIENT, Keycloak.CLIENT_SECRET, site);
    }

    /** Chunks go on at once; and no connection is used again, which the server may have closed meanwhile. */
    private String proxy() {
        return """
                ProxyPass /oidc/ !
                ProxyPass / %s/ flushpackets=on disablereuse=on
                """.formatted(backend);
    }
}
