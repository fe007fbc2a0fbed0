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
package io.github.camelaura.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Camel Main quick start of the documentation. */
class QuickStartTest {

    private FileChannel port;

    /** Other modules use port 3000, too, perhaps at the same time. */
    @BeforeEach
    void lockPort() throws IOException {
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "camel-aura-port-3000.lock");
        port = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        port.lock();
    }

    @AfterEach
    void unlockPort() throws IOException {
        port.close();
    }

    @Test
    void quickStartSendsARequestAndEndsWithTheVersionOfItsPom() throws Exception {
        Path folder = Path.of(System.getProperty("quick-start"));
        Path resources = folder.resolve("src/main/resources");
        List<String> bodies = new CopyOnWriteArrayList<>();
        Main main = new Main();
        main.setPropertyPlaceholderLocations("file:" + resources.resolve("application.properties"));
        main.configure().withRoutesIncludePattern("file:" + resources.resolve("camel/ask.yaml"));
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                starting.getCamelContext().getCamelContextExtension().addLogListener((exchange, log, message) -> {
                    bodies.add(message);
                    return message;
                });
            }
        });

        main.run();

        assertThat(main.getExitCode()).isZero();
        assertThat(bodies).first().isEqualTo("chunk 0: You ");
        assertThat(bodies).last().asString().startsWith("all of it: You asked: \"What is a route?\"");
        assertThat(folder.resolve("pom.xml"))
                .content()
                .contains("<camel.version>" + main.getCamelContext().getVersion() + "</camel.version>");
    }
}
