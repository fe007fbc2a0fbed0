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
package io.github.camelaura.credential.browser;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of one browser: those whose arguments name its folder. Driver and browser both do, also when the one has
 * lost the other.
 */
final class BrowserProcesses {

    private static final Logger LOG = LoggerFactory.getLogger(BrowserProcesses.class);

    private static final int ROUNDS = 5;
    private static final int SECONDS_TO_DIE = 5;

    private BrowserProcesses() {}

    /** Kills them, and waits until they are gone. */
    static void kill(Path folder) {
        for (int round = 0; round < ROUNDS; round++) { // one that starts while others are killed is found next time
            List<ProcessHandle> found = find(folder);
            if (found.isEmpty()) {
                return;
            }
            found.forEach(ProcessHandle::destroyForcibly);
            CompletableFuture.allOf(found.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                    .completeOnTimeout(null, SECONDS_TO_DIE, TimeUnit.SECONDS)
                    .join();
        }
        LOG.warn("Processes of the browser in {} can't be ended: {}", folder, find(folder));
    }

    private static List<ProcessHandle> find(Path folder) {
        String name = folder.toString();
        return ProcessHandle.allProcesses()
                .filter(process -> Arrays.stream(process.info().arguments().orElse(new String[0]))
                        .anyMatch(argument -> argument.contains(name)))
                .toList();
    }
}
