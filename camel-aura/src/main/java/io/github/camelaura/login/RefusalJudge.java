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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Judges what the rejection of an accepted credential means: the session has ended, so a login is due, or the server rejects
 * this one request, for example because of a content filter.
 *
 * <p>The judge counts the rejections of the credential that is in use. A rejection is settled as soon as the server accepts
 * the same credential for a request that was sent after it, or another credential has replaced it. Two or more rejections that
 * are not settled are a series. A rejection means that the session has ended, except after a false alarm:
 *
 * <ul>
 *   <li>A rejection that began a login is a false alarm if the server still accepts the old credential, or also rejects the
 *       request with the credential of the new login.
 *   <li>After a false alarm, rejections with the same signature are about requests for an interval. It is {@code
 *       loginMinInterval} at first, and doubles with each further false alarm up to four times that. It is reset if an interval
 *       of the same length passes after it without a false alarm.
 *   <li>Within the interval, the session has ended if the signature is a different one, or the rejection belongs to a series.
 *       After a series that was a false alarm, the next one counts after a minute, or as soon as the server accepts a request.
 *       From the third such series on, it counts after a time that doubles.
 *   <li>The third login within four times {@code loginMinInterval} has the effect of a false alarm for {@code
 *       loginMinInterval}, even if the logins seem to help, unless requests without a credential get the same signature.
 * </ul>
 *
 * <p>Signatures may depend on the content of requests, so an attacker can vary them. The judge therefore remembers only three.
 * Once it has three, it takes all signatures to be about requests, except those that requests without a credential get.
 *
 * <p>Lock: the {@link LoginSession} guards this object.
 */
final class RefusalJudge {

    /** The number of unsettled rejections that are a series. */
    private static final int SERIES = 2;

    private static final int MOST_SIGNATURES = 3;

    /** The number of logins within the longest interval that count as a false alarm. */
    private static final int MOST_LOGINS = 3;

    /** The number of series that may be false alarms before the wait for the next series doubles and is not cut short. */
    private static final int FREE_SERIES = 2;

    private static final Duration SERIES_WAIT = Duration.ofMinutes(1);

    /** The longest interval as a multiple of the shortest. */
    private static final int MOST_INTERVALS = 4;

    /**
     * A request that was rejected and waits for a login.
     *
     * @param number the number of the rejection
     * @param settled done when the rejection is settled
     */
    private record Waiting(long number, CompletableFuture<Void> settled) {}

    /**
     * A login that began after a rejection; whether it was needed is not known yet.
     *
     * @param number the number of the rejection
     * @param bySeries whether the rejection belonged to a series
     * @param minInterval the shortest interval if it is a false alarm
     */
    private record PendingLogin(long number, String signature, boolean bySeries, Duration minInterval) {}

    private final Clock clock;
    private final Set<String> requestSignatures = new HashSet<>();
    private final Set<String> loginSignatures = new HashSet<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final Deque<Instant> recentLogins = new ArrayDeque<>();

    private long refusals;
    private long lastSettled;
    private PendingLogin pending;
    private Duration interval = Duration.ZERO;
    private Instant intervalEnd = Instant.MIN;
    private int falseSeries;
    private Instant nextSeries = Instant.MIN;

    RefusalJudge(Clock clock) {
        this.clock = clock;
    }

    /** Returns the number of rejections so far. A request remembers it when it is sent, for {@link #accepted}. */
    long refusals() {
        return refusals;
    }

    /** Counts a rejection and returns its number. */
    long refused() {
        return ++refusals;
    }

    /** Notes the signature of the rejection of a request without a credential: with it, the server requires a login. */
    void refusedWithoutCredential(String signature) {
        if (loginSignatures.size() < MOST_SIGNATURES) {
            loginSignatures.add(signature);
        }
    }

    /** Notes what other nodes know of the rejections of requests without a credential. */
    void addLoginSignatures(Collection<String> signatures) {
        signatures.forEach(this::refusedWithoutCredential);
    }

    Collection<String> loginSignatures() {
        return loginSignatures;
    }

