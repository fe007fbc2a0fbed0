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
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.camelaura.AuraCredentialException.Reason;

/** The transitions of the state of an account that nodes share. */
class SharedAccountStateTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String SITE = "https://chat.example.com";

    private static SharedAttempt attempt(String id, String options, Instant started) {
        return new SharedAttempt(id, "node-" + id, "session", "pw", "pw+seed", options, started);
    }

    private static SharedAttempt attempt(String id) {
        return attempt(id, "options", NOW.minusSeconds(60));
    }

    private static SharedAccount begun(SharedAccount account, String id) {
        return account.begin(attempt(id), NOW);
    }

    private static SharedAccount failed(SharedAccount account, SharedAttempt attempt, Reason reason, Instant at) {
        return account.begin(attempt, at).passwordSent().failed(reason, "It failed.", at, 0);
    }

    private static Optional<LoginTurn.Denial> denial(SharedAccount account, Instant at) {
        return account.denial(attempt("next"), SITE, at);
    }

    @Test
    void newAccountDeniesNothing() {
        assertThat(denial(SharedAccount.NEW, NOW)).isEmpty();
    }

    @Test
    void renewalChangesOnlyTheLease() {
        SharedAccount begun = begun(SharedAccount.NEW, "a");

        SharedAccount renewed = begun.renewed().renewed();

        assertThat(renewed.holder().lease().beat()).isEqualTo(2);
        assertThat(renewed.isHeldBy("a")).isTrue();
        assertThat(renewed.isHeldBy("b")).isFalse();
        assertThat(renewed.holder().passwordSent()).isFalse();
        assertThat(renewed.backOff()).isEqualTo(begun.backOff());
    }

    @Test
    void passwordOfALoginCountsOnce() {
        SharedAccount sent = begun(SharedAccount.NEW, "a").passwordSent().passwordSent();

        assertThat(sent.holder().passwordSent()).isTrue();
        assertThat(sent.backOff().passwords()).isEqualTo(1);
        assertThat(sent.renewed().holder().passwordSent()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "1, 8", "0.5, 9"})
    void failureBeforeThePasswordWaitsWithJitter(double jitter, int seconds) {
        SharedAccount failed = begun(SharedAccount.NEW, "a").failed(Reason.PROCESSOR_FAILED, "It failed.", NOW, jitter);

        assertThat(denial(failed, NOW).orElseThrow()).satisfies(denial -> {
            assertThat(denial.reason()).isEqualTo(Reason.BACKING_OFF);
            assertThat(denial.retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
            assertThat(denial.message())
                    .isEqualTo("The next login at " + SITE + " is tried at " + NOW.plusSeconds(seconds)
                            + ", as the last 1 failed: It failed (on node node-a)");
        });
        assertThat(denial(failed, NOW.plusSeconds(seconds))).isEmpty();
    }

    @Test
    void failureAfterThePasswordWaitsFiveMinutes() {
        SharedAccount failed = failed(SharedAccount.NEW, attempt("a"), Reason.NOT_READY_IN_TIME, NOW);

        assertThat(denial(failed, NOW).orElseThrow().retryAfter()).isEqualTo(Duration.ofMinutes(5));
        assertThat(failed.holder()).isNull();
    }

    @Test
    void loginThatWasStoppedBeforeThePasswordDoesNotCount() {
        SharedAccount stopped = begun(SharedAccount.NEW, "a").failed(Reason.STOPPED, "It stopped.", NOW, 0);

        assertThat(stopped.backOff()).isEqualTo(LoginWait.NONE);
        assertThat(stopped.failure()).isNull();
        assertThat(denial(stopped, NOW)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"REJECTED", "CODE_REJECTED"})
    void rejectionIsDeniedForEver(Reason reason) {
        SharedAccount rejected = failed(SharedAccount.NEW, attempt("a"), reason, NOW);

        assertThat(denial(rejected, NOW.plus(Duration.ofDays(400))).orElseThrow())
                .satisfies(denial -> {
                    assertThat(denial.reason()).isEqualTo(reason);
                    assertThat(denial.retryAfter()).isNull();
                    assertThat(denial.message())
                            .startsWith("It failed (on node node-a). ")
                            .contains(reason == Reason.REJECTED ? "loginPassword" : "loginTotpSecret")
                            .endsWith("so that the account is not locked");
                });
    }

    @Test
    void rejectedPasswordDoesNotDenyAnotherOne() {
        SharedAccount rejected = failed(SharedAccount.NEW, attempt("a"), Reason.REJECTED, NOW);
        SharedAttempt other = new SharedAttempt("b", "node", "session", "pw2", "pw2+seed", "options", NOW);

        assertThat(rejected.denial(other, SITE, NOW)).isEmpty();
    }

    @Test
    void rejectedCodeDeniesOnlyTheSameSeed() {
        SharedAccount rejected = failed(SharedAccount.NEW, attempt("a"), Reason.CODE_REJECTED, NOW);
        SharedAttempt other = new SharedAttempt("b", "node", "session", "pw", "pw+other", "options", NOW);

        assertThat(rejected.denial(other, SITE, NOW)).isEmpty();
        assertThat(denial(rejected, NOW)).isPresent();
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"REJECTED", "NOT_READY_IN_TIME"})
    void changedOptionsLiftAFailureThreeTimesAndOnlyIfTheyAreNewer(Reason reason) {
        SharedAccount account = failed(SharedAccount.NEW, attempt("a"), reason, NOW);
        Instant at = NOW;

        assertThat(account.denial(attempt("b", "changed", NOW), SITE, NOW)).isPresent();
        assertThat(account.denial(attempt("b", "options", NOW.plusSeconds(1)), SITE, NOW))
                .isPresent();
        for (int lifts = 1; lifts <= 3; lifts++) {
            SharedAttempt changed = attempt("c" + lifts, "changed" + lifts, at.plusSeconds(1));
            assertThat(account.denial(changed, SITE, at)).isEmpty();
            at = at.plusSeconds(2);
            account = failed(account, changed, reason, at);
            assertThat(account.denial(changed, SITE, at)).isPresent();
        }
        assertThat(account.denial(attempt("d", "changed4", at.plusSeconds(1)), SITE, at))
                .isPresent();
    }

    @Test
    void acceptedSessionEndsWaitsAndItsRejections() {
        SharedAccount account = failed(SharedAccount.NEW, attempt("a"), Reason.REJECTED, NOW);
        SharedAttempt changed = attempt("b", "changed", NOW.plusSeconds(1));

        SharedAccount accepted =
                account.begin(changed, NOW).passwordSent().succeeded(NOW).accepted("b");

        assertThat(accepted.backOff()).isEqualTo(LoginWait.NONE);
        assertThat(accepted.rejections().all()).isEmpty();
        assertThat(accepted.tried()).isEmpty();
        assertThat(accepted.unaccepted()).isEmpty();
        assertThat(denial(accepted, NOW)).isEmpty();
    }

    @Test
    void sessionMayBeAcceptedBeforeItsLoginHasEnded() {
        SharedAccount accepted =
                begun(SharedAccount.NEW, "a").passwordSent().accepted("a").succeeded(NOW);

        assertThat(accepted.holder()).isNull();
        assertThat(accepted.unaccepted()).isEmpty();
        assertThat(accepted.replacing("session", false, SITE)).isEqualTo(accepted);
    }

    @Test
    void acceptanceOfAnUnknownLoginChangesNothing() {
        SharedAccount failed = failed(SharedAccount.NEW, attempt("a"), Reason.REJECTED, NOW);

        assertThat(failed.accepted("other")).isEqualTo(failed);
    }

    @Test
    void sessionThatTheServerNeverAcceptedIsAFailure() {
        SharedAccount done = begun(SharedAccount.NEW, "a").passwordSent().succeeded(NOW);

        SharedAccount replacing = done.replacing("session", false, SITE);

        assertThat(denial(replacing, NOW).orElseThrow().message())
                .contains("the server has accepted no request with its session (on node node-a)");
        assertThat(replacing.replacing("session", false, SITE)).isEqualTo(replacing);
        assertThat(denial(replacing.accepted("a"), NOW))
                .as("it was accepted later")
                .isEmpty();
        assertThat(done.replacing("another session", false, SITE)).isEqualTo(done);
    }

    @Test
    void fourthSessionThatExpiresUnusedIsAFailure() {
        SharedAccount account = SharedAccount.NEW;
        for (int unused = 1; unused <= 3; unused++) {
            account = begun(account, "a" + unused).passwordSent().succeeded(NOW).replacing("session", true, SITE);
            assertThat(denial(account, NOW)).isEmpty();
        }
        account = begun(account, "b").passwordSent().succeeded(NOW).replacing("session", true, SITE);

        assertThat(denial(account, NOW)).isPresent();
    }

    @Test
    void firstAbandonedPasswordCausesNoWaitAndTheSecondDoes() {
        SharedAccount once = begun(SharedAccount.NEW, "a").passwordSent().abandoned(NOW);
        SharedAccount twice = begun(once, "b").passwordSent().abandoned(NOW);

        assertThat(denial(once, NOW)).isEmpty();
        assertThat(denial(twice, NOW).orElseThrow()).satisfies(denial -> {
            assertThat(denial.retryAfter()).isEqualTo(Duration.ofMinutes(10));
            assertThat(denial.message()).contains("as the last 2 failed: The node ended while it logged in (on node");
        });
    }

    @Test
    void abandonedLoginBeforeItsPasswordOrAfterItsAcceptanceDoesNotCount() {
        assertThat(begun(SharedAccount.NEW, "a").abandoned(NOW).backOff()).isEqualTo(LoginWait.NONE);
        assertThat(begun(SharedAccount.NEW, "a")
                        .passwordSent()
                        .accepted("a")
                        .abandoned(NOW)
                        .failure())
                .isNull();
    }

    @Test
    void forgottenAccountKeepsTheLoginThatRunsAndTheUsedCodes() {
        SharedAccount account = begun(failed(SharedAccount.NEW, attempt("a"), Reason.REJECTED, NOW), "b")
                .codeUsed(NOW);

        SharedAccount forgotten = account.forgotten();

        assertThat(forgotten.holder()).isEqualTo(account.holder());
        assertThat(forgotten.codes()).isEqualTo(account.codes());
        assertThat(denial(forgotten, NOW)).isEmpty();
        assertThat(forgotten.failure()).isNull();
    }

    @Test
    void listsAreBounded() {
        SharedAccount account = SharedAccount.NEW;
        for (int login = 1; login <= 50; login++) {
            SharedAttempt attempt = new SharedAttempt(
                    "a" + login, "node", "session" + login, "pw" + login, "seed" + login, "options" + login, NOW);
            account = account.begin(attempt, NOW)
                    .passwordSent()
                    .codeUsed(NOW.plusSeconds(30L * login))
                    .failed(Reason.REJECTED, "It failed.", NOW, 0);
            account = account.begin(attempt, NOW).succeeded(NOW);
        }

        assertThat(List.of(
                        account.tried(),
                        account.unaccepted(),
                        account.rejections().all(),
                        account.codes().starts()))
                .allSatisfy(list -> assertThat(list).hasSize(20));
        assertThat(account.unaccepted().get(19).attempt().id()).isEqualTo("a50");
    }

    @Test
    void historyShowsTheFailuresOfAllNodes() {
        SharedAccount failed = failed(SharedAccount.NEW, attempt("a"), Reason.REJECTED, NOW);

        LoginThrottle.History history = failed.history(attempt("b"), NOW);

        assertThat(history).isEqualTo(new LoginThrottle.History(true, 1, null, NOW, "It failed."));
    }
}
