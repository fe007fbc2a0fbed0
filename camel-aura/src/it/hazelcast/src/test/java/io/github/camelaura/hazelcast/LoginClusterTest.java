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

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelaura.test.Gate;
import io.github.camelaura.test.LoginSite;

/** Three JVMs share the session of an account in a map of Hazelcast. */
@Tag("hazelcast")
@Timeout(180)
class LoginClusterTest {

    private static final int NODES = 3;
    private static final String ASK = "ask count";

    private static LoginCluster cluster;

    @TempDir
    Path folder;

    private ProtectedServer server;
    private LoginSite site;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = LoginCluster.start(NODES);
    }

    @AfterAll
    static void stopCluster() throws Exception {
        cluster.close();
    }

    @BeforeEach
    void start() {
        server = new ProtectedServer(folder);
        site = server.site();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String get(CompletableFuture<String> result) throws Exception {
        return result.get(120, TimeUnit.SECONDS);
    }

    @Test
    void nodesThatNeedTheSessionAtOnceLogInOnce() throws Exception {
        server.connect(cluster.nodes());

        List<CompletableFuture<String>> results =
                IntStream.range(0, 300).mapToObj(number -> send(number % NODES)).toList();

        for (CompletableFuture<String> result : results) {
            assertThat(get(result)).isEqualTo("ok");
        }
        assertThat(site.passwords()).isEqualTo(1);
        assertThat(site.logins()).isEqualTo(1);
    }

    @Test
    void nodeThatIsKilledBeforeItSendsThePasswordIsReplaced() throws Exception {
        server.connect(cluster.nodes());
        Gate gate = new Gate();
        site.holdPage(gate);

        killWhileItLogsIn(0, gate);

        assertThat(site.passwords()).isEqualTo(1);
    }

    @Test
    void nodeThatIsKilledAfterItSentThePasswordIsReplaced() throws Exception {
        server.connect(cluster.nodes());
        Gate gate = new Gate();
        site.holdLogin(gate);

        killWhileItLogsIn(1, gate);

        assertThat(site.passwords()).isEqualTo(2);
    }

    /** Kills the node that logs in when the server holds its login, and checks that the requests of the other nodes succeed. */
    private static void killWhileItLogsIn(int victim, Gate gate) throws Exception {
        CompletableFuture<String> first = send(victim);
        gate.awaitReached();
        List<CompletableFuture<String>> others = IntStream.range(0, 10 * NODES)
                .filter(number -> number % NODES != victim)
                .mapToObj(number -> send(number % NODES))
                .toList();
        cluster.node(victim).kill();
        try {
            assertThat(get(first)).isEqualTo(NodeProcess.KILLED);
            gate.open();
            for (CompletableFuture<String> other : others) {
                assertThat(get(other)).isEqualTo("ok");
            }
        } finally {
            cluster.restart(victim);
        }
    }

    @Test
    void loginThatIsSlowerThanItsLeaseKeepsIt() throws Exception {
        server.connect(cluster.nodes());
        Gate gate = new Gate();
        site.holdLogin(gate);

        List<CompletableFuture<String>> results =
                IntStream.range(0, NODES).mapToObj(node -> send(node)).toList();
        gate.awaitReached();
        await().atMost(Duration.ofSeconds(25))
                .during(Duration.ofSeconds(18)) // a lease of 15 seconds, and time to see that it is over
                .until(() -> site.passwords() == 1 && results.stream().noneMatch(CompletableFuture::isDone));
        gate.open();

        for (CompletableFuture<String> result : results) {
            assertThat(get(result)).isEqualTo("ok");
        }
        assertThat(site.passwords()).isEqualTo(1);
    }

    @Test
    void wrongPasswordOfANodeThatStartsAgainAndAgainIsSentOnce() throws Exception {
        for (int start = 1; start <= 3; start++) {
            server.connect(cluster.node(2), "login-password=wrong");
            assertThat(get(send(2))).startsWith("failed").contains("rejected");
            if (start < 3) {
                cluster.node(2).kill();
                cluster.restart(2);
            }
        }
        assertThat(site.passwords()).isEqualTo(1);
        server.connect(List.of(cluster.node(0), cluster.node(1)));

        assertThat(get(send(0))).isEqualTo("ok");
        assertThat(get(send(1))).isEqualTo("ok");
        assertThat(site.passwords()).isEqualTo(2);
        assertThat(site.failedLogins()).isEqualTo(1);
    }

    @Test
    void oneTimeCodeIsSentByOneNodeOnly() throws Exception {
        site.page(LoginSite.Page.SECOND_FACTOR).acceptCodes(code -> true);
        server.connect(
                cluster.nodes(),
                "login-totp-secret=otpauth://totp/jane?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&period=10");

        for (int node = 0; node < NODES; node++) { // each needs a few seconds, so several of them begin in one period
            assertThat(get(send(node))).isEqualTo("ok");
            site.expireSessions();
        }

        assertThat(site.codesSeen()).hasSize(NODES).doesNotHaveDuplicates();
        assertThat(site.logins()).isEqualTo(NODES);
    }

    private static CompletableFuture<String> send(int node) {
        try {
            return cluster.node(node).send(ASK);
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
