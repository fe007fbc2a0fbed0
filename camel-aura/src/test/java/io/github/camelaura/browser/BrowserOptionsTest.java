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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.FailedToStartRouteException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.htmlunit.HtmlUnitDriver;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.component.LoginConfiguration;
import io.github.camelaura.component.Settings;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.Chromium;
import io.github.camelaura.test.LoginSite;

/** Checks of the login and browser options before a browser starts, and the reason when a browser cannot start. */
class BrowserOptionsTest extends AuraTestSupport {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    loginUsername=jane                                     | loginUsername needs loginPassword
                    loginPassword=x                                        | need loginUsername
                    loginUsername=jane&loginPassword=x&loginPasswordFile=f | exclude each other
                    loginUsername=jane&loginPassword=pw%01                 | loginPassword must not hold control characters
                    loginUsername=ja%09ne&loginPassword=pw                 | loginUsername must not hold control characters
                    loginUsername=jane&loginPassword=%0A                   | loginPassword is empty
                    loginTotpSecret=GEZDGNBV                               | need loginUsername
                    loginTotpSecretFile=f                                  | need loginUsername
                    loginUsername=jane&loginPassword=x&loginTotpSecret=GEZDGNBV&loginTotpSecretFile=f | exclude each other
                    loginUsername=jane&loginPassword=x&loginTotpSecret=pw9 | loginTotpSecret must be the seed in Base32
                    loginHosts=https://chat.example.com/                   | loginHosts must be hosts
                    loginUrl=chat.example.com                              | loginUrl is not an http or https address
                    loginUrl=https://jane:x%7Cy@chat.example.com             | loginUrl must not hold a user name
                    loginUrl=https://jane:x@chat.example.com               | loginUrl must not hold a user name
                    browserRemoteUrl=https://jane:x@grid.example.com       | browserRemoteUrl must not hold a user name
                    loginTimeout=0                                         | loginTimeout must be
                    loginTokenPath=/token                                  | loginTokenPath needs loginTokenStorageKey
                    loginTokenStorageKey=t&loginTokenPath=token            | loginTokenPath is not a JSON pointer
                    loginMinInterval=-1                                    | loginMinInterval must not be
                    credentialTtl=-1                                       | credentialTtl must not be
                    browserName=firefox                                    | browserName=firefox needs browserRemoteUrl
                    browserArguments=--user-agent=My Agent                 | browserArguments has an argument that does not begin
                    browserArguments=--user-agent="My Agent                | browserArguments has a quote that is not closed
                    """)
    void invalidLoginOptionFailsTheStart(String options, String message) {
        assertStartFails(options, message);
    }

    @Test
    void webDriverOfAWrongTypeFailsTheStart() {
        context.getRegistry().bind("driver", "a text");

        assertStartFails("webDriver=%23driver", "webDriver must be");
    }

    /** Its browser keeps the session of the site, so all credentials have the same session. */
    @Test
    void logoutWithOneWebDriverForAllLoginsFailsTheStart() {
        WebDriver driver = new HtmlUnitDriver();
        context.getRegistry().bind("driver", driver);
        try {
            assertStartFails(
                    "webDriver=%23driver&logoutUrl=" + server().baseUrl() + "/logout",
                    "logoutUrl cannot be used with a webDriver that is a WebDriver");
        } finally {
            driver.quit();
        }
    }

    @ParameterizedTest
    @CsvSource({"browserBinary", "browserDriver"})
    void missingBrowserFileFailsTheStart(String option, @TempDir Path folder) {
        assertStartFails(option + "=" + folder.resolve("none"), option + "=" + folder.resolve("none"));
    }

    private void assertStartFails(String options, String message) {
        assertThatThrownBy(() -> routes(route -> route.from("direct:ask").to(uri("support", options.split("&")))))
                .isInstanceOf(FailedToStartRouteException.class)
                .rootCause()
                .hasMessageContaining(message)
                .hasMessageNotContaining("jane:x")
                .hasMessageNotContaining("pw");
    }

    @Test
    void optionsOfChromeSwitchOffNeitherSandboxNorCertificatesNorTheMarkOfAutomation() {
        LoginConfiguration configuration = new LoginConfiguration();
        configuration.setBaseUrl("https://chat.example.com");

        Map<String, Object> options = ChromeBrowser.options(
                        Settings.login(configuration, URI.create("https://chat.example.com")))
                .asMap();

        assertThat(options.toString())
                .contains("--no-first-run")
                .doesNotContain("sandbox", "certificate", "excludeSwitches", "AutomationControlled")
                .doesNotContain("acceptInsecureCerts=true");
    }

    /** The program stands for a Chrome that lacks a library. */
    @ParameterizedTest
    @CsvSource({"--no-first-run, BROWSER_DOES_NOT_START", "--remote-debugging-pipe, NOT_READY_IN_TIME"})
    @Tag("browser")
    @Tag("chromium")
    void chromeThatCannotStartIsReportedAtOnceUnlessItHasNoPort(String argument, Reason reason, @TempDir Path folder)
            throws Exception {
        Chromium.driver();
        LoginSite.protect(server());
        Path program = Files.writeString(folder.resolve("chrome"), "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

        Exchange failed = await(ask(
                uri("support", "loginTimeout=10000", "browserBinary=" + program, "browserArguments=" + argument),
                "count"));

        assertThat(failed.getException(AuraCredentialException.class).getReason())
                .isEqualTo(reason);
    }

    @Test
    @Tag("browser")
    @Tag("chromium")
    void failureOfTheSandboxNamesTheOptionThatDisablesIt() throws Exception {
        Chromium.driver();
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can see Chromium's sandbox fail");
        LoginSite.protect(server());

        Exchange failed = await(ask(uri("support", "loginUrl=" + server().baseUrl()), "count"));

        AuraCredentialException failure = (AuraCredentialException) failed.getException();
        assertThat(failure.getReason()).isEqualTo(Reason.BROWSER_DOES_NOT_START);
        assertThat(failure).hasMessageContainingAll("root", "browserArguments=--no-sandbox");
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .extracting(process -> process.info().command().orElse(""))
                .noneMatch(command -> command.contains("chrom"));
        assertThat(List.of(failure.getSuppressed())).isEmpty();
    }
}
