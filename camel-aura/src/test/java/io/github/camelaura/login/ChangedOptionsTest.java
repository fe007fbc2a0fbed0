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

import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraCredentialException.Reason;

/** Which changes of options end a back-off or a rejection. */
class ChangedOptionsTest extends ThrottleTestSupport {

    @Test
    void changedOptionsEndTheBackOffOnceTheFailedEndpointHasStopped() {
        jane.started("old");
        failWithPassword(begin(jane, "pw", "old"), Reason.NOT_READY_IN_TIME);
        jane.stopped("old");
        jane.started("new");

        begin(jane, "pw", "new");
    }

    @Test
    void changedOptionsEndARejection() {
        jane.started("old");
        failWithPassword(begin(jane, "pw", "old"), Reason.REJECTED);
        jane.stopped("old");
        jane.started("new");

        begin(jane, "pw", "new");
    }

    @Test
    void changedOptionsEndARejectionAlsoAfterAnotherPasswordWasAccepted() {
        jane.started("old");
        failWithPassword(begin(jane, "pw", "old"), Reason.REJECTED);
        LoginTurn other = begin(jane, "other", "others");
        other.succeeded();
        other.accepted();
        jane.stopped("old");
        jane.started("new");

        begin(jane, "pw", "new");
    }

    @Test
    void changedOptionsDoNotEndTheBackOffWhileTheFailedEndpointRuns() {
        jane.started("old");
        failWithPassword(begin(jane, "pw", "old"), Reason.NOT_READY_IN_TIME);
        jane.started("new");

        denied(jane, "pw", "new");
        jane.stopped("old");
        denied(jane, "pw", "new");
    }

    @Test
    void changedOptionsDoNotEndTheBackOffWhileAnotherEndpointHasTheFailedOnes() {
        jane.started("old");
        jane.started("old");
        failWithPassword(begin(jane, "pw", "old"), Reason.NOT_READY_IN_TIME);
        jane.stopped("old");
        jane.started("new");

        denied(jane, "pw", "new");
    }

    @Test
    void optionsOfAStoppedEndpointDoNotEndTheBackOff() {
        jane.started("old");
        failWithPassword(begin(jane, "pw", "old"), Reason.NOT_READY_IN_TIME);
        jane.stopped("old");
        jane.started("new");
        jane.stopped("new");

        denied(jane, "pw", "new");
    }

    @Test
    void optionsOfABeanDoNotEndARejection() {
        jane.started("old");
        failWithPassword(begin(jane, "pw", "old"), Reason.REJECTED);
        jane.stopped("old");
        jane.usedByBean("bean");

        denied(jane, "pw", "bean");
    }

    @Test
    void changedOptionsDoNotEndARejectionWhileABeanHasTheFailedOnes() {
        jane.usedByBean("old");
        failWithPassword(begin(jane, "pw", "old"), Reason.REJECTED);
        jane.started("new");

        denied(jane, "pw", "new");
    }

    @Test
    void restartWithTheSameOptionsDoesNotEndARejection() {
        jane.started("old");
        failWithPassword(begin(jane, "pw", "old"), Reason.REJECTED);
        jane.stopped("old");
        jane.started("old");

        denied(jane, "pw", "old");
    }

    @Test
    void alternatingOptionsEndTheBackOffOnlyOnce() {
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
    void backOffDoublesAfterChangedOptionsEndedIt() {
        jane.started("old");
        failWithPassword(begin(jane, "pw", "old"), Reason.NOT_READY_IN_TIME);
        jane.stopped("old");
        jane.started("options");
        failWithPassword(begin(jane, "pw", "options"), Reason.NOT_READY_IN_TIME);

        assertWaits(Duration.ofMinutes(10));
    }

    @Test
    void changedOptionsEndTheBackOffThreeTimesUntilASessionIsAccepted() {
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
    void changedOptionsAreCountedPerPassword() {
        failAndChange(0);
        failAndChange(1);
        failAndChange(2);
        failAndChange(3);

        begin(jane, "other", 4);
    }

    @Test
    void changedOptionsDoNotEndTheRejectionOfAnotherRunningEndpoint() {
        ThrottledAccount elsewhere = join("jane", "chat.example.com", "https://a.example");
        elsewhere.started("elsewhere");
        failWithPassword(begin(elsewhere, "pw", "elsewhere"), Reason.REJECTED);
        jane.started("new");

        denied(jane, "pw", "new");
    }

    /** Fails the endpoint with these options and stops it, then starts one with the next options. */
    private void failAndChange(int options) {
        if (options == 0) {
            jane.started(options);
        }
        failWithPassword(begin(jane, "pw", options), Reason.NOT_READY_IN_TIME);
        jane.stopped(options);
        jane.started(options + 1);
    }
}
