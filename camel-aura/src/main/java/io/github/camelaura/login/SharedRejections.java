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

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.camelaura.AuraCredentialException.Reason;

/**
 * The passwords of an account, alone or with a seed, that the site rejected on any node, as fingerprints.
 *
 * @param all the rejections, oldest first
 */
record SharedRejections(List<Rejection> all) {

    static final SharedRejections NONE = new SharedRejections(List.of());

    /** The oldest rejections are forgotten. */
    private static final int MOST = 20;

    /**
     * A password, alone or with a seed, that the site rejected.
     *
     * @param fingerprint the fingerprint of a {@link SharedAttempt}
     * @param reason {@link Reason#REJECTED} or {@link Reason#CODE_REJECTED}
     * @param options the options of the logins that used it
     */
    record Rejection(String fingerprint, Reason reason, SharedAccount.Failure failure, List<String> options) {

        private Rejection triedWith(String tried) {
            return new Rejection(fingerprint, reason, failure, SharedAccount.with(options, tried, MOST));
        }
    }

    /** Returns the rejection that a login must not repeat. */
    Optional<Rejection> of(SharedAttempt attempt) {
        return all.stream()
                .filter(each -> isAbout(each, attempt))
                .filter(each -> !each.failure.isCorrectedBy(attempt, each.options))
                .findFirst();
    }

    private static boolean isAbout(Rejection rejection, SharedAttempt attempt) {
        return rejection.fingerprint.equals(attempt.password())
                || rejection.fingerprint.equals(attempt.passwordAndSeed());
    }

    /** Notes that a login begins although it may use a rejected password, because its options have changed. */
    SharedRejections begin(SharedAttempt attempt) {
        return new SharedRejections(all.stream()
                .map(each -> isAbout(each, attempt) ? each.triedWith(attempt.options()) : each)
                .toList());
    }

    /** Notes a rejection. A rejected code says nothing about the password with another seed. */
    SharedRejections reject(SharedAttempt attempt, Reason reason, SharedAccount.Failure failure) {
        String fingerprint = reason == Reason.REJECTED ? attempt.password() : attempt.passwordAndSeed();
        List<String> options = all.stream()
                .filter(each -> each.fingerprint.equals(fingerprint))
                .findFirst()
                .map(Rejection::options)
                .orElse(List.of());
        Stream<Rejection> others = all.stream().filter(each -> !each.fingerprint.equals(fingerprint));
        Rejection rejection = new Rejection(fingerprint, reason, failure, options).triedWith(attempt.options());
        return new SharedRejections(SharedAccount.with(others.toList(), rejection, MOST));
    }

    /** Forgets the rejections of the password and the seed of a login that succeeded. */
    SharedRejections accept(SharedAttempt attempt) {
        return new SharedRejections(
                all.stream().filter(each -> !isAbout(each, attempt)).toList());
    }

    /** Shows no fingerprint. */
    @Override
    public String toString() {
        return all.size() + " rejections";
    }
}
