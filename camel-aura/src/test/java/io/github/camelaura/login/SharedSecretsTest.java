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
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.apache.logging.log4j.Level;
import org.assertj.core.util.Throwables;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.SharedNodes.Node;
import io.github.camelaura.support.LogCapture;

/** Sharing shows no secret: not in logs, exceptions and texts of objects, and not in the map. */
@Timeout(60)
class SharedSecretsTest {

    private static final String[] SECRETS = {"topsecret", "JBSWY3DPEHPK3PXP"};

    private final SharedNodes nodes = new SharedNodes();
    private final SwitchableMap view = new SwitchableMap(nodes.map());
    private final Node first = nodes.start("first", view);
    private final Node second = nodes.start("second");
    private final List<String> texts = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.close();
    }

    private void show(Object... objects) {
        for (Object each : objects) {
            texts.add(String.valueOf(each));
        }
    }

    private void fails(Node node) {
        Throwable failure = catchThrowable(() -> get(node.get()));
        assertThat(failure).isNotNull();
        show(Throwables.getStackTrace(failure));
    }

    private void showState(Node node) {
        SharedSession session = node.storedSession();
        SharedAccount account = node.storedAccount();
        show(node.session.status(), session, account, account.rejections(), account.unaccepted(), account.holder());
        show(new SharedCookies(session.cookies()), session.token(), SharedOrigin.of(session, true));
        show(new SharedCookies(session.cookies()).since(SharedCookies.NONE, node.clock.instant()));
        show(new SharedValue.Read<>(null, session), nodes.map());
    }

    @Test
    void nothingShowsASecret() throws Exception {
        TotpSeed seed = TotpSeed.parse("loginTotpSecret", "JBSWY3DPEHPK3PXP");
        first.account = new Account("jane", "topsecret-password", seed);
        second.account = first.account;
        try (LogCapture log = new LogCapture("io.github.camelaura", Level.TRACE)) {
            first.login.fails(Reason.PROCESSOR_FAILED);
            fails(first);
            fails(second);
            first.clock.pass(Duration.ofMinutes(1));
            first.login.succeedsWithPasswordSent(cookie("session", "topsecret-cookie"), cookie("a", "1"));
            Credential own = get(first.get());
            Awaitility.await()
                    .until(() -> first.storedAccount().holder() == null); // stored, so the next change is another one
            first.accepted(own, "session=topsecret-changed; Path=/");
            first.awaitAccepted();
            Awaitility.await().until(() -> first.storedSession().version().revision() == 1);
            Credential found = get(second.get());
            show(own, found, own.origin(), found.origin());
            showState(first);
            showState(second);

            view.fault = SwitchableMap.Fault.THROWS;
            first.accepted(own, "session=topsecret-third; Path=/");
            Awaitility.await().until(() -> view.failures() > 0);
            first.sharing().forget();
            view.fault = SwitchableMap.Fault.NONE;
            second.login.failsWithPasswordSent(Reason.REJECTED);
            Refused refused = second.refused(found);
            show(refused, catchThrowable(() -> get(second.get(refused))));
            nodes.map().replaceAll((name, value) -> value + "topsecret");
            Node last = nodes.start("last");
            last.login.succeedsWith(new BearerToken("topsecret-token", null));
            show(get(last.get()));
            Awaitility.await().until(() -> last.storedAccount().holder() == null);
            showState(last);
            last.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(60));

            assertThat(log.lines()).hasSizeGreaterThan(5);
            assertThat(log.lines()).allSatisfy(line -> assertThat(line).doesNotContain(SECRETS));
            assertThat(texts).allSatisfy(text -> assertThat(text).doesNotContain(SECRETS));
        }
    }

    @Test
    void mapShowsNeitherUserNorHostNorCookie() throws Exception {
        first.login.succeedsWithPasswordSent(cookie("session", "topsecret-cookie"));
        first.accepted(get(first.get()));
        first.awaitAccepted();

        assertThat(nodes.map()).hasSize(2).allSatisfy((name, value) -> assertThat(name + value)
                .doesNotContainIgnoringCase(
                        "jane", "chat.example", "example.com", "topsecret", "cookie", "first", "password", "agent"));
    }
}
