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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.http.BrowserCookie;

/** Two sessions whose logins are of one account. */
class SharedAccountTest {

    private static final URI REQUEST = URI.create("https://chat.example.com/api/chat");

    private final SettableClock clock = new SettableClock();
    private final LoginThrottle throttle = new LoginThrottle(clock, () -> 0);
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ScriptedLogin login = new ScriptedLogin();
    private final ScriptedLogin elsewhere = new ScriptedLogin();
    private final LoginSession session = session(REQUEST, login);

    private LoginSession session(URI request, ScriptedLogin by) {
        ThrottledAccount account =
                throttle.join(LoginAccount.of("jane", null, "https://sso.example.com", request.toString()), request);
        LoginSession made = new LoginSession(request, account, Sharing.NONE, clock, executor, idle -> {});
        made.logInBy(by.method(new RenewalPolicy(Duration.ZERO, Duration.ofMinutes(5), null), request));
        return made;
    }

    private Credential get() throws Exception {
        return session.get(null, null);
    }

    /** Has another session of the same account log in. */
    private Future<Credential> getElsewhere() {
        LoginSession other = session(URI.create("https://other.example.com/api/chat"), elsewhere);
        other.require();
        return executor.submit(() -> other.get(null, null));
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private static BrowserCookie cookie(String value) {
        return new BrowserCookie("session", value, "chat.example.com", true, "/", null, true, true);
    }

    @Test
    void failedLoginOfTheSameAccountElsewhereCausesABackOff() throws Exception {
        elsewhere.hold();
        elsewhere.failsWithPasswordSent(Reason.NOT_READY_IN_TIME);
        Future<Credential> first = getElsewhere();
        Awaitility.await().until(() -> elsewhere.runs() == 1);
        session.require();
        Future<Credential> second = executor.submit(this::get);
        Awaitility.await().until(() -> session.status().running());

        elsewhere.letGo();

        assertThatThrownBy(first::get).hasCauseInstanceOf(LoginException.class);
        assertThat(catchThrowableOfType(ExecutionException.class, second::get).getCause())
                .isInstanceOfSatisfying(
                        LoginException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BACKING_OFF));
        assertThat(login.runs()).isZero();
    }

    @Test
    void loginBeginsAfterThatOfTheSameAccountElsewhereSucceeded() throws Exception {
        elsewhere.hold();
        elsewhere.succeedsWithPasswordSent(cookie("x"));
        Future<Credential> first = getElsewhere();
        Awaitility.await().until(() -> elsewhere.runs() == 1);
        login.succeedsWithPasswordSent(cookie("a"));
        session.require();
        Future<Credential> second = executor.submit(this::get);
        Awaitility.await().until(() -> session.status().running());
        assertThat(login.runs()).isZero();

        elsewhere.letGo();

        assertThat(first.get(30, TimeUnit.SECONDS).generation()).isEqualTo(1);
        assertThat(second.get(30, TimeUnit.SECONDS).cookies().header(REQUEST, clock.instant()))
                .isEqualTo("session=a");
    }

    @Test
    void cancelledLoginEndsItsWaitForTheTurn() throws Exception {
        elsewhere.hold();
        elsewhere.succeedsWith(cookie("x"));
        Future<Credential> first = getElsewhere();
        Awaitility.await().until(() -> elsewhere.runs() == 1);
        session.require();
        Future<Credential> second = executor.submit(this::get);
        Awaitility.await().until(() -> session.status().running());

        session.runs().cancel();

        assertThat(catchThrowableOfType(ExecutionException.class, () -> second.get(30, TimeUnit.SECONDS))
                        .getCause())
                .isInstanceOfSatisfying(
                        LoginException.class, e -> assertThat(e.reason()).isEqualTo(Reason.STOPPED));
        elsewhere.letGo();
        assertThat(first.get(30, TimeUnit.SECONDS).generation()).isEqualTo(1);
        assertThat(login.runs()).isZero();
    }
}
