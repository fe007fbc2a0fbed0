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
package io.github.camelaura.browser;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and kills the processes of one browser. The command lines of the driver, the browser and its helpers contain the path
 * of its folder as the value of a switch, so they are found even if their parent process has ended. A process that only reads the
 * folder, such as {@code tail}, has no such switch.
 */
final class BrowserProcesses {

    private static final Logger LOG = LoggerFactory.getLogger(BrowserProcesses.class);

    private static final int ROUNDS = 100;
    private static final int MILLIS_TO_DIE = 50;

    private BrowserProcesses() {}

    /** Kills the processes that have a folder as the value of a switch, and waits until they have ended. */
    static void kill(Path folder) {
        for (int round = 0; round < ROUNDS; round++) { // a process that starts meanwhile is found in the next round
            List<ProcessHandle> found = find(folder);
            if (found.isEmpty()) {
                return;
            }
            found.forEach(ProcessHandle::destroyForcibly);
            pause();
        }
        LOG.warn("Processes of the browser in {} cannot be killed: {}", folder, find(folder));
    }

    /** Finds the running processes. A process that has ended and was not reaped has no command line, so it is not found. */
    private static List<ProcessHandle> find(Path folder) {
        String value = "=" + folder;
        return ProcessHandle.allProcesses()
                .filter(process -> commandLine(process).contains(value))
                .toList();
    }

    /** Returns the command line. On Linux, Java finds no arguments of Chrome's helpers, because they are one string. */
    private static String commandLine(ProcessHandle process) {
        // not java.nio.file.Files, which cannot read if the thread is interrupted
        try (InputStream in = new FileInputStream("/proc/" + process.pid() + "/cmdline")) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) { // not Linux, or the process has ended
            return String.join(" ", process.info().arguments().orElse(new String[0]));
        }
    }

    /** Pauses even if the thread is interrupted. {@link ProcessHandle#onExit} never completes if nobody reaps the process. */
    private static void pause() {
        new CompletableFuture<>()
                .completeOnTimeout(null, MILLIS_TO_DIE, TimeUnit.MILLISECONDS)
                .join();
    }
}
