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
package io.github.camelaura.store;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Decides whether a lease of another holder is over: its beat has not changed for {@link Lease#MILLIS} on this node's own clock. An
 * observation outlives the request that made it, because requests may have less time than that.
 *
 * <p>Threads: any. The lock guards the map; no other code runs under it.
 */
public final class LeaseWatch {

    /** An observation is removed if nobody has looked at it for so long. */
    private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(10);

    /** The beat of a lease whose holder has ended on this node. */
    private static final long ANY = -1;

    private record Observation(Lease lease, long since, long looked) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Observation> observations =
            new LinkedHashMap<>(16, 0.75f, true); // last looked at is last
    private final LongSupplier nanoTime;

    /**
     * @param nanoTime the clock, in nanoseconds as {@link System#nanoTime()}
     */
    public LeaseWatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Looks at a lease of another holder.
     *
     * @param key identifies the value that has the lease
     * @return whether the lease is over
     */
    public boolean isOver(String key, Lease lease) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            removeOld(now);
            Observation last = observations.get(key);
            if (last != null && last.lease().equals(new Lease(lease.owner(), ANY))) {
                return true;
            }
            long since = last != null && last.lease().equals(lease) ? last.since() : now;
            observations.put(key, new Observation(lease, since, now));
            return now - since >= TimeUnit.MILLISECONDS.toNanos(Lease.MILLIS);
        } finally {
            lock.unlock();
        }
    }

    /** Remembers that a holder on this node has ended, although the map may still have its lease. */
    public void ended(String key, String owner) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            removeOld(now);
            observations.put(key, new Observation(new Lease(owner, ANY), now, now));
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what was observed, because the value is free. */
    public void forget(String key) {
        lock.lock();
        try {
            observations.remove(key);
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
