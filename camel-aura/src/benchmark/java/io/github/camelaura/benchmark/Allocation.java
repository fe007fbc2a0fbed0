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
package io.github.camelaura.benchmark;

import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import java.util.stream.LongStream;

import com.sun.management.ThreadMXBean;

/** Counts the bytes that all threads allocate from its creation on. Those of a virtual thread count with its carrier thread. */
final class Allocation {

    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private final long ended = endedThreads();
    private final long bytes = total();

    /** Returns the bytes allocated since the creation; empty if a thread has ended since, because its bytes are lost. */
    OptionalLong bytes() {
        long more = total() - bytes;
        return endedThreads() == ended ? OptionalLong.of(more) : OptionalLong.empty();
    }

    private static long endedThreads() {
        return THREADS.getTotalStartedThreadCount() - THREADS.getThreadCount();
    }

    private static long total() {
        return LongStream.of(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
                .sum();
    }
}
