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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.credential.SettableClock;

/** When an account may be logged in. */
class LoginThrottleTest {

    private static final String CHAT = "https://chat.example.com";
    private static final Duration MINUTES_5 = Duration.ofMinutes(5);

    private final SettableClock clock = new SettableClock();
    private double random;
    private final LoginThrottle throttle = new LoginThrottle(clock, () -> random);
    private final ThrottledAccount jane = join("jane", null, CHAT);

    private ThrottledAccount join(String username, String loginHosts, String loginUrl) {
        return throttle.join(LoginAccount.of(username, loginHosts, loginUrl, CHAT));
    }

    private static LoginTurn next(ThrottledAccount account) {
        return next(account, "pw", "options");
    }

    private static LoginTurn next(ThrottledAccount account, String password, Object options) {
        return account.next("https://chat.example.com/api/chat", password, options);
    }

    private static LoginTurn begin(ThrottledAccount account) {
        return begin(account, "pw", "options");
    }

    private static LoginTurn begin(ThrottledAccount account, String password, Object options) {
        LoginTurn turn = next(account, password, options);
        assertThat(turn.decision()).isCompletedWithValue(Optional.empty());
        return turn;
    }

    private static LoginTurn logIn(ThrottledAccount account) {
        LoginTurn turn = begin(account);
        turn.passwordUsed();
        turn.succeeded();
        return turn;
    }

    private static void fail(LoginTurn turn, Reason reason) {
        turn.failed(reason, new IllegalStateException("It failed."));
    }

    private static void failWithPassword(LoginTurn turn, Reason reason) {
        turn.passwordUsed();
        fail(turn, reason);
    }

    private static LoginDenial denied(ThrottledAccount account) {
        return denied(account, "pw", "options");
    }

    private static LoginDenial denied(ThrottledAccount account, String password, Object options) {
        LoginTurn turn = next(account, password, options);
        assertThat(turn.decision()).isDone();
        assertThat(turn.decision().join()).isPresent();
        return turn.decision().join().get();
    }

    /** Checks that the account is left alone for so long, and not longer. */
    private void assertWaits(Duration wait) {
        Instant until = clock.instant().plus(wait);
        assertThat(denied(jane).message()).contains(" is tried at " + until);
        clock.pass(wait.minusMillis(1));
        assertThat(denied(jane).reason()).isEqualTo(Reason.BACKING_OFF);
        clock.pass(Duration.ofMillis(1));
    }

    @Nested
    class Waits {

        @Test
        void failuresWithoutAPasswordDoubleFromTenSecondsToFifteenMinutes() {
            int[] seconds = {10, 20, 40, 80, 160, 320, 640, 900, 900};
            for (int wait : seconds) {
                fail(begin(jane), Reason.SITE_NOT_REACHABLE);
                assertWaits(Duration.ofSeconds(wait));
            }
            assertThat(jane.history(null).failures()).isEqualTo(seconds.length);
        }

        @Test
        void failuresWithoutAPasswordHaveUpToAFifthOfJitter() {
            random = 1;

            fail(begin(jane), Reason.SITE_NOT_REACHABLE);

            assertWaits(Duration.ofSeconds(8));
        }

        @Test
        void passwordsInVainDoubleFromFiveMinutesToFourHoursWithoutJitter() {
            random = 1;
            for (int wait : new int[] {5, 10, 20, 40, 80, 160, 240, 240}) {
                failWithPassword(begin(jane), Reason.NOT_READY_IN_TIME);
                assertWaits(Duration.ofMinutes(wait));
            }
        }

        @ParameterizedTest
        @EnumSource(
                value = Reason.class,
                names = {"REJECTED"},
                mode = EnumSource.Mode.EXCLUDE)
        void aPasswordThatWasUsedCountsWhateverTheReason(Reason reason) {
            failWithPassword(begin(jane), reason);

            assertWaits(MINUTES_5);
        }

        @Test
        void aLoginThatWasStoppedBeforeItUsedThePasswordCountsForNothing() {
            fail(begin(jane), Reason.STOPPED);

            begin(jane);
            assertThat(jane.history(null).failures()).isZero();
        }

