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

import static io.github.camelaura.support.Interleavings.require;
import static io.github.camelaura.support.Rounds.together;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.call.RequestAtFaultException;
import io.github.camelaura.page.TrustedOrigins;
import io.github.camelaura.page.TrustedOrigins.Place;
import io.github.camelaura.support.Interleavings;
import io.github.camelaura.support.LogCapture;
import io.github.camelaura.support.Rounds;

/** Requests, rejections, the end of a login and the end of its session come at the same time. */
@Tag("interleavings")
@Timeout(300)
class LoginSessionRaceTest {

    private LogCapture log;

    @BeforeEach
    void mute() {
        log = new LogCapture("io.github.camelaura.login", Level.OFF); // one line for each round that fails a login
    }

    @AfterEach
    void unmute() {
        log.close();
    }

    @Test
    void requestsThatNeedACredentialShareOneLogin() {
        check(scenario -> {
            Answer[] answers = new Answer[2];

            together(() -> answers[0] = scenario.get(), () -> answers[1] = scenario.get());

            require(answers[0].credential != null, "a request gets the credential");
            require(
                    Objects.equals(answers[0].credential, answers[1].credential),
                    "both requests get the same credential");
            scenario.requireLogins(1);
        });
    }

    @Test
    void requestsThatWaitForALoginFailWithIt() {
        check(Reason.SITE_NOT_REACHABLE, scenario -> {
            Answer[] answers = new Answer[2];

            together(() -> answers[0] = scenario.get(), () -> answers[1] = scenario.get());

            require(
                    answers[0].failure == Reason.SITE_NOT_REACHABLE || answers[1].failure == Reason.SITE_NOT_REACHABLE,
                    "a request fails as its login does");
            require(answers[0].isFailureOfALogin() && answers[1].isFailureOfALogin(), "both requests fail");
            scenario.requireLogins(1);
            require(scenario.session.status().failures() == 1, "the failure counts once");
        });
    }

    @Test
    void requestThatComesWhenALoginEndsBeginsNoOther() {
        check(scenario -> {
            Runnable login = scenario.begin();
            Answer[] answers = new Answer[1];

            together(login::run, () -> answers[0] = scenario.get());

            require(answers[0].credential != null, "the request gets the credential");
            scenario.requireLogins(1);
        });
    }

    @Test
    void requestThatIsRejectedWhenALoginEndsBeginsNoOther() {
        check(scenario -> {
            Sent first = scenario.accepted();
            Sent second = scenario.session.sent(first.generation());
            Runnable login = scenario.begin(() -> scenario.session.refused(first, "status 401", null));
            Answer[] answers = new Answer[1];

            together(login::run, () -> answers[0] = scenario.getAfterRejection(second));

            require(answers[0].credential != null, "the request gets a credential");
            require(answers[0].credential.generation() == 2, "the credential is that of the login");
            scenario.requireLogins(2);
        });
    }

    @Test
    void loginInTheBackgroundIsTheOneOfARequest() {
        check(scenario -> {
            Answer[] answers = new Answer[1];

            together(scenario.session::renewInBackground, () -> answers[0] = scenario.get());

            require(answers[0].credential != null, "the request gets the credential");
            scenario.requireLogins(1);
        });
    }

    @Test
    void rejectionsOfOneCredentialCauseOneLogin() {
        check(scenario -> {
            Sent first = scenario.accepted();
            Sent second = scenario.session.sent(first.generation());
            Answer[] answers = new Answer[2];

            together(
                    () -> answers[0] = scenario.getAfterRejection(first),
                    () -> answers[1] = scenario.getAfterRejection(second));

            require(answers[0].credential != null, "a rejected request gets a credential");
            require(
                    Objects.equals(answers[0].credential, answers[1].credential),
                    "both requests get the same credential");
            require(answers[0].credential.generation() == 2, "the credential is a new one");
            scenario.requireLogins(2);
        });
    }

