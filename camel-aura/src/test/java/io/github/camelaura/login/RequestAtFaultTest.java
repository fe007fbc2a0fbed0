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
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.apache.logging.log4j.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.camelaura.call.RequestAtFaultException;
import io.github.camelaura.http.BrowserCookie;
import io.github.camelaura.support.Held;
import io.github.camelaura.support.LogCapture;

/**
 * The content of one request never costs other requests their session. Server and login are scripted, the clock is set
 * by the test.
 */
class RequestAtFaultTest {

    private static final URI REQUEST = URI.create("https://chat.example.com/api/chat");
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    /** The rejection of a request by a content filter. */
    private static final String BLOCKED = "200 text/html Blocked";

    private final SettableClock clock = new SettableClock();
    private final ScriptedLogin login = new ScriptedLogin();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final LoginThrottle throttle = new LoginThrottle(clock, () -> 0);
    private final LoginSession session = new LoginSession(
            REQUEST,
            throttle.join(LoginAccount.of("jane", null, "https://chat.example.com", REQUEST.toString()), REQUEST),
            Sharing.NONE,
            clock,
            executor,
            idle -> {});

    /** The sessions up to this generation have ended. */
    private int ended;

    /** The server's rejection of a request whose session has ended. */
    private String refusal = "401 text/plain status 401";

