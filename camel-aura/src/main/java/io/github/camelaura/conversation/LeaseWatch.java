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
package io.github.camelaura.conversation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Decides whether a lease of another turn is over: its beat has not changed for {@link Lease#MILLIS} on this node's own clock. An
 * observation outlives the request that made it, because requests may have less time than that.
 *
 * <p>Threads: any. The lock guards the map; no other code runs under it.
 */
final class LeaseWatch {

    /** An observation is removed when its lease is over, so these are of conversations without further requests. */
    private static final int MOST = 1_000;

    /** The beat of a lease whose turn has ended on this node. */
    private static final long ANY = -1;

    private record Observation(Lease lease, long since) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Observation> observations = new LinkedHashMap<>();
    private final LongSupplier nanoTime;

    LeaseWatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Looks at a lease of another turn; returns whether it is over. */
    boolean isOver(ConversationKey key, Lease lease) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            Observation last = observations.get(key.text());
            if (last != null && last.lease().owner().equals(lease.owner())) {
                if (last.lease().beat() == ANY) {
                    return true;
                }
                if (last.lease().beat() == lease.beat()) {
                    return now - last.since() >= TimeUnit.MILLISECONDS.toNanos(Lease.MILLIS);
                }
            }
            observe(key, new Observation(lease, now));
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Remembers that a turn of this node has ended, although the map may still have its lease. */
    void ended(ConversationKey key, String turn) {
        lock.lock();
        try {
            observe(key, new Observation(new Lease(turn, ANY), 0));
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what was observed, because the conversation is free. */
    void forget(ConversationKey key) {
        lock.lock();
        try {
            observations.remove(key.text());
        } finally {
            lock.unlock();
        }
    }

    private void observe(ConversationKey key, Observation observation) {
        observations.put(key.text(), observation);
        if (observations.size() > MOST) {
            observations.remove(observations.keySet().iterator().next());
        }
    }
}