        @Test
        void aPasswordThatIsUsedAfterTheLoginWasGivenUpCounts() {
            LoginTurn turn = begin(jane);
            fail(turn, Reason.STOPPED);
            turn.passwordUsed();

            assertWaits(MINUTES_5);
        }

        @Test
        void aFailureWithoutAPasswordDoesNotEndTheRowOfPasswordsInVain() {
            failWithPassword(begin(jane), Reason.NOT_READY_IN_TIME);
            clock.pass(MINUTES_5);
            fail(begin(jane), Reason.SITE_NOT_REACHABLE);
            clock.pass(Duration.ofSeconds(10));
            failWithPassword(begin(jane), Reason.NOT_READY_IN_TIME);

            assertWaits(Duration.ofMinutes(10));
        }

        @Test
        void anAcceptedSessionEndsTheRowOfFailures() {
            failWithPassword(begin(jane), Reason.NOT_READY_IN_TIME);
            clock.pass(MINUTES_5);
            logIn(jane).accepted();
            assertThat(jane.history(null).failures()).isZero();

            failWithPassword(begin(jane), Reason.NOT_READY_IN_TIME);

            assertWaits(MINUTES_5);
        }

        @Test
        void aLoginThatSucceedsWithoutAnAcceptedSessionDoesNotEndTheRowOfFailures() {
            failWithPassword(begin(jane), Reason.NOT_READY_IN_TIME);
            clock.pass(MINUTES_5);
            logIn(jane);

            failWithPassword(begin(jane), Reason.NOT_READY_IN_TIME);

            assertWaits(Duration.ofMinutes(20));
        }

        @Test
        void aSessionThatIsRefusedWithoutHavingBeenAcceptedCountsFromItsLogin() {
            LoginTurn turn = logIn(jane);
            clock.pass(Duration.ofMinutes(1));
            turn.refused(new IllegalStateException("It was refused."));

            assertThat(jane.history(turn).failure()).isEqualTo("It was refused.");
            assertWaits(Duration.ofMinutes(4));
        }

        @Test
        void aSessionThatCameWithoutAPasswordCountsTheSameWhenItIsRefused() {
            LoginTurn turn = begin(jane);
            turn.succeeded();
            turn.refused(new IllegalStateException("It was refused."));

            assertWaits(MINUTES_5);
        }

        @Test
        void manyRefusalsOfOneSessionCountOnce() {
            LoginTurn turn = logIn(jane);
            turn.refused(new IllegalStateException("It was refused."));
            turn.refused(new IllegalStateException("It was refused."));

            assertThat(jane.history(turn).failures()).isEqualTo(1);
            assertWaits(MINUTES_5);
        }

        @Test
        void aSessionThatWasAcceptedAndEndsIsRenewedAtOnce() {
            LoginTurn turn = logIn(jane);
            turn.accepted();
            turn.refused(new IllegalStateException("It was refused."));

            begin(jane);
        }

        @Test
        void anOlderSessionThatIsStillAcceptedDoesNotEndTheWaitAfterALaterFailure() {
            LoginTurn older = logIn(jane);
            failWithPassword(begin(jane), Reason.NOT_READY_IN_TIME);

            older.accepted();

            assertThat(denied(jane).reason()).isEqualTo(Reason.BACKING_OFF);
        }
    }

    @Nested
    class Accounts {

        private final ThrottledAccount elsewhere = join("jane", "sso.example.com, chat.example.com", "https://a.example");

        @Test
        void aWaitHoldsWhereverAnOriginOfTheLoginIsTheSame() {
            failWithPassword(begin(jane), Reason.NOT_READY_IN_TIME);

            assertThat(denied(elsewhere, "other", "others").reason()).isEqualTo(Reason.BACKING_OFF);
        }

        @Test
        void anotherUserOrAnotherSiteIsAnotherAccount() {
            failWithPassword(begin(jane), Reason.NOT_READY_IN_TIME);

            begin(join("joe", null, CHAT));
            begin(join("jane", null, "https://other.example.com"));
            begin(join("jane", null, "https://chat.example.com:8443"));
        }

