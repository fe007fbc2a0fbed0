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

import java.time.Clock;
import java.util.concurrent.CompletableFuture;

import io.github.camelaura.call.RequestAtFaultException;

/**
 * The credential that all requests use, and perhaps a newer one that is not proven yet: used first by those whom the server
 * refused with the other. Knows what follows from an answer to either. Guarded by the lock of its {@link LoginSession}.
 */
final class HeldCredentials {

    private final Clock clock;
    private final RefusalJudge judge;
    private Credential current;
    private boolean accepted;
    private boolean useless;
    private Credential candidate;
    private boolean candidateRefused;
    private long candidateBorn;
    private int newestAccepted;

    HeldCredentials(Clock clock) {
        this.clock = clock;
        this.judge = new RefusalJudge(clock);
    }

    Credential current() {
        return current;
    }

    boolean isCurrent(int generation) {
        return current != null && current.generation() == generation;
    }

    /** That of this generation, or null. */
    Credential find(int generation) {
        return isCurrent(generation) ? current : isCandidate(generation) ? candidate : null;
    }

    /** The newest if it is newer than this generation, or null. */
    Credential newerThan(int generation) {
        Credential newest = candidate == null ? current : candidate;
        return newest == null || newest.generation() <= generation ? null : newest;
    }

    /**
     * What there is where a login can't be.
     *
     * @throws LoginException the failure, if there is nothing that is newer than what the server refused
     */
    Credential newerThan(Refused refused, LoginException failure) throws LoginException {
        Credential newer = refused == null ? null : newerThan(refused.sent().generation());
        if (newer == null) {
            throw failure;
        }
        return newer;
    }

    /** The current one, unless all that is known of it is that the server refuses it; or null. */
    Credential unrefused() {
        return accepted ? (judge.row() < RefusalJudge.ROW ? current : null) : useless ? null : current;
    }

    /**
     * One that is worth a try without a login.
     *
     * @param refused what refused the request before; null if nothing did
     */
    Credential usable(Refused refused, RenewalPolicy policy) {
        dropExpired(policy);
        if (refused == null) {
            return current;
        }
        Credential newer = newerThan(refused.sent().generation());
        if (newer == null || isCurrent(newer.generation()) || !refused.mayLogIn()) {
            return newer;
        }
        // what was there before, and is not proven, may have ended as well, and the request is made only once more
        return newerThan(refused.sent().newest());
    }

    /**
     * Takes what a login gave. A credential that the server accepts stays in use beside it, unless it was to be renewed ahead
     * of its end.
     */
    void add(Credential fresh, RenewalPolicy policy) {
        candidate = fresh;
        candidateRefused = false;
        candidateBorn = judge.refusals();
        if (current == null || !accepted || policy.isDue(current, clock.instant())) {
            promote(false);
        }
    }

    /** The server accepted the credential of this generation. */
    void accepted(int generation) {
        if (isCandidate(generation)) {
            promote(true);
            judge.renewed();
        } else if (isCurrent(generation)) {
            accepted = true;
            useless = false;
        }
        newestAccepted = Math.max(newestAccepted, generation);
    }

    /** A request is sent with the credential of this generation, or without one (0). */
    Sent sent(int generation) {
        Credential newest = newerThan(generation);
        return new Sent(generation, newest == null ? generation : newest.generation(), judge.refusals());
    }

    /** The server accepted the credential for this request. */
    void cleared(Sent sent) {
        if (isCurrent(sent.generation())) {
            judge.accepted(sent.refusals());
        }
    }

