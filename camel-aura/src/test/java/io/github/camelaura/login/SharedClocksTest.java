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

import static io.github.camelaura.login.SharedNodes.get;
import static io.github.camelaura.login.SharedNodes.getAfterLease;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.http.BrowserCookie;
import io.github.camelaura.login.SharedNodes.Node;

/** The clock of a node is ahead or behind, in seconds. */
@Timeout(60)
class SharedClocksTest {

    private final SharedNodes nodes = new SharedNodes();
    private final Node right = nodes.start("right");

    @AfterEach
    void stop() {
        nodes.close();
    }

    private Node wrong(int seconds) {
        return nodes.start("wrong", Duration.ofSeconds(seconds));
    }

    private BrowserCookie cookie(String value, int seconds) {
        Instant end = right.clock.instant().plusSeconds(seconds);
        return new BrowserCookie("session", value, "chat.example.com", true, "/", end, true, true);
    }

    @ParameterizedTest
    @ValueSource(ints = {-60, 60})
    void leaseOfALivingNodeDoesNotDependOnTheClock(int seconds) throws Exception {
        Node wrong = wrong(seconds);
        wrong.login.hold();
        wrong.login.succeedsWithPasswordSent(cookie("one", 3600));
        CompletableFuture<Credential> ofWrong = wrong.get();
        Awaitility.await().until(() -> wrong.login.runs() == 1);
        CompletableFuture<Credential> ofRight = right.get();
        right.clock.pass(Duration.ofMinutes(1)); // a correction of the clock, too
        wrong.clock.pass(Duration.ofMinutes(-1));
        assertThat(ofRight).isNotDone();
        wrong.login.letGo();

        assertThat(right.cookies(get(ofRight))).isEqualTo("session=one");
        assertThat(wrong.cookies(get(ofWrong))).isEqualTo("session=one");
        assertThat(right.login.runs()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {-60, 60})
    void deadNodeIsReplacedWhateverItsClockSaid(int seconds) throws Exception {
        Node wrong = wrong(seconds);
        wrong.login.hold();
        CompletableFuture<Credential> unused = wrong.get();
        Awaitility.await().until(() -> wrong.login.runs() == 1);
        wrong.kill();
        right.login.succeedsWithPasswordSent(cookie("two", 3600));

        assertThat(right.cookies(getAfterLease(right, right.get()))).isEqualTo("session=two");
    }

    @ParameterizedTest
    @ValueSource(ints = {-60, 60})
    void nodesUseOneSessionThatLivesLongerThanTheClocksDiffer(int seconds) throws Exception {
        Node wrong = wrong(seconds);
        wrong.login.succeedsWithPasswordSent(cookie("one", 900));
        wrong.accepted(get(wrong.get()));
        wrong.awaitAccepted();

        assertThat(right.cookies(get(right.get()))).isEqualTo("session=one");
        assertThat(right.login.runs()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {-60, 60})
    void expiredSessionCausesOneLoginAndNewVersionsWinOverOldTimes(int seconds) throws Exception {
        Node wrong = wrong(seconds);
        right.login.succeedsWithPasswordSent(cookie("one", 900));
        right.accepted(get(right.get()));
        right.awaitAccepted();
        wrong.accepted(get(wrong.get()));
        wrong.clock.pass(Duration.ofSeconds(961));
        right.clock.pass(Duration.ofSeconds(961));
        wrong.login.succeedsWithPasswordSent(cookie("two", 900));
        wrong.accepted(get(wrong.get()));
        wrong.awaitAccepted();

        assertThat(right.cookies(get(right.get()))).isEqualTo("session=two");
        assertThat(right.login.runs()).isEqualTo(1);
        assertThat(right.storedSession().version().generation()).isEqualTo(2);
    }
}