    /**
     * Settles all rejections that came before a request that the server has accepted.
     *
     * @param refusalsBefore the value of {@link #refusals} when the request was sent
     */
    void accepted(long refusalsBefore) {
        lastSettled = Math.max(lastSettled, refusalsBefore);
        if (pending != null && isSettled(pending.number)) {
            falseAlarm(pending.signature, pending.minInterval); // even if the rejected request is abandoned
        }
        if (unsettled() == 0 && falseSeries <= FREE_SERIES) {
            nextSeries = Instant.MIN;
        }
        List<Waiting> over =
                waiting.stream().filter(one -> isSettled(one.number)).toList();
        waiting.removeAll(over);
        over.forEach(one -> one.settled.complete(null));
    }

    /** Settles all rejections, because another credential has replaced the one that they were about. */
    void replaced() {
        lastSettled = refusals;
        pending = null;
    }

    /** Notes that the server accepted the credential of a new login, so the series before it was not a false alarm. */
    void renewed() {
        falseSeries = 0;
        nextSeries = Instant.MIN;
    }

    /** Returns whether the rejection with this number is settled. */
    boolean isSettled(long number) {
        return number <= lastSettled;
    }

    /** Returns a future that {@link #accepted} completes once the rejection is settled; {@link #stopWaiting} releases it. */
    CompletableFuture<Void> whenSettled(long number) {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        waiting.add(new Waiting(number, settled));
        return settled;
    }

    void stopWaiting(CompletableFuture<Void> settled) {
        waiting.removeIf(one -> one.settled == settled);
    }

    /** Returns the number of rejections that are not settled. */
    long unsettled() {
        return refusals - lastSettled;
    }

    /** Returns whether the unsettled rejections are a series. */
    boolean isSeries() {
        return unsettled() >= SERIES;
    }

    /** Returns whether the latest rejection, which has this signature, means that the session has ended. */
    boolean isSessionOver(String signature) {
        Instant now = clock.instant();
        return !now.isBefore(intervalEnd) || !isAboutRequests(signature) || (isSeries() && !now.isBefore(nextSeries));
    }

    /**
     * Notes that a login begins after a rejection with this signature.
     *
     * @param minInterval the shortest interval if it is a false alarm
     */
    void loginBegins(String signature, Duration minInterval) {
        Instant now = clock.instant();
        pending = new PendingLogin(refusals, signature, isSeries(), minInterval);
        recentLogins.removeIf(login -> !now.isBefore(login.plus(minInterval.multipliedBy(MOST_INTERVALS))));
        recentLogins.add(now);
        if (recentLogins.size() >= MOST_LOGINS && !loginSignatures.contains(signature)) {
            recentLogins.removeFirst();
            addRequestSignature(signature);
            intervalEnd = max(intervalEnd, now.plus(minInterval));
        }
    }

    /**
     * Notes that a rejection was about the request. Begins the next interval, unless one is running and no login had begun.
     *
     * @param minInterval the shortest interval
     */
    void falseAlarm(String signature, Duration minInterval) {
        Instant now = clock.instant();
        boolean quiet = !now.isBefore(intervalEnd.plus(interval));
        if (quiet) {
            requestSignatures.clear();
            falseSeries = 0;
        }
        if (pending != null || !now.isBefore(intervalEnd)) {
            Duration longest = minInterval.multipliedBy(MOST_INTERVALS);
            interval = quiet ? minInterval : min(max(interval.multipliedBy(2), minInterval), longest);
            intervalEnd = now.plus(interval);
            if (pending != null && pending.bySeries) {
                falseSeries++;
                int doublings = Math.min(Math.max(falseSeries - FREE_SERIES, 0), 10);
                nextSeries = now.plus(min(SERIES_WAIT.multipliedBy(1L << doublings), longest));
            }
            pending = null;
        }
        addRequestSignature(signature);
    }

    private void addRequestSignature(String signature) {
        if (requestSignatures.size() < MOST_SIGNATURES || loginSignatures.contains(signature)) {
            requestSignatures.add(signature);
        }
    }

    private boolean isAboutRequests(String signature) {
        return requestSignatures.contains(signature)
                || (requestSignatures.size() >= MOST_SIGNATURES && !loginSignatures.contains(signature));
    }

    private static <T extends Comparable<T>> T min(T one, T other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static <T extends Comparable<T>> T max(T one, T other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
