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

import java.net.ConnectException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.github.camelaura.AuraConnectException;
import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.LoginSite;

/** The command line of the example. */
@ExtendWith(AuraServerExtension.class)
class AuraExampleTest {

    @Test
    void exampleLogsInAtItsOwnServerAndEnds() throws Exception {
        AuraExample.main();
    }

    @Test
    void exampleLogsInWithHtmlUnit() throws Exception {
        AuraExample.main("--browser", "htmlunit", "Who are you?");
    }

    @Test
    void chromeIsUsedOnlyWithItsDriver() {
        LoginBrowser browser = LoginBrowser.find();

        assertThat(browser.options().keySet().containsAll(List.of("browser-binary", "browser-driver")))
                .isEqualTo(browser.name().equals(LoginBrowser.CHROME));
    }

    @Test
    void exampleSendsRequestsToAnotherServer(AuraServer server) throws Exception {
        AuraExample.main("--server", server.baseUrl(), "Who", "are you?");

        assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request.question())
                .isEqualTo("Who are you?"));
        assertThat(server.requests().get(0).headers()).doesNotContainKeys("cookie", "Cookie");
    }

    @Test
    void serverThatRequiresALoginHasItsOwnReason(AuraServer server) {
        LoginSite.protect(server);

        assertThatThrownBy(() -> AuraExample.main("--server", server.baseUrl(), "--browser", "htmlunit"))
                .cause()
                .isInstanceOfSatisfying(AuraCredentialException.class, failure -> assertThat(failure.getReason())
                        .isEqualTo(Reason.MORE_ASKED));
    }

    @Test
    void unreachableServerIsAConnectFailure(AuraServer server) {
        String url = server.baseUrl();
        server.close();

        assertThatThrownBy(() -> AuraExample.main("--server", url))
                .hasRootCauseInstanceOf(ConnectException.class)
                .hasCauseInstanceOf(AuraConnectException.class);
    }

    @Test
    void invalidArgumentIsNamed() {
        assertThatThrownBy(() -> AuraExample.main("--server")).hasMessageContaining("--server needs");
        assertThatThrownBy(() -> AuraExample.main("--browser")).hasMessageContaining("--browser needs");
        assertThatThrownBy(() -> AuraExample.main("--web", "--port")).hasMessageContaining("--port needs");
        assertThatThrownBy(() -> AuraExample.main("--web", "--port", "http")).hasMessageContaining("--port needs");
        assertThatThrownBy(() -> AuraExample.main("--web", "--port", "0")).hasMessageContaining("--port needs");
        assertThatThrownBy(() -> AuraExample.main("--sever", "x")).hasMessageContaining("--sever");
    }
}
