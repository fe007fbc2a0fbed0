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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The Chromium of this machine, if it is installed. */
public final class Chromium {

    private static final List<String> DRIVERS = List.of("/usr/bin/chromedriver", "/usr/local/bin/chromedriver");

    private Chromium() {}

    /** The options that select this browser; skips the test if there is none. */
    public static List<String> options() {
        driver();
        // Chromium's sandbox does not work for root
        return "root".equals(System.getProperty("user.name")) ? List.of("browserArguments=--no-sandbox") : List.of();
    }

    /** The path of ChromeDriver; skips the test if there is none. */
    public static Path driver() {
        Optional<Path> driver =
                DRIVERS.stream().map(Path::of).filter(Files::isExecutable).findFirst();
        assumeTrue(
                driver.isPresent(),
                "No Chromium: install it (Debian: apt-get install chromium chromium-driver) to run this test");
        return driver.orElseThrow();
    }
}
