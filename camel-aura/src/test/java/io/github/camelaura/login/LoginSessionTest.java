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
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.apache.logging.log4j.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.call.RequestAtFaultException;
import io.github.camelaura.http.BrowserCookie;
import io.github.camelaura.support.LogCapture;

/** When a login begins, and when it does not. */
class LoginSessionTest {

    private static final URI REQUEST = URI.create("https://chat.example.com/api/chat");
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private final SettableClock clock = new SettableClock();
    private final ScriptedLogin login = new ScriptedLogin();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final LoginThrottle throttle = new LoginThrottle(clock, () -> 0);
    private final ThrottledAccount throttled = join("https://chat.example.com");
    private Account account = new Account("jane", "first", null);
    private LoginSession session = session(Duration.ZERO);

    private LoginSession session(Duration ttl) {
        LoginSession made = new LoginSession(REQUEST, throttled, Sharing.NONE, clock, executor, idle -> {});
        made.logInBy(login.method(new RenewalPolicy(ttl, INTERVAL, null), "options", () -> account));
        return made;
    }

    private ThrottledAccount join(String loginUrl) {
        return throttle.join(LoginAccount.of("jane", null, loginUrl, REQUEST.toString()), REQUEST);
    }

    private Credential get() throws Exception {
        return session.get(null, null);
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private BrowserCookie cookie(String value, Duration age) {
        Instant expires = age == null ? null : clock.instant().plus(age);
        return new BrowserCookie("session", value, "chat.example.com", true, "/", expires, true, true);
    }

    private String header(Credential credential) {
        return credential.cookies().header(REQUEST, clock.instant());
    }

    @Test
    void loginBeginsOnlyAfterTheServerRequiresIt() throws Exception {
        assertThat(get()).isNull();
        assertThat(login.runs()).isZero();
    }

    @Test
    void waitingRequestsShareOneLogin() throws Exception {
        login.hold();
        login.succeedsWith(cookie("a", null));
        session.require();

        List<Future<Credential>> waiting = Stream.generate(() -> executor.submit((Callable<Credential>) this::get))
                .limit(100)
                .toList();
        login.letGo();

        Credential credential = waiting.get(0).get(30, TimeUnit.SECONDS);
        for (Future<Credential> one : waiting) {
            assertThat(one.get(30, TimeUnit.SECONDS)).isSameAs(credential);
        }
        assertThat(login.runs()).isEqualTo(1);
    }

    @Test
    void repeatedRejectionsOfOneCredentialCauseOneLogin() throws Exception {
        login.succeedsWith(cookie("a", null));
        login.succeedsWith(cookie("b", null));
        session.require();
        Credential first = get();
        session.answered(session.sent(first.generation()), true, REQUEST, List.of());

        Credential second = getAfter(refuse(first));
        session.answered(session.sent(second.generation()), true, REQUEST, List.of());
        Refused late = refuse(first);

        assertThat(getAfter(late)).isSameAs(second);
        assertThat(get()).isSameAs(second);
        assertThat(header(second)).isEqualTo("session=b");
        assertThat(login.runs()).isEqualTo(2);
    }

    @Test
    void rejectedRequestNeverReceivesTheSameCredentialAgain() throws Exception {
        login.succeedsWith(cookie("a", null));
        login.fails(Reason.SITE_NOT_REACHABLE);
        session.require();
        Credential first = get();
        session.answered(session.sent(first.generation()), true, REQUEST, List.of());
        login.hold();
        Refused refused = refuse(first);
        Future<Throwable> waits = executor.submit(() -> catchThrowable(() -> getAfter(refused)));
        login.letGo();

        assertThat(((LoginException) waits.get(30, TimeUnit.SECONDS)).reason())
                .isIn(Reason.SITE_NOT_REACHABLE, Reason.BACKING_OFF);
        Awaitility.await()
                .untilAsserted(() -> assertThat(session.status().failure()).isNotNull());
        assertReasonAfter(Reason.BACKING_OFF, refused);
        assertThat(get()).isSameAs(first);
        assertThat(login.runs()).isEqualTo(2);
    }

    @Test
    void backOffDoublesAndTheMessageNamesItsEnd() throws Exception {
        session.require();
        Duration[] waits = {
            Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(40), Duration.ofSeconds(80),
        };
        for (Duration wait : waits) {
            login.fails(Reason.SITE_NOT_REACHABLE);
            assertReason(Reason.SITE_NOT_REACHABLE);
            assertThat(assertReason(Reason.BACKING_OFF))
                    .hasMessageContaining(clock.instant().plus(wait).toString());
            clock.pass(wait.minusMillis(1));
            assertReason(Reason.BACKING_OFF);
            clock.pass(Duration.ofMillis(1));
        }
        assertThat(login.runs()).isEqualTo(waits.length);
    }

    @Test
    void loginWhoseSessionIsRejectedCountsAsAFailure() throws Exception {
        login.succeedsWith(cookie("a", null));
        session.require();
        Credential credential = get();

        Refused refused = refuse(credential);

        assertThat(assertReasonAfter(Reason.BACKING_OFF, refused))
                .hasMessageContaining("the server rejected its session");
        assertThat(get()).as("another request may show that it helped").isSameAs(credential);
    }

    @Test
    void unusedSessionThatExpiredDoesNotCountAsAFailure() throws Exception {
        login.succeedsWith(cookie("a", null));
        login.succeedsWith(cookie("b", null));
        session.require();
        Credential unused = get();
        clock.pass(INTERVAL);

        assertThat(header(getAfter(refuse(unused)))).isEqualTo("session=b");
    }

    @Test
    void sessionThatExpiresBeforeItsFirstUseCausesNoWait() throws Exception {
        session.require();
        for (int login = 0; login < 10; login++) {
            this.login.succeedsWithPasswordSent(cookie("unused", Duration.ofSeconds(30)));
            session.renewInBackground();
            awaitGeneration(2 * login + 1);
            clock.pass(Duration.ofSeconds(31));

            this.login.succeedsWithPasswordSent(cookie("used", Duration.ofSeconds(30)));
            Credential used = get();
            session.answered(session.sent(used.generation()), true, REQUEST, List.of());
            clock.pass(Duration.ofSeconds(31));
        }
        assertThat(login.runs()).isEqualTo(20);
    }

    /** Requests that time out while they wait for a login must not cause a login each. */
    @Test
    void fourthSessionInARowThatExpiresBeforeItsFirstUseIsAFailure() throws Exception {
        session.require();
        for (int login = 1; login <= 4; login++) {
            this.login.succeedsWithPasswordSent(cookie("unused", Duration.ofSeconds(30)));
            session.renewInBackground();
            awaitGeneration(login);
            clock.pass(Duration.ofSeconds(31));
        }

        assertThat(assertReason(Reason.BACKING_OFF))
                .hasMessageContaining("its session expired before a request used it");
        assertThat(login.runs()).isEqualTo(4);
    }

    @Test
    void credentialWithAShortLifeIsToldOnce() throws Exception {
        session.require();
        try (LogCapture log = new LogCapture("io.github.camelaura.login", Level.WARN)) {
            for (int login = 0; login < 2; login++) {
                this.login.succeedsWith(cookie("a", Duration.ofSeconds(30)));
                Credential used = get();
                session.answered(session.sent(used.generation()), true, REQUEST, List.of());
                clock.pass(Duration.ofSeconds(31));
            }

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("chat.example.com lives only 30 s, because its cookies expire then", "clock");
        }
    }

    /** The clock of this machine is ahead of the server's by more than the lifetime of the token. */
    @Test
    void tokenWhoseExpiryIsOverAtTheEndOfItsLoginIsUsedUntilItIsRejected() throws Exception {
        login.succeedsWith(new BearerToken("token", clock.instant().minusSeconds(1)));
        session.require();
        Credential credential = get();
        session.answered(session.sent(credential.generation()), true, REQUEST, List.of());
        clock.pass(Duration.ofHours(1));

        assertThat(get()).isSameAs(credential);
    }

    private void awaitGeneration(int generation) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(session.status().generation()).isEqualTo(generation));
    }

    @Test
    void acceptedSessionResetsTheBackOff() throws Exception {
        login.fails(Reason.SITE_NOT_REACHABLE);
        login.succeedsWith(cookie("a", null));
        session.require();
        assertReason(Reason.SITE_NOT_REACHABLE);
        clock.pass(Duration.ofSeconds(10));
        Credential credential = get();
        session.answered(session.sent(credential.generation()), true, REQUEST, List.of());
        login.fails(Reason.SITE_NOT_REACHABLE);
        Refused refused = refuse(credential);
        Awaitility.await()
                .untilAsserted(() -> assertThat(session.status().failures()).isEqualTo(1));

        assertReasonAfter(Reason.BACKING_OFF, refused);
        clock.pass(Duration.ofSeconds(10));
        login.succeedsWith(cookie("b", null));
        assertThat(header(getAfter(refused))).isEqualTo("session=b");
    }

    @Test
    void rejectedPasswordIsTriedAgainOnlyAfterItChanges() throws Exception {
        login.failsWithPasswordSent(Reason.REJECTED);
        session.require();

        for (int request = 0; request < 1000; request++) {
            assertReason(Reason.REJECTED);
            clock.pass(Duration.ofDays(1).dividedBy(1000));
        }
        assertThat(login.runs()).isEqualTo(1);

        account = new Account("jane", "second", null);
        login.succeedsWith(cookie("a", null));
        assertThat(header(get())).isEqualTo("session=a");
        assertThat(login.runs()).isEqualTo(2);
    }

    @Test
    void credentialIsRenewedBeforeItExpiresWhileRequestsUseTheOldOne() throws Exception {
        login.succeedsWith(cookie("a", Duration.ofHours(1)));
        session.require();
        Credential first = get();

        clock.pass(Duration.ofMinutes(53));
        assertThat(get()).isSameAs(first);
        assertThat(login.runs()).isEqualTo(1);

        login.hold();
        login.succeedsWith(cookie("b", Duration.ofHours(1)));
        clock.pass(Duration.ofMinutes(2));
        assertThat(get()).isSameAs(first);
        assertThat(get()).isSameAs(first);

        login.letGo();
        Awaitility.await().until(() -> get().generation() > first.generation());
        assertThat(header(get())).isEqualTo("session=b");
        assertThat(login.runs()).isEqualTo(2);
    }

    @Test
    void failedRenewalKeepsTheOldCredentialAndIsNotRepeatedImmediately() throws Exception {
        login.succeedsWith(cookie("a", Duration.ofHours(1)));
        session.require();
        Credential first = get();
        login.fails(Reason.SITE_NOT_REACHABLE);
        clock.pass(Duration.ofMinutes(55));

        for (int request = 0; request < 100; request++) {
            assertThat(get()).isSameAs(first);
        }
        Awaitility.await().until(() -> login.runs() == 1 + 1);
        assertThat(get()).isSameAs(first);
    }

    @Test
    void shortLivedCookieCausesNoLoginWithinLoginMinInterval() throws Exception {
        login.succeedsWith(
                cookie("a", null),
                new BrowserCookie(
                        "short",
                        "x",
                        "chat.example.com",
                        true,
                        "/",
                        clock.instant().plus(Duration.ofMinutes(1)),
                        true,
                        true));
        session.require();
        Credential first = get();

        clock.pass(INTERVAL.minusSeconds(1));

        assertThat(get()).isSameAs(first);
        assertThat(login.runs()).isEqualTo(1);
    }

    @Test
    void credentialIsRenewedBeforeItsTtlAndNotUsedAfterIt() throws Exception {
        session = session(Duration.ofHours(1));
        login.succeedsWith(cookie("a", null));
        session.require();
        Credential first = get();

        login.hold();
        login.succeedsWith(cookie("b", null));
        clock.pass(Duration.ofMinutes(55));
        assertThat(get()).isSameAs(first);

        clock.pass(Duration.ofMinutes(5));
        Future<Credential> waits = executor.submit(this::get);
        login.letGo();
        assertThat(header(waits.get(30, TimeUnit.SECONDS))).isEqualTo("session=b");
    }

    @Test
    void expiredCookieCausesALoginWithoutARejection() throws Exception {
        login.succeedsWith(cookie("a", Duration.ofMinutes(2)));
        session.require();
        Credential first = get();
        assertThat(header(first)).isEqualTo("session=a");
        session.answered(session.sent(first.generation()), true, REQUEST, List.of());

        clock.pass(Duration.ofMinutes(2));
        login.succeedsWith(cookie("b", Duration.ofMinutes(2)));

        assertThat(header(get())).isEqualTo("session=b");
    }

    @Test
    void cookiesOfAResponseApplyOnlyToTheirOwnCredential() throws Exception {
        login.succeedsWith(cookie("a", null));
        session.require();
        Credential credential = get();

        session.answered(
                session.sent(credential.generation()), true, REQUEST, List.of("session=rotated; Path=/; Secure"));
        session.answered(
                session.sent(credential.generation() - 1), true, REQUEST, List.of("session=older; Path=/; Secure"));

        assertThat(header(get())).isEqualTo("session=rotated");
    }

    @Test
    void otherLoginSettingsDoNotEndTheBackOff() throws Exception {
        login.hold();
        login.fails(Reason.HOST_NOT_TRUSTED);
        session.require();
        Future<Credential> waits = executor.submit(this::get);
        Awaitility.await().until(() -> login.runs() == 1);

        ScriptedLogin other = new ScriptedLogin();
        other.succeedsWith(cookie("a", null));
        session.logInBy(other.method(new RenewalPolicy(Duration.ZERO, INTERVAL, null), "others", () -> account));
        login.letGo();
        assertThatThrownBy(waits::get).hasCauseInstanceOf(LoginException.class);

        assertReason(Reason.BACKING_OFF);
        assertThat(other.runs()).isZero();
        clock.pass(Duration.ofSeconds(10));
        assertThat(header(get())).isEqualTo("session=a");
    }

    @Test
    void serverErrorDoesNotChangeTheNumberOfFailures() throws Exception {
        login.fails(Reason.SITE_NOT_REACHABLE);
        login.succeedsWithPasswordSent(cookie("a", null));
        session.require();
        assertReason(Reason.SITE_NOT_REACHABLE);
        clock.pass(Duration.ofSeconds(10));
        Credential credential = get();

        session.answered(session.sent(credential.generation()), false, REQUEST, List.of());
        assertThat(session.status().failures()).isEqualTo(1);

        session.answered(session.sent(credential.generation()), true, REQUEST, List.of());
        assertThat(session.status().failures()).isZero();
    }

    @Test
    void sessionThatExpiresBeforeItWasAcceptedIsNotRenewedImmediately() throws Exception {
        login.succeedsWithPasswordSent(cookie("a", Duration.ofMinutes(2)));
        login.succeedsWithPasswordSent(cookie("b", null));
        session.require();
        get().use().enter();
        clock.pass(Duration.ofMinutes(2));

        assertReason(Reason.BACKING_OFF);
        clock.pass(Duration.ofMinutes(3));
        assertThat(header(get())).isEqualTo("session=b");
    }

    @Test
    void forgettingTheCredentialEndsARejection() throws Exception {
        login.failsWithPasswordSent(Reason.REJECTED);
        login.succeedsWithPasswordSent(cookie("a", null));
        session.require();
        assertReason(Reason.REJECTED);
        assertThat(session.status().rejected()).isTrue();

        session.forget();

        assertThat(session.status().rejected()).isFalse();
        assertThat(header(get())).isEqualTo("session=a");
    }

    @Test
    void rejectionOfAForgottenSessionIsIgnored() throws Exception {
        login.succeedsWithPasswordSent(cookie("a", null));
        login.succeedsWithPasswordSent(cookie("b", null));
        session.require();
        Credential first = get();
        session.forget();

        session.refused(session.sent(first.generation()), "status 401", null);

        assertThat(header(get())).isEqualTo("session=b");
    }

    @Test
    void passwordOfAFailedLoginIsNotSentAgainForFiveMinutes() throws Exception {
        login.failsWithPasswordSent(Reason.NOT_READY_IN_TIME);
        login.succeedsWith(cookie("a", null));
        session.require();
        assertReason(Reason.NOT_READY_IN_TIME);

        clock.pass(Duration.ofMinutes(4));
        assertReason(Reason.BACKING_OFF);
        clock.pass(Duration.ofMinutes(2));

        assertThat(header(get())).isEqualTo("session=a");
    }

    @Test
    void loginThatTimesOutWhenItsPasswordIsSentCountsOnce() {
        login.timesOutBeforeItsPasswordIsSent();
        session.require();
        assertReason(Reason.NOT_READY_IN_TIME);
        Awaitility.await().until(session.runs()::isEmpty);

        assertThat(session.status().failures()).isEqualTo(1);
        clock.pass(Duration.ofMinutes(4));
        assertReason(Reason.BACKING_OFF);
    }

    @Test
    void rejectedAccountIsNotTriedWithOtherSettings() {
        login.failsWithPasswordSent(Reason.REJECTED);
        session.require();
        assertReason(Reason.REJECTED);

        session.logInBy(login.method(new RenewalPolicy(Duration.ZERO, INTERVAL, null), "others", () -> account));

        assertReason(Reason.REJECTED);
        assertThat(login.runs()).isEqualTo(1);
    }

    @Test
    void interruptEndsTheWaitOfOneRequestButNotTheLogin() throws Exception {
        login.hold();
        login.succeedsWith(cookie("a", null));
        session.require();
        FutureTask<Throwable> caught = new FutureTask<>(() -> catchThrowable(this::get));
        Thread waits = new Thread(caught);
        waits.start();
        waits.interrupt();
        assertThat(caught.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);

        login.letGo();
        assertThat(header(get())).isEqualTo("session=a");
        assertThat(login.runs()).isEqualTo(1);
    }

    @Test
    void passwordIsReadWithoutTheLock() throws Exception {
        AtomicBoolean locked = new AtomicBoolean();
        LoginSession reading = new LoginSession(REQUEST, throttled, Sharing.NONE, clock, executor, idle -> {});
        reading.logInBy(login.method(new RenewalPolicy(Duration.ZERO, INTERVAL, null), "options", () -> {
            locked.set(Thread.holdsLock(reading) || Thread.holdsLock(reading.runs()) || Thread.holdsLock(throttle));
            return account;
        }));
        login.succeedsWith(cookie("a", null));
        reading.require();

        assertThat(header(reading.get(null, null))).isEqualTo("session=a");
        assertThat(locked).isFalse();
    }

    @Test
    void othersJoinALoginWhosePasswordIsBeingRead() throws Exception {
        CountDownLatch reads = new CountDownLatch(1);
        CountDownLatch read = new CountDownLatch(1);
        session.logInBy(login.method(new RenewalPolicy(Duration.ZERO, INTERVAL, null), "options", () -> {
            reads.countDown();
            awaitOpen(read);
            return account;
        }));
        login.succeedsWith(cookie("a", null));
        session.require();
        Future<Credential> first = executor.submit(this::get);
        assertThat(reads.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(session.status().running()).isTrue();
        Future<Credential> second = executor.submit(this::get);

        read.countDown();

        assertThat(second.get(30, TimeUnit.SECONDS)).isSameAs(first.get(30, TimeUnit.SECONDS));
        assertThat(login.runs()).isEqualTo(1);
    }

    @Test
    void loginThatIsCancelledWhileItsPasswordIsReadDoesNotRun() throws Exception {
        CountDownLatch reads = new CountDownLatch(1);
        CountDownLatch read = new CountDownLatch(1);
        session.logInBy(login.method(new RenewalPolicy(Duration.ZERO, INTERVAL, null), "options", () -> {
            reads.countDown();
            awaitOpen(read);
            return account;
        }));
        session.require();
        Future<Throwable> asked = executor.submit(() -> catchThrowable(this::get));
        assertThat(reads.await(30, TimeUnit.SECONDS)).isTrue();

        session.runs().close();
        read.countDown();

        assertThat(asked.get(30, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        LoginException.class, e -> assertThat(e.reason()).isEqualTo(Reason.STOPPED));
        Awaitility.await().until(session.runs()::isEmpty);
        assertThat(throttled
                        .next(REQUEST.toString(), new Account("jane", "another", null), "options")
                        .decision())
                .as("the turn of the next login")
                .isCompletedWithValue(Optional.empty());
    }

    @Test
    void hangingPasswordFileFailsAfterLoginTimeoutAndOccupiesOneThread() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        AtomicInteger readers = new AtomicInteger();
        session.logInBy(login.method(
                new RenewalPolicy(Duration.ZERO, INTERVAL, null),
                "options",
                () -> {
                    readers.incrementAndGet();
                    awaitOpen(read);
                    return account;
                },
                100));
        session.require();

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(this::get)
                    .isInstanceOf(LoginException.class)
                    .hasMessageContaining(
                            "loginPasswordFile or loginTotpSecretFile was not read within loginTimeout=100 ms");
        }
        assertThat(readers).hasValue(1);

        read.countDown();
        login.succeedsWith(cookie("a", null));
        Awaitility.await().ignoreExceptions().untilAsserted(() -> assertThat(header(get()))
                .isEqualTo("session=a"));
    }

    @Test
    void loginThatIsCancelledWhileItsPasswordFileHangsEndsAtOnce() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch reads = new CountDownLatch(1);
        session.logInBy(login.method(new RenewalPolicy(Duration.ZERO, INTERVAL, null), "options", () -> {
            reads.countDown();
            awaitOpen(read);
            return account;
        }));
        session.renewInBackground();
        assertThat(reads.await(30, TimeUnit.SECONDS)).isTrue();

        session.runs().close();

        assertThat(session.runs().isEmpty()).isTrue();
        read.countDown();
    }

    @Test
    void latestPasswordsAreSecrets() throws Exception {
        Queue<String> passwords = new ConcurrentLinkedQueue<>(List.of("first", "second", "third"));
        session.logInBy(login.method(
                new RenewalPolicy(Duration.ZERO, INTERVAL, null),
                "options",
                () -> new Account("jane", passwords.remove(), null)));
        session.require();
        for (int i = 0; i < 3; i++) {
            login.succeedsWith(cookie("a", null));
            session.forget();
            get();
        }

        assertThat(session.runs().passwords()).containsExactly("third", "second");
    }

    @Test
    void unusedSessionIsKeptForFiveMinutesAfterItsLogin() throws Exception {
        login.succeedsWithPasswordSent(cookie("a", null));
        session.require();
        Credential credential = get();

        clock.pass(Duration.ofMinutes(1));
        assertThat(session.keptFor()).isEqualTo(Duration.ofMinutes(4));
        clock.pass(Duration.ofMinutes(4));
        assertThat(session.keptFor()).isZero();

        session.answered(session.sent(credential.generation()), true, REQUEST, List.of());
        assertThat(session.keptFor()).isZero();
    }

    @Test
    void usedSessionIsNotKept() throws Exception {
        login.succeedsWithPasswordSent(cookie("a", null));
        session.require();
        Credential credential = get();

        session.answered(session.sent(credential.generation()), true, REQUEST, List.of());

        assertThat(session.keptFor()).isZero();
    }

    @Test
    void droppedSessionLeavesNoRecordOfAnAccountThatLogsIn() throws Exception {
        login.succeedsWithPasswordSent(cookie("a", null));
        session.require();
        Credential credential = get();
        session.answered(session.sent(credential.generation()), true, REQUEST, List.of());

        session.drop();

        assertThat(throttle.size()).isZero();
        session.renewInBackground();
        assertThat(session.runs().isRunning()).as("another login").isFalse();
    }

    @Test
    void droppedSessionLeavesTheRecordOfARejection() {
        login.failsWithPasswordSent(Reason.REJECTED);
        session.require();
        assertReason(Reason.REJECTED);

        session.drop();

        assertThat(throttle.size()).isEqualTo(1);
    }

    private static void awaitOpen(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Refused refuse(Credential credential) throws RequestAtFaultException {
        return session.refused(session.sent(credential.generation()), "status 401", null);
    }

    private Credential getAfter(Refused refused) throws Exception {
        return session.get(null, refused);
    }

    private LoginException assertReasonAfter(Reason reason, Refused refused) {
        LoginException failure = catchThrowableOfType(LoginException.class, () -> getAfter(refused));
        assertThat(failure).isNotNull();
        assertThat(failure.reason()).isEqualTo(reason);
        return failure;
    }

    private LoginException assertReason(Reason reason) {
        LoginException failure = catchThrowableOfType(LoginException.class, this::get);
        assertThat(failure).isNotNull();
        assertThat(failure.reason()).isEqualTo(reason);
        return failure;
    }
}
