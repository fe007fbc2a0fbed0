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
package io.github.camelaura.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.github.camelaura.AuraConnectException;
import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.LoginSite;

/** The command line of the example, and its options. */
@ExtendWith(AuraServerExtension.class)
class AuraExampleTest {

    private static final String BASE_URL = "camel.component.aura.base-url";

    @AfterEach
    void clearBaseUrl() {
        System.clearProperty(BASE_URL);
    }

    @Test
    void exampleHasNoJavaExceptItsMainClass() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .extracting(file -> file.getFileName().toString())
                    .containsExactly("AuraExample.java");
        }
    }

    @Test
    void exampleLogsInAtItsOwnServerAndEnds() throws Exception {
        AuraExample.main();
    }

    @Test
    void exampleSendsRequestsToAnotherServer(AuraServer server) throws Exception {
        System.setProperty(BASE_URL, server.baseUrl());

        AuraExample.main("Who", "are you?");

        assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request.question())
                .isEqualTo("Who are you?"));
        assertThat(server.requests().get(0).headers()).doesNotContainKeys("cookie", "Cookie");
    }

    @Test
    void serverThatRequiresALoginHasItsOwnReason(AuraServer server) {
        LoginSite.protect(server);
        System.setProperty(BASE_URL, server.baseUrl());

        assertThatThrownBy(AuraExample::main)
                .cause()
                .isInstanceOfSatisfying(AuraCredentialException.class, failure -> assertThat(failure.getReason())
                        .isEqualTo(Reason.MORE_ASKED));
    }

    @Test
    void unreachableServerIsAConnectFailure(AuraServer server) {
        System.setProperty(BASE_URL, server.baseUrl());
        server.close();

        assertThatThrownBy(AuraExample::main)
                .hasRootCauseInstanceOf(ConnectException.class)
                .hasCauseInstanceOf(AuraConnectException.class);
    }

    @Test
    void unknownArgumentIsNamed() {
        assertThatThrownBy(() -> AuraExample.main("--server", "http://localhost:3000"))
                .hasMessageContaining("--server")
                .hasMessageContaining("-Dcamel.component.aura.base-url=http://localhost:3000");
    }
}