    @BeforeEach
    void logIn() throws Exception {
        session.logInBy(login.method(new RenewalPolicy(Duration.ZERO, INTERVAL, null), "options"));
        for (int i = 0; i < 1000; i++) {
            login.succeedsWith(new BrowserCookie("session", "s" + i, "chat.example.com", true, "/", null, true, true));
        }
        session.require();
        assertThat(good()).isTrue();
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private boolean good() throws Exception {
        return ask(null);
    }

    /** Sends a request that the server rejects with every credential. */
    private boolean bad() throws Exception {
        return ask(BLOCKED);
    }

    private boolean ask(String filtered) throws Exception {
        Refused refused = null;
        try {
            for (int attempt = 0; attempt < 2; attempt++) {
                Credential credential = session.get(null, refused);
                int generation = credential.generation();
                Sent sent = session.sent(generation);
                if (filtered == null && generation > ended) {
                    session.answered(sent, true, REQUEST, List.of());
                    return true;
                }
                refused = session.refused(sent, filtered == null ? refusal : filtered, refused);
            }
            return false;
        } catch (LoginException | RequestAtFaultException e) {
            return false;
        }
    }

    @Test
    void requestRejectedWithANewCredentialTooKeepsTheOldOneInUse() throws Exception {
        assertThat(bad()).isFalse();

        assertThat(login.runs()).isEqualTo(2);
        assertThat(session.get(null, null).generation()).isEqualTo(1);
        assertThat(session.status().failures()).isZero();
        assertThat(good()).isTrue();
    }

    @Test
    void attackerAmongManyRequestsFailsAloneAndCausesFewLogins() throws Exception {
        for (int second = 0; second < 3600; second++) {
            assertThat(bad()).isFalse();
            assertThat(good()).as("second %s", second).isTrue();
            assertThat(bad()).isFalse();
            clock.pass(Duration.ofSeconds(1));
        }

        assertThat(login.runs()).isBetween(2, 10);
        assertThat(session.status().failures()).isZero();
    }

    @Test
    void attackerAmongFewRequestsFailsAloneAndCausesFewLogins() throws Exception {
        for (int second = 0; second < 3600; second++) {
            assertThat(bad()).isFalse();
            assertThat(bad()).isFalse();
            if (second % 60 == 59) {
                assertThat(good()).as("second %s", second).isTrue();
            }
            clock.pass(Duration.ofSeconds(1));
        }

        assertThat(login.runs()).isBetween(2, 10);
    }

    @Test
    void endedSessionIsRenewedImmediately() throws Exception {
        ended = 1;

        assertThat(good()).isTrue();
        assertThat(good()).isTrue();
        assertThat(login.runs()).isEqualTo(2);
    }

    @Test
    void sessionThatEndsWithAnotherRejectionAfterAFalseAlarmIsRenewedImmediately() throws Exception {
        bad();
        good();
        ended = 2;

        assertThat(good()).isTrue();
        assertThat(login.runs()).isEqualTo(3);
    }

    @Test
    void sessionThatEndsWithTheSameRejectionAfterAFalseAlarmFailsOneRequest() throws Exception {
        refusal = BLOCKED;
        bad();
        good();
        ended = 2;

        assertThat(good()).isFalse();
        assertThat(good()).isTrue();
        assertThat(good()).isTrue();
        assertThat(login.runs()).isEqualTo(3);
    }

    @Test
    void sessionsThatEndDuringAnAttackFailFewRequests() throws Exception {
        refusal = BLOCKED;
        int failed = 0;
        for (int second = 0; second < 3600; second++) {
            bad();
            failed += good() ? 0 : 1;
            bad();
            failed += good() ? 0 : 1;
            if (second % 600 == 599) {
                ended = login.runs();
            }
            clock.pass(Duration.ofSeconds(1));
        }

        assertThat(failed).isLessThan(30);
        assertThat(login.runs()).isBetween(7, 30);
    }

    @Test
    void spareCredentialIsTriedInsteadOfAnotherLogin() throws Exception {
        refusal = BLOCKED;
        for (int row = 0; row < 10; row++) {
            bad();
            bad();
            assertThat(good()).isTrue();
        }
        int runs = login.runs();
        ended = 1;

        assertThat(good()).isFalse();
        assertThat(good()).isTrue();
        assertThat(session.get(null, null).generation()).isEqualTo(runs);
        assertThat(login.runs()).isEqualTo(runs);
    }

    @Test
    void requestThatWaitsForALoginFailsOnceTheServerAcceptsTheOldCredential() throws Exception {
        login.hold();
        Refused refused = session.refused(session.sent(1), BLOCKED, null);
        Awaitility.await().until(() -> login.runs() == 2);
        Future<Throwable> waits = executor.submit(() -> catchThrowable(() -> session.get(null, refused)));

        assertThat(good()).as("others do not wait").isTrue();

        assertThat(waits.get(30, TimeUnit.SECONDS)).isInstanceOf(RequestAtFaultException.class);
        login.letGo();
        assertThat(bad()).isFalse();
        assertThat(login.runs()).isEqualTo(2);
    }

    @Test
    void sessionThatEndsAfterALoneAttackerFailsNoRequest() throws Exception {
        session.refused(Sent.WITHOUT_CREDENTIAL, refusal, null);
        for (int i = 0; i < 60; i++) {
            ask("200 text/html Blocked, incident " + i);
        }
        assertThat(good()).isTrue();
        ended = login.runs();

        assertThat(good()).isTrue();
    }

    @Test
    void attackerThatNeverRetriesCausesOneLogin() throws Exception {
        for (int i = 0; i < 60; i++) {
            Throwable unused = catchThrowable(() -> session.refused(session.sent(1), BLOCKED, null));
            Awaitility.await().until(() -> session.status().generation() == 2);
            assertThat(good()).isTrue();
            clock.pass(Duration.ofSeconds(1));
        }

        assertThat(login.runs()).isEqualTo(2);
        assertThat(session.get(null, null).generation()).isEqualTo(1);
    }

    @Test
    void requestIsAtFaultOnlyAfterANewCredentialWasTried() throws Exception {
        Refused first = session.refused(session.sent(1), refusal, null);
        session.answered(session.sent(session.get(null, first).generation()), false, REQUEST, List.of());

        Refused second = session.refused(session.sent(1), refusal, null);
        int old = session.get(null, second).generation();

        assertThat(old)
                .as("no login now, as nobody took what the last one gave")
                .isEqualTo(2);
        assertThat(catchThrowable(() -> session.refused(session.sent(old), refusal, second)))
                .isNull();
    }

    @Test
    void requestsRejectedDuringALoginWaitForItAndSucceed() throws Exception {
        ended = 1;
        login.hold();
        List<Future<Boolean>> asked =
                List.of(executor.submit(this::good), executor.submit(this::good), executor.submit(this::good));
        Awaitility.await().until(() -> session.sent(1).refusals() == 3);
        login.letGo();

        for (Future<Boolean> one : asked) {
            assertThat(one.get(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(login.runs()).isEqualTo(2);
    }

    /** A login gives its credential to requests before it has its result. */
    @Test
    void requestThatIsRejectedBeforeALoginHasItsResultGetsTheCredentialOfTheNextLogin() throws Exception {
        assertThat(good()).isTrue();
        Held beforeResult = new Held();
        try (LogCapture log = new LogCapture(LoginRun.class.getName(), Level.INFO, line -> {
            if (login.runs() == 2) {
                beforeResult.holdListener();
            }
        })) {
            Refused first = session.refused(session.sent(1), BLOCKED, null);
            beforeResult.awaitReached();
            int candidate = session.get(null, first).generation();
            assertThat(catchThrowable(() -> session.refused(session.sent(candidate), BLOCKED, first)))
                    .isInstanceOf(RequestAtFaultException.class);
            assertThat(good()).isTrue();
            clock.pass(INTERVAL.multipliedBy(2));

            Refused later = session.refused(session.sent(1), BLOCKED, null);

            Credential next = executor.submit(() -> session.get(null, later)).get(20, TimeUnit.SECONDS);
            assertThat(next.generation()).isEqualTo(candidate + 1);
        } finally {
            beforeResult.open();
        }
        assertThat(login.runs()).isEqualTo(3);
    }

    @Test
    void repeatedRejectionsWithoutARetryActivateTheNewCredential() throws Exception {
        ended = 1;
        session.refused(session.sent(1), refusal, null);
        Awaitility.await().until(() -> session.status().generation() == 2);

        session.refused(session.sent(1), refusal, null);

        assertThat(session.get(null, null).generation()).isEqualTo(2);
    }

    @Test
    void attackerRightAfterALoginCausesNoBackOff() throws Exception {
        ended = 1;
        session.forget();
        assertThat(bad()).isFalse();
        assertThat(bad()).isFalse();

        assertThat(good()).isTrue();
        assertThat(session.status().failures()).isZero();
    }
}
