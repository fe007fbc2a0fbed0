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
package io.github.camelaura.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.impl.engine.DefaultShutdownStrategy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The image, the command that runs it and the Kubernetes manifest agree, so that the same image runs with both. */
class ContainerExampleTest {

    private static final Path REPLICAS = Docs.EXAMPLES.resolve("replicas");

    private String image;
    private String run;
    private String manifest;

    @BeforeEach
    void readFiles() throws IOException {
        image = Files.readString(Docs.EXAMPLES.resolve("container/Dockerfile"));
        run = Files.readString(Docs.EXAMPLES.resolve("container/run.sh"));
        manifest = Files.readString(REPLICAS.resolve("kubernetes/chat.yaml"));
    }

    /** Otherwise runAsNonRoot rejects the image, or its user cannot read the secrets or write to its home folder. */
    @Test
    void userIsTheSameEverywhere() {
        String user = find(image, "(?m)^USER (\\d+)$");

        assertThat(find(image, "--uid (\\d+) ")).isEqualTo(user);
        assertThat(find(manifest, "runAsUser: (\\d+)")).isEqualTo(user);
        assertThat(find(manifest, "fsGroup: (\\d+)")).isEqualTo(user);
    }

    /** Otherwise the login fails because there is no password. */
    @Test
    void secretsAreInTheFolderOfTheOptions() throws IOException {
        Properties options = new Properties();
        options.load(Files.newBufferedReader(REPLICAS.resolve("application.properties")));
        String folder = Path.of(options.getProperty("camel.component.aura.login-password-file"))
                .getParent()
                .toString();

        assertThat(find(run, "--volume \\S+?:(\\S+):ro")).isEqualTo(folder);
        assertThat(find(manifest, "mountPath: (\\S+)")).isEqualTo(folder);
    }

    /** Otherwise Chromium cannot write its profile, or the home folder. */
    @Test
    void readOnlyContainerHasTheFoldersThatChromiumWritesTo() {
        assertThat(run).contains("--read-only ", "--tmpfs /tmp ");
        assertThat(find(run, "--tmpfs (/home/\\S+):mode=1777 ")).isEqualTo(find(image, "--home-dir (\\S+) "));
    }

    /** Otherwise the engine kills running streams, and the profile of the browser remains. */
    @Test
    void gracePeriodsAreLongerThanTheShutdownOfCamel() {
        long shutdown = new DefaultShutdownStrategy().getTimeout();

        assertThat(Long.parseLong(find(run, "--stop-timeout (\\d+)"))).isGreaterThan(shutdown);
        assertThat(Long.parseLong(find(manifest, "terminationGracePeriodSeconds: (\\d+)")))
                .isGreaterThan(shutdown);
    }

    private static String find(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }
}
