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
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Judges whether the refusal of a credential that the server accepted before is about the session or about the one request.
 *
 * <p>The first such refusal is taken for the end of the session. If the credential is still accepted (a false alarm), refusals
 * with the same signature are about the request for an interval, but two refusals in a row, with nothing accepted in between,
 * are the end of the session at any time. Guarded by the lock of its {@link LoginSession}.
 */
final class RefusalJudge {

    /** So many refusals in a row, with nothing accepted in between, are not about one request. */
    static final int ROW = 2;

    /** An attacker who is answered differently each time is as limited as all others. */
    private static final int MOST_SIGNATURES = 3;

    /** So many logins within the longest interval, each for the refusal of one request, are likely about requests. */
    private static final int MOST_LOGINS = 3;

    /** So many rows may be false alarms before further ones have to wait. */
    private static final int FREE_ROWS = 2;

    private static final Duration ROW_WAIT = Duration.ofMinutes(1);

    /** The longest interval is that many times the least. */
    private static final int MOST_INTERVALS = 4;

    /** A request that was refused, and waits for a login unless it hears that it was at fault. */
    private record Waiting(long number, CompletableFuture<Void> done) {}

    /** A login that began since this refusal, and of which it is not known yet whether it was needed. */
    private record Begun(long number, String signature, boolean inRow, Duration least) {}

    private final Clock clock;
    private final Set<String> aboutRequests = new HashSet<>();
    private final Set<String> aboutLogin = new HashSet<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final Deque<Instant> logins = new ArrayDeque<>();

    private long refusals;
    private long cleared;
    private Begun begun;
    private Duration interval = Duration.ZERO;
    private Instant until = Instant.MIN;
    private int falseRows;
    private Instant nextRow = Instant.MIN;

    RefusalJudge(Clock clock) {
        this.clock = clock;
    }

    /** How many refusals there were: what a request is to remember when it is sent, for {@link #accepted}. */
    long refusals() {
        return refusals;
    }

    /** Counts a refusal; returns its number. */
    long refused() {
        return ++refusals;
    }

    /** The server refused a request without a credential: so it asks for a login. */
    void refusedWithoutCredential(String signature) {
        if (aboutLogin.size() < MOST_SIGNATURES) {
            aboutLogin.add(signature);
        }
    }

    /** The server accepted the credential, for a request that was sent after so many refusals. */
    void accepted(long sentAfter) {
        cleared = Math.max(cleared, sentAfter);
        if (begun != null && isCleared(begun.number)) {
            falseAlarm(begun.signature, begun.least); // whatever becomes of the request that was refused
        }
        if (row() == 0 && falseRows <= FREE_ROWS) {
            nextRow = Instant.MIN;
        }
        List<Waiting> over =
                waiting.stream().filter(one -> isCleared(one.number)).toList();
        waiting.removeAll(over);
        over.forEach(one -> one.done.complete(null));
    }

    /** All use another credential from now on. */
    void replaced() {
        cleared = refusals;
        begun = null;
    }

    /** The server accepted another credential where it refused the former, so that the rows were no false alarms. */
    void renewed() {
        falseRows = 0;
        nextRow = Instant.MIN;
    }

    /** Whether the credential was accepted after this refusal, which then was about the request. */
    boolean isCleared(long number) {
        return number <= cleared;
    }

    /** Done when {@link #isCleared} is true; to be given back by {@link #leave}. */
    CompletableFuture<Void> whenCleared(long number) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        waiting.add(new Waiting(number, done));
        return done;
    }

    void leave(CompletableFuture<Void> done) {
        waiting.removeIf(one -> one.done == done);
    }

    /** How many requests were refused, one after the other, since one was accepted. */
    long row() {
        return refusals - cleared;
    }

    /** Whether the latest refusal, which has this signature, is reason enough for a login. */
    boolean isSessionOver(String signature) {
        Instant now = clock.instant();
        return !now.isBefore(until) || !isKnown(signature) || (row() >= ROW && !now.isBefore(nextRow));
    }

    /**
     * A login begins as a credential was refused.
     *
     * @param least how long refusals like this are taken for such that are about the request, if it is a false alarm
     */
    void loginBegins(String signature, Duration least) {
        Instant now = clock.instant();
        begun = new Begun(refusals, signature, row() >= ROW, least);
        logins.removeIf(login -> !now.isBefore(login.plus(least.multipliedBy(MOST_INTERVALS))));
        logins.add(now);
        if (logins.size() >= MOST_LOGINS && !aboutLogin.contains(signature)) {
            logins.removeFirst();
            takeForRequests(signature);
            until = max(until, now.plus(least));
        }
    }

    /**
     * A refusal was about the request.
     *
     * @param least how long refusals like this are now taken for such, the first time
     */
    void falseAlarm(String signature, Duration least) {
        Instant now = clock.instant();
        boolean quiet = !now.isBefore(until.plus(interval));
        if (quiet) {
            aboutRequests.clear();
            falseRows = 0;
        }
        if (begun != null || !now.isBefore(until)) {
            Duration longest = least.multipliedBy(MOST_INTERVALS);
            interval = quiet ? least : min(max(interval.multipliedBy(2), least), longest);
            until = now.plus(interval);
            if (begun != null && begun.inRow) {
                falseRows++;
                int doublings = Math.min(Math.max(falseRows - FREE_ROWS, 0), 10);
                nextRow = now.plus(min(ROW_WAIT.multipliedBy(1L << doublings), longest));
            }
            begun = null;
        }
        takeForRequests(signature);
    }

    private void takeForRequests(String signature) {
        if (aboutRequests.size() < MOST_SIGNATURES || aboutLogin.contains(signature)) {
            aboutRequests.add(signature);
        }
    }

    private boolean isKnown(String signature) {
        return aboutRequests.contains(signature)
                || (aboutRequests.size() >= MOST_SIGNATURES && !aboutLogin.contains(signature));
    }

    private static <T extends Comparable<T>> T min(T one, T other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static <T extends Comparable<T>> T max(T one, T other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
