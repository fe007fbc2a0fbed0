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

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.AuraHttpException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.LogCapture;
import io.github.camelaura.support.OneTimeCodeStep;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.Gate;
import io.github.camelaura.test.LoginSite;
import io.github.camelaura.test.TestCertificates;

/** Login with a browser: behaviour that is the same for each browser. */
@Tag("browser")
abstract class LoginTests extends AuraTestSupport {

    private LoginSite site;

    /** The options that choose the browser. */
    abstract List<String> browser();

    /** The option for a login that must time out, but only after its browser shows the page. */
    abstract String timeForThePage();

    @BeforeEach
    void protect() {
        site = LoginSite.protect(server());
    }

    LoginSite site() {
        return site;
    }

    /** Returns the URI of an endpoint that logs in with the right user name and password. */
    String login(String... options) {
        return loginAs(LoginSite.USER, LoginSite.PASSWORD, options);
    }

    String loginAs(String user, String password, String... options) {
        String[] account = {"loginUsername=" + user, "loginPassword=RAW(" + password + ")"};
        return browse(Stream.of(account, options).flatMap(Stream::of).toArray(String[]::new));
    }

    /** Returns the URI of an endpoint that opens the page without an account. */
    String browse(String... options) {
        return uri(
                "support", Stream.concat(browser().stream(), Stream.of(options)).toArray(String[]::new));
    }

    AuraCredentialException refused(String uri) throws Exception {
        Exchange exchange = await(ask(uri, "count"));
        assertThat(exchange.getException()).isInstanceOf(AuraCredentialException.class);
        return (AuraCredentialException) exchange.getException();
    }

    void answers(String uri) throws Exception {
        Exchange exchange = await(ask(uri, "count"));
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo(AuraServer.replyTo("count"));
    }

    @ParameterizedTest
    @EnumSource(
            value = LoginSite.Page.class,
            names = {"FORM", "TWO_PAGES", "SCRIPTED_FORM"})
    void loginWithUserNameAndPasswordSucceeds(LoginSite.Page page) throws Exception {
        site.page(page);

        answers(login());

        assertThat(site.logins()).isEqualTo(1);
        assertThat(site.sessionsSeen()).hasSize(2);
        assertThat(site.sessionsSeen().get(0)).isNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = LoginSite.Page.class,
            names = {"COOKIE", "LATE_COOKIE"})
    void cookieOfAPageWithoutAFormIsUsed(LoginSite.Page page) throws Exception {
        site.page(page);

        answers(browse());
    }

    @Test
    void loginWaitsForTheReadyCookie() throws Exception {
        site.page(LoginSite.Page.LATE_COOKIE).cookieName("chat_session").extraCookie("visitor=1; Path=/");

        answers(browse("loginReadyCookie=chat_session"));

        assertThat(site.refusals()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<meta http-equiv='Refresh' content='0; url=/next'>",
                "<script>setTimeout(() => location.assign('/next'), 200)</script>"
            })
    void pageThatLeadsOnByItselfIsNotTheEndOfALogin(String leadsOn) throws Exception {
        answerWithPages(Map.of("/", pageWithSession("half", leadsOn), "/next", pageWithSession("whole", "")));

        answers(browse("credentialProcessor=browser"));

        assertThat(lastRequest().header("Cookie")).isEqualTo("session=whole");
    }

    /** Answers with these pages instead of those of the site, and refuses requests without a cookie. */
    private void answerWithPages(Map<String, AuraReply> pages) {
        server().answer(request -> {
            AuraReply page = pages.get(request.path());
            return page == null && request.header("Cookie") == null ? AuraReply.status(401, "Unauthorized", "") : page;
        });
    }

    private static AuraReply pageWithSession(String value, String head) {
        return AuraReply.html(
                        "<!DOCTYPE html><html><head><title>Hold on</title>" + head + "</head><body></body></html>")
                .header("Set-Cookie", "session=" + value + "; Path=/");
    }

