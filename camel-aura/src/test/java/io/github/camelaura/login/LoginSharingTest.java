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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.component.BrowserCredentialProcessor;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.LoginSite;

/** What several endpoints and beans share, and what repeats a login. */
@Tag("browser")
class LoginSharingTest extends AuraTestSupport {

    private LoginSite site;

    @BeforeEach
    void protect() {
        site = LoginSite.protect(server());
    }

    private String account(String password, String... options) {
        return uri(
                "support",
                "browserName=htmlunit",
                "loginUsername=jane",
                "loginPassword=RAW(" + password + ")",
                String.join("&", options));
    }

    private BrowserCredentialProcessor bean(String password) {
        BrowserCredentialProcessor bean = new BrowserCredentialProcessor();
        bean.setCamelContext(context);
        bean.setBaseUrl(server().baseUrl() + "/api/chat");
        bean.setLoginUrl(server().baseUrl());
        bean.setLoginUsername(LoginSite.USER);
        bean.setLoginPassword(password);
        bean.setBrowserName("htmlunit");
        return bean;
    }

    private Exchange exchange() {
        return new DefaultExchange(context);
    }

    private AuraCredentialException refused(String uri) throws Exception {
        Exchange exchange = await(ask(uri, "count"));
        assertThat(exchange.getException()).isInstanceOf(AuraCredentialException.class);
        return (AuraCredentialException) exchange.getException();
    }

    @Test
    void alternatingEndpointsEndEachOthersBackOffOnlyOnce() throws Exception {
        site.refuseForEver(true);
        String one = account(LoginSite.PASSWORD, "loginTimeout=30000");
        String other = account(LoginSite.PASSWORD, "loginTimeout=31000");
        routes(route -> route.from("direct:dynamic").toD().cacheSize(-1).uri("${header.where}"));

        for (String where : List.of(one, other, one, other, one, other)) {
            await(template.asyncSend("direct:dynamic", exchange -> {
                exchange.getMessage().setBody("count");
                exchange.getMessage().setHeader("where", where);
            }));
        }

        assertThat(site.logins()).isEqualTo(2);
    }

    @Test
    void endpointsThatToDReplacesShareOneLoginUntilTheirRouteIsRemoved() throws Exception {
        String uri = account(LoginSite.PASSWORD, "loginTimeout=30000");
        routes(route -> route.from("direct:dynamic")
                .routeId("dynamic")
                .toD()
                .cacheSize(-1)
                .uri(uri));

        for (int i = 0; i < 3; i++) {
            assertThat(await(ask("direct:dynamic", "count")).getException()).isNull();
        }
        assertThat(site.logins()).isEqualTo(1);
        assertThat(Logins.statuses(context)).hasSize(1);

        context.getRouteController().stopRoute("dynamic");
        context.removeRoute("dynamic");
        assertThat(Logins.statuses(context)).isEmpty();
    }

    @Test
    void wrongPasswordIsTriedOnceForAllEndpointsOfAnAccount() throws Exception {
        assertThat(refused(account("wrong", "loginReadySelector=%23welcome")).getReason())
                .isEqualTo(Reason.REJECTED);
        refused(account("wrong", "loginReadyCookie=session"));
        refused(account("wrong", "loginUrl=" + server().baseUrl() + "/login"));

        assertThat(site.failedLogins()).isEqualTo(1);
    }

    @Test
    void wrongPasswordIsTriedOnceForEndpointsOfDifferentServersWithOneAccount() throws Exception {
        String one = account("wrong", "loginUrl=" + server().baseUrl());
        String other = one.replaceFirst("baseUrl=http://127.0.0.1", "baseUrl=http://localhost")
                + "&loginHosts=localhost,127.0.0.1";
        routes(route -> {
            route.from("direct:one").to(one);
            route.from("direct:other").to(other);
        });

        CompletableFuture<Exchange> first = ask("direct:one", "count");
        CompletableFuture<Exchange> second = ask("direct:other", "count");

        assertThat(List.of(await(first), await(second)))
                .extracting(exchange ->
                        exchange.getException(AuraCredentialException.class).getReason())
                .containsOnly(Reason.REJECTED);
        assertThat(site.failedLogins()).isEqualTo(1);
    }

    @Test
    void wrongPasswordIsTriedOnceForBeansOfDifferentServersWithOneAccount() throws Exception {
        BrowserCredentialProcessor one = bean("wrong");
        BrowserCredentialProcessor other = bean("wrong");
        other.setBaseUrl(server().baseUrl().replace("127.0.0.1", "localhost") + "/api/chat");
        other.setLoginHosts("localhost,127.0.0.1");

        List<CompletableFuture<Throwable>> refusals = Stream.of(one, other, one, other)
                .map(bean -> CompletableFuture.supplyAsync(() -> catchThrowable(() -> bean.process(exchange()))))
                .toList();

        for (CompletableFuture<Throwable> refusal : refusals) {
            assertThat(await(refusal))
                    .isInstanceOfSatisfying(AuraCredentialException.class, e -> assertThat(e.getReason())
                            .isEqualTo(Reason.REJECTED));
        }
        assertThat(site.failedLogins()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void lineEndAfterUserNameAndPasswordIsRemoved(String lineEnd) throws Exception {
        BrowserCredentialProcessor bean = bean(LoginSite.PASSWORD + lineEnd);
        bean.setLoginUsername(LoginSite.USER + lineEnd);

        bean.process(exchange());

        assertThat(site.logins()).isEqualTo(1);
        assertThat(site.failedLogins()).isZero();
    }

    @Test
    void byteOrderMarkOfThePasswordFileIsRemoved(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "\uFEFF" + LoginSite.PASSWORD + "\n");
        BrowserCredentialProcessor bean = bean(null);
        bean.setLoginPasswordFile(file.toString());

        bean.process(exchange());

        assertThat(site.logins()).isEqualTo(1);
    }

    @Test
    void controlCharacterInThePasswordFileFailsBeforeTheLogin(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "first\nsecond\n");
        BrowserCredentialProcessor bean = bean(null);
        bean.setLoginPasswordFile(file.toString());

        assertThatThrownBy(() -> bean.process(exchange()))
                .hasMessageContaining("loginPasswordFile=" + file)
                .hasMessageContaining("control characters")
                .hasMessageNotContaining("second");
        assertThat(site.logins() + site.failedLogins()).isZero();
    }

    @Test
    void redirectToAnUnencodedAddressCausesALogin() throws Exception {
        server().enqueue(AuraReply.status(302, "Found", "")
                .header("Location", "https://sso.example.com/auth?scope=openid profile&state={1}"));

        Exchange exchange = await(ask(account(LoginSite.PASSWORD, "loginTimeout=20000"), "count"));

        assertThat(exchange.getException()).isNull();
        assertThat(site.logins()).isEqualTo(1);
    }

    @Test
    void beanLogsInAgainAfterTheContextWasRestarted() throws Exception {
        BrowserCredentialProcessor bean = bean(LoginSite.PASSWORD);
        Exchange before = exchange();
        bean.process(before);
        bean.answered(before);
        context.stop();
        context.start();
        bean.refused(before);
        bean.process(exchange());

        assertThat(site.logins()).isEqualTo(2);
    }
}
