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

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.support.BrowserTraces;
import io.github.camelaura.support.Chromium;
import io.github.camelaura.support.LogCapture;
import io.github.camelaura.test.Gate;

/** Secrets of a login with Chromium. */
@Tag("chromium")
class ChromiumSecretsTest extends LoginSecretsTests {

    @Override
    List<String> browser() {
        return Chromium.options();
    }

    /** Selenium's exceptions contain the command that failed, here the one that types the password. */
    @Test
    void failureOfAKilledBrowserShowsNoSecret() throws Exception {
        Gate gate = new Gate();
        site().holdLogin(gate);
        try (LogCapture log = new LogCapture("io.github.camelaura", Level.TRACE)) {
            CompletableFuture<Exchange> asked = ask("direct:ask", "count");
            gate.awaitReached();

            new BrowserTraces(ProcessHandle.current()).browser().destroyForcibly();

            assertThat(await(asked).getException()).isInstanceOf(AuraCredentialException.class);
            read(await(asked));
            read(log);
        }
        assertNoSecrets();
    }
}
