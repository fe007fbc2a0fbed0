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

import java.net.URI;
import java.time.Clock;
import java.util.BitSet;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.github.camelaura.call.RequestAtFaultException;

/**
 * The credential that all requests use, and sometimes a candidate for its replacement.
 *
 * <p>The current credential is unproven after a login, until the server accepts it. If the server rejects a proven credential,
 * a login begins while other requests still use it. The credential of that login is the candidate. Only a request that the
 * server rejected with the current credential uses the candidate. The candidate replaces the current credential
 *
 * <ul>
 *   <li>at once, if the current credential is unproven or due for renewal,
 *   <li>when the server accepts the candidate,
 *   <li>when the current credential expires, or
 *   <li>when the server rejects the current credential repeatedly and has not rejected the candidate.
 * </ul>
 *
 * <p>After a rejection, the request is sent once more, with a newer credential. A login for it may begin if the server has never accepted
 * the credential, or the {@link RefusalJudge} finds that the session has ended. The request itself is at fault, and the current credential
 * stays, if the judge finds that, or if the second attempt is rejected, too, although its credential is from a login that ended after the
 * first attempt was sent, and the server had accepted one of the two credentials before. If the second credential is one that another node
 * had obtained earlier, a third attempt follows.
 *
 * <p>Lock: the {@link LoginSession} guards this object.
 */
final class HeldCredentials {

    private final Clock clock;
    private final RefusalJudge judge;
    private final Sharing sharing;
    private Credential current;
    private boolean proven;
    private boolean refusedUnproven;
    private Credential candidate;
    private boolean candidateRefused;
    private long refusalsBeforeCandidate;
    private int newestAccepted;

    /** The generations of credentials that other nodes had obtained earlier, also of those that are not held any more. */
    private final BitSet mayHaveEnded = new BitSet();

    /** Creates an object without a credential. It notifies {@code sharing} of each credential and of its acceptance. */
    HeldCredentials(Clock clock, Sharing sharing) {
        this.clock = clock;
        this.sharing = sharing;
        this.judge = new RefusalJudge(clock);
    }

    Credential current() {
        return current;
    }

    /** Returns the credential of this generation, or null if it is not held any more. */
    Credential find(int generation) {
        return isCurrent(generation) ? current : isCandidate(generation) ? candidate : null;
    }

    /** Returns the newest credential if it is newer than this generation, otherwise null. */
    private Credential newerThan(int generation) {
        Credential newest = candidate == null ? current : candidate;
        return newest == null || newest.generation() <= generation ? null : newest;
    }

    /**
     * Returns the credential for a request whose login may not begin.
     *
     * @param refused the rejection of the request; null if there was none
     * @throws LoginException the given failure, if no credential is newer than the rejected one
     */
    Credential newerThan(Refused refused, LoginException failure) throws LoginException {
        Credential newer = refused == null ? null : newerThan(refused.sent().generation());
        if (newer == null) {
            throw failure;
        }
        return newer;
    }

    /** Returns the current credential; null if the latest answers to it are rejections. */
    Credential currentUnlessRefused() {
        boolean refused = proven ? judge.isSeries() : refusedUnproven;
        return refused ? null : current;
    }

    /**
     * Returns the credential that a request can try without a login, or null.
     *
     * @param refused the rejection of the request; null if there was none
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
        // an unproven candidate that was there before may have ended as well, and the request is sent only once more
        return newerThan(refused.sent().newest());
    }

    /** Adds the credential of a login: as the candidate if the current one is proven and not due for renewal. */
    void add(Credential fresh, RenewalPolicy policy) {
        retire(candidate, true);
        candidate = fresh;
        candidateRefused = false;
        refusalsBeforeCandidate = judge.refusals();
        mayHaveEnded.set(fresh.generation(), fresh.mayHaveEnded());
        sharing.held(fresh, judge);
        if (current == null || !proven || policy.isDue(current, clock.instant())) {
            promote(false);
        }
    }

    /** Notes that a request is sent with the credential of this generation, or without one (0). */
    Sent sent(int generation) {
        Credential newest = newerThan(generation);
        return new Sent(generation, newest == null ? generation : newest.generation(), judge.refusals());
    }

    /**
     * Notes that the server answered a request and did not reject it; returns whether the credential is held.
     *
     * @param accepted whether the answer proves that the server accepted the credential: an error may come before it checks that
     * @param setCookies the {@code Set-Cookie} headers of the answer
     */
    boolean answered(Sent sent, boolean accepted, URI address, Collection<String> setCookies) {
        Credential credential = find(sent.generation());
        if (credential == null) {
            return false;
        }
        if (accepted) {
            accepted(sent);
            sharing.accepted();
        }
        if (!setCookies.isEmpty()) {
            credential.update(setCookies, accepted, address, clock.instant());
            sharing.changed(credential);
        }
        return true;
    }

