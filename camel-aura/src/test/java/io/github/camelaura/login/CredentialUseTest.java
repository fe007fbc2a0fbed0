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

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

/** The session of a credential ends once, after its last request. */
class CredentialUseTest {

    private final List<String> ends = new ArrayList<>();
    private final Credential credential = credential((ended, logsOut) -> ends.add(logsOut ? "logout" : "release"));

    private static Credential credential(SessionEnd end) {
        return Credential.of(
                new Login.Result(List.of(), "agent", new BearerToken("token", null)).endingBy(end),
                1,
                Instant.EPOCH,
                URI.create("https://chat.example.com/api/chat"));
    }

    @Test
    void sessionEndsAfterTheLastRequestOfARetiredCredential() {
        credential.use().enter();
        credential.use().enter();
        credential.use().leave();
        credential.retire(true);
        assertThat(ends).isEmpty();

        credential.use().leave();

        assertThat(ends).containsExactly("logout");
    }

    @Test
    void unusedSessionEndsWithItsCredential() {
        credential.retire(true);

        assertThat(ends).containsExactly("logout");
    }

    @Test
    void sessionThatHasEndedTakesNoRequest() {
        credential.retire(true);

        assertThat(credential.use().enter()).isFalse();
    }

    @Test
    void retiredCredentialStillServesRequestsBesideOthers() {
        credential.use().enter();
        credential.retire(true);

        assertThat(credential.use().enter()).isTrue();
        credential.use().leave();
        assertThat(ends).isEmpty();
    }

    /** As when the context stops, and exchanges have not completed. */
    @Test
    void sessionInUseEndsOnceAtOnceOnDemand() {
        List<Runnable> atOnce = new ArrayList<>();
        Credential used = credential(new SessionEnd() {
            @Override
            public void retired(Runnable now) {
                atOnce.add(now);
            }

            @Override
            public void begin(Credential ended, boolean logsOut) {
                ends.add("logout");
            }
        });
        used.use().enter();
        used.retire(true);
        assertThat(ends).isEmpty();

        atOnce.forEach(Runnable::run);
        used.use().leave();

        assertThat(ends).containsExactly("logout");
    }

    @Test
    void lostSessionIsOnlyReleased() {
        credential.retire(false);

        assertThat(ends).containsExactly("release");
    }
}
