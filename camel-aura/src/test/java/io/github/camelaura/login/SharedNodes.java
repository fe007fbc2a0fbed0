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
package io.github.camelaura.login;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.spec.SecretKeySpec;

import io.github.camelaura.http.Origin;
import io.github.camelaura.http.ProxySettings;
import io.github.camelaura.page.LoginFields;
import io.github.camelaura.page.LoginSelectors;
import io.github.camelaura.page.LoginSteps;
import io.github.camelaura.store.EncryptedStore;
import io.github.camelaura.store.LeaseWatch;
import io.github.camelaura.store.StoreKey;

/** Nodes in one JVM that share a map, each with threads, clocks and a scripted login of its own. */
final class SharedNodes implements AutoCloseable {

    static final URI REQUEST = URI.create("https://chat.example.com/api/chat");

    private static final StoreKey KEY = StoreKey.of(new SecretKeySpec(new byte[32], "AES"));

    private final List<Node> nodes = new ArrayList<>();
    private final ConcurrentMap<String, String> map;

    SharedNodes() {
        this(new ConcurrentHashMap<>());
    }

    SharedNodes(ConcurrentMap<String, String> map) {
        this.map = map;
    }

    /** Starts a node whose clock is the time of the test plus this. */
    Node start(String name, Duration ahead) {
        Node node = new Node(name, ahead, map);
        nodes.add(node);
        return node;
    }

    Node start(String name) {
        return start(name, Duration.ZERO);
    }

    ConcurrentMap<String, String> map() {
        return map;
    }

    @Override
    public void close() {
        nodes.forEach(Node::kill);
    }

    /** A node with one session. */
    static final class Node {

        final SettableClock clock = new SettableClock();
        final AtomicLong nanoTime = new AtomicLong();
        final ScriptedLogin login = new ScriptedLogin();
        final LoginSession session;
        private final ExecutorService executor = Executors.newCachedThreadPool();
        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        volatile Account account = new Account("jane", "pw", null);

        private Node(String name, Duration ahead, ConcurrentMap<String, String> map) {
            clock.pass(ahead);
            SharedNode shared =
                    new SharedNode(name, executor, timer, clock, nanoTime::get, new LeaseWatch(nanoTime::get), () -> 0);
            LoginSettings settings = settings(new SharedStore(map, KEY, List.of()));
            Sharing sharing = new SharedCredentials(
                    new EncryptedStore(map, KEY, executor, clock, System::nanoTime), settings, shared);
            LoginThrottle throttle = new LoginThrottle(clock, () -> 0);
            session = new LoginSession(
                    REQUEST,
                    throttle.joinShared(Account.throttled(settings), settings.key()),
                    sharing,
                    clock,
                    executor,
                    idle -> {});
            session.logInBy(new LoginMethod(
                    "options",
                    () -> account,
                    60_000,
                    () -> sharing.login(settings, clock.instant(), () -> login),
                    new RenewalPolicy(Duration.ZERO, Duration.ofMinutes(5), null)));
        }

        private static LoginSettings settings(SharedStore store) {
            return new LoginSettings(
                    new LoginSettings.Key(
                            Origin.of(REQUEST),
                            null,
                            "jane",
                            "pw",
                            null,
                            null,
                            null,
                            LoginFields.of(null),
                            LoginSteps.none(),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            store),
                    REQUEST,
                    "https://chat.example.com",
                    null,
                    new LoginSelectors(null, null, null, null, null),
                    60_000,
                    300_000,
                    0,
                    null,
                    new ProxySettings(null, null, null, null, null),
                    new BrowserSettings("htmlunit", null, null, null, false, null, true),
                    null);
        }

        /** Requests a credential, as a request does whose login the server requires. */
        CompletableFuture<Credential> get() {
            session.require();
            return CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return session.get(null, null);
                        } catch (Exception e) {
                            throw new IllegalStateException(e.getMessage(), e);
                        }
                    },
                    executor);
        }

        /** Ends all threads of the node without a chance to clean up. */
        void kill() {
            executor.shutdownNow();
            timer.shutdownNow();
        }
    }
}