        @Test
        void anAddressWithoutEncryptionIsTheSameAsTheOneThatItLeadsTo() {
            failWithPassword(begin(jane), Reason.NOT_READY_IN_TIME);

            denied(join("jane", null, "http://chat.example.com/"));
        }

        @Test
        void portsOfThisMachineAreDifferentSites() {
            failWithPassword(begin(join("jane", null, "http://127.0.0.1:8001")), Reason.NOT_READY_IN_TIME);

            begin(join("jane", null, "http://127.0.0.1:8002"));
        }

        @Test
        void aLoginWithoutAUserNameSharesNoAccount() {
            failWithPassword(begin(join(null, null, CHAT)), Reason.NOT_READY_IN_TIME);

            begin(join(null, null, CHAT));
            begin(jane);
        }

        @Test
        void accountsAreOneOnceAThirdHasAnOriginInCommonWithBoth() {
            ThrottledAccount one = join("joe", null, "https://one.example.com");
            ThrottledAccount two = join("joe", null, "https://two.example.com");
            failWithPassword(begin(one), Reason.NOT_READY_IN_TIME);
            LoginTurn untilNow = begin(two);
            fail(untilNow, Reason.STOPPED);

            join("joe", "one.example.com,two.example.com", "https://three.example.com");

            assertThat(denied(two).reason()).isEqualTo(Reason.BACKING_OFF);
            denied(join("joe", null, "https://three.example.com"));
        }

        @Test
        void whatRunsWhenAccountsBecomeOneHoldsTheNextBack() {
            ThrottledAccount one = join("joe", null, "https://one.example.com");
            ThrottledAccount two = join("joe", null, "https://two.example.com");
            LoginTurn first = begin(one);
            LoginTurn second = begin(two);
            ThrottledAccount both = join("joe", "one.example.com,two.example.com", "https://three.example.com");
            LoginTurn third = next(both);

            fail(first, Reason.STOPPED);
            assertThat(third.decision()).isNotDone();
            fail(second, Reason.STOPPED);

            assertThat(third.decision()).isCompletedWithValue(Optional.empty());
        }

        @Test
        void aRejectionHoldsElsewhereButNotForAnotherPassword() {
            failWithPassword(begin(jane), Reason.REJECTED);

            assertThat(denied(elsewhere, "pw", "others").reason()).isEqualTo(Reason.REJECTED);
            begin(elsewhere, "other", "others");
        }
    }

    @Nested
    class Turns {

        private final ThrottledAccount elsewhere = join("jane", "chat.example.com", "https://a.example");

        @Test
        void theSecondLoginWaitsAndGoesAfterTheFirstSucceeded() {
            LoginTurn first = begin(jane);
            LoginTurn second = next(elsewhere);
            assertThat(second.decision()).isNotDone();

            first.passwordUsed();
            first.succeeded();

            assertThat(second.decision()).isCompletedWithValue(Optional.empty());
        }

        @Test
        void theSecondLoginRespectsTheWaitAfterTheFirstFailed() {
            LoginTurn first = begin(jane);
            LoginTurn second = next(elsewhere);

            failWithPassword(first, Reason.PROCESSOR_FAILED);

            assertThat(second.decision().join()).hasValueSatisfying(denial -> assertThat(denial.reason())
                    .isEqualTo(Reason.BACKING_OFF));
        }

        @Test
        void anotherAccountDoesNotWait() {
            begin(jane);

            begin(join("joe", null, CHAT));
        }

        @Test
        void turnsComeInTheOrderInWhichTheyWereAskedFor() {
            LoginTurn first = begin(jane);
            LoginTurn second = next(elsewhere);
            LoginTurn third = next(jane);

            first.succeeded();
            assertThat(third.decision()).isNotDone();
            second.succeeded();

            assertThat(third.decision()).isCompletedWithValue(Optional.empty());
        }