    private void accepted(Sent sent) {
        if (isCandidate(sent.generation())) {
            retire(current, false); // its session is over, so it needs no logout
            current = null;
            promote(true);
            judge.renewed();
        } else {
            proven = true;
            refusedUnproven = false;
        }
        newestAccepted = Math.max(newestAccepted, sent.generation());
        judge.accepted(sent.refusals());
    }

    /**
     * Notes that the server rejected a request.
     *
     * @param earlier the rejection of the first attempt; null if this was the first attempt
     * @return what the next attempt needs to know
     * @throws RequestAtFaultException if the request is at fault, so no credential would help
     */
    Refused refused(Sent sent, String signature, Refused earlier, RenewalPolicy policy) throws RequestAtFaultException {
        int generation = sent.generation();
        boolean accepted = wasAccepted(generation);
        if (earlier != null && generation != 0 && (accepted || earlier.accepted())) {
            candidateRefused |= isCandidate(generation);
            boolean ofNewLogin = generation > earlier.sent().newest();
            if (ofNewLogin && !mayHaveEnded.get(generation)) {
                throw falseAlarm(signature, policy);
            }
            if (!earlier.mayLogIn()) {
                throw new RequestAtFaultException(); // the judge found so after the first attempt
            }
        }
        if (generation == 0) {
            judge.refusedWithoutCredential(signature);
        }
        if (!accepted || !isCurrent(generation)) {
            return new Refused(sent, signature, accepted, Refused.NEVER, true, mayHaveEnded.get(generation));
        }
        long number = judge.refused();
        if (judge.isSeries() && isCandidateOfThisSeries()) {
            promote(true); // although unproven, so that the judge counts its rejections, too
            return new Refused(sent, signature, true, Refused.NEVER, true, mayHaveEnded.get(generation));
        }
        boolean over = judge.isSessionOver(signature);
        if (!over && (!judge.isSeries() || candidate == null)) {
            throw new RequestAtFaultException();
        }
        return new Refused(sent, signature, true, number, over, mayHaveEnded.get(generation));
    }

    /** Returns whether a login is due although the server has accepted the credential before. */
    boolean isLoginDue(Refused refused, RenewalPolicy policy) {
        return refused.accepted() && refused.mayLogIn() && usable(refused, policy) == null;
    }

    /** Notes that a login begins because of this rejection. */
    void loginBegins(Refused refused, RenewalPolicy policy) {
        judge.loginBegins(refused.signature(), policy.minInterval());
    }

    /** Notes that the server rejected the credential of this generation; returns whether it is current and unproven. */
    boolean refuseUnproven(int generation) {
        boolean unproven = isCurrent(generation) && !proven;
        refusedUnproven |= unproven;
        return unproven;
    }

    /** Returns whether the rejection is settled, see {@link RefusalJudge}. */
    boolean isSettled(Refused refused) {
        return judge.isSettled(refused.number());
    }

    /** Returns a future that is done when the rejection is settled, never if it is null. {@link #stopWaiting} releases it. */
    CompletableFuture<Void> whenSettled(Refused refused) {
        return judge.whenSettled(refused == null ? Refused.NEVER : refused.number());
    }

    void stopWaiting(CompletableFuture<Void> settled) {
        judge.stopWaiting(settled);
    }

    /** Notes that a rejection with this signature was about the request, and returns the failure of the request. */
    RequestAtFaultException falseAlarm(String signature, RenewalPolicy policy) {
        judge.falseAlarm(signature, policy.minInterval());
        return new RequestAtFaultException();
    }

    void clear() {
        sharing.dropped();
        retire(candidate, true);
        candidate = null;
        promote(false);
    }

    private boolean isCurrent(int generation) {
        return current != null && current.generation() == generation;
    }

    private boolean isCandidate(int generation) {
        return candidate != null && candidate.generation() == generation;
    }

    private boolean wasAccepted(int generation) {
        return generation != 0 && (generation <= newestAccepted || (proven && isCurrent(generation)));
    }

    /** Returns whether the candidate is from a login within the present series, and the server has not rejected it. */
    private boolean isCandidateOfThisSeries() {
        return candidate != null && !candidateRefused && !judge.isSettled(refusalsBeforeCandidate);
    }

    void dropExpired(RenewalPolicy policy) {
        if (candidate != null && policy.isExpired(candidate, clock.instant())) {
            retire(candidate, true);
            candidate = null;
        }
        if (current != null && policy.isExpired(current, clock.instant())) {
            promote(false);
        }
    }

    private static void retire(Credential replaced, boolean logsOut) {
        Optional.ofNullable(replaced).ifPresent(each -> each.retire(logsOut));
    }

    private void promote(boolean isProven) {
        retire(current, !refusedUnproven);
        current = candidate;
        proven = isProven;
        refusedUnproven = false;
        candidate = null;
        judge.replaced();
    }
}
