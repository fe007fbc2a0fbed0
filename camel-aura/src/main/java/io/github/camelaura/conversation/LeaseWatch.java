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

import java.util.Iterator;
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

    /** An observation is removed when its lease is over, or if no request has looked at it for so long. */
    private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(10);

    /** The beat of a lease whose turn has ended on this node. */
    private static final long ANY = -1;

    private record Observation(Lease lease, long since, long looked) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Observation> observations =
            new LinkedHashMap<>(16, 0.75f, true); // last looked at is last
    private final LongSupplier nanoTime;

    LeaseWatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Looks at a lease of another turn; returns whether it is over. */
    boolean isOver(ConversationKey key, Lease lease) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            removeOld(now);
            Observation last = observations.get(key.text());
            if (last != null && last.lease().equals(new Lease(lease.owner(), ANY))) {
                return true;
            }
            long since = last != null && last.lease().equals(lease) ? last.since() : now;
            observations.put(key.text(), new Observation(lease, since, now));
            return now - since >= TimeUnit.MILLISECONDS.toNanos(Lease.MILLIS);
        } finally {
            lock.unlock();
        }
    }

    /** Remembers that a turn of this node has ended, although the map may still have its lease. */
    void ended(ConversationKey key, String turn) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            removeOld(now);
            observations.put(key.text(), new Observation(new Lease(turn, ANY), now, now));
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

    private void removeOld(long now) {
        Iterator<Observation> eldest = observations.values().iterator();
        while (eldest.hasNext() && now - eldest.next().looked() > KEPT_NANOS) {
            eldest.remove();
        }
    }
}
