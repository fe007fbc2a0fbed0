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
package io.github.camelaura.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

import com.example.AskApplication;
import org.apache.camel.CamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.camelaura.component.AuraComponent;

/** The Spring Boot quick start of the documentation. */
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
    void quickStartReceivesTheReplyWithTheVersionsOfItsPom() {
        Path resources = Path.of(System.getProperty("quick-start"), "src/main/resources");
        try (ConfigurableApplicationContext application = SpringApplication.run(
                AskApplication.class,
                "--spring.main.web-application-type=none",
                "--" + AuraApplication.NO_PLATFORM_HTTP,
                "--spring.config.location=file:" + resources.resolve("application.properties"),
                "--camel.main.routes-include-pattern=file:" + resources.resolve("camel/ask.yaml"),
                "--camel.main.duration-max-idle-seconds=0")) {
            CamelContext context = application.getBean(CamelContext.class);
            AuraComponent aura = context.getComponent("aura", AuraComponent.class);

            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> aura.getCompletedStreams() == 1);
            assertThat(aura.getChunks()).isEqualTo(27);
            assertThat(Path.of(System.getProperty("quick-start.pom")))
                    .content()
                    .contains("<version>" + SpringBootVersion.getVersion() + "</version>")
                    .contains("<camel.version>" + context.getVersion() + "</camel.version>");
        }
    }
}
