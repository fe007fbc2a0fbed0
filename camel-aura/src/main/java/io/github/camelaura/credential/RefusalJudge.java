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
package io.github.camelaura.credential;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Judges whether the refusal of a credential that the server accepted before is about the session or about the one request.
 *
 * <p>The first such refusal is taken for the end of the session. If it was not (a false alarm), refusals with the same
 * signature are about the request from then on, for an interval that doubles with each further false alarm, unless so many
 * requests in a row are refused as no false alarm has ever explained. Guarded by the lock of its keeper.
 */
final class RefusalJudge {

    /** So many refusals in a row, with nothing accepted in between, are not about one request. */
    static final int ROW = 2;

    /** How much longer a row must be than one that was a false alarm: an attacker who sends nothing else causes long ones. */
    private static final int GROWTH = 4;

    /** An attacker who is answered differently each time is as limited as all others. */
    private static final int MOST_SIGNATURES = 3;

    private static final Duration LONGEST = Duration.ofHours(4);

    /** A request that was refused, and waits for a login unless it hears that it was at fault. */
    private record Waiting(long number, CompletableFuture<Void> done) {}

    private final Clock clock;
    private final Set<String> aboutRequests = new HashSet<>();
    private final List<Waiting> waiting = new ArrayList<>();

    private long refusals;
    private long cleared;
    private long neededRow = ROW;
    private long rowAtLogin;
    private Duration interval = Duration.ZERO;
    private Instant until = Instant.MIN;

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

    /** The server accepted the credential, for a request that was sent after so many refusals. */
    void accepted(long sentAfter) {
        cleared = Math.max(cleared, sentAfter);
        List<Waiting> over =
                waiting.stream().filter(one -> isCleared(one.number)).toList();
        waiting.removeAll(over);
        over.forEach(one -> one.done.complete(null));
    }

    /** All use another credential from now on. */
    void replaced() {
        cleared = refusals;
        rowAtLogin = 0;
    }

    /** The server accepted another credential where it refused the former, so that the rows were no false alarms. */
    void renewed() {
        neededRow = ROW;
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
        return !clock.instant().isBefore(until) || !isKnown(signature) || row() >= neededRow;
    }

    /** A login begins as a credential was refused. */
    void loginBegins() {
        rowAtLogin = Math.max(rowAtLogin, row());
    }

    /**
     * A refusal was about the request.
     *
     * @param least how long refusals like this are now taken for such, the first time
     */
    void falseAlarm(String signature, Duration least) {
        Instant now = clock.instant();
        boolean quiet = !now.isBefore(until.plus(interval));
        if (quiet && rowAtLogin <= 1) {
            aboutRequests.clear();
            neededRow = ROW;
        }
        if (!now.isBefore(until) || rowAtLogin > 0) {
            Duration doubled = quiet ? least : min(interval.multipliedBy(2), LONGEST);
            interval = doubled.compareTo(least) > 0 ? doubled : least;
            until = now.plus(interval);
        }
        if (rowAtLogin >= ROW) {
            neededRow = Math.max(neededRow, rowAtLogin * GROWTH);
        }
        rowAtLogin = 0;
        if (aboutRequests.size() < MOST_SIGNATURES) {
            aboutRequests.add(signature);
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private boolean isKnown(String signature) {
        return aboutRequests.contains(signature) || aboutRequests.size() >= MOST_SIGNATURES;
    }
}
