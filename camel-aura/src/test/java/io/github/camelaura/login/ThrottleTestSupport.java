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
import java.util.Optional;

import io.github.camelaura.AuraCredentialException.Reason;

/** A throttle with a clock that the test advances, and methods for its tests. */
abstract class ThrottleTestSupport {

    static final String CHAT = "https://chat.example.com";
    static final Duration MINUTES_5 = Duration.ofMinutes(5);

    final SettableClock clock = new SettableClock();
    double random;
    private final LoginThrottle throttle = new LoginThrottle(clock, () -> random);
    final ThrottledAccount jane = join("jane", null, CHAT);

    ThrottledAccount join(String username, String loginHosts, String loginUrl) {
        return throttle.join(LoginAccount.of(username, loginHosts, loginUrl, CHAT), new Object());
    }

    static LoginTurn next(ThrottledAccount account) {
        return next(account, "pw", "options");
    }

    static LoginTurn next(ThrottledAccount account, String password, Object options) {
        return account.next("https://chat.example.com/api/chat", new Account("jane", password, null), options);
    }

    static LoginTurn begin(ThrottledAccount account) {
        return begin(account, "pw", "options");
    }

    static LoginTurn begin(ThrottledAccount account, String password, Object options) {
        LoginTurn turn = next(account, password, options);
        assertThat(turn.decision()).isCompletedWithValue(Optional.empty());
        return turn;
    }

    static LoginTurn logIn(ThrottledAccount account) {
        LoginTurn turn = begin(account);
        turn.passwordUsed();
        turn.succeeded();
        return turn;
    }

    static void fail(LoginTurn turn, Reason reason) {
        turn.failed(reason, new IllegalStateException("It failed."));
    }

    static void failWithPassword(LoginTurn turn, Reason reason) {
        turn.passwordUsed();
        fail(turn, reason);
    }

    static LoginTurn.Denial denied(ThrottledAccount account) {
        return denied(account, "pw", "options");
    }

    static LoginTurn.Denial denied(ThrottledAccount account, String password, Object options) {
        LoginTurn turn = next(account, password, options);
        assertThat(turn.decision()).isDone();
        assertThat(turn.decision().join()).isPresent();
        return turn.decision().join().get();
    }

    /** Checks that the account backs off for exactly this time. */
    void assertWaits(Duration wait) {
        Instant until = clock.instant().plus(wait);
        assertThat(denied(jane).message()).contains(" is tried at " + until);
        clock.pass(wait.minusMillis(1));
        assertThat(denied(jane).reason()).isEqualTo(Reason.BACKING_OFF);
        clock.pass(Duration.ofMillis(1));
    }
}