    @Test
    void loginWaitsForTheReadySelector() throws Exception {
        answers(login("loginReadySelector=%23welcome"));

        assertThat(refused(login("loginReadySelector=%23nowhere", timeForThePage())))
                .hasMessageContaining("loginReadySelector")
                .extracting(AuraCredentialException::getReason)
                .isEqualTo(Reason.NOT_READY_IN_TIME);
    }

    @Test
    void requestsSendTheUserAgentOfTheBrowser() throws Exception {
        answers(login());

        assertThat(lastRequest().header("User-Agent")).startsWith("Mozilla/5.0 (");
    }

    @Test
    void requestTimeoutEndsTheWaitForALogin() throws Exception {
        Gate gate = new Gate();
        site.holdLogin(gate);

        assertThat(refused(login("requestTimeout=2000")))
                .hasMessageContaining("requestTimeout=2000 ms; the server has accepted no request")
                .extracting(AuraCredentialException::getReason)
                .isEqualTo(Reason.NOT_READY_IN_TIME);
        gate.open();

        answers(login());
        assertThat(site.logins()).isEqualTo(1);
    }

    @Test
    void successfulLoginLogsNoWarning() throws Exception {
        assertThat(warningsOf(login())).isEmpty();
    }

    @Test
    void successfulLoginLogsNoWarningOfErrorsInThePage() throws Exception {
        answerWithPages(
                Map.of(
                        "/",
                        pageWithSession(
                                "whole",
                                "<style>a:is(b)::part(c):open { color: ; b { } @@</style><script>missing();</script><script src='/no.js'></script>")));

        assertThat(warningsOf(browse("credentialProcessor=browser"))).isEmpty();
    }

    private List<String> warningsOf(String uri) throws Exception {
        List<String> warnings = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() { // Selenium logs here
                    @Override
                    public void publish(LogRecord record) {
                        if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                            warnings.add(record.getLoggerName() + ": " + record.getMessage());
                        }
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        try (LogCapture own = new LogCapture("io.github.camelaura", org.apache.logging.log4j.Level.WARN);
                LogCapture htmlUnit = new LogCapture("org.htmlunit", org.apache.logging.log4j.Level.WARN)) {
            answers(uri);

            warnings.addAll(own.lines());
            warnings.addAll(htmlUnit.lines());
        } finally {
            root.removeHandler(handler);
        }
        return warnings;
    }

    @Test
    void elementsOfLoginClickSelectorsAreClicked() throws Exception {
        site.page(LoginSite.Page.COOKIE_BANNER);

        answers(login("loginClickSelectors=%23accept"));
    }

    @Test
    void tokenOfTheBrowserStorageIsUsed() throws Exception {
        site.page(LoginSite.Page.BASIC_TOKEN);

        answers(login("loginTokenStorageKey=access_token"));
    }

    @ParameterizedTest
    @EnumSource(
            value = LoginSite.Page.class,
            names = {"FORM", "TWO_PAGES", "SCRIPTED_FORM"})
    void rejectedPasswordIsNotTriedAgain(LoginSite.Page page) throws Exception {
        site.page(page);
        String uri = loginAs("jane", "wrong");

        AuraCredentialException first = refused(uri);
        AuraCredentialException second = refused(uri);

        assertThat(first.getReason()).isEqualTo(Reason.REJECTED);
        assertThat(second.getReason()).isEqualTo(Reason.REJECTED);
        assertThat(second).hasMessageContaining("not tried again");
        assertThat(site.failedLogins()).isEqualTo(1);
    }

    @Test
    void secondFactorWithoutASeedFailsTheLoginWithTheNamesOfItsOptions() throws Exception {
        site.page(LoginSite.Page.SECOND_FACTOR);

        AuraCredentialException failure = refused(login());

        assertThat(failure.getReason()).isEqualTo(Reason.MORE_ASKED);
        assertThat(failure).hasMessageContainingAll("loginTotpSecret", "loginStep");
    }

    @Test
    void loginStepEntersAOneTimeCode() throws Exception {
        site.page(LoginSite.Page.SECOND_FACTOR);
        context.getRegistry().bind("code", new OneTimeCodeStep());

        answers(login("loginStep=%23code"));
    }

    @ParameterizedTest
    @EnumSource(LoginSite.Refusals.class)
    void everyKindOfRejectedSessionLeadsToALogin(LoginSite.Refusals refusal) throws Exception {
        site.refusal(refusal).refusalDeletesCookie(true);

        String uri = login("loginMinInterval=0"); // otherwise a second 403 would fail only the request

        answers(uri);
        site.expireSessions();
        answers(uri);

        assertThat(site.logins()).isEqualTo(2);
    }

    @Test
    void status403ShortlyAfterALoginFailsOnlyTheRequest() throws Exception {
        site.forbid(request -> request.json().toString().contains("secret"));
        String uri = login();

        answers(uri);
        Exchange forbidden = await(ask(uri, "secret"));
        answers(uri);

        assertThat(forbidden.getException())
                .isInstanceOfSatisfying(AuraHttpException.class, e -> assertThat(e.getStatusCode())
                        .isEqualTo(403));
        assertThat(site.logins()).isEqualTo(1);
    }

    @Test
    void rejectionAfterALoginFailsTheRequestAndDelaysTheNextLogin() throws Exception {
        site.refuseForEver(true);
        String uri = login();

        assertThat(refused(uri).getReason()).isEqualTo(Reason.REFUSED_AFTER_RENEWAL);
        assertThat(refused(uri).getReason()).isEqualTo(Reason.BACKING_OFF);
        assertThat(site.logins()).isEqualTo(1);
    }

    @Test
    void passwordFileIsReadAtEachLogin(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "old\n");
        String uri = browse("loginUsername=" + LoginSite.USER, "loginPasswordFile=" + file);

        assertThat(refused(uri).getReason()).isEqualTo(Reason.REJECTED);
        Files.writeString(file, LoginSite.PASSWORD + "\r\n");

        answers(uri);
        assertThat(site.failedLogins()).isEqualTo(1);
    }