    @Test
    void forgottenCredentialIsNotUsedAgain() {
        check(scenario -> {
            int old = scenario.accepted().generation();
            Answer[] answers = new Answer[2];

            together(
                    () -> {
                        scenario.session.forget();
                        answers[0] = scenario.get();
                    },
                    () -> answers[1] = scenario.get());

            require(answers[0].credential != null && answers[1].credential != null, "both requests get a credential");
            require(answers[0].credential.generation() > old, "the credential is a new one");
            scenario.requireLogins(2);
        });
    }

    @Test
    void loginThatEndsWhileItsSessionForgetsIsKeptOrForgottenAsAWhole() {
        check(scenario -> {
            Runnable login = scenario.begin();

            together(login::run, scenario.session::forget);

            boolean held = scenario.session.status().obtained() != null;
            boolean kept = !scenario.session.keptFor().isZero();
            require(held == kept, "a session without users is kept for a credential that it holds");
            scenario.requireLogins(1);
        });
    }

    @Test
    void loginThatEndsWhenItsTimeIsOverEitherSucceedsOrFails() {
        check(scenario -> {
            Runnable login = scenario.begin();

            together(login::run, scenario::timeOut);

            LoginStatus status = scenario.session.status();
            boolean succeeded = status.obtained() != null;
            require(status.failures() == (succeeded ? 0 : 1), "the login counts as a failure if it failed");
            Answer answer = scenario.get();
            require(succeeded == (answer.credential != null), "a request gets the credential if the login succeeded");
            require(succeeded || answer.failure == Reason.BACKING_OFF, "a request fails if the login failed");
            scenario.requireLogins(1);
        });
    }

    @Test
    void sessionThatEndsAnswersItsRequestsAndBeginsNoOtherLogin() {
        check(scenario -> {
            Answer[] answers = new Answer[1];

            together(() -> answers[0] = scenario.get(), scenario::drop);

            require(
                    answers[0].credential != null || answers[0].failure == Reason.STOPPED,
                    "the request gets its answer");
            int logins = scenario.logins.get();
            Answer late = scenario.get();
            require(late.failure == Reason.STOPPED, "a late request gets no credential, because its session has ended");
            require(scenario.logins.get() == logins, "no login begins after the end of the session");
            scenario.requireOneAtATime();
        });
    }

    @Test
    void requestsThatShareALoginAreAnsweredWhenTheirSessionEnds() {
        check(scenario -> {
            Answer[] answers = new Answer[2];

            together(() -> answers[0] = scenario.get(), () -> answers[1] = scenario.get(), scenario::drop);

            for (Answer answer : answers) {
                require(answer.credential != null || answer.failure == Reason.STOPPED, "each request gets its answer");
            }
            scenario.requireOneAtATime();
        });
    }

    private static void check(Race race) {
        check(null, race);
    }

    /**
     * Runs a race many times, each with a session of its own.
     *
     * @param failure how each login fails; null if they succeed
     */
    private static void check(Reason failure, Race race) {
        Rounds.check(() -> race.run(new Scenario(failure)));
    }

    private interface Race {
        void run(Scenario scenario) throws Exception;
    }

    /** What a request got: a credential, or the reason of a failure. */
    private record Answer(Credential credential, Reason failure) {

        private boolean isFailureOfALogin() {
            return failure == Reason.SITE_NOT_REACHABLE || failure == Reason.BACKING_OFF;
        }
    }

    /** A session that needs a login. A login runs on the thread that begins it, except one that {@link #begin} returns. */
    private static final class Scenario {

        private static final URI REQUEST = URI.create("https://chat.example.com/api/chat");

        private final Reason failure;
        private final LoginSession session;
        private final AtomicInteger logins = new AtomicInteger();
        private final AtomicInteger running = new AtomicInteger();
        private volatile boolean together;
        private volatile boolean dropped;
        private volatile boolean late;
        private volatile Login.Observer observer;
        private boolean holds;
        private Runnable held;

