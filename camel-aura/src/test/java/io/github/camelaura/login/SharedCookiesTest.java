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

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.camelaura.http.BrowserCookie;
import io.github.camelaura.login.SharedNodes.Node;

/** Nodes share the cookies that the server changes. */
@Timeout(60)
class SharedCookiesTest {

    private final SharedNodes nodes = new SharedNodes().excluding("route", "bm_*");
    private final SwitchableMap view = new SwitchableMap(nodes.map());
    private final Node first = nodes.start("first", view);
    private final Node second = nodes.start("second");

    @AfterEach
    void stop() {
        nodes.close();
    }

    private Credential loggedIn(BrowserCookie... cookies) throws Exception {
        first.login.succeedsWithPasswordSent(cookies);
        Credential own = get(first.get());
        first.accepted(own);
        first.awaitAccepted();
        return own;
    }

    private List<String> stored() {
        return second.storedSession().cookies().stream()
                .map(cookie -> cookie.name() + "=" + cookie.value())
                .toList();
    }

    private void awaitStored(String... cookies) {
        Awaitility.await().untilAsserted(() -> assertThat(stored()).containsExactlyInAnyOrder(cookies));
    }

    @Test
    void changedCookieReachesAnotherNodeWhenItNeedsIt() throws Exception {
        Credential own = loggedIn(cookie("session", "one"));
        Credential found = get(second.get());
        second.accepted(found);

        first.accepted(own, "session=two; Path=/");
        awaitStored("session=two");

        assertThat(second.cookies(get(second.get()))).isEqualTo("session=one");
        assertThat(second.cookies(get(second.get(second.refused(found))))).isEqualTo("session=two");
        assertThat(second.login.runs()).isZero();
    }

    @Test
    void differentCookiesThatTwoNodesChangeAreBothKept() throws Exception {
        Credential own = loggedIn(cookie("session", "one"), cookie("a", "1"), cookie("b", "1"));
        Credential found = get(second.get());
        second.accepted(found);

        first.accepted(own, "a=2; Path=/", "c=1; Path=/");
        awaitStored("session=one", "a=2", "b=1", "c=1");
        second.accepted(found, "b=2; Path=/");
        awaitStored("session=one", "a=2", "b=2", "c=1");

        Awaitility.await().untilAsserted(() -> assertThat(second.cookies(found).split("; "))
                .containsExactlyInAnyOrder("session=one", "a=2", "b=2", "c=1"));
    }

    @Test
    void cookieThatAnotherNodeHasRemovedDoesNotComeBack() throws Exception {
        Credential own = loggedIn(cookie("session", "one"), cookie("a", "1"));
        Credential found = get(second.get());
        second.accepted(found);

        first.accepted(own, "a=; Path=/; Max-Age=0");
        awaitStored("session=one");
        second.accepted(found, "b=1; Path=/");
        awaitStored("session=one", "b=1");
        Awaitility.await().untilAsserted(() -> assertThat(second.cookies(found)).isEqualTo("session=one; b=1"));
        second.accepted(found, "b=2; Path=/");

        awaitStored("session=one", "b=2");
    }

    @Test
    void cookieThatTheServerChangesWhileAnEarlierChangeIsStoredIsKept() throws Exception {
        Credential own = loggedIn(cookie("session", "one"));
        CountDownLatch storing = new CountDownLatch(1);
        CountDownLatch resume = new CountDownLatch(1);
        view.beforeChange(() -> {
            storing.countDown();
            await(resume);
        });
        first.accepted(own, "session=two; Path=/");
        await(storing);
        first.accepted(own, "session=three; Path=/");
        view.beforeChange(() -> {});
        resume.countDown();

        awaitStored("session=three");
        assertThat(first.cookies(own)).isEqualTo("session=three");
    }

