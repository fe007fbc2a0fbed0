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
package io.github.camelaura.component;

import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;

import io.github.camelaura.stream.StreamStatistics;

/** The JMX attributes for the streams of a component or an endpoint, since the start or the last reset. */
public interface ManagedStreams {

    /** Returns the counters. */
    StreamStatistics statistics();

    @ManagedAttribute(description = "Number of streams that were requested")
    default long getBegunStreams() {
        return statistics().counts().begun();
    }

    @ManagedAttribute(description = "Number of streams that completed")
    default long getCompletedStreams() {
        return statistics().counts().completed();
    }

    @ManagedAttribute(description = "Number of streams that failed")
    default long getFailedStreams() {
        return statistics().counts().failed();
    }

    @ManagedAttribute(description = "Number of streams that their reader closed before the end")
    default long getClosedStreams() {
        return statistics().counts().closed();
    }

    @ManagedAttribute(description = "Number of chunks in the streams that have ended")
    default long getChunks() {
        return statistics().counts().chunks();
    }

    @ManagedOperation(description = "Resets all counters to 0")
    default void resetStatistics() {
        statistics().reset();
    }
}
