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

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.crypto.spec.SecretKeySpec;

import org.awaitility.Awaitility;

import io.github.camelaura.LoginStep;
import io.github.camelaura.http.BrowserCookie;
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

    private static final StoreKey KEY = key(0);

    private final List<Node> nodes = new ArrayList<>();
    private List<String> excludedCookies = List.of();
    private final ConcurrentMap<String, String> map;

    SharedNodes() {
        this(new ConcurrentHashMap<>());
    }

    SharedNodes(ConcurrentMap<String, String> map) {
        this.map = map;
    }

    /** Starts a node whose clock is the time of the test plus this. */
    Node start(String name, Duration ahead) {
        return start(name, ahead, map, KEY);
    }

    /** Starts a node that accesses the map in this way. */
    Node start(String name, ConcurrentMap<String, String> view) {
        return start(name, Duration.ZERO, view, KEY);
    }

    /** Starts a node with another key. */
    Node start(String name, StoreKey key) {
        return start(name, Duration.ZERO, map, key);
    }

    private Node start(String name, Duration ahead, ConcurrentMap<String, String> view, StoreKey key) {
        Node node = new Node(name, ahead, new SharedStore(view, key, excludedCookies));
        nodes.add(node);
        return node;
    }

    /** Sets the cookies that the nodes from now on do not share. */
    SharedNodes excluding(String... cookies) {
        excludedCookies = List.of(cookies);
        return this;
    }

    /** Returns a key of bytes that all have this value. */
    static StoreKey key(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return StoreKey.of(new SecretKeySpec(bytes, "AES"));
    }

    static BrowserCookie cookie(String name, String value) {
        return new BrowserCookie(name, value, "chat.example.com", true, "/", null, true, true);
    }

    static Credential get(CompletableFuture<Credential> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    /** Lets so much time pass for a node that it sees the leases of other nodes end. */
    static Credential getAfterLease(Node node, CompletableFuture<Credential> future) throws Exception {
        passUntil(node, future);
        return get(future);
    }

    /** Lets time pass for the leases that a node watches until a future is done. */
    static void passUntil(Node node, Future<?> done) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    node.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
                    return done.isDone();
                });
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

    /** Returns the options of a login of Jane. */
    static LoginSettings settings(SharedStore store, LoginStep step, Object webDriver) {
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
                        step,
                        webDriver,
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

    /** A node with one session. */
    static final class Node {

        final SettableClock clock = new SettableClock();
        final AtomicLong nanoTime = new AtomicLong();
        final ScriptedLogin login = new ScriptedLogin();
        final LoginSession session;
        final String name;
        final ManualTimer timer = new ManualTimer();
        final ExecutorService executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true); // threads of killed nodes may hang
            return thread;
        });
        volatile Account account = new Account("jane", "pw", null);
        volatile Supplier<Login> logins = () -> login;
        private final EncryptedStore store;
        private final Sharing sharing;
        private final SharedValue<SharedSession> storedSession;
        private final SharedValue<SharedAccount> storedAccount;

        private Node(String name, Duration ahead, SharedStore options) {
            this.name = name;
            clock.pass(ahead);
            SharedNode shared =
                    new SharedNode(name, executor, timer, clock, nanoTime::get, new LeaseWatch(nanoTime::get), () -> 0);
            LoginSettings settings = SharedNodes.settings(options, null, null);
            store = new EncryptedStore(options.map(), options.key(), executor, clock, System::nanoTime);
            SharedNames names = new SharedNames(settings);
            storedSession = new SharedValue<>(store, names.session(), SharedSession.class);
            storedAccount = new SharedValue<>(store, names.account(), SharedAccount.class);
            sharing = new SharedCredentials(store, settings, shared);
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
                    () -> sharing.login(settings, clock.instant(), () -> logins.get()),
                    new RenewalPolicy(Duration.ZERO, Duration.ofMinutes(5), null)));
        }

        /** Requests a credential, as a request does whose login the server requires. */
        CompletableFuture<Credential> get() {
            session.require();
            return get(null);
        }

        /** Requests a credential after a rejection. */
        CompletableFuture<Credential> get(Refused refused) {
            return CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return session.get(null, refused);
                        } catch (Exception e) {
                            throw new IllegalStateException(e.getMessage(), e);
                        }
                    },
                    executor);
        }

        /** The server accepts a request with a credential and sets cookies. */
        void accepted(Credential credential, String... setCookies) {
            session.answered(session.sent(credential.generation()), true, REQUEST, List.of(setCookies));
        }

        /** The server rejects a first attempt with a credential. */
        Refused refused(Credential credential) throws Exception {
            return session.refused(session.sent(credential.generation()), "401", null);
        }

        String cookies(Credential credential) {
            return credential.cookies().header(REQUEST, clock.instant());
        }

        /** Forgets, as the operation of JMX does. */
        void forget() {
            sharing.forget();
            session.forget();
        }

        Sharing sharing() {
            return sharing;
        }

        /** Returns the stored session; null if there is none. */
        SharedSession storedSession() {
            try {
                return storedSession.read().state();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        /** Returns the stored account; null if there is none. */
        SharedAccount storedAccount() {
            try {
                return storedAccount.read().state();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        /** Stores a text as the state of the account or the session. */
        void store(String kind, String text) throws Exception {
            String name = kind.equals("account") ? storedAccount.name() : storedSession.name();
            assertThat(store.replace(name, store.read(name), text)).isTrue();
        }

        /** Waits until no login of the account runs on any node. */
        void awaitAccount() {
            Awaitility.await().until(() -> storedAccount().holder() == null);
        }

        /** Waits until the server's acceptance of the last login is stored. */
        void awaitAccepted() {
            Awaitility.await().untilAsserted(() -> assertThat(storedAccount().unaccepted())
                    .isEmpty());
        }

        /** Ends all threads of the node without a chance to clean up. */
        void kill() {
            executor.shutdownNow();
            timer.shutdownNow();
        }
    }

    /** Repeats tasks when the test says so. */
    static final class ManualTimer extends ScheduledThreadPoolExecutor {

        private final Map<Runnable, Future<?>> tasks = new ConcurrentHashMap<>();

        ManualTimer() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) {
            ScheduledFuture<?> handle = schedule(() -> {}, 1, TimeUnit.DAYS);
            tasks.put(task, handle);
            return handle;
        }

        /** Runs the tasks that are not cancelled. */
        void beat() {
            tasks.forEach((task, handle) -> {
                if (!handle.isCancelled()) {
                    task.run();
                }
            });
        }

        /** Returns the number of tasks that are not cancelled. */
        long repeated() {
            return tasks.values().stream().filter(each -> !each.isCancelled()).count();
        }
    }
}
