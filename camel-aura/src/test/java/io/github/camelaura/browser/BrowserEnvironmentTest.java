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

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** The environment variables that a browser gets. */
class BrowserEnvironmentTest {

    private static final Path FOLDER = Path.of("/tmp/browser");

    @Test
    void variablesThatABrowserDoesNotUseAreEmpty() {
        Map<String, String> environment =
                BrowserEnvironment.of(FOLDER, Map.of("AWS_SECRET_ACCESS_KEY", "secret", "DB_PASSWORD", "secret"));

        assertThat(environment).containsEntry("AWS_SECRET_ACCESS_KEY", "").containsEntry("DB_PASSWORD", "");
    }

    @Test
    void variablesThatABrowserUsesAreInherited() {
        Map<String, String> inherited = Map.of(
                "PATH",
                "/usr/bin",
                "http_proxy",
                "http://proxy:3128",
                "LC_ALL",
                "C",
                "XDG_RUNTIME_DIR",
                "/run",
                "SystemRoot",
                "C");

        assertThat(BrowserEnvironment.of(FOLDER, inherited))
                .doesNotContainKeys(inherited.keySet().toArray(String[]::new));
    }

    @Test
    void temporaryFilesAndCrashReportsAreInTheFolder() {
        assertThat(BrowserEnvironment.of(FOLDER, Map.of()))
                .containsEntry("TMPDIR", FOLDER.toString())
                .containsEntry(
                        "BREAKPAD_DUMP_LOCATION", FOLDER.resolve("crashes").toString());
        assertThat(BrowserEnvironment.of(Path.of("/" + "x".repeat(100)), Map.of()))
                .doesNotContainKey("TMPDIR");
    }
}
