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

import static io.github.camelaura.login.SharedNodes.cookie;
import static io.github.camelaura.login.SharedNodes.get;
import static io.github.camelaura.login.SharedNodes.getAfterLease;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.SharedNodes.Node;
import io.github.camelaura.login.SwitchableMap.Fault;

/** Nodes survive a map that fails, hangs, forgets or repeats changes. */
@Timeout(120)
class SharedStoreFaultTest {

    private final SharedNodes nodes = new SharedNodes();
    private final SwitchableMap view = new SwitchableMap(nodes.map());
    private final Node first = nodes.start("first", view);
    private final Node second = nodes.start("second");

    @AfterEach
    void stop() {
        view.release();
        nodes.close();
    }

    private Credential loggedIn() throws Exception {
        first.login.succeedsWithPasswordSent(cookie("session", "one"));
        Credential own = get(first.get());
        first.accepted(own);
        first.awaitAccepted();
        return own;
    }

    private static LoginException failure(CompletableFuture<Credential> future) {
        Throwable failure = catchThrowable(() -> get(future));
        while (failure != null && !(failure instanceof LoginException)) {
            failure = failure.getCause();
        }
        return (LoginException) failure;
    }

    private static void assertStoreFailed(LoginException failure) {
        assertThat(failure.reason()).isEqualTo(Reason.CREDENTIAL_STORE_FAILED);
        assertThat(failure)
                .hasMessageStartingWith("No login at " + SharedNodes.REQUEST + ": credentialStore ")
                .hasMessageContaining("Check whether the map can be reached")
                .hasMessageNotContaining("secret");
    }

    @Test
    void nodeWithACredentialGoesOnWhileTheMapFails() throws Exception {
        Credential own = loggedIn();
        view.fault = Fault.THROWS;

        assertThat(get(first.get())).isSameAs(own);
        first.accepted(own, "session=renewed; Path=/");
        assertThat(first.cookies(get(first.get()))).isEqualTo("session=renewed");
    }

    @Test
    void nodeWithoutACredentialFailsWhileTheMapFailsAndLogsInAfterwards() throws Exception {
        view.fault = Fault.THROWS;
        first.login.succeedsWithPasswordSent(cookie("session", "one"));

        assertStoreFailed(failure(first.get()));
        assertThat(first.login.runs()).isZero();
        assertThat(first.session.status().toString()).doesNotContain("secret");

        view.fault = Fault.NONE;
        assertThat(first.cookies(get(first.get()))).isEqualTo("session=one");
    }

    @Test
    void nodeWithoutACredentialFailsIfTheMapHangs() throws Exception {
        view.fault = Fault.HANGS;
        CompletableFuture<Credential> waiting = first.get();

        assertThat(catchThrowable(() -> waiting.get(100, TimeUnit.MILLISECONDS)))
                .isNotNull();
        assertStoreFailed(failure(waiting));
        assertThat(first.login.runs()).isZero();

        view.fault = Fault.NONE;
        view.release();
        first.login.succeedsWithPasswordSent(cookie("session", "one"));
        Awaitility.await().until(() -> first.storedAccount() == null);
        assertThat(first.cookies(get(first.get()))).isEqualTo("session=one");
    }

    @Test
    void passwordIsNotSentIfTheMapFailsDuringTheLogin() throws Exception {
        first.login.hold();
        first.login.succeedsWithPasswordSent(cookie("session", "one"));
        CompletableFuture<Credential> failing = first.get();
        Awaitility.await().until(() -> first.login.runs() == 1);
        view.fault = Fault.THROWS;
        first.login.letGo();

        assertStoreFailed(failure(failing));

        view.fault = Fault.NONE;
        second.login.succeedsWithPasswordSent(cookie("session", "two"));
        assertThat(second.cookies(getAfterLease(second, second.get()))).isEqualTo("session=two");
        assertThat(second.storedAccount().backOff().passwords()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CHANGE_THROWS", "THROWS_AFTER_CHANGE"})
    void sessionThatCouldNotBeStoredIsStoredLater(Fault fault) throws Exception {
        first.logins = () -> new Login() {
            @Override
            public void check() {}

            @Override
            public void abort() {}

            @Override
            public void run(Account account, Observer observer) throws LoginException {
                observer.passwordUsed();
                view.fault = fault;
                observer.succeeded(new Result(List.of(cookie("session", "one")), "agent", null));
            }
        };
        Credential own = get(first.get());
        assertThat(first.cookies(own)).isEqualTo("session=one");
        Awaitility.await().until(() -> first.timer.repeated() == 0);

        view.fault = Fault.NONE;
        first.accepted(own); // within the time without another try
        first.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(6));
        first.accepted(own);
        first.awaitAccepted();

        assertThat(second.cookies(get(second.get()))).isEqualTo("session=one");
        assertThat(second.storedAccount().holder()).isNull();
        assertThat(second.storedAccount().backOff()).isEqualTo(LoginWait.NONE);
    }

    @Test
    void sessionThatIsStoredLateDoesNotReplaceANewerOne() throws Exception {
        first.logins = () -> new Login() {
            @Override
            public void check() {}

            @Override
            public void abort() {}

            @Override
            public void run(Account account, Observer observer) throws LoginException {
                observer.passwordUsed();
                view.fault = Fault.CHANGE_THROWS;
                observer.succeeded(new Result(List.of(cookie("session", "one")), "agent", null));
            }
        };
        Credential own = get(first.get());
        Awaitility.await().until(() -> first.timer.repeated() == 0);
        second.login.succeedsWithPasswordSent(cookie("session", "two"));
        second.accepted(getAfterLease(second, second.get()));
        second.awaitAccepted();

        view.fault = Fault.NONE;
        first.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(6));
        int changes = view.changes();
        first.accepted(own, "other=1; Path=/");
        Awaitility.await().until(() -> !isWorking(first));

        assertThat(view.changes()).isEqualTo(changes);
        assertThat(second.storedSession().cookies()).extracting("value").containsExactly("two");
        assertThat(first.cookies(get(first.get(first.refused(own))))).isEqualTo("session=two");
    }

