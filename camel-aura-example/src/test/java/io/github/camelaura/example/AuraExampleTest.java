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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.LoginSite;

/** The command line of the example, and its options. */
@ExtendWith(AuraServerExtension.class)
class AuraExampleTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void routesAreFilesAndNotJava() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(file).content().doesNotContain("RouteBuilder"));
        }
    }

    @Test
    void exampleLogsInAtItsOwnServerAndEnds() throws Exception {
        AuraExample.main();
    }

    @Test
    void exampleSendsRequestsToAnotherServer(AuraServer server) throws Exception {
        assertThat(run("--server", server.baseUrl(), "Who", "are you?")).isZero();

        assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request.question())
                .isEqualTo("Who are you?"));
        assertThat(server.requests().get(0).headers()).doesNotContainKeys("cookie", "Cookie");
    }

    @Test
    void systemPropertyIsAnOption(AuraServer server) throws Exception {
        System.setProperty("camel.component.aura.base-url", server.baseUrl());
        try {
            assertThat(run("Hello")).isZero();
        } finally {
            System.clearProperty("camel.component.aura.base-url");
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void serverThatRequiresALoginHasItsOwnReason(AuraServer server) throws Exception {
        LoginSite.protect(server);
        ExampleArguments arguments = ExampleArguments.parse("--server=" + server.baseUrl());

        assertThatThrownBy(() -> AuraExample.start(arguments))
                .cause()
                .isInstanceOfSatisfying(AuraCredentialException.class, failure -> assertThat(failure.getReason())
                        .isEqualTo(Reason.MORE_ASKED));
    }

    @Test
    void unreachableServerIsOneSentenceWithoutAStackTrace(AuraServer server) throws Exception {
        String baseUrl = server.baseUrl();
        server.close();

        assertThat(run("--server=" + baseUrl)).isEqualTo(1);

        assertThat(err.toString(UTF_8))
                .startsWith("The example failed: Cannot connect to " + baseUrl + "; ")
                .hasLineCount(1)
                .doesNotContain("Exchange[", "Caused by");
    }

    @Test
    void helpIsPrintedAndNothingStarts(AuraServer server) throws Exception {
        assertThat(run("--server=" + server.baseUrl(), "--help")).isZero();

        assertThat(out.toString(UTF_8)).isEqualTo(ExampleArguments.USAGE);
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --serve=http://localhost:3000 | Unknown option --serve
                    -p                            | Unknown option -p
                    -Dname                        | Unknown option -Dname
                    --server                      | --server needs a value
                    --server=                     | --server needs a value
                    --web --port=http             | The port must be a number from 1 to 65535, and not http
                    --web --port=0                | The port must be a number from 1 to 65535, and not 0
                    --web --port=65536            | The port must be a number from 1 to 65535, and not 65536
                    --port=8081                   | --port needs --web
                    ''                            | The prompt is empty
                    --web Hello                   | --web takes no prompt, because the page has a field for it: Hello
                    """)
    void wrongUsageIsNamedAndTheUsagePrinted(String arguments, String message) throws Exception {
        assertThat(run(arguments.split(" "))).isEqualTo(2);

        assertThat(err.toString(UTF_8).lines().toList())
                .startsWith(
                        "The example cannot run: " + message, "", "Usage: ./example [options] [words of the prompt]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    -Dcamel.component.aura.loginPasword=geheim | Option camel.component.aura.loginPasword does not exist or has a value of the wrong type
                    --server=localhost:3000                    | Option baseUrl is not an http or https address: localhost:3000
                    """)
    void wrongOptionIsNamedWithoutAStackTrace(String argument, String message) throws Exception {
        assertThat(run(argument)).isEqualTo(1);

        assertThat(err.toString(UTF_8).strip()).isEqualTo("The example failed: " + message);
    }

    @Test
    void occupiedPortIsNamedBeforeTheLogin(AuraServer server) throws Exception {
        String taken = String.valueOf(server.port());

        assertThat(run("--web", "--port", taken, "--server", server.baseUrl())).isEqualTo(1);

        assertThat(err.toString(UTF_8))
                .startsWith("The example cannot run: Port " + taken + " cannot be used")
                .contains("--web --port=")
                .hasLineCount(1);
    }

    private int run(String... args) throws Exception {
        return AuraExample.run(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), args);
    }
}