        /**
         * Makes a session without a credential.
         *
         * @param failure how each login fails; null if they succeed
         */
        private Scenario(Reason failure) {
            this.failure = failure;
            Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
            Place place = new Place(REQUEST.getHost(), Set.of());
            ThrottledAccount account = new LoginThrottle(clock, () -> 0)
                    .join(new LoginAccount("jane", new TrustedOrigins(List.of(place))), REQUEST);
            this.session = new LoginSession(REQUEST, account, Sharing.NONE, clock, this::execute, idle -> {});
            session.logInBy(new LoginMethod(
                    "options",
                    () -> new Account("jane", "pw", null),
                    60_000,
                    () -> new OneLogin(this),
                    new RenewalPolicy(Duration.ZERO, Duration.ofMinutes(5), null)));
            session.require();
        }

        private void execute(Runnable login) {
            if (holds) {
                held = login;
            } else {
                login.run();
            }
        }

        /** Begins a login, whose thread the caller is to be. */
        private Runnable begin() throws Exception {
            return begin(session::renewInBackground);
        }

        private Runnable begin(Interleavings.Step cause) throws Exception {
            holds = true;
            cause.run();
            holds = false;
            return held;
        }

        private Answer get() throws Exception {
            return get(null);
        }

        private Answer get(Refused refused) throws InterruptedException, RequestAtFaultException {
            try {
                return new Answer(session.get(null, refused), null);
            } catch (LoginException e) {
                return new Answer(null, e.reason());
            }
        }

        private Answer getAfterRejection(Sent sent) throws InterruptedException, RequestAtFaultException {
            return get(session.refused(sent, "status 401", null));
        }

        /** Logs in, and has the server accept the credential; returns what is known of another request with it. */
        private Sent accepted() throws Exception {
            int generation = get().credential.generation();
            session.answered(session.sent(generation), true, REQUEST, List.of());
            return session.sent(generation);
        }

        /** Ends the login as its timer does, if it has begun. */
        private void timeOut() {
            Login.Observer begun = observer;
            if (begun != null) {
                begun.failed(new LoginException(Reason.NOT_READY_IN_TIME, "It took too long."));
            }
        }

        private void drop() {
            session.drop();
            dropped = true;
        }

        private void requireLogins(int count) {
            require(logins.get() == count, "no login is too many or missing");
            requireOneAtATime();
        }

        private void requireOneAtATime() {
            require(!together, "one login runs at a time");
            require(!late, "no login runs after the end of the session");
            require(session.runs().isEmpty() && !session.runs().isRunning(), "no login is left");
        }
    }

    /** A login that ends at once, and is aborted as one with a browser is. */
    private static final class OneLogin implements Login {

        private final Scenario scenario;
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private volatile boolean begun;
        private volatile boolean aborted;

        private OneLogin(Scenario scenario) {
            this.scenario = scenario;
        }

        @Override
        public void check() {}

        @Override
        public void run(Account account, Login.Observer observer) throws LoginException {
            begun = true;
            try {
                logIn(observer);
            } finally {
                ended.complete(null);
            }
        }

        private void logIn(Login.Observer observer) throws LoginException {
            if (aborted) {
                throw new LoginException(Reason.STOPPED, "The login was aborted.");
            }
            scenario.logins.incrementAndGet();
            if (scenario.running.incrementAndGet() > 1) {
                scenario.together = true;
            }
            if (scenario.dropped) {
                scenario.late = true;
            }
            scenario.observer = observer;
            observer.passwordUsed();
            scenario.running.decrementAndGet();
            if (scenario.failure != null) {
                throw new LoginException(scenario.failure, "It failed.");
            }
            observer.succeeded(new Login.Result(List.of(), "agent", new BearerToken("token", null)));
        }

        @Override
        public void abort() {
            aborted = true;
            if (begun) {
                ended.join();
            }
        }
    }
}
