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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraCredentialException.Reason;

/** One-time codes are used once by all logins of an account, and rejected ones are not followed by others. */
class UsedCodesTest extends ThrottleTestSupport {

    private static final TotpSeed SEED = new TotpSeed("GEZDGNBVGY3TQOJQ", "SHA1", 6, Duration.ofSeconds(30));
    private static final TotpSeed OTHER_SEED = new TotpSeed("MFRGGZDFMZTWQ2LK", "SHA1", 6, Duration.ofSeconds(30));

    @BeforeEach
    void periodBegins() {
        Instant now = clock.instant();
        clock.pass(Duration.between(now, SEED.start(now).plus(SEED.period())));
    }

    private LoginTurn begin(TotpSeed seed) {
        return begin(new Account("jane", "pw", seed));
    }

    private LoginTurn begin(Account user) {
        LoginTurn turn = next(user);
        assertThat(turn.decision().join()).isEmpty();
        return turn;
    }

    private LoginTurn next(Account user) {
        return jane.next("https://chat.example.com/api/chat", user, "options");
    }

    @Test
    void codeOfAPeriodIsGivenOnce() {
        LoginTurn turn = begin(SEED);

        String code = turn.nextCode(SEED, false);

        assertThat(code).isEqualTo(TotpGenerator.code(SEED, clock.instant())).hasSize(6);
        assertThat(turn.nextCode(SEED, false)).isNull();
        clock.pass(SEED.period());
        assertThat(turn.nextCode(SEED, false)).isNotNull().isNotEqualTo(code);
    }

    @Test
    void codeThatWasNotTypedToItsEndIsGivenAgainInItsPeriodOnly() {
        LoginTurn turn = begin(SEED);
        String code = turn.nextCode(SEED, false);

        assertThat(turn.nextCode(SEED, true)).isEqualTo(code);
        assertThat(turn.nextCode(SEED, false)).isNull();
        clock.pass(SEED.period());
        assertThat(turn.nextCode(SEED, true)).isNotEqualTo(code).isEqualTo(TotpGenerator.code(SEED, clock.instant()));
    }

    @Test
    void codeThatIsAboutToExpireIsNotGivenAgain() {
        LoginTurn turn = begin(SEED);
        turn.nextCode(SEED, false);
        clock.pass(SEED.period().minusSeconds(2));

        assertThat(turn.nextCode(SEED, true)).isNull();
        clock.pass(Duration.ofSeconds(2));
        assertThat(turn.nextCode(SEED, true)).isEqualTo(TotpGenerator.code(SEED, clock.instant()));
    }

    @Test
    void nextLoginOfTheAccountWaitsForTheNextCode() {
        LoginTurn first = begin(SEED);
        assertThat(first.nextCode(SEED, false)).isNotNull();
        first.succeeded();
        first.accepted();
        jane.forget();

        LoginTurn second = begin(SEED);

        assertThat(second.nextCode(SEED, false)).isNull();
        clock.pass(SEED.period());
        assertThat(second.nextCode(SEED, false)).isNotNull();
    }

    @Test
    void codeIsUsedAlsoForSessionsThatStartLater() {
        assertThat(begin(SEED).nextCode(SEED, false)).isNotNull();
        jane.leave();

        ThrottledAccount again = join("jane", null, CHAT);
        LoginTurn turn = again.next("https://chat.example.com/api/chat", new Account("jane", "pw", SEED), "options");

        assertThat(turn.nextCode(SEED, false)).isNull();
    }

    @Test
    void codesOfAccountsThatTurnOutToBeTheSameAreUsedOnce() {
        ThrottledAccount other = join("jane", null, "https://sso.example.com");
        assertThat(begin(SEED).nextCode(SEED, false)).isNotNull();

        join("jane", "sso.example.com,chat.example.com", CHAT);

        assertThat(other.next("https://sso.example.com", new Account("jane", "pw", SEED), "options")
                        .nextCode(SEED, false))
                .isNull();
    }

    @Test
    void codeIsNotGivenInTheLastSecondsOfItsPeriod() {
        LoginTurn turn = begin(SEED);
        clock.pass(SEED.period().minusMillis(2999));

        assertThat(turn.nextCode(SEED, false)).isNull();
        clock.pass(Duration.ofSeconds(3));
        assertThat(turn.nextCode(SEED, false)).isNotNull();
    }

    @Test
    void codeIsGivenThreeSecondsBeforeTheEndOfItsPeriod() {
        LoginTurn turn = begin(SEED);
        clock.pass(SEED.period().minusSeconds(3));

        assertThat(turn.nextCode(SEED, false)).isNotNull();
    }

    @Test
    void clockThatWasHoursAheadDoesNotDelayCodesAfterItsCorrection() {
        LoginTurn turn = begin(SEED);
        assertThat(turn.nextCode(SEED, false)).isNotNull();
        clock.pass(Duration.ofHours(-1));

        assertThat(turn.nextCode(SEED, false)).isNotNull();
        assertThat(turn.nextCode(SEED, false)).isNull();
    }

    @Test
    void clockThatWasSetBackByAPeriodRepeatsNoCode() {
        LoginTurn turn = begin(SEED);
        assertThat(turn.nextCode(SEED, false)).isNotNull();
        clock.pass(SEED.period());
        assertThat(turn.nextCode(SEED, false)).isNotNull();
        clock.pass(SEED.period().negated());

        assertThat(turn.nextCode(SEED, false)).isNull();
    }

    @Test
    void rejectedCodesAreFinalUntilSeedOrPasswordChanges() {
        failWithPassword(begin(SEED), Reason.CODE_REJECTED);

        assertThat(next(new Account("jane", "pw", SEED)).decision().join()).hasValueSatisfying(denial -> {
            assertThat(denial.reason()).isEqualTo(Reason.CODE_REJECTED);
            assertThat(denial.message())
                    .startsWith("It failed. No code is entered again until")
                    .contains("loginTotpSecret", "loginTotpSecretFile");
        });
        clock.pass(Duration.ofDays(1));
        assertThat(next(new Account("jane", "pw", SEED)).decision().join()).isPresent();
        begin(OTHER_SEED).succeeded();
        begin(new Account("jane", "other", SEED)).succeeded();
        assertThat(next(new Account("jane", "pw", SEED)).decision().join()).isPresent();
    }

    @Test
    void denialSaysTheReasonInASentenceOfItsOwn() {
        begin(SEED).failed(Reason.CODE_REJECTED, new IllegalStateException("The page rejected it"));

        assertThat(next(new Account("jane", "pw", SEED)).decision().join())
                .hasValueSatisfying(denial -> assertThat(denial.message())
                        .startsWith("The page rejected it. No code is entered again until"));
    }

    @Test
    void changedSeedDoesNotLiftTheRejectionOfAPassword() {
        failWithPassword(begin(SEED), Reason.REJECTED);

        assertThat(next(new Account("jane", "pw", OTHER_SEED)).decision().join())
                .hasValueSatisfying(denial -> assertThat(denial.reason()).isEqualTo(Reason.REJECTED));
    }

    @Test
    void rejectedCodesAreReportedUntilTheyAreForgotten() {
        LoginTurn turn = begin(SEED);
        failWithPassword(turn, Reason.CODE_REJECTED);
        assertThat(jane.history(turn).rejected()).isTrue();

        jane.forget();

        assertThat(jane.history(turn).rejected()).isFalse();
        assertThat(next(new Account("jane", "pw", SEED)).decision().join()).isEmpty();
    }
}