    @Test
    void unreachableLoginPageHasItsOwnReason() throws Exception {
        AuraCredentialException failure =
                refused(login("loginUrl=RAW(http://localhost:" + freePort() + "/a;v=s3cret?key=s3cret#s3cret)"));

        assertThat(failure.getReason()).isEqualTo(Reason.SITE_NOT_REACHABLE);
        assertThat(failure).hasMessageContaining("loginUrl").message().doesNotContain("s3cret");
        assertThat(refused(login("loginUrl=http://nosuchhost.invalid/")).getReason())
                .isEqualTo(Reason.SITE_NOT_REACHABLE);
    }

    @Test
    void untrustedCertificateHasItsOwnReason(@TempDir Path folder) throws Exception {
        TestCertificates certificates = TestCertificates.create(folder);
        context.getRegistry().bind("tls", trust(certificates)); // for the requests, not for the browser
        try (AuraServer untrusted = AuraServer.start(certificates.serverContext())) {
            AuraCredentialException failure =
                    refused(login("http.sslContextParameters=%23tls", "loginUrl=" + untrusted.baseUrl()));

            assertThat(failure.getReason()).isEqualTo(Reason.CERTIFICATE_NOT_TRUSTED);
        }
    }

    @Test
    void loginTimeoutEndsTheWaitForAPage() throws Exception {
        site.page(LoginSite.Page.NEVER);

        AuraCredentialException failure = refused(login("loginTimeout=3000"));

        assertThat(failure.getReason()).isEqualTo(Reason.NOT_READY_IN_TIME);
        server().awaitOpenConnections(0);
    }

    @Test
    void emptyPageFailsWithWhatIsMissing() throws Exception {
        site.page(LoginSite.Page.EMPTY);

        assertThat(refused(browse(timeForThePage()))).hasMessageContaining("a cookie of the site");
        assertThat(refused(login(timeForThePage()))).hasMessageContaining("no visible password field");
    }

