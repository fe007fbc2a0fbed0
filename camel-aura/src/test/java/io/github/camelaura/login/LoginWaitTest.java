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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.camelaura.AuraCredentialException.Reason;

/** How long an account backs off after a login. */
class LoginWaitTest extends ThrottleTestSupport {

    @Test
    void backOffWithoutAPasswordDoublesFromTenSecondsToFifteenMinutes() {
        int[] seconds = {10, 20, 40, 80, 160, 320, 640, 900, 900};
        for (int wait : seconds) {
            fail(begin(jane), Reason.SITE_NOT_REACHABLE);
            assertWaits(Duration.ofSeconds(wait));
        }
        assertThat(jane.history(null).failures()).isEqualTo(seconds.length);
    }

    @Test
    void backOffWithoutAPasswordHasUpToTwentyPercentJitter() {
        random = 1;

        fail(begin(jane), Reason.SITE_NOT_REACHABLE);

        assertWaits(Duration.ofSeconds(8));
    }

    @Test
    void backOffAfterAPasswordDoublesFromFiveMinutesToFourHoursWithoutJitter() {
        random = 1;
        for (int wait : new int[] {5, 10, 20, 40, 80, 160, 240, 240}) {
            failWithPassword(begin(jane), Reason.NOT_READY_IN_TIME);
            assertWaits(Duration.ofMinutes(wait));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"REJECTED", "CODE_REJECTED"},
            mode = EnumSource.Mode.EXCLUDE)
    void failureAfterThePasswordWasSentBacksOffForAnyReason(Reason reason) {
        failWithPassword(begin(jane), reason);

        assertWaits(MINUTES_5);
    }

    @Test
    void loginStoppedBeforeThePasswordWasSentCausesNoBackOff() {
        fail(begin(jane), Reason.STOPPED);

        begin(jane);
        assertThat(jane.history(null).failures()).isZero();
    }

    @Test
    void passwordSentAfterTheLoginWasStoppedCausesABackOff() {
        LoginTurn turn = begin(jane);
        fail(turn, Reason.STOPPED);
        turn.passwordUsed();

        assertWaits(MINUTES_5);
    }

    @Test
    void passwordSentAfterTheLoginTimedOutCountsAsTheSameFailure() {
        LoginTurn turn = begin(jane);
        fail(turn, Reason.NOT_READY_IN_TIME);
        turn.passwordUsed();

        assertThat(jane.history(turn).failures()).isEqualTo(1);
        assertWaits(MINUTES_5);
        fail(begin(jane), Reason.SITE_NOT_REACHABLE);
        assertWaits(Duration.ofSeconds(10));
    }

    @Test
    void failureWithoutAPasswordDoesNotResetTheBackOffAfterAPassword() {
        failWithPassword(begin(jane), Reason.NOT_READY_IN_TIME);
        clock.pass(MINUTES_5);
        fail(begin(jane), Reason.SITE_NOT_REACHABLE);
        clock.pass(Duration.ofSeconds(10));
        failWithPassword(begin(jane), Reason.NOT_READY_IN_TIME);

        assertWaits(Duration.ofMinutes(10));
    }

    @Test
    void acceptedSessionResetsTheBackOff() {
        failWithPassword(begin(jane), Reason.NOT_READY_IN_TIME);
        clock.pass(MINUTES_5);
        logIn(jane).accepted();
        assertThat(jane.history(null).failures()).isZero();

        failWithPassword(begin(jane), Reason.NOT_READY_IN_TIME);

        assertWaits(MINUTES_5);
    }

    @Test
    void loginWithoutAnAcceptedSessionDoesNotResetTheBackOff() {
        failWithPassword(begin(jane), Reason.NOT_READY_IN_TIME);
        clock.pass(MINUTES_5);
        logIn(jane);

        failWithPassword(begin(jane), Reason.NOT_READY_IN_TIME);

        assertWaits(Duration.ofMinutes(20));
    }

    @Test
    void backOffOfANeverAcceptedSessionBeginsAtItsLogin() {
        LoginTurn turn = logIn(jane);
        clock.pass(Duration.ofMinutes(1));
        turn.refused();

        assertThat(jane.history(turn).failure()).contains("succeeded, but the server rejected its session");
        assertWaits(Duration.ofMinutes(4));
    }

    @Test
    void rejectedSessionWithoutAPasswordBacksOffForFiveMinutes() {
        LoginTurn turn = begin(jane);
        turn.succeeded();
        turn.refused();

        assertWaits(MINUTES_5);
    }

    @Test
    void repeatedRejectionsOfOneSessionCountOnce() {
        LoginTurn turn = logIn(jane);
        turn.refused();
        turn.refused();

        assertThat(jane.history(turn).failures()).isEqualTo(1);
        assertWaits(MINUTES_5);
    }

    @Test
    void acceptedSessionThatEndsIsRenewedImmediately() {
        LoginTurn turn = logIn(jane);
        turn.accepted();
        turn.refused();

        begin(jane);
    }

    @Test
    void acceptanceAfterARejectionEndsTheBackOff() {
        LoginTurn turn = logIn(jane);
        turn.refused();

        turn.accepted();

        begin(jane);
    }

    @Test
    void acceptanceOfAnOlderSessionDoesNotEndTheBackOff() {
        LoginTurn older = logIn(jane);
        failWithPassword(begin(jane), Reason.NOT_READY_IN_TIME);

        older.accepted();

        assertThat(denied(jane).reason()).isEqualTo(Reason.BACKING_OFF);
    }

    @Test
    void historyShowsFailuresAndTheEndOfTheBackOff() {
        assertThat(jane.history(null)).isEqualTo(new LoginThrottle.History(false, 0, null, null, null));
        Instant failed = clock.instant();
        LoginTurn turn = begin(jane);
        fail(turn, Reason.SITE_NOT_REACHABLE);

        assertThat(jane.history(turn))
                .isEqualTo(new LoginThrottle.History(false, 1, failed.plusSeconds(10), failed, "It failed."));
        clock.pass(Duration.ofSeconds(10));
        assertThat(jane.history(turn)).isEqualTo(new LoginThrottle.History(false, 1, null, failed, "It failed."));
    }
}
