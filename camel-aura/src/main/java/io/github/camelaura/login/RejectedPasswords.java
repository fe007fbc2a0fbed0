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

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.github.camelaura.AuraCredentialException.Reason;

/**
 * The passwords of an account that a site rejected, alone or together with the seed of one-time codes, by their fingerprints.
 *
 * <p>Lock: the {@link LoginThrottle} guards this object.
 */
final class RejectedPasswords {

    /**
     * The state of a password, or of a password with a seed.
     *
     * @param rejection the login that the site rejected; null if there was none or changed options lifted it
     * @param reason {@link Reason#REJECTED} or {@link Reason#CODE_REJECTED}; null without a rejection
     * @param lifts how often changed options lifted the wait or the rejection
     */
    record State(AccountRecord.Failure rejection, Reason reason, int lifts) {

        private static final State UNKNOWN = new State(null, null, 0);

        boolean isRejected() {
            return rejection != null;
        }

        private State and(State other) {
            State rejected = isRejected() ? this : other;
            return new State(rejected.rejection, rejected.reason, Math.max(lifts, other.lifts));
        }

        /** Returns why a login with this password may not begin. */
        LoginTurn.Denial denial() {
            return RejectedPasswords.denial(reason, rejection.cause());
        }
    }

    /** Returns why a login with a rejected password or seed may not begin. */
    static LoginTurn.Denial denial(Reason reason, Exception rejection) {
        String until = reason == Reason.CODE_REJECTED
                ? ". No code is entered again until loginUsername, the password, loginTotpSecret or the content of"
                        + " loginTotpSecretFile changes"
                : ". It is not tried again until loginUsername, loginPassword or the content of loginPasswordFile"
                        + " changes";
        return new LoginTurn.Denial(
                reason,
                rejection.getMessage().replaceFirst("\\.$", "") + until + ", so that the account is not locked",
                rejection,
                null);
    }

    private final Map<String, State> states = new HashMap<>();

    boolean isEmpty() {
        return states.isEmpty();
    }

    /** Returns the state of the password and the seed of a turn. */
    State of(LoginTurn turn) {
        return states.getOrDefault(turn.password(), State.UNKNOWN)
                .and(states.getOrDefault(turn.passwordAndSeed(), State.UNKNOWN));
    }

    /** Returns the options of the rejected logins. */
    Stream<Object> options() {
        return states.values().stream().filter(State::isRejected).map(state -> state.rejection.options());
    }

    /** Notes a rejection. A rejected code says nothing about the password with another seed. */
    void reject(LoginTurn turn, Reason reason, AccountRecord.Failure rejection) {
        states.put(
                reason == Reason.CODE_REJECTED ? turn.passwordAndSeed() : turn.password(),
                new State(rejection, reason, of(turn).lifts));
    }

    /** Notes that changed options lifted the wait or the rejection. */
    void lift(LoginTurn turn) {
        State lifted = new State(null, null, of(turn).lifts + 1);
        accept(turn);
        states.put(turn.password(), lifted);
    }

    /** Forgets the state of the password and the seed of a turn. */
    void accept(LoginTurn turn) {
        states.remove(turn.password());
        states.remove(turn.passwordAndSeed());
    }

    void clear() {
        states.clear();
    }

    void absorb(RejectedPasswords other) {
        other.states.forEach((password, state) -> states.merge(password, state, State::and));
    }
}