    private static boolean isWorking(Node node) {
        return ((ThreadPoolExecutor) node.executor).getActiveCount() > 0;
    }

    @Test
    void nodesGoOnWhenTheMapIsCleared() throws Exception {
        Credential own = loggedIn();
        Credential found = get(second.get());
        second.accepted(found);
        nodes.map().clear();

        assertThat(get(first.get())).isSameAs(own);
        assertThat(get(second.get())).isSameAs(found);
        first.login.succeedsWithPasswordSent(cookie("session", "two"));
        Credential fresh = get(first.get(first.refused(own)));
        first.accepted(fresh);
        assertThat(second.cookies(get(second.get(second.refused(found))))).isEqualTo("session=two");
        assertThat(second.login.runs()).isZero();
    }

    @Test
    void valuesThatWereTamperedWithAreReplaced() throws Exception {
        Credential own = loggedIn();
        nodes.map().replaceAll((name, value) -> value.substring(0, value.length() - 4) + "AAAA");
        second.login.succeedsWithPasswordSent(cookie("session", "two"));

        assertThat(get(first.get())).isSameAs(own);
        assertThat(second.cookies(get(second.get()))).isEqualTo("session=two");
        Awaitility.await().until(() -> second.storedAccount().holder() == null);
        assertThat(nodes.map()).hasSize(2);
    }

    @Test
    void valueOfAnotherFormatIsReplaced() throws Exception {
        for (String name : Stream.of("account", "session").toList()) {
            first.store(name, "[\"another format\"]");
        }
        assertThat(loggedIn()).isNotNull();
        assertThat(second.cookies(get(second.get()))).isEqualTo("session=one");
    }

    @Test
    void valuesOfOneNameAreNotThoseOfAnother() throws Exception {
        loggedIn();
        Map<String, String> copy = Map.copyOf(nodes.map());
        String[] names = copy.keySet().toArray(String[]::new);
        nodes.map().put(names[0], copy.get(names[1]));
        nodes.map().put(names[1], copy.get(names[0]));
        second.login.succeedsWithPasswordSent(cookie("session", "two"));

        assertThat(second.cookies(get(second.get()))).isEqualTo("session=two");
    }

    @Test
    void nodesWithDifferentKeysShareAndOverwriteNothing() throws Exception {
        loggedIn();
        Map<String, String> before = Map.copyOf(nodes.map());
        Node other = nodes.start("other", SharedNodes.key(1));
        other.login.succeedsWithPasswordSent(cookie("session", "two"));

        other.accepted(get(other.get()));
        other.awaitAccepted();

        assertThat(nodes.map()).hasSize(4).containsAllEntriesOf(before);
        assertThat(second.cookies(get(second.get()))).isEqualTo("session=one");
    }

    @Test
    void olderGenerationIsIgnored() throws Exception {
        Credential one = loggedIn();
        Map<String, String> old = Map.copyOf(nodes.map());
        first.login.succeedsWithPasswordSent(cookie("session", "two"));
        Credential two = get(first.get(first.refused(one)));
        first.accepted(two);
        first.awaitAccepted();
        nodes.map().putAll(old); // a partition with an older state comes back
        first.login.succeedsWithPasswordSent(cookie("session", "three"));

        assertThat(first.cookies(get(first.get(first.refused(two))))).isEqualTo("session=three");
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(first.storedSession().version().generation()).isEqualTo(3));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"REFUSES_AFTER_CHANGE", "REFUSES_AFTER_SOME_CHANGES"})
    void mapThatRepeatsAChangeAndRefusesItsRepetitionHasOneEffect(Fault fault) throws Exception {
        view.fault = fault;
        Credential own = loggedIn();
        first.accepted(own, "other=1; Path=/");
        Awaitility.await().until(() -> first.storedSession().cookies().size() == 2);

        assertThat(first.login.runs()).isEqualTo(1);
        assertThat(first.storedSession().version()).isEqualTo(new SharedSession.Version(1, 1));
        assertThat(first.storedAccount().holder()).isNull();
        assertThat(first.storedAccount().backOff()).isEqualTo(LoginWait.NONE);

        first.login.fails(Reason.PROCESSOR_FAILED);
        assertThat(failure(first.get(first.refused(own)))).isNotNull();
        assertThat(first.storedAccount().backOff().failures()).isEqualTo(1);
        assertThat(Duration.between(
                        first.clock.instant(), first.storedAccount().backOff().notBefore()))
                .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(10));
    }
}
