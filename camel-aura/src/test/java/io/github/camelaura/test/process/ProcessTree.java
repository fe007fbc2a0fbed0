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
package io.github.camelaura.test.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process and all that it has started. */
final class ProcessTree {

    private static final Duration TIME_TO_END = Duration.ofSeconds(15);

    private final ProcessHandle root;

    ProcessTree(ProcessHandle root) {
        this.root = root;
    }

    /** Lets the root end itself and its children in good order, and kills whoever is still there then. */
    void end() {
        List<ProcessHandle> before = members();
        root.destroy();
        haveEnded(List.of(root));
        List<ProcessHandle> all =
                Stream.concat(before.stream(), members().stream()).distinct().toList();
        all.forEach(ProcessHandle::destroyForcibly);
        if (!haveEnded(all)) {
            throw new IllegalStateException("Processes do not end: " + all);
        }
    }

    private List<ProcessHandle> members() {
        return Stream.concat(Stream.of(root), root.descendants()).toList();
    }

    /** Waits, even in a thread that is interrupted, as that of a test that took too long. */
    private static boolean haveEnded(List<ProcessHandle> processes) {
        CompletableFuture<?>[] ends =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(ends)
                .orTimeout(TIME_TO_END.toMillis(), TimeUnit.MILLISECONDS)
                .handle((ended, tooLate) -> tooLate == null)
                .join();
    }
}
