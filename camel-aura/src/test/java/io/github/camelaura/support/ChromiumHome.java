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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

/** A home folder for Chromium, which reads the trusted certificate authorities of its user there. */
public final class ChromiumHome {

    private static final Path CERTUTIL = Path.of("/usr/bin/certutil");

    private final Path folder;

    public ChromiumHome(Path folder) {
        this.folder = folder;
    }

    /**
     * Adds a trusted certificate authority.
     *
     * @param authority a PEM file
     */
    public void trust(Path authority) throws IOException, InterruptedException {
        if (!Files.isExecutable(CERTUTIL)) {
            throw new IllegalStateException("No " + CERTUTIL + ": install it (Debian: apt-get install libnss3-tools)");
        }
        String database = "sql:" + Files.createDirectories(folder.resolve(".pki/nssdb"));
        certutil("-N", "-d", database, "--empty-password");
        certutil("-A", "-d", database, "-n", "test-ca", "-t", "C,,", "-i", authority.toString());
    }

    private static void certutil(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = CERTUTIL.toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException("certutil failed");
        }
    }

    /**
     * Returns a script that starts Chromium with this home, because the browser inherits the environment of the JVM.
     */
    public Path binary() throws IOException {
        Path script = folder.resolve("chromium");
        Files.writeString(script, "#!/bin/sh\nHOME='" + folder + "' exec /usr/bin/chromium \"$@\"\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
}
