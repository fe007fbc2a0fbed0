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
package io.github.camelaura.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.FailedToCreateProducerException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.LoginSite;

/** Optional jars may be missing; a login without Selenium fails with the name of the missing jar. */
class WithoutOptionalJarsTest {

    private static final List<String> OPTIONAL = List.of(
            "selenium",
            "htmlunit",
            "otp-java",
            "snakeyaml-engine",
            "micrometer",
            "camel-telemetry",
            "camel-health",
            "camel-console",
            "componentdsl",
            "endpointdsl");

    private static final List<String> CHROME = List.of("selenium-chrome-driver", "selenium-chromium-driver");

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    @Test
    void requestWithoutLoginNeedsNoOptionalJar() throws Exception {
        assertThat(askWithout(OPTIONAL, "")).startsWith("reply: You asked");
    }

    @Test
    void loginWithoutSeleniumNamesTheMissingJar() throws Exception {
        LoginSite.protect(aura.server());

        assertThat(askWithout(OPTIONAL, ""))
                .startsWith("NO_BROWSER")
                .contains("org.seleniumhq.selenium:selenium-chrome-driver");
    }

    @Test
    void chromeWithoutItsDriverNamesTheMissingJar() throws Exception {
        LoginSite.protect(aura.server());

        assertThat(askWithout(CHROME, ""))
                .startsWith("NO_BROWSER")
                .contains("org.seleniumhq.selenium:selenium-chrome-driver");
    }

    /** An older HtmlUnit lacks what the driver needs, as if it were not there. */
    @Test
    void htmlUnitDriverWithoutItsHtmlUnitNamesTheMissingJarAtOnce() throws Exception {
        LoginSite.protect(aura.server());

        assertThat(askWithout(List.of("/org/htmlunit/htmlunit/"), "&browserName=htmlunit"))
                .startsWith("NO_BROWSER")
                .contains("needs a newer org.htmlunit:htmlunit on the classpath", "htmlunit.version");
    }

    @Test
    void seedWithoutItsLibraryNamesTheMissingJarAtStart() throws Exception {
        assertThat(askWithout(
                        List.of("otp-java"),
                        "&browserName=htmlunit&loginUsername=jane&loginPassword=x&loginTotpSecret=GEZDGNBVGY3TQOJQ"))
                .startsWith("not started: Options loginTotpSecret and loginTotpSecretFile need"
                        + " com.github.bastiaanjansen:otp-java on the classpath");
    }

    @Test
    void stepsWithoutTheirLibraryNameTheMissingJarAtStart() throws Exception {
        assertThat(askWithout(
                        List.of("snakeyaml-engine"),
                        "&browserName=htmlunit&loginSteps=classpath:login-steps/tenant.yaml"))
                .startsWith("not started: Option loginSteps needs org.snakeyaml:snakeyaml-engine on the classpath");
    }

    @Test
    void htmlUnitLoginNeedsNoChromeDriver() throws Exception {
        LoginSite.protect(aura.server());

        assertThat(askWithout(
                        CHROME,
                        "&browserName=htmlunit&loginUsername=" + LoginSite.USER + "&loginPassword=RAW("
                                + LoginSite.PASSWORD + ")"))
                .startsWith("reply: You asked");
    }

    private String askWithout(List<String> jars, String options) throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> jars.stream().noneMatch(entry::contains))
                .collect(Collectors.joining(File.pathSeparator));
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        Asker.class.getName(),
                        aura.server().baseUrl() + options)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(java.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return output.lines()
                    .filter(line -> line.startsWith("asked "))
                    .findFirst()
                    .orElseThrow()
                    .substring("asked ".length());
        } finally {
            java.destroyForcibly();
        }
    }

    /** Runs in a separate JVM. */
    static final class Asker {

        public static void main(String[] args) throws Exception {
            try (CamelContext context = new DefaultCamelContext()) {
                context.start();
                try {
                    System.out.println("asked reply: "
                            + context.createProducerTemplate()
                                    .requestBody("aura:support?baseUrl=" + args[0], "count", String.class));
                } catch (CamelExecutionException e) {
                    AuraCredentialException cause = (AuraCredentialException) e.getCause();
                    System.out.println("asked " + cause.getReason() + " " + cause.getMessage());
                } catch (FailedToCreateProducerException e) {
                    System.out.println("asked not started: " + e.getCause().getMessage());
                }
            }
        }
    }
}
