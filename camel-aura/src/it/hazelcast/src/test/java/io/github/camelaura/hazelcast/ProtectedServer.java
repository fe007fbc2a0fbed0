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
package io.github.camelaura.hazelcast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.LoginSite;

/** A server with a login that allows one session per account, and the options with which nodes log in there. */
final class ProtectedServer implements AutoCloseable {

    private final AuraServer server = AuraServer.start().wordDelay(Duration.ZERO);
    private final LoginSite site = LoginSite.protect(server).oneSessionPerAccount(true);
    private final String map = "logins-" + UUID.randomUUID();
    private final Path keyFile;

    /**
     * Starts a server.
     *
     * @param folder the folder for the key of the nodes
     */
    ProtectedServer(Path folder) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        try {
            keyFile = Files.writeString(
                    folder.resolve("credential-store.key"), Base64.getEncoder().encodeToString(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LoginSite site() {
        return site;
    }

    /**
     * Connects a node with this server.
     *
     * @param options more options of the component, as {@code name=value}
     */
    void connect(NodeProcess node, String... options) throws Exception {
        Map<String, String> all = new TreeMap<>(Map.of(
                "base-url",
                server.baseUrl(),
                "request-timeout",
                "120000",
                "browser-name",
                "htmlunit",
                "login-username",
                LoginSite.USER,
                "login-password",
                LoginSite.PASSWORD,
                "credential-store-key-file",
                keyFile.toString()));
        for (String option : options) {
            String[] parts = option.split("=", 2);
            all.put(parts[0], parts[1]);
        }
        String result = node.call("start " + map
                + all.entrySet().stream()
                        .map(each -> " " + each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining()));
        if (!result.equals("ok")) {
            throw new IllegalStateException(result);
        }
    }

    void connect(List<NodeProcess> nodes, String... options) throws Exception {
        for (NodeProcess node : nodes) {
            connect(node, options);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
