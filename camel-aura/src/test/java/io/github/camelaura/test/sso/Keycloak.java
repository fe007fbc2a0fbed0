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
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.camelaura.test.process.Folders;
import io.github.camelaura.test.process.FreePort;
import io.github.camelaura.test.process.OwnServer;

/**
 * A real Keycloak on the loopback address, which signs users on to the sites of {@link OidcProxy}.
 *
 * <p>Its start takes the better part of a minute, so start one for all tests of a class, and change the length of the
 * sessions as you go.
 */
public final class Keycloak implements AutoCloseable {

    /** The user's name. */
    public static final String USER = "jane";

    /** The user's password. */
    public static final String PASSWORD = "s3cret-password";

    /** The name of a user with the same password, who also needs one-time codes. */
    public static final String CODE_USER = "otto";

    /** The seed of that user's one-time codes, in Base32. */
    public static final String CODE_SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    /** The system property with the path of Keycloak's zip. */
    public static final String ZIP_PROPERTY = "keycloak.zip";

    static final String REALM = "aura";
    static final String CLIENT = "aura-chat";
    static final String CLIENT_SECRET = "aura-chat-secret";

    private static final Duration TIME_TO_START = Duration.ofMinutes(4);

    private final OwnServer server;
    private final URI uri;
    private final KeycloakAdmin admin;

    private Keycloak(OwnServer server, URI uri) {
        this.server = server;
        this.uri = uri;
        this.admin = new KeycloakAdmin(uri);
    }

    /**
     * Unpacks the zip that the system property {@value #ZIP_PROPERTY} names, and starts it.
     *
     * @param length how long logins last
     * @return the running Keycloak
     */
    public static Keycloak start(SessionLength length) {
        String zip = System.getProperty(ZIP_PROPERTY);
        if (zip == null) {
            throw new IllegalStateException("No system property " + ZIP_PROPERTY + ": run Maven with -Psso");
        }
        int port = FreePort.find();
        OwnServer server = new OwnServer("keycloak");
        try {
            Folders.unzip(Path.of(zip), server.folder());
            RealmFile.write(server.folder().resolve("data/import/" + REALM + "-realm.json"), length);
            server.start(command(port), environment());
            // Another name than the one of the sites, so that no browser takes them for the same host.
            Keycloak keycloak = new Keycloak(server, URI.create("http://localhost:" + port));
            server.awaitReady(TIME_TO_START, keycloak.admin::isReady);
            return keycloak;
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /**
     * Where browsers find it.
     *
     * @return its URL, without a path
     */
    public URI uri() {
        return uri;
    }

    /**
     * Changes how long logins last from now on.
     *
     * @param length the new length
     */
    public void sessionLength(SessionLength length) {
        admin.changeRealm(length.settings());
    }

    /** Has the next login of everybody ask for the password, as after a restart. Sites do not notice. */
    public void endAllSessions() {
        admin.endAllSessions();
    }

    /** Ends the process and deletes its folder. */
    @Override
    public void close() {
        server.close();
    }

    URI metadata() {
        return uri.resolve("/realms/" + REALM + "/.well-known/openid-configuration");
    }

    private static List<String> command(int port) {
        return List.of(
                "sh",
                "bin/kc.sh",
                "start-dev",
                "--import-realm",
                "--db=dev-mem",
                "--http-host=127.0.0.1",
                "--http-port=" + port);
    }

    private static Map<String, String> environment() {
        return Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "KC_BOOTSTRAP_ADMIN_USERNAME",
                KeycloakAdmin.NAME,
                "KC_BOOTSTRAP_ADMIN_PASSWORD",
                KeycloakAdmin.PASSWORD,
                // Quick to start counts, and not quick in the long run.
                "JAVA_OPTS_APPEND",
                "-XX:TieredStopAtLevel=1");
    }
}
