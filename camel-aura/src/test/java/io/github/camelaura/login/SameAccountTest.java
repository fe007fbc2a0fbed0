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
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraCredentialException.Reason;

/** Which logins belong to one account, and what they share. */
class SameAccountTest extends ThrottleTestSupport {

    private final ThrottledAccount elsewhere = join("jane", "sso.example.com, chat.example.com", "https://a.example");

    @Test
    void backOffAppliesToAllLoginsWithACommonOrigin() {
        failWithPassword(begin(jane), Reason.NOT_READY_IN_TIME);

        assertThat(denied(elsewhere, "other", "others").reason()).isEqualTo(Reason.BACKING_OFF);
    }

    @Test
    void otherUsersAndOtherSitesAreOtherAccounts() {
        failWithPassword(begin(jane), Reason.NOT_READY_IN_TIME);

        begin(join("joe", null, CHAT));
        begin(join("jane", null, "https://other.example.com"));
        begin(join("jane", null, "https://chat.example.com:8443"));
    }

    @Test
    void httpAndHttpsAddressesOfAHostAreTheSameAccount() {
        failWithPassword(begin(jane), Reason.NOT_READY_IN_TIME);

        denied(join("jane", null, "http://chat.example.com/"));
    }

    @Test
    void loopbackPortsAreDifferentSites() {
        failWithPassword(begin(join("jane", null, "http://127.0.0.1:8001")), Reason.NOT_READY_IN_TIME);

        begin(join("jane", null, "http://127.0.0.1:8002"));
    }

    @Test
    void loginWithoutAUserNameSharesNoAccount() {
        failWithPassword(begin(join(null, null, CHAT)), Reason.NOT_READY_IN_TIME);

        begin(join(null, null, CHAT));
        begin(jane);
    }

    @Test
    void accountsAreMergedByALoginWithOriginsOfBoth() {
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
    void mergedAccountWaitsForTheRunningLoginsOfBoth() {
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
    void rejectionAppliesToAllLoginsWithTheSamePassword() {
        failWithPassword(begin(jane), Reason.REJECTED);

        assertThat(denied(elsewhere, "pw", "others").reason()).isEqualTo(Reason.REJECTED);
        begin(elsewhere, "other", "others");
    }

    @Test
    void rejectedPasswordIsNeverTriedAgain() {
        failWithPassword(begin(jane), Reason.REJECTED);

        clock.pass(Duration.ofDays(1000));

        assertThat(denied(jane)).satisfies(denial -> {
            assertThat(denial.reason()).isEqualTo(Reason.REJECTED);
            assertThat(denial.message()).contains("It failed.", "loginPasswordFile", "not tried again");
        });
    }

    @Test
    void changedPasswordIsTriedImmediately() {
        failWithPassword(begin(jane), Reason.REJECTED);

        begin(jane, "other", "options");
    }

    @Test
    void rejectedPasswordStaysRejectedAfterAnotherWasAccepted() {
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
    void forgettingTheAccountEndsItsRejectionAndItsBackOff() {
        failWithPassword(begin(jane), Reason.REJECTED);
        failWithPassword(begin(jane, "other", "options"), Reason.NOT_READY_IN_TIME);

        jane.forget();

        fail(begin(jane, "other", "options"), Reason.STOPPED);
        failWithPassword(begin(jane), Reason.NOT_READY_IN_TIME);
        assertWaits(MINUTES_5);
    }

    @Test
    void passwordIsNotShownAsText() {
        LoginTurn turn = begin(jane, "s3cret", "options");
        failWithPassword(turn, Reason.REJECTED);

        assertThat(denied(jane, "s3cret", "options").toString()).doesNotContain("s3cret");
        assertThat(jane.history(turn) + turn.password()).doesNotContain("s3cret");
    }
}