    @Test
    void loginFormWithoutUserNameOptionNamesThatOption() throws Exception {
        AuraCredentialException failure = refused(browse());

        assertThat(failure.getReason()).isEqualTo(Reason.MORE_ASKED);
        assertThat(failure).hasMessageContaining("loginUsername");
    }

    @Test
    void passwordIsNotSentToAHostOutsideLoginHosts() throws Exception {
        try (AuraServer identityProvider = AuraServer.start()) {
            site.loginAt(identityProvider);

            AuraCredentialException failure = refused(login());
            assertThat(failure.getReason()).isEqualTo(Reason.HOST_NOT_TRUSTED);
            assertThat(failure).hasMessageContaining("add localhost:" + identityProvider.port() + " to loginHosts");
            assertThat(site.failedLogins() + site.logins()).isZero();
        }
    }

    @Test
    void correctedRouteLogsInWithoutABackOff() throws Exception {
        try (AuraServer identityProvider = AuraServer.start()) {
            site.loginAt(identityProvider);
            routes(route -> route.from("direct:failing").routeId("failing").to(login()));
            assertThat(refused("direct:failing").getReason()).isEqualTo(Reason.HOST_NOT_TRUSTED);
            assertThat(refused("direct:failing").getReason()).isEqualTo(Reason.BACKING_OFF);
            context.getRouteController().stopRoute("failing");

            routes(route -> route.from("direct:mended").to(login("loginHosts=localhost,127.0.0.1")));

            answers("direct:mended");
        }
    }

    @Test
    void endpointWithOtherOptionsBacksOffWhileTheFailedOneRuns() throws Exception {
        try (AuraServer identityProvider = AuraServer.start()) {
            site.loginAt(identityProvider);
            routes(route -> route.from("direct:failing").to(login()));
            assertThat(refused("direct:failing").getReason()).isEqualTo(Reason.HOST_NOT_TRUSTED);

            routes(route -> route.from("direct:other").to(login("loginHosts=localhost,127.0.0.1")));

            assertThat(refused("direct:other").getReason()).isEqualTo(Reason.BACKING_OFF);
        }
    }

    @Test
    void cookiesOfAnotherOriginAreNotSentToTheServer() throws Exception {
        try (AuraServer identityProvider = AuraServer.start()) {
            site.loginAt(identityProvider);

            answers(login("loginHosts=localhost,127.0.0.1"));

            assertThat(site.identityProviderCookiesSeen()).isZero();
        }
    }

    @Test
    void cookieForThePathOfTheRequestsIsUsed() throws Exception {
        site.page(LoginSite.Page.COOKIE).cookieAttributes("; Path=/api; HttpOnly");

        answers(browse());
    }

    @Test
    void largeCookieInSeveralPartsIsSent() throws Exception {
        site.sessionPadding(3900).extraCookie("part=" + "x".repeat(3900) + "; Path=/; HttpOnly");

        answers(login());

        assertThat(site.sessionsSeen().get(1)).hasSizeGreaterThan(7800);
    }

    @Test
    void rotatedSessionCookieIsUsedWithoutANewLogin() throws Exception {
        site.rotate(true);
        String uri = login();

        for (int i = 0; i < 5; i++) {
            answers(uri);
        }

        assertThat(site.logins()).isEqualTo(1);
    }

    @Test
    void sessionThatEndsAfterSomeUsesIsRenewed() throws Exception {
        site.usesPerSession(2);
        String uri = login();

        for (int i = 0; i < 4; i++) {
            answers(uri);
        }

        assertThat(site.logins()).isEqualTo(2);
    }

    @Test
    void runningStreamContinuesAfterItsSessionExpires() throws Exception {
        Gate gate = new Gate();
        String uri = login();
        answers(uri);
        server().enqueue(AuraReply.chunks("one").gate(gate).chunk("two"));
        CompletableFuture<Exchange> running = ask(uri, "count");
        server().awaitOpenStreams(1);

        site.expireSessions();
        answers(uri);
        gate.open();

        assertThat(await(running).getMessage().getBody()).isEqualTo("onetwo");
    }

