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
package io.github.camelaura.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.http.BrowserCookie;
import io.github.camelaura.login.SharedSession.Version;

/** States that nodes share are stored as JSON. */
class SharedJsonTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");

    private static SharedAttempt attempt(String id) {
        return new SharedAttempt(id, "node", "session", "pw", "seed", "options", NOW);
    }

    private static SharedAccount account() {
        return SharedAccount.NEW
                .begin(attempt("a"), NOW)
                .passwordSent()
                .failed(Reason.REJECTED, "It \"failed\".", NOW, 0)
                .begin(attempt("b"), NOW)
                .codeUsed(NOW)
                .succeeded(NOW)
                .begin(attempt("c"), NOW)
                .passwordSent();
    }

    private static SharedSession session() {
        return new SharedSession(
                new Version(3, 4),
                "a",
                "node",
                NOW,
                "agent",
                new BearerToken("token", NOW, Duration.ofMinutes(5)),
                List.of(
                        new BrowserCookie("n", "v\u00e4\u00ff", "example.com", false, "/a", NOW, true, false),
                        new BrowserCookie("m", "", "chat.example.com", true, "/", null, false, true)),
                List.of("401"));
    }

    @Test
    void accountIsReadAsItWasWritten() {
        assertThat(SharedJson.read(SharedJson.write(account()), SharedAccount.class))
                .isEqualTo(account());
        assertThat(SharedJson.read(SharedJson.write(SharedAccount.NEW), SharedAccount.class))
                .isEqualTo(SharedAccount.NEW);
    }

    @Test
    void sessionIsReadAsItWasWritten() {
        assertThat(SharedJson.read(SharedJson.write(session()), SharedSession.class))
                .isEqualTo(session());
        assertThat(SharedJson.read(SharedJson.write(session().forgotten()), SharedSession.class))
                .isEqualTo(session().forgotten());
    }

    @Test
    void unknownFieldsAreIgnored() {
        String account = SharedJson.write(account()).replace("{", "{\"later\":{\"a\":[1]},");
        String session = SharedJson.write(session()).replace("{", "{\"later\":1,");

        assertThat(SharedJson.read(account, SharedAccount.class)).isEqualTo(account());
        assertThat(SharedJson.read(session, SharedSession.class)).isEqualTo(session());
    }

    @ParameterizedTest
    @ValueSource(strings = {"topsecret", "[\"topsecret\"]", "{\"tried\":\"topsecret\"}", "\"topsecret\""})
    void failureDoesNotShowTheText(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SharedJson.read(text, SharedAccount.class))
                .withMessage("The value is not a SharedAccount")
                .withNoCause();
    }
}
