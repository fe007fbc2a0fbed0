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
 * The processes of one browser: those whose command line names its folder. Driver, browser and the browser's helpers all
 * do, also when the one has lost the other.
 */
final class BrowserProcesses {

    private static final Logger LOG = LoggerFactory.getLogger(BrowserProcesses.class);

    private static final int ROUNDS = 100;
    private static final int MILLIS_TO_DIE = 50;

    private BrowserProcesses() {}

    /** Kills those that name this folder or one in it, and waits until they are gone. */
    static void kill(Path folder) {
        for (int round = 0; round < ROUNDS; round++) { // one that starts while others are killed is found next time
            List<ProcessHandle> found = find(folder);
            if (found.isEmpty()) {
                return;
            }
            found.forEach(ProcessHandle::destroyForcibly);
            pause();
        }
        LOG.warn("Processes of the browser in {} can't be ended: {}", folder, find(folder));
    }

    /** Dead ones that nobody has reaped yet have no command line any more, and are not found. */
    private static List<ProcessHandle> find(Path folder) {
        String name = folder.toString();
        return ProcessHandle.allProcesses()
                .filter(process -> commandLine(process).contains(name))
                .toList();
    }

    /** On Linux, the browser's helpers have no arguments in Java's eyes: they write them into one string. */
    private static String commandLine(ProcessHandle process) {
        // a stream, as java.nio.file.Files reads nothing if the thread is interrupted
        try (InputStream in = new FileInputStream("/proc/" + process.pid() + "/cmdline")) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) { // another system, or it is gone
            return String.join(" ", process.info().arguments().orElse(new String[0]));
        }
    }

    /** Also if the thread is interrupted; {@link ProcessHandle#onExit} would wait for ever for those that nobody reaps. */
    private static void pause() {
        new CompletableFuture<>()
                .completeOnTimeout(null, MILLIS_TO_DIE, TimeUnit.MILLISECONDS)
                .join();
    }
}