    @Test
    void serverWithoutALoginCausesNoLogin() throws Exception {
        server().answer(request -> null);

        answers(login());

        assertThat(server().requests()).hasSize(1);
    }

    @Test
    void endpointsOfOneAccountShareOneLogin() throws Exception {
        answers(login());
        answers(login("model=openchat_3.5"));

        assertThat(site.logins()).isEqualTo(1);
    }

    @Test
    void loginOnStartLogsInBeforeTheFirstRequest() throws Exception {
        String uri = login("loginOnStart=true");
        routes(route -> route.from("direct:ask").to(uri));
        site.awaitLogins(1);

        answers("direct:ask");

        assertThat(site.refusals()).isZero();
    }

    @Test
    void simultaneouslyRejectedRequestsShareOneLogin() throws Exception {
        String uri = login();

        assertAllAnswer(uri, 100);
        assertThat(site.logins()).isEqualTo(1);
        site.expireSessions();
        assertAllAnswer(uri, 100);

        assertThat(site.logins()).isEqualTo(2);
    }

    @Test
    void simultaneousRequestsShareOneFailedLoginAndItsBackOff() throws Exception {
        site.page(LoginSite.Page.EMPTY);
        String uri = browse("loginTimeout=4000");

        List<AuraCredentialException> failures = new ArrayList<>();
        for (CompletableFuture<Exchange> one : askAll(uri, 100)) {
            failures.add(await(one).getException(AuraCredentialException.class));
        }

        assertThat(failures)
                .extracting(AuraCredentialException::getReason)
                .isSubsetOf(Reason.NOT_READY_IN_TIME, Reason.BACKING_OFF)
                .contains(Reason.NOT_READY_IN_TIME);
        assertThat(refused(uri).getReason()).isEqualTo(Reason.BACKING_OFF);
        assertThat(site.pagesShown()).isLessThanOrEqualTo(1);
    }

    @Test
    void cookieValuesAreSentBackUnchanged() throws Exception {
        List<String> cookies = List.of(
                "escaped=\"v1\\054x\"",
                "json={\"ok\":1}",
                "padded=abc==",
                "list=1,2=3",
                "blanks=two  blanks",
                "quote=\"",
                "utf8=\u00C3\u00A9");
        cookies.forEach(cookie -> site.extraCookie(cookie + " ; Path=/; Expires=soon"));

        answers(login());

        List<String> sent = List.of(lastRequest().header("Cookie").split("; "));
        assertThat(sent)
                .hasSize(cookies.size() + 1)
                .contains(cookies.subList(0, 6).toArray(String[]::new));
        assertThat(sent).contains("utf8=\u00E9"); // the server reads UTF-8
    }

    @Test
    void setCookieHeadersOfAResponseAreAppliedInAnyCase() throws Exception {
        answers(login());
        server().enqueue(AuraReply.chunks("Hello")
                .header("set-cookie", "a=1; Path=/")
                .header("Set-Cookie", "b=2; Path=/")
                .header("SET-COOKIE", "c=\"3\"; Path=/; Expires=never")
                .header("set-cookie", "d=4; Path=/"));
        await(ask(login(), "count"));

        answers(login());

        assertThat(lastRequest().header("Cookie").split("; ")).contains("a=1", "b=2", "c=\"3\"", "d=4");
        assertThat(site.logins()).isEqualTo(1);
    }

    private AuraRequest lastRequest() {
        List<AuraRequest> requests = server().requests();
        return requests.get(requests.size() - 1);
    }

    List<CompletableFuture<Exchange>> askAll(String uri, int count) {
        return Stream.generate(() -> ask(uri, "count")).limit(count).toList();
    }

    private void assertAllAnswer(String uri, int count) throws Exception {
        for (CompletableFuture<Exchange> one : askAll(uri, count)) {
            assertThat(await(one).getException()).isNull();
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
