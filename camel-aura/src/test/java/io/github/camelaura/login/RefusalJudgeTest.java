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
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

/** How rejections of an accepted credential are interpreted. */
class RefusalJudgeTest {

    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final String FILTER = "200 text/html Blocked";

    private final SettableClock clock = new SettableClock();
    private final RefusalJudge judge = new RefusalJudge(clock);

    /**
     * One request is rejected. If the judge takes that for the end of the session, a login follows and proves a false
     * alarm.
     */
    private boolean attack(String signature) {
        judge.refused();
        boolean login = judge.isSessionOver(signature);
        if (login) {
            judge.loginBegins(signature, INTERVAL);
            judge.falseAlarm(signature, INTERVAL);
        }
        return login;
    }

    private void accept() {
        judge.accepted(judge.refusals());
    }

    @Test
    void firstRejectionMeansThatTheSessionHasEnded() {
        judge.refused();

        assertThat(judge.isSessionOver(FILTER)).isTrue();
    }

    @Test
    void sameRejectionAfterAFalseAlarmIsTheRequestsFaultDuringTheInterval() {
        attack(FILTER);
        accept();
        judge.refused();

        assertThat(judge.isSessionOver(FILTER)).isFalse();
        clock.pass(INTERVAL.minusMillis(1));
        assertThat(judge.isSessionOver(FILTER)).isFalse();
        clock.pass(Duration.ofMillis(1));
        assertThat(judge.isSessionOver(FILTER)).isTrue();
    }

    @Test
    void differentRejectionDuringTheIntervalMeansThatTheSessionHasEnded() {
        attack(FILTER);
        accept();
        judge.refused();

        assertThat(judge.isSessionOver("401 text/plain status 401")).isTrue();
    }

    @Test
    void twoRejectionsInARowDuringTheIntervalMeanThatTheSessionHasEnded() {
        attack(FILTER);
        accept();
        judge.refused();
        judge.refused();

        assertThat(judge.isSessionOver(FILTER)).isTrue();
    }

    @Test
    void acceptanceOfARequestSentBeforeTheRejectionProvesNothing() {
        long before = judge.refusals();
        long number = judge.refused();

        judge.accepted(before);
        assertThat(judge.isSettled(number)).isFalse();
        assertThat(judge.unsettled()).isEqualTo(1);

        judge.accepted(judge.refusals());
        assertThat(judge.isSettled(number)).isTrue();
        assertThat(judge.unsettled()).isZero();
    }

    @Test
    void acceptedRequestNotifiesEarlierRejectedRequests() {
        CompletableFuture<Void> first = judge.whenSettled(judge.refused());
        long sentAfterTheFirst = judge.refusals();
        CompletableFuture<Void> second = judge.whenSettled(judge.refused());

        judge.accepted(sentAfterTheFirst);

        assertThat(first).isDone();
        assertThat(second).isNotDone();
    }

    @Test
    void intervalDoublesTwiceWithFalseAlarms() {
        Duration expected = INTERVAL;
        for (int alarm = 0; alarm < 12; alarm++) {
            assertThat(attack(FILTER)).isTrue();
            accept();
            clock.pass(expected.minusMillis(1));
            assertThat(attack(FILTER)).as("alarm %s", alarm).isFalse();
            accept();
            clock.pass(Duration.ofMillis(1));
            expected = expected.multipliedBy(2);
            if (expected.compareTo(INTERVAL.multipliedBy(4)) > 0) {
                expected = INTERVAL.multipliedBy(4);
            }
        }
    }

    @Test
    void intervalIsResetAfterAQuietTime() {
        attack(FILTER);
        accept();
        clock.pass(INTERVAL.multipliedBy(2));
        attack(FILTER);
        accept();
        clock.pass(INTERVAL);

        assertThat(attack(FILTER)).isTrue();
    }

    @Test
    void everyRejectionEndsTheSessionIfTheIntervalIsZero() {
        judge.refused();
        judge.falseAlarm(FILTER, Duration.ZERO);
        judge.refused();

        assertThat(judge.isSessionOver(FILTER)).isTrue();
    }

    @Test
    void attackerWithChangingRejectionsCausesFewLogins() {
        int logins = 0;
        for (int request = 0; request < 7200; request++) {
            logins += attack("302 to /blocked/" + request) ? 1 : 0;
            accept();
            clock.pass(Duration.ofMillis(500));
        }

        assertThat(logins).isBetween(2, 6);
    }

    @Test
    void attackerWithoutOtherRequestsCausesFewLogins() {
        int logins = 0;
        for (int request = 0; request < 7200; request++) {
            logins += attack(FILTER) ? 1 : 0;
            clock.pass(Duration.ofMillis(500));
        }

        assertThat(logins).isBetween(2, 10);
    }

    @Test
    void attackerDoesNotAffectTheRowOfRejectionsThatEndsASession() {
        for (int request = 0; request < 60; request++) {
            attack("200 text/html Blocked " + request);
        }
        accept();
        judge.refused();
        assertThat(judge.isSessionOver("200 text/html Blocked 1")).isFalse();
        judge.refused();

        assertThat(judge.isSessionOver("200 text/html Blocked 1")).isTrue();
    }

    @Test
    void attackerWithChangingRejectionsDoesNotHideTheRejectionThatRequiresALogin() {
        String refusal = "302 to /login";
        judge.refusedWithoutCredential(refusal);
        for (int request = 0; request < 60; request++) {
            attack("302 to /blocked/" + request);
            accept();
        }
        judge.refused();

        assertThat(judge.isSessionOver(refusal)).isTrue();
        attack(refusal);
        accept();
        judge.refused();
        assertThat(judge.isSessionOver(refusal))
                .as("after a false alarm with it")
                .isFalse();
    }

    @Test
    void acceptanceAfterARejectionMakesItAFalseAlarm() {
        judge.refused();
        judge.loginBegins(FILTER, INTERVAL);
        accept();
        judge.refused();

        assertThat(judge.isSessionOver(FILTER)).isFalse();
        clock.pass(INTERVAL);
        assertThat(judge.isSessionOver(FILTER)).isTrue();
    }

    @Test
    void requestsRejectedUntilTheNextLoginCauseFewLogins() {
        int logins = 0;
        for (int request = 0; request < 3600; request++) {
            judge.refused();
            if (judge.isSessionOver(FILTER)) {
                logins++;
                judge.loginBegins(FILTER, INTERVAL);
                judge.replaced();
                judge.renewed();
            }
            accept();
            clock.pass(Duration.ofSeconds(1));
        }

        assertThat(logins).isBetween(3, 15);
    }
}