    /**
     * The server refused a request.
     *
     * @param earlier what came of the attempt before; null if this was the first one
     * @return what the next attempt is to know
     * @throws RequestAtFaultException if no credential would help
     */
    Refused refused(Sent sent, String signature, Refused earlier, RenewalPolicy policy) throws RequestAtFaultException {
        int of = sent.generation();
        boolean ofAccepted = of != 0 && (of <= newestAccepted || (accepted && isCurrent(of)));
        if (earlier != null && of != 0 && (ofAccepted || earlier.ofAccepted())) {
            candidateRefused |= isCandidate(of);
            boolean ofNewLogin = of > earlier.sent().newest();
            if (ofNewLogin) {
                throw atFault(signature, policy);
            }
            if (!earlier.mayLogIn()) {
                throw new RequestAtFaultException(); // as such refusals are about requests for now
            }
        }
        if (of == 0) {
            judge.refusedWithoutCredential(signature);
        }
        if (!ofAccepted || !isCurrent(of)) {
            return new Refused(sent, signature, ofAccepted, Refused.NEVER, true);
        }
        long number = judge.refused();
        if (judge.row() >= RefusalJudge.ROW && isCandidateOfThisRow()) {
            promote(true); // not proven, but its refusals are to be judged as those of the other were
            return new Refused(sent, signature, true, Refused.NEVER, true);
        }
        boolean over = judge.isSessionOver(signature);
        if (!over && (judge.row() < RefusalJudge.ROW || candidate == null)) {
            throw new RequestAtFaultException(); // as this signature was proven to be about requests
        }
        return new Refused(sent, signature, true, number, over);
    }

    /** Whether a login is to begin beside the credential, since the server refuses it though it accepted it before. */
    boolean isLoginDue(Refused refused, RenewalPolicy policy) {
        return refused.ofAccepted() && refused.mayLogIn() && usable(refused, policy) == null;
    }

    /** That login begins. */
    void loginBegins(Refused refused, RenewalPolicy policy) {
        judge.loginBegins(refused.signature(), policy.minInterval());
    }

    /** The server refused the credential of this generation; whether it is the current one and was never accepted. */
    boolean isRefusedUnproven(int of) {
        boolean unproven = isCurrent(of) && !accepted;
        useless |= unproven;
        return unproven;
    }

    /** Whether the server has accepted the credential since it refused this request. */
    boolean isCleared(Refused refused) {
        return judge.isCleared(refused.number());
    }

    /** Done when {@link #isCleared}; to be given back by {@link #leave}. Never done for a request that nothing refused. */
    CompletableFuture<Void> whenCleared(Refused refused) {
        return judge.whenCleared(refused == null ? Refused.NEVER : refused.number());
    }

    void leave(CompletableFuture<Void> cleared) {
        judge.leave(cleared);
    }

    /** The failure of a request that was refused in this way. */
    RequestAtFaultException atFault(String signature, RenewalPolicy policy) {
        judge.falseAlarm(signature, policy.minInterval());
        return new RequestAtFaultException();
    }

    void clear() {
        candidate = null;
        promote(false);
    }

    private boolean isCandidate(int generation) {
        return candidate != null && candidate.generation() == generation;
    }

    /** Whether it comes from a login that began with refusals which no accepted request has cleared since. */
    private boolean isCandidateOfThisRow() {
        return candidate != null && !candidateRefused && !judge.isCleared(candidateBorn);
    }

    private void dropExpired(RenewalPolicy policy) {
        if (candidate != null && policy.isExpired(candidate, clock.instant())) {
            candidate = null;
        }
        if (current != null && policy.isExpired(current, clock.instant())) {
            promote(false);
        }
    }

    private void promote(boolean isAccepted) {
        current = candidate;
        accepted = isAccepted;
        useless = false;
        candidate = null;
        judge.replaced();
    }

    /**
     * What is known of a request when it is sent.
     *
     * @param generation that of its credential; 0 if it has none
     * @param newest that of the newest credential there is
     * @param refusals how many refusals there had been
     */
    record Sent(int generation, int newest, long refusals) {

        /** A request that nobody has given a credential. */
        static final Sent WITHOUT_CREDENTIAL = new Sent(0, 0, 0);
    }

    /**
     * What one attempt of a request leaves for the next one, after the server refused it.
     *
     * @param sent how it went out
     * @param ofAccepted whether the server had accepted its credential before
     * @param number counts the refusals of a credential that was accepted; {@link #NEVER} for those of another one
     * @param mayLogIn whether a login may begin for it, and not only a newer credential be used that is there
     */
    record Refused(Sent sent, String signature, boolean ofAccepted, long number, boolean mayLogIn) {

        /** A number that is never cleared. */
        static final long NEVER = Long.MAX_VALUE;
    }
}
