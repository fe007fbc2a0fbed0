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

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.store.Lease;

/**
 * The state of an account that nodes share: who logs in, which logins failed, and when the next one may begin. It is the
 * counterpart of {@link AccountRecord}, which one node keeps for itself. Each method returns a changed copy.
 *
 * @param holder the login that runs; null if none does
 * @param backOff when the next login may begin
 * @param failure the last failure; null if none is known
 * @param tried the options of logins that began since the server last accepted a session
 * @param rejections the passwords and seeds that the site rejected
 * @param unaccepted the logins whose sessions the server has neither accepted nor rejected yet
 * @param codes the one-time codes that were used
 */
record SharedAccount(
        Holder holder,
        LoginWait backOff,
        Failure failure,
        List<String> tried,
        SharedRejections rejections,
        List<Unaccepted> unaccepted,
        CodePeriods codes) {

    static final SharedAccount NEW = new SharedAccount(
            null, LoginWait.NONE, null, List.of(), SharedRejections.NONE, List.of(), CodePeriods.NONE);

    /** How often changed options lift a wait or a rejection until the server accepts a session. */
    private static final int MOST_LIFTS = 3;

    /** The most entries of each list; the oldest ones are forgotten. */
    private static final int MOST = 20;

    /**
     * The login that runs.
     *
     * @param lease shows that its node lives
     * @param passwordSent whether the site may have got the password
     * @param accepted whether the server has accepted the session of this login
     * @param codePeriod the start of the period of its last one-time code; null if it has used none
     */
    record Holder(Lease lease, SharedAttempt attempt, boolean passwordSent, boolean accepted, Instant codePeriod) {

        private Holder renewed(boolean sent, Instant period) {
            return new Holder(lease.renewed(), attempt, passwordSent || sent, accepted, period);
        }

        private Holder isAccepted() {
            return new Holder(lease, attempt, passwordSent, true, codePeriod);
        }
    }

    /**
     * A failed login.
     *
     * @param message what failed; contains no secret
     */
    record Failure(Instant at, String node, String message) {

        private LoginException exception(Reason reason) {
            return new LoginException(reason, message.replaceFirst("\\.$", "") + " (on node " + node + ")");
        }

        /**
         * Returns whether an endpoint with other options has started after the failure.
         *
         * @param tried the options of the logins since then
         */
        boolean isCorrectedBy(SharedAttempt attempt, List<String> tried) {
            return attempt.started().isAfter(at) && !tried.contains(attempt.options()) && tried.size() <= MOST_LIFTS;
        }
    }

    /**
     * A login whose session the server has neither accepted nor rejected yet.
     *
     * @param at when it was done
     * @param counted whether it counts as failed, because another login for the session was due
     */
    record Unaccepted(SharedAttempt attempt, Instant at, boolean counted) {}

    boolean isHeldBy(String attempt) {
        return holder != null && holder.attempt.id().equals(attempt);
    }

    /**
     * Returns why a login may not begin, empty if it may.
     *
     * @param site the site of the login, for the message
     */
    Optional<LoginTurn.Denial> denial(SharedAttempt attempt, String site, Instant now) {
        Optional<LoginTurn.Denial> rejected = rejections
                .of(attempt)
                .map(each ->
                        RejectedPasswords.denial(each.reason(), each.failure().exception(each.reason())));
        if (rejected.isPresent() || !backOff.holds(now) || failure.isCorrectedBy(attempt, tried)) {
            return rejected;
        }
        return Optional.of(AccountRecord.backingOff(site, backOff, failure.exception(Reason.BACKING_OFF), now));
    }

    /** Begins a login that is not denied. */
    SharedAccount begin(SharedAttempt attempt, Instant now) {
        return new SharedAccount(
                new Holder(new Lease(attempt.id(), 0), attempt, false, false, null),
                backOff.holds(now) ? backOff.lifted() : backOff,
                failure,
                with(tried, attempt.options(), MOST),
                rejections.begin(attempt),
                unaccepted,
                codes);
    }

    SharedAccount renewed() {
        return with(holder.renewed(false, holder.codePeriod));
    }

    /** Notes that the login that runs is about to use the password. */
    SharedAccount passwordSent() {
        return with(holder.renewed(true, holder.codePeriod))
                .with(holder.passwordSent ? backOff : backOff.passwordUsed());
    }

    /** Notes that the login that runs uses the code of the period that begins then. */
    SharedAccount codeUsed(Instant period) {
        return new SharedAccount(
                holder.renewed(false, period), backOff, failure, tried, rejections, unaccepted, codes.and(period));
    }

    /** Notes that the login that runs is done. */
    SharedAccount succeeded(Instant now) {
        List<Unaccepted> others = without(unaccepted, each -> isOf(each, holder.attempt.session()));
        List<Unaccepted> logins =
                holder.accepted ? others : with(others, new Unaccepted(holder.attempt, now, false), MOST);
        return new SharedAccount(null, backOff, failure, tried, rejections, logins, codes);
    }

    /**
     * Notes that the login that runs has failed.
     *
     * @param jitter from 0 to 1
     */
    SharedAccount failed(Reason reason, String message, Instant now, double jitter) {
        SharedAttempt attempt = holder.attempt;
        Failure failed = new Failure(now, attempt.node(), message);
        SharedAccount free = with((Holder) null);
        if (reason == Reason.REJECTED || reason == Reason.CODE_REJECTED) {
            SharedRejections rejected = rejections.reject(attempt, reason, failed);
            return new SharedAccount(null, backOff.failedWithoutWait(), failed, tried, rejected, unaccepted, codes);
        }
        if (reason == Reason.STOPPED) {
            return abandoned(now);
        }
        return free.with(holder.passwordSent ? backOff.noSession(now) : backOff.failedBeforePassword(now, jitter))
                .with(failed);
    }

    /**
     * Notes that the node of the login that runs has ended. If it may have sent the password, the next login waits, except if
     * no login has failed before: then one other login may use the password at once.
     */
    SharedAccount abandoned(Instant now) {
        SharedAccount free = with((Holder) null);
        if (!holder.passwordSent || holder.accepted) {
            return free;
        }
        boolean first = backOff.passwords() <= 1 && backOff.failures() == 0;
        return free.with(first ? backOff.failedWithoutWait() : backOff.noSession(now))
                .with(new Failure(now, holder.attempt.node(), "The node ended while it logged in"));
    }

    /**
     * Notes that another login for a session is due. If the server has accepted no request with the last one, that login has
     * failed.
     *
     * @param expired whether the session has expired, which says nothing about its login unless it happens often
     */
    SharedAccount replacing(String session, boolean expired, String site) {
        Optional<Unaccepted> last = unaccepted.stream()
                .filter(each -> isOf(each, session) && !each.counted)
                .findFirst();
        if (last.isEmpty()) {
            return this;
        }
        Instant at = last.get().at;
        SharedAccount resolved = new SharedAccount(
                holder,
                backOff,
                failure,
                tried,
                rejections,
                unaccepted.stream()
                        .map(each -> isOf(each, session) ? new Unaccepted(each.attempt, each.at, true) : each)
                        .toList(),
                codes);
        LoginWait unused = backOff.expiredUnused();
        if (expired && !unused.isUnusedTooOften()) {
            return resolved.with(unused);
        }
        return resolved.with((expired ? unused : backOff).noSession(at))
                .with(new Failure(
                        at,
                        last.get().attempt.node(),
                        "The login at " + site
                                + " succeeded, but the server has accepted no request with its session"));
    }

    private static boolean isOf(Unaccepted login, String session) {
        return login.attempt.session().equals(session);
    }

    /** Notes that the server accepted the session of a login, also one that counts as failed. This ends the wait. */
    SharedAccount accepted(String attempt) {
        Optional<SharedAttempt> login = Stream.concat(
                        holder == null ? Stream.empty() : Stream.of(holder.attempt),
                        unaccepted.stream().map(Unaccepted::attempt))
                .filter(each -> each.id().equals(attempt))
                .findFirst();
        if (login.isEmpty()) {
            return this;
        }
        return new SharedAccount(
                isHeldBy(attempt) ? holder.isAccepted() : holder,
                LoginWait.NONE,
                failure,
                List.of(),
                rejections.accept(login.get()),
                without(unaccepted, each -> each.attempt.id().equals(attempt)),
                codes);
    }

    /** Forgets waits and rejections, but neither a login that runs nor the codes that were used. */
    SharedAccount forgotten() {
        return new SharedAccount(holder, LoginWait.NONE, null, List.of(), SharedRejections.NONE, List.of(), codes);
    }

    /**
     * Returns the state for monitoring.
     *
     * @param last the last login of a session on this node; null if there is none
     */
    LoginThrottle.History history(SharedAttempt last, Instant now) {
        return new LoginThrottle.History(
                last != null && rejections.of(last).isPresent(),
                backOff.failures(),
                backOff.holds(now) ? backOff.notBefore() : null,
                failure == null ? null : failure.at,
                failure == null ? null : failure.message);
    }

    private SharedAccount with(Holder next) {
        return new SharedAccount(next, backOff, failure, tried, rejections, unaccepted, codes);
    }

    private SharedAccount with(LoginWait next) {
        return new SharedAccount(holder, next, failure, tried, rejections, unaccepted, codes);
    }

    private SharedAccount with(Failure next) {
        return new SharedAccount(holder, backOff, next, tried, rejections, unaccepted, codes);
    }

    /** Returns a list with one more entry, without its equals, and not longer than this. */
    static <T> List<T> with(List<T> list, T last, int most) {
        List<T> longer = Stream.concat(list.stream().filter(each -> !each.equals(last)), Stream.of(last))
                .toList();
        return longer.subList(Math.max(0, longer.size() - most), longer.size());
    }

    private static <T> List<T> without(List<T> list, Predicate<T> removed) {
        return list.stream().filter(removed.negate()).toList();
    }

    /** Shows no fingerprint. */
    @Override
    public String toString() {
        return "shared account";
    }
}
