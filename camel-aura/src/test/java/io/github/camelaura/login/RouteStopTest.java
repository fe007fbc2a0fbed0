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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.component.BrowserCredentialProcessor;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.Held;
import io.github.camelaura.test.LoginSite;

/** Stopping a route during a login that other callers have used before. */
@Tag("browser")
class RouteStopTest extends AuraTestSupport {

    private LoginSite site;

    @BeforeEach
    void protect() {
        site = LoginSite.protect(server());
        context.getShutdownStrategy().setTimeout(10 * PATIENCE);
    }

    private String endpoint(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "browserName=htmlunit",
                "loginUsername=" + LoginSite.USER,
                "loginPassword=RAW(" + LoginSite.PASSWORD + ")"));
        all.addAll(List.of(more));
        return uri("support", all.toArray(String[]::new));
    }

    private void define(String id, String uri) throws Exception {
        routes(route -> route.from("direct:" + id).routeId(id).to(uri));
    }

    private void awaitPage() {
        Awaitility.await().atMost(PATIENCE, TimeUnit.SECONDS).until(() -> site.pagesShown() > 0);
    }

    private void awaitPages(int n) {
        Awaitility.await().atMost(PATIENCE, TimeUnit.SECONDS).until(() -> site.pagesShown() >= n);
    }

    private void stopsWithin(String route, int seconds) {
        CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> {
            try {
                context.getRouteController().stopRoute(route);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(stop).succeedsWithin(seconds, TimeUnit.SECONDS);
    }

    private static void stopped(CompletableFuture<Exchange> asked) throws Exception {
        assertThat(await(asked).getException(AuraCredentialException.class).getReason())
                .isEqualTo(Reason.STOPPED);
    }

    @Test
    void requestThatWaitsForASlotStartsNoLoginAfterItsRouteStopped() throws Exception {
        site.page(LoginSite.Page.NEVER);
        define("asks", endpoint("maxConcurrentStreams=1"));
        CompletableFuture<Exchange> first = ask("direct:asks", "count");
        CompletableFuture<Exchange> second = ask("direct:asks", "count");
        awaitPage();

        stopsWithin("asks", 20);

        stopped(first);
        assertThat(second).isDone();
        assertThat(site.pagesShown()).isEqualTo(1);
    }

    @Test
    void earlierRequestOfATemplateDoesNotDelayTheStopOfARoute() throws Exception {
        String uri = endpoint();
        assertThat(await(ask(uri, "count")).getException()).isNull();
        site.expireSessions();
        site.page(LoginSite.Page.NEVER);
        define("asks", uri);
        int shown = site.pagesShown();
        CompletableFuture<Exchange> asked = ask("direct:asks", "count");
        awaitPages(shown + 1);

        stopsWithin("asks", 20);

        stopped(asked);
    }

    @Test
    void earlierRequestOfAnIdleRouteDoesNotDelayTheStopOfAnother() throws Exception {
        define("asks", endpoint());
        define("idle", endpoint());
        assertThat(await(ask("direct:idle", "count")).getException()).isNull();
        site.expireSessions();
        site.page(LoginSite.Page.NEVER);
        int shown = site.pagesShown();
        CompletableFuture<Exchange> asked = ask("direct:asks", "count");
        awaitPages(shown + 1);

        stopsWithin("asks", 20);

        stopped(asked);
    }

    @Test
    void routeWithACredentialBeanStopsDuringItsLogin() throws Exception {
        site.page(LoginSite.Page.NEVER);
        BrowserCredentialProcessor bean = bean();
        routes(route -> route.from("direct:bean").routeId("bean").process(bean).to(server().baseUrl() + "/api/chat"));
        CompletableFuture<Exchange> asked = ask("direct:bean", "count");
        awaitPage();

        stopsWithin("bean", 20);

        stopped(asked);
    }

    @Test
    void routeLogsInAgainAfterItsStopWasAborted() throws Exception {
        Held held = new Held();
        routes(route -> route.from("direct:asks").routeId("asks").to(endpoint()).process(held));
        CompletableFuture<Exchange> inFlight = ask("direct:asks", "count");
        held.awaitReached();

        assertThat(context.getRouteController().stopRoute("asks", 500, TimeUnit.MILLISECONDS, true))
                .isFalse();
        held.open();
        site.expireSessions();

        assertThat(await(ask("direct:asks", "count")).getException()).isNull();
        assertThat(await(inFlight).getException()).isNull();
        site.expireSessions();
        site.page(LoginSite.Page.NEVER);
        int shown = site.pagesShown();
        CompletableFuture<Exchange> asked = ask("direct:asks", "count");
        awaitPages(shown + 1);
        stopsWithin("asks", 20);
        stopped(asked);
    }

    private BrowserCredentialProcessor bean() {
        BrowserCredentialProcessor bean = new BrowserCredentialProcessor();
        bean.setCamelContext(context);
        bean.setBaseUrl(server().baseUrl() + "/api/chat");
        bean.setLoginUrl(server().baseUrl());
        bean.setLoginUsername(LoginSite.USER);
        bean.setLoginPassword(LoginSite.PASSWORD);
        bean.setBrowserName("htmlunit");
        return bean;
    }
}
