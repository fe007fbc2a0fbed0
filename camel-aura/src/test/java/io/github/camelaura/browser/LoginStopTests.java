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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.LoginSite;

/** A stop during a login ends the login, with either browser, and does not wait for it. */
@Tag("browser")
abstract class LoginStopTests extends AuraTestSupport {

    private LoginSite site;

    /** The options that choose the browser. */
    abstract List<String> browser();

    /** Called while the browser waits for a page. */
    abstract void browserRuns();

    /** Checks that the browser has ended. */
    abstract void assertNothingIsLeft();

    @BeforeEach
    void protect() {
        site = LoginSite.protect(server()).page(LoginSite.Page.NEVER);
        context.getShutdownStrategy().setTimeout(10 * PATIENCE); // only the cancelled login ends the stop
    }

    @Test
    void stoppingTheRouteEndsItsLogin() throws Exception {
        define("asks");
        CompletableFuture<Exchange> asked = hang("direct:asks");

        await(stopRoute());

        assertStopped(asked);
        assertNothingIsLeft();
    }

    @Test
    void stoppingARouteKeepsALoginThatAnotherRouteWaitsFor() throws Exception {
        define("asks");
        define("others");
        CompletableFuture<Exchange> others = hang("direct:others");

        await(stopRoute());

        assertThat(others).isNotDone();
        context.stop();
        assertStopped(others);
        assertNothingIsLeft();
    }

    @Test
    void stoppedLoginDoesNotCountAsAFailure() throws Exception {
        define("asks");
        CompletableFuture<Exchange> asked = hang("direct:asks");
        await(stopRoute());
        assertStopped(asked);
        site.page(LoginSite.Page.FORM);

        context.getRouteController().startRoute("asks");

        assertThat(await(ask("direct:asks", "count")).getException()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"route", "template"})
    void stoppingTheContextEndsItsLogins(String caller) throws Exception {
        define("asks");
        define("others"); // a second user of the same login
        CompletableFuture<Exchange> asked = hang(caller.equals("route") ? "direct:asks" : endpoint());

        await(CompletableFuture.runAsync(context::stop));

        assertStopped(asked);
        assertNothingIsLeft();
    }

    private void define(String id) throws Exception {
        routes(route -> route.from("direct:" + id).routeId(id).to(endpoint()));
    }

    private String endpoint() {
        List<String> all = new ArrayList<>(browser());
        all.add("loginUsername=" + LoginSite.USER);
        all.add("loginPassword=RAW(" + LoginSite.PASSWORD + ")");
        return uri("support", all.toArray(String[]::new));
    }

    /** Sends a request and returns when its login hangs. */
    private CompletableFuture<Exchange> hang(String uri) {
        CompletableFuture<Exchange> asked = ask(uri, "count");
        Awaitility.await().atMost(PATIENCE, TimeUnit.SECONDS).until(() -> site.pagesShown() > 0);
        browserRuns();
        return asked;
    }

    private CompletableFuture<Void> stopRoute() {
        return CompletableFuture.runAsync(() -> {
            try {
                context.getRouteController().stopRoute("asks");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void assertStopped(CompletableFuture<Exchange> asked) throws Exception {
        Exchange exchange = await(asked);
        assertThat(exchange.getException()).isInstanceOf(AuraCredentialException.class);
        assertThat(exchange.getException(AuraCredentialException.class).getReason())
                .isEqualTo(Reason.STOPPED);
    }
}
