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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/** Processes, folders and threads that browsers leave on the machine; browsers of other JVMs are ignored. */
public final class BrowserTraces {

    private static final Pattern FOLDER = Pattern.compile("/\\S*camel-aura-browser-\\d+");

    private final ProcessHandle jvm;
    private final Set<Path> folders = new ConcurrentSkipListSet<>();

    public BrowserTraces(ProcessHandle jvm) {
        this.jvm = jvm;
    }

    /** Waits until there is a driver. */
    public ProcessHandle driver() {
        return await(line -> line.contains("--log-path="));
    }

    /** Waits until there is a browser. */
    public ProcessHandle browser() {
        return await(line -> line.contains("--user-data-dir=") && !line.contains("--type="));
    }

    private ProcessHandle await(Predicate<String> kind) {
        return Awaitility.await("a process of the browser")
                .atMost(AuraTestSupport.PATIENCE, TimeUnit.SECONDS)
                .until(() -> look(kind), Optional::isPresent)
                .get();
    }

    /** Remembers the folders of the browsers that run now. */
    public Set<Path> look() {
        look(line -> false);
        return folders;
    }

    private Optional<ProcessHandle> look(Predicate<String> kind) {
        List<ProcessHandle> found = jvm.descendants()
                .filter(process -> {
                    String line = commandLine(process);
                    Matcher folder = FOLDER.matcher(line);
                    if (!folder.find()) {
                        return false;
                    }
                    folders.add(Path.of(folder.group()));
                    return kind.test(line);
                })
                .toList();
        return found.stream().findFirst();
    }

    /** Checks that no process and no folder remains of the browsers seen so far. */
    public void assertGone() {
        assertThat(folders).as("folders seen").isNotEmpty();
        assertThat(folders).allSatisfy(folder -> {
            assertThat(folder).doesNotExist();
            assertThat(processes(folder)).as("processes of %s", folder).isEmpty();
        });
    }

    /**
     * Waits until no process and no folder remains. For a login that failed, whose browser ends after the failure is
     * reported.
     */
    public void awaitGone() {
        Awaitility.await().atMost(AuraTestSupport.PATIENCE, TimeUnit.SECONDS).untilAsserted(this::assertGone);
    }

    private static Stream<String> processes(Path folder) {
        return ProcessHandle.allProcesses()
                .map(BrowserTraces::commandLine)
                .filter(line -> line.contains(folder.toString()));
    }

    /** The command line; empty for a zombie process. */
    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException e) {
            return process.info().commandLine().orElse("");
        }
    }

    /** Waits until no thread of this JVM, except the calling one, executes code of a login. */
    public static void awaitIdleThreads() {
        long caller = Thread.currentThread().getId();
        Awaitility.await().atMost(AuraTestSupport.PATIENCE, TimeUnit.SECONDS).untilAsserted(() -> assertThat(
                        LiveThread.all())
                .filteredOn(thread -> thread.id() != caller && isBusy(thread))
                .isEmpty());
    }

    private static boolean isBusy(LiveThread thread) {
        return Stream.of(
                        "io.github.camelaura.login.",
                        "io.github.camelaura.browser.",
                        "org.openqa.selenium.htmlunit.",
                        "org.htmlunit.")
                .anyMatch(thread::isIn);
    }
}
