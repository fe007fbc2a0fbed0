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

import static io.github.camelaura.login.SharedNodes.cookie;
import static io.github.camelaura.login.SharedNodes.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.SharedNodes.Node;

/** An operator has the credential forgotten on one node. */
@Timeout(60)
class SharedForgetTest {

    private final SharedNodes nodes = new SharedNodes();
    private final Node first = nodes.start("first");
    private final Node second = nodes.start("second");

    @AfterEach
    void stop() {
        nodes.close();
    }

    private Credential loggedIn(Node node, String value) throws Exception {
        node.login.succeedsWithPasswordSent(cookie("session", value));
        Credential own = get(node.get());
        node.accepted(own);
        node.awaitAccepted();
        return own;
    }

    @Test
    void nodeThatForgetsLogsInAnew() throws Exception {
        loggedIn(first, "one");

        first.forget();

        assertThat(first.storedSession().cookies()).isEmpty();
        assertThat(first.storedSession().login()).isNull();
        loggedIn(first, "two");
        assertThat(first.storedSession().version()).isEqualTo(new SharedSession.Version(2, 0));
    }

    @Test
    void otherNodeDoesNotFallBackToTheForgottenSession() throws Exception {
        loggedIn(first, "one");
        Credential found = get(second.get());
        second.accepted(found);

        first.forget();

        assertThat(get(second.get())).isSameAs(found); // a forgotten session may still be valid
        second.login.succeedsWithPasswordSent(cookie("session", "two"));
        assertThat(second.cookies(get(second.get(second.refused(found))))).isEqualTo("session=two");
        assertThat(first.cookies(get(first.get()))).isEqualTo("session=two");
        assertThat(first.login.runs()).isEqualTo(1);
    }

    @Test
    void changedCookieOfAnotherNodeDoesNotBringTheForgottenSessionBack() throws Exception {
        Credential own = loggedIn(first, "one");
        second.accepted(get(second.get()));
        second.forget();

        first.accepted(own, "a=1; Path=/");
        second.login.succeedsWithPasswordSent(cookie("session", "two"));

        assertThat(second.cookies(get(second.get()))).isEqualTo("session=two");
    }

    @Test
    void nodeThatStartsLaterDoesNotUseTheForgottenSession() throws Exception {
        loggedIn(first, "one");
        second.forget();
        Node late = nodes.start("late");

        assertThat(late.cookies(loggedIn(late, "two"))).isEqualTo("session=two");
    }

    @Test
    void waitsAndRejectionsOfAllNodesAreForgotten() throws Exception {
        first.login.failsWithPasswordSent(Reason.REJECTED);
        assertThatThrownBy(() -> get(first.get())).hasMessageContaining("It failed");
        assertThatThrownBy(() -> get(second.get())).hasMessageContaining("not tried again");
        Node third = nodes.start("third");

        third.forget();

        assertThat(second.cookies(loggedIn(second, "two"))).isEqualTo("session=two");
    }

    @Test
    void loginThatRunsSurvives() throws Exception {
        first.login.hold();
        first.login.succeedsWithPasswordSent(cookie("session", "one"));
        CompletableFuture<Credential> running = first.get();
        Awaitility.await().until(() -> first.login.runs() == 1);

        second.forget();
        CompletableFuture<Credential> waiting = second.get();
        first.login.letGo();

        assertThat(first.cookies(get(running))).isEqualTo("session=one");
        assertThat(second.cookies(get(waiting))).isEqualTo("session=one");
        assertThat(second.login.runs()).isZero();
    }
}
