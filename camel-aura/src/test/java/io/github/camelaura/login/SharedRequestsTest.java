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
import static org.assertj.core.api.Assertions.catchThrowable;

import org.apache.logging.log4j.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.camelaura.login.SharedNodes.Node;
import io.github.camelaura.support.Held;
import io.github.camelaura.support.LogCapture;

/** Requests of nodes whose session the server has ended, or that the server rejects with each credential. */
@Timeout(60)
class SharedRequestsTest {

    private final SharedNodes nodes = new SharedNodes();
    private final OneSessionSite site = new OneSessionSite();
    private final Node first = nodes.start("first");
    private final Node second = nodes.start("second");

    @BeforeEach
    void start() {
        site.serves(first, second);
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    private void awaitStored(int generation) {
        Awaitility.await().untilAsserted(() -> {
            assertThat(first.storedSession()).isNotNull();
            assertThat(first.storedSession().version().generation()).isEqualTo(generation);
            assertThat(first.storedAccount().unaccepted()).isEmpty();
        });
    }

    @Test
    void requestWhoseSecondCredentialHasEndedAsWellSucceedsAfterOneLogin() throws Exception {
        assertThat(site.request(first, false)).isEqualTo(2);
        awaitStored(1);
        assertThat(site.request(second, false)).isEqualTo(1);
        site.end();
        assertThat(site.request(first, false)).isEqualTo(2);
        awaitStored(2);
        site.end();

        assertThat(site.request(second, false)).isEqualTo(3);
        assertThat(site.passwords()).isEqualTo(3);
        awaitStored(3);
        assertThat(site.request(first, false)).isEqualTo(2);
        assertThat(site.passwords()).isEqualTo(3);
    }

    /** A login gives its credential to requests before it has its result. */
    @Test
    void requestDoesNotGetACredentialAgainThatWasRejectedBeforeItsLoginHadAResult() throws Exception {
        site.request(first, false);
        awaitStored(1);
        site.request(second, false);
        site.end();
        site.request(first, false);
        awaitStored(2);
        site.end();
        Credential old = SharedNodes.get(second.get(null));
        Held beforeResult = new Held();
        try (LogCapture log = new LogCapture(LoginRun.class.getName(), Level.INFO, line -> {
            if (line.contains("Uses the session")) {
                beforeResult.holdListener();
            }
        })) {
            Refused rejected = second.refused(old);
            beforeResult.awaitReached();
            Credential ended = SharedNodes.get(second.get(rejected));
            Refused again = second.session.refused(second.session.sent(ended.generation()), "401", rejected);
            assertThat(again.mayHaveEnded()).isTrue();

            assertThat(second.cookies(SharedNodes.get(second.get(again)))).isEqualTo("session=s3");
        } finally {
            beforeResult.open();
        }
        assertThat(site.passwords()).isEqualTo(3);
    }

    @Test
    void nodeThatStartsWithASessionThatHasEndedLogsInOnce() throws Exception {
        site.request(first, false);
        awaitStored(1);
        site.end();
        Node late = nodes.start("late");
        site.serves(late);

        assertThat(site.request(late, false)).isEqualTo(2);
        assertThat(site.passwords()).isEqualTo(2);
    }

    @Test
    void requestsAtFaultCauseOneLoginOfEachNodeAtMostAndOthersGoOn() throws Exception {
        site.request(first, false);
        awaitStored(1);
        site.request(second, false);
        for (int round = 1; round <= 20; round++) {
            for (Node node : new Node[] {first, second}) {
                assertThat(catchThrowable(() -> site.request(node, true))).isInstanceOf(Exception.class);
            }
        }

        assertThat(site.passwords()).isLessThanOrEqualTo(3);
        assertThat(site.request(first, false)).isLessThanOrEqualTo(2);
        assertThat(site.request(second, false)).isLessThanOrEqualTo(2);
        assertThat(site.passwords()).isLessThanOrEqualTo(3);
    }

    @Test
    void nodesThatAlternateUseOneSessionForEachThatTheServerEnds() throws Exception {
        for (int ended = 0; ended < 20; ended++) {
            site.request(ended % 2 == 0 ? first : second, false);
            awaitStored(ended + 1);
            site.request(ended % 2 == 0 ? second : first, false);
            site.end();
        }

        assertThat(site.passwords()).isEqualTo(20);
    }
}
