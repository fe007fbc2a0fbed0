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
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

import org.apache.camel.util.InetAddressUtil;

import io.github.camelaura.store.LeaseWatch;

/**
 * What this node uses to share sessions with others.
 *
 * @param name the name of the node, for people
 * @param executor runs accesses to the map
 * @param timer starts tasks of the executor
 * @param nanoTime the clock for the leases of other nodes
 * @param watch knows how long the leases of other nodes have not changed
 * @param jitter returns the jitter of waits, from 0 to 1
 */
record SharedNode(
        String name,
        Executor executor,
        ScheduledExecutorService timer,
        Clock clock,
        LongSupplier nanoTime,
        LeaseWatch watch,
        DoubleSupplier jitter) {

    /**
     * Makes the node of a context.
     *
     * @param context the name of the context
     */
    static SharedNode of(String context, Executor executor, ScheduledExecutorService timer, Clock clock) {
        return new SharedNode(
                InetAddressUtil.getLocalHostNameSafe() + "/" + context,
                executor,
                timer,
                clock,
                System::nanoTime,
                new LeaseWatch(System::nanoTime),
                () -> ThreadLocalRandom.current().nextDouble());
    }
}
