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

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.github.camelaura.test.process.OwnServer;

/** A virtual screen (Xvfb) for browsers with a window. */
public final class VirtualDisplay implements AutoCloseable {

    private static final String COMMAND = "exec Xvfb -displayfd 3 -nolisten tcp -screen 0 1024x768x24 3>display";

    private final OwnServer server = new OwnServer("xvfb");
    private final Path display = server.folder().resolve("display");

    private VirtualDisplay() {}

    /** Starts a screen with a free number; skips the test if Xvfb is missing. */
    public static VirtualDisplay start() {
        boolean there = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "Xvfb")));
        assumeTrue(there, "No Xvfb: install it (Debian: apt-get install xvfb) to run this test");
        VirtualDisplay started = new VirtualDisplay();
        try {
            started.server.start(List.of("sh", "-c", COMMAND), Map.of());
            started.server.awaitReady(Duration.ofSeconds(AuraTestSupport.PATIENCE), () -> started.written()
                    .endsWith("\n"));
            return started;
        } catch (RuntimeException | Error e) {
            started.close();
            throw e;
        }
    }

    /** The value of {@code DISPLAY} for X11 programs. */
    public String name() {
        return ":" + written().strip();
    }

    private String written() {
        try {
            return Files.exists(display) ? Files.readString(display) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