        @Test
        void aTurnThatIsWithdrawnHoldsNobodyBack() {
            LoginTurn first = begin(jane);
            LoginTurn second = next(elsewhere);
            LoginTurn third = next(jane);

            assertThat(second.withdraw()).isTrue();
            first.succeeded();

            assertThat(third.decision()).isCompletedWithValue(Optional.empty());
            assertThat(third.withdraw()).isFalse();
            assertThat(second.decision()).isNotDone();
        }

        @Test
        void manyThreadsHaveOneTurnAtATime() throws Exception {
            AtomicInteger atOnce = new AtomicInteger();
            CountDownLatch allAsked = new CountDownLatch(1);
            ExecutorService executor = Executors.newFixedThreadPool(8);
            try {
                List<Future<?>> asking = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    ThrottledAccount account = i % 2 == 0 ? jane : elsewhere;
                    asking.add(executor.submit(() -> {
                        allAsked.await();
                        LoginTurn turn = next(account);
                        turn.decision().join();
                        int running = atOnce.incrementAndGet();
                        Thread.yield(); // so that others would be seen
                        atOnce.decrementAndGet();
                        turn.succeeded();
                        assertThat(running).isEqualTo(1);
                        return null;
                    }));
                }
                allAsked.countDown();
                for (Future<?> one : asking) {
                    one.get();
                }
            } finally {
                executor.shutdownNow();
            }
        }
    }

    @Nested
    class Rejections {

        @Test
        void aRejectedPasswordIsNeverTriedAgain() {
            failWithPassword(begin(jane), Reason.REJECTED);

            clock.pass(Duration.ofDays(1000));

            assertThat(denied(jane)).satisfies(denial -> {
                assertThat(denial.reason()).isEqualTo(Reason.REJECTED);
                assertThat(denial.message()).contains("It failed.", "loginPasswordFile", "not tried again");
            });
        }

        @Test
        void anotherPasswordIsTriedAtOnce() {
            failWithPassword(begin(jane), Reason.REJECTED);

            begin(jane, "other", "options");
        }

        @Test
        void aRejectedPasswordStaysRejectedWhenAnotherIsAccepted() {
            LoginTurn rejected = begin(jane);
            failWithPassword(rejected, Reason.REJECTED);
            LoginTurn other = begin(jane, "other", "options");
            other.succeeded();
            other.accepted();

            assertThat(denied(jane).reason()).isEqualTo(Reason.REJECTED);
            assertThat(jane.history(rejected).rejected()).isTrue();
            assertThat(jane.history(other).rejected()).isFalse();
        }

        @Test
        void onlyToForgetTheAccountEndsARejectionAndAWait() {
            failWithPassword(begin(jane), Reason.REJECTED);
            failWithPassword(begin(jane, "other", "options"), Reason.NOT_READY_IN_TIME);

            jane.forget();

            fail(begin(jane, "other", "options"), Reason.STOPPED);
            failWithPassword(begin(jane), Reason.NOT_READY_IN_TIME);
            assertWaits(MINUTES_5);
        }

        @Test
        void nothingShowsThePassword() {
            LoginTurn turn = begin(jane, "s3cret", "options");
            failWithPassword(turn, Reason.REJECTED);

            assertThat(denied(jane, "s3cret", "options").toString()).doesNotContain("s3cret");
            assertThat(jane.history(turn).toString() + turn + jane).doesNotContain("s3cret");
        }
    }

    @Nested
    class ChangedOptions {

        @Test
        void newOptionsOfAnEndpointThatStartsAfterTheFailedOneHasStoppedLiftTheWait() {
            jane.started("old");
            failWithPassword(begin(jane, "pw", "old"), Reason.NOT_READY_IN_TIME);
            jane.stopped("old");
            jane.started("new");

            begin(jane, "pw", "new");
        }

        @Test
        void theyLiftARejection() {
            jane.started("old");
            failWithPassword(begin(jane, "pw", "old"), Reason.REJECTED);
            jane.stopped("old");
            jane.started("new");

            begin(jane, "pw", "new");
        }

        @Test
        void newOptionsDoNotCountWhileTheEndpointThatFailedRuns() {
            jane.started("old");
            failWithPassword(begin(jane, "pw", "old"), Reason.NOT_READY_IN_TIME);
            jane.started("new");

            denied(jane, "pw", "new");
            jane.stopped("old");
            denied(jane, "pw", "new");
        }

        @Test
        void newOptionsDoNotCountWhileAnotherEndpointWithThoseThatFailedRuns() {
            jane.started("old");
            jane.started("old");
            failWithPassword(begin(jane, "pw", "old"), Reason.NOT_READY_IN_TIME);
            jane.stopped("old");
            jane.started("new");

            denied(jane, "pw", "new");
        }

        @Test
        void newOptionsOfAnEndpointThatHasStoppedDoNotCount() {
            jane.started("old");
            failWithPassword(begin(jane, "pw", "old"), Reason.NOT_READY_IN_TIME);
            jane.stopped("old");
            jane.started("new");
            jane.stopped("new");

            denied(jane, "pw", "new");
        }

        @Test
        void theSameOptionsAgainDoNotCount() {
            jane.started("old");
            failWithPassword(begin(jane, "pw", "old"), Reason.REJECTED);
            jane.stopped("old");
            jane.started("old");

            denied(jane, "pw", "old");
        }

        @Test
        void optionsThatTakeTurnsCountOnce() {
            jane.started("old");
            failWithPassword(begin(jane, "pw", "old"), Reason.NOT_READY_IN_TIME);
            jane.stopped("old");
            jane.started("new");
            failWithPassword(begin(jane, "pw", "new"), Reason.NOT_READY_IN_TIME);
            jane.stopped("new");
            jane.started("old");

            denied(jane, "pw", "old");
        }

        @Test
        void aWaitThatWasLiftedIsTwiceAsLongTheNextTime() {
            jane.started("old");
            failWithPassword(begin(jane, "pw", "old"), Reason.NOT_READY_IN_TIME);
            jane.stopped("old");
            jane.started("options");
            failWithPassword(begin(jane, "pw", "options"), Reason.NOT_READY_IN_TIME);

            assertWaits(Duration.ofMinutes(10));
        }

        @Test
        void theyLiftThreeTimesForAPasswordUntilASessionIsAccepted() {
            failAndChange(0);
            failAndChange(1);
            failAndChange(2);
            failAndChange(3);
            assertThat(denied(jane, "pw", 4).reason()).isEqualTo(Reason.BACKING_OFF);

            clock.pass(Duration.ofHours(4));
            LoginTurn turn = begin(jane, "pw", 4);
            turn.succeeded();
            turn.accepted();
            failAndChange(4);
            begin(jane, "pw", 5);
        }

        @Test
        void anotherPasswordHasItsOwnThree() {
            failAndChange(0);
            failAndChange(1);
            failAndChange(2);
            failAndChange(3);

            begin(jane, "other", 4);
        }

        @Test
        void theyLiftNothingElsewhereThatStillRuns() {
            ThrottledAccount elsewhere = join("jane", "chat.example.com", "https://a.example");
            elsewhere.started("elsewhere");
            failWithPassword(begin(elsewhere, "pw", "elsewhere"), Reason.REJECTED);
            jane.started("new");

            denied(jane, "pw", "new");
        }

        /** The endpoint with these options fails and stops; one with the next starts. */
        private void failAndChange(int options) {
            if (options == 0) {
                jane.started(options);
            }
            failWithPassword(begin(jane, "pw", options), Reason.NOT_READY_IN_TIME);
            jane.stopped(options);
            jane.started(options + 1);
        }
    }

    @Test
    void theHistoryTellsWhatOperatorsSee() {
        assertThat(jane.history(null)).isEqualTo(new LoginHistory(false, 0, null, null, null));
        Instant failed = clock.instant();
        LoginTurn turn = begin(jane);
        fail(turn, Reason.SITE_NOT_REACHABLE);

        assertThat(jane.history(turn))
                .isEqualTo(new LoginHistory(false, 1, failed.plusSeconds(10), failed, "It failed."));
        clock.pass(Duration.ofSeconds(10));
        assertThat(jane.history(turn)).isEqualTo(new LoginHistory(false, 1, null, failed, "It failed."));
    }
}
