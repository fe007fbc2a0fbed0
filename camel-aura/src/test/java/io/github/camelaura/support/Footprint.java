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
package io.github.camelaura.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.sun.management.UnixOperatingSystemMXBean;
import org.awaitility.Awaitility;

/**
 * Threads, open files and heap of this JVM, which logins and streams could leak.
 *
 * @param threads their names
 * @param files the number of open files and sockets; 0 on Windows
 * @param heap bytes in use after a garbage collection
 */
public record Footprint(List<String> threads, long files, long heap) {

    /** Tolerance for pools, which grow and shrink. Logins that leak threads would leak at least one each. */
    private static final int MORE_THREADS = 4;

    /** Tolerance for the class path, whose files the JVM opens when it needs them. Each leaked connection is an open file. */
    private static final int MORE_FILES = 10;

    /** The pool of the test's own template, which grows by one thread per request up to ten. */
    private static final String POOL_OF_THE_TEST = " - ProducerTemplate";

    /**
     * Tolerance for the rest of the JVM (measured: 0.4 MB in 900 logins). With as many logins, a leak of 3 KB per login
     * is found; a page of HtmlUnit has hundreds of KB.
     */
    private static final long MORE_HEAP = 2_000_000;

    public static Footprint now() {
        List<String> threads = LiveThread.names().stream()
                .filter(name -> !name.endsWith(POOL_OF_THE_TEST))
                .sorted()
                .toList();
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc(); // also collects objects that a cleaner has released
        return new Footprint(threads, openFiles(), memory.getHeapMemoryUsage().getUsed());
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    /** Waits until threads and heap are like before, within the tolerances. */
    public static void awaitLike(Footprint before) {
        Awaitility.await("footprint")
                .atMost(AuraTestSupport.PATIENCE, TimeUnit.SECONDS)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> now().assertLike(before));
    }

    private void assertLike(Footprint before) {
        assertThat(threads)
                .as("threads, compared with %s", before.threads)
                .hasSizeLessThan(before.threads.size() + MORE_THREADS);
        assertThat(files).as("open files").isLessThan(before.files + MORE_FILES);
        assertThat(heap).as("heap after garbage collection").isLessThan(before.heap + MORE_HEAP);
    }

    @Override
    public String toString() {
        return threads.size() + " threads, " + files + " open files and " + heap / 1000 + " KB of heap";
    }
}
