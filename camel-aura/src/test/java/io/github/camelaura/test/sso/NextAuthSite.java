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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.process.FreePort;
import io.github.camelaura.test.process.OwnServer;

/**
 * A site with the sessions and the sign-in page of a real next-auth, on the loopback address, in front of an
 * {@link AuraServer}. It needs Node.js. Maven's profile sso has npm install it from {@code src/test/next-auth}.
 */
public final class NextAuthSite implements AutoCloseable {

    /** The name of the cookie with the session. */
    public static final String COOKIE = "next-auth.session-token";

    /** The system property with the path of the folder into which npm has installed the site. */
    public static final String FOLDER_PROPERTY = "next-auth.folder";

    /** The user's name of a site with accounts of its own. */
    public static final String USER = "nora";

    /** The password of that user. */
    public static final String PASSWORD = "next-s3cret";

    private static final Duration TIME_TO_START = Duration.ofMinutes(1);

    private final OwnServer server;
    private final Path script;
    private final URI uri;
    private final Map<String, String> environment;

    private NextAuthSite(OwnServer server, Path script, URI uri, Map<String, String> environment) {
        this.server = server;
        this.script = script;
        this.uri = uri;
        this.environment = environment;
    }

    /**
     * Starts a site with accounts of its own.
     *
     * @param session how long a session lasts, in whole seconds
     * @param backend the server behind it
     */
    public static NextAuthSite start(Duration session, AuraServer backend) {
        return start(session, backend, Map.of("CHAT_USER", USER, "CHAT_PASSWORD", PASSWORD));
    }

    /**
     * Starts a site whose users log in at Keycloak. It admits all of them except {@link Keycloak#CODE_USER}.
     *
     * @param session how long a session lasts, in whole seconds
     * @param backend the server behind it
     */
    public static NextAuthSite start(Duration session, AuraServer backend, Keycloak keycloak) {
        return start(
                session,
                backend,
                Map.of(
                        "KEYCLOAK_ISSUER",
                        keycloak.uri() + "/realms/" + Keycloak.REALM,
                        "KEYCLOAK_CLIENT",
                        Keycloak.CLIENT,
                        "KEYCLOAK_SECRET",
                        Keycloak.CLIENT_SECRET));
    }

    private static NextAuthSite start(Duration session, AuraServer backend, Map<String, String> users) {
        String folder = System.getProperty(FOLDER_PROPERTY);
        if (folder == null) {
            throw new IllegalStateException("No system property " + FOLDER_PROPERTY + ": run Maven with -Psso");
        }
        URI uri = URI.create("http://127.0.0.1:" + FreePort.find());
        Map<String, String> environment = new HashMap<>(users);
        environment.put("NEXTAUTH_URL", uri.toString());
        environment.put("CHAT_SERVER", backend.baseUrl());
        environment.put("BANNED", Keycloak.CODE_USER + "@example.org");
        environment.put("SESSION_SECONDS", Long.toString(session.toSeconds()));
        OwnServer server = new OwnServer("next-auth");
        try {
            NextAuthSite site = new NextAuthSite(server, Path.of(folder, "site.js"), uri, environment);
            site.startNode();
            return site;
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    private void startNode() {
        server.start(List.of("node", script.toString()), environment);
        server.awaitReady(TIME_TO_START, () -> FreePort.isTaken(uri.getPort()));
    }

    /** The site's URL, without a path. */
    public URI uri() {
        return uri;
    }

    /** Starts the site again, with a new secret, so that it rejects all earlier sessions. */
    public void restart() {
        server.kill();
        startNode();
    }

    /** Ends the processes and deletes their folder. */
    @Override
    public void close() {
        server.close();
    }
}