    @Test
    void cookieThatTheServerChangesWhileTheSessionIsStoredIsStoredAsWell() throws Exception {
        first.login.succeedsWithPasswordSent(cookie("session", "one"));
        CountDownLatch storing = new CountDownLatch(1);
        CountDownLatch resume = new CountDownLatch(1);
        view.beforeNewKey(() -> {
            if (nodes.map().size() == 1) { // the account is there, the session is not
                storing.countDown();
                await(resume);
            }
        });
        Credential own = get(first.get());
        await(storing);
        first.accepted(own, "session=two; Path=/");
        Awaitility.await()
                .until(() -> first.storedAccount().holder() == null
                        || first.storedAccount().holder().accepted());
        resume.countDown();

        awaitStored("session=two");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void changeThatCouldNotBeStoredIsStoredAfterTheNextRequest() throws Exception {
        Credential own = loggedIn(cookie("session", "one"));
        view.fault = SwitchableMap.Fault.THROWS;
        int accesses = view.failures();
        first.accepted(own, "session=two; Path=/");
        Awaitility.await().until(() -> view.failures() > accesses);
        view.fault = SwitchableMap.Fault.NONE;

        Awaitility.await().untilAsserted(() -> {
            first.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(6));
            first.accepted(own);
            assertThat(stored()).containsExactly("session=two");
        });
    }

    @Test
    void cookieThatAnotherNodeChangedWhileItWasUnknownWhetherTheSessionIsStoredIsKept() throws Exception {
        first.login.succeedsWithPasswordSent(cookie("session", "one"), cookie("a", "1"), cookie("b", "1"));
        view.beforeNewKey(() -> {
            if (nodes.map().size() == 1) { // the account is there, the session is not
                view.fault = SwitchableMap.Fault.THROWS_AFTER_CHANGE;
            }
        });
        Credential own = get(first.get());
        Awaitility.await().until(() -> view.failures() == 1);
        second.accepted(get(second.get()), "a=2; Path=/");
        awaitStored("session=one", "a=2", "b=1");
        first.accepted(own, "b=2; Path=/");
        view.fault = SwitchableMap.Fault.NONE;

        Awaitility.await().untilAsserted(() -> {
            first.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(6));
            first.accepted(own);
            assertThat(stored()).containsExactlyInAnyOrder("session=one", "a=2", "b=2");
        });
        Awaitility.await().untilAsserted(() -> assertThat(first.cookies(own).split("; "))
                .containsExactlyInAnyOrder("session=one", "a=2", "b=2"));
    }

    @Test
    void excludedCookiesAreNeverStoredAndEachNodeKeepsItsOwn() throws Exception {
        Credential own = loggedIn(cookie("session", "one"), cookie("route", "n1"), cookie("bm_sz", "x"));
        Credential found = get(second.get());
        second.accepted(found, "route=n2; Path=/");
        first.accepted(own, "route=n3; Path=/", "route.0=n3; Path=/", "a=1; Path=/");
        awaitStored("session=one", "a=1");
        second.accepted(found, "b=1; Path=/");
        awaitStored("session=one", "a=1", "b=1");

        assertThat(first.cookies(own)).contains("route=n3", "bm_sz=x");
        assertThat(second.cookies(found)).contains("route=n2").doesNotContain("bm_sz");
    }

    @Test
    void expiryThatMovesALittleIsNotStored() throws Exception {
        Instant end = first.clock.instant().plus(Duration.ofHours(1));
        Credential own = loggedIn(new BrowserCookie("session", "one", "chat.example.com", true, "/", end, true, true));
        Credential found = get(second.get());
        int changes = view.changes();

        for (int seconds = 1; seconds <= 60; seconds++) {
            first.accepted(own, "session=one; Path=/; Secure; HttpOnly; Expires=" + http(end.plusSeconds(seconds)));
        }
        first.accepted(own, "a=1; Path=/");
        awaitStored("session=one", "a=1");
        assertThat(view.changes()).isEqualTo(changes + 1);

        first.accepted(own, "session=one; Path=/; Secure; HttpOnly; Expires=" + http(end.plusSeconds(600)));
        Awaitility.await().until(() -> view.changes() == changes + 2);
        assertThat(second.storedSession().cookies().get(0).expires()).isAfter(end.plusSeconds(590));
        assertThat(found).isNotNull();
    }

    private static String http(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }
}
