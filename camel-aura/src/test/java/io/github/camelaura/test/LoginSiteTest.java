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
package io.github.camelaura.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page and rejection that a {@link LoginSite} can show. */
@Timeout(30)
class LoginSiteTest {

    private final AuraServer server = AuraServer.start().wordDelay(Duration.ZERO);
    private final LoginSite site = LoginSite.protect(server);
    private final Visitor visitor = new Visitor(server);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void formPageLogsInWithUserNameAndPassword() throws Exception {
        HttpResponse<String> page = visitor.get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(page.body())
                .contains("action=\"/login\"", "name=\"username\"", "name=\"password\"", "type=\"submit\"");

        HttpResponse<String> wrong = visitor.submit("/login", "username", "jane", "password", "s3cret-passwort");
        assertThat(wrong.statusCode()).isEqualTo(200);
        assertThat(wrong.body())
                .contains("<p class=\"error\" role=\"alert\">Invalid user name or password</p>", "name=\"password\"");
        assertThat(wrong.headers().allValues("Set-Cookie")).isEmpty();

        HttpResponse<String> right = logIn();
        assertRedirect(right, 303, "/");
        assertThat(right.headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .matches("session=[0-9a-f-]{36}; Path=/; HttpOnly");
        assertLoggedIn();
        assertThat(site.pagesShown()).isEqualTo(2);
        assertThat(site.logins()).isOne();
        assertThat(site.failedLogins()).isOne();
    }

    @Test
    void requestWithoutASessionIsRejected() throws Exception {
        assertThat(visitor.ask("hello").statusCode()).isEqualTo(401);
        logIn();
        assertAnswered();
        assertThat(new Visitor(server).ask("hello", "Cookie", "session=forged").statusCode())
                .isEqualTo(401);
        assertThat(site.refusals()).isEqualTo(2);
        assertThat(site.sessionsSeen()).containsExactly(null, "session=" + visitor.cookie("session"), "session=forged");
    }

    @Test
    void loginEndsTheEarlierSessionOfItsAccount() throws Exception {
        site.oneSessionPerAccount(true);
        logIn();
        String first = "session=" + visitor.cookie("session");
        logIn();
        assertThat(new Visitor(server).ask("hello", "Cookie", first).statusCode())
                .isEqualTo(401);
        assertAnswered();
        assertThat(site.logins()).isEqualTo(2);
    }

    @Test
    void passwordsAreCounted() throws Exception {
        visitor.get("/");
        assertThat(site.passwords()).isZero();
        visitor.submit("/login", "username", "jane", "password", "wrong");
        logIn();
        assertThat(site.passwords()).isEqualTo(2);
    }

    @Test
    void pageCanBeHeld() throws Exception {
        Gate gate = new Gate();
        site.holdPage(gate);
        CompletableFuture<HttpResponse<String>> page = visitor.getAsync("/");
        gate.awaitReached();
        assertThat(page).isNotDone();
        gate.open();
        assertThat(page.join().body()).contains("name=\"password\"");
    }

    @Test
    void accountCanBeChanged() throws Exception {
        site.account("joe & co", "p+ss=%41");
        assertThat(logIn().statusCode()).isEqualTo(200);
        assertThat(visitor.submit("/login", "username", "joe & co", "password", "p+ss=%41")
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void twoPagesLogInWithUserNameAndPassword() throws Exception {
        site.page(LoginSite.Page.TWO_PAGES);
        assertThat(visitor.get("/").body()).contains("name=\"username\"").doesNotContain("\"password\"");
        HttpResponse<String> second = visitor.submit("/login/user", "username", "jane");
        assertThat(second.body()).contains("name=\"password\"").doesNotContain("name=\"username\"");
        HttpResponse<String> wrong = visitor.submit(action(second), "password", "wrong");
        assertThat(wrong.body()).contains("role=\"alert\"", "name=\"password\"").doesNotContain("name=\"username\"");
        assertRedirect(visitor.submit(action(wrong), "password", LoginSite.PASSWORD), 303, "/");
        assertLoggedIn();
    }

    @Test
    void cookiePageOpensASessionWithoutALogin() throws Exception {
        site.page(LoginSite.Page.COOKIE);
        HttpResponse<String> page = visitor.get("/");
        assertThat(page.body()).doesNotContain("<form");
        String session = visitor.cookie("session");
        assertLoggedIn();
        assertThat(visitor.cookie("session")).isEqualTo(session);
        assertAnswered();
        assertThat(site.logins()).isOne();
    }

    @Test
    void lateCookiePageOpensASessionByScript() throws Exception {
        site.page(LoginSite.Page.LATE_COOKIE);
        HttpResponse<String> page = visitor.get("/");
        assertThat(page.headers().allValues("Set-Cookie")).isEmpty();
        String cookie = found(page, "setTimeout\\(.*document.cookie = '(session=[^;]*; Path=/)'; }, 1000\\)");
        assertThat(visitor.ask("hello", "Cookie", cookie.split(";")[0]).statusCode())
                .isEqualTo(200);
    }

    @Test
    void scriptedFormLogsIn() throws Exception {
        site.page(LoginSite.Page.SCRIPTED_FORM);
        assertThat(visitor.get("/").body()).contains("fetch('/login'", "name=\"password\"");
        HttpResponse<String> wrong = visitor.submit("/login", "username", "jane", "password", "wrong");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).contains("role=\"alert\"").doesNotContain("<form");
        assertThat(logIn().statusCode()).isEqualTo(204);
        assertLoggedIn();
    }

    @Test
    void cookieBannerHidesTheFormUntilConsent() throws Exception {
        site.page(LoginSite.Page.COOKIE_BANNER);
        assertThat(visitor.get("/").body()).contains("id=\"accept\"", "<div id=\"login\" style=\"display: none\">");
        site.page(LoginSite.Page.FORM).extraCookie("consent=all; Path=/");
        logIn();
        site.page(LoginSite.Page.COOKIE_BANNER).expireSessions();
        assertThat(visitor.get("/").body()).contains("<form").doesNotContain("accept");
    }

    @Test
    void neverPageSendsNoResponse() throws Exception {
        site.page(LoginSite.Page.NEVER);
        try (RawClient client = new RawClient(server.port())) {
            client.send("GET / HTTP/1.1\r\n\r\n");
            server.awaitOpenStreams(1);
        }
        server.awaitClientGone(1);
        assertThat(server.chunksSent()).isZero();
    }

    @Test
    void secondFactorPageRequiresAOneTimeCode() throws Exception {
        site.page(LoginSite.Page.SECOND_FACTOR);
        HttpResponse<String> second = logIn();
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(second.body()).contains("name=\"otp\" autocomplete=\"one-time-code\"");
        HttpResponse<String> wrong = visitor.submit(action(second), "otp", "000000");
        assertThat(wrong.body()).contains("role=\"alert\"", "name=\"otp\"");
        assertRedirect(visitor.submit(action(wrong), "otp", LoginSite.ONE_TIME_PASSWORD), 303, "/");
        assertLoggedIn();
        assertThat(visitor.submit("/login/otp", "otp", LoginSite.ONE_TIME_PASSWORD)
                        .statusCode())
                .isEqualTo(200);
        assertThat(site.logins()).isOne();
        assertThat(site.failedLogins()).isOne();
    }

    @Test
    void tokenPageRequiresATokenInsteadOfACookie() throws Exception {
        site.page(LoginSite.Page.BASIC_TOKEN);
        logIn();
        String token = found(visitor.get("/"), "localStorage.setItem\\('access_token', '([^']*)'\\)");
        assertThat(visitor.ask("hello").statusCode()).isEqualTo(401);
        Visitor withoutCookie = new Visitor(server);
        assertThat(withoutCookie.ask("hello", "Authorization", token).statusCode())
                .isEqualTo(401);
        assertThat(withoutCookie
                        .ask("hello", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(200);
        site.expireSessions();
        assertThat(withoutCookie
                        .ask("hello", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void emptyPageHasNoFormAndNoScript() throws Exception {
        site.page(LoginSite.Page.EMPTY);
        HttpResponse<String> page = visitor.get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(page.body()).doesNotContain("<form", "<script");
    }

    @ParameterizedTest
    @CsvSource({"STATUS_401, 401", "STATUS_403, 403"})
    void rejectionMayBeAStatus(LoginSite.Refusals refusal, int status) throws Exception {
        site.refusal(refusal);
        assertThat(visitor.ask("hello").statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"REDIRECT_SAME_ORIGIN, 302, /oauth2/sign_in", "SEE_OTHER, 303, /login"})
    void rejectionMayBeARedirectToTheSiteItself(LoginSite.Refusals refusal, int status, String location)
            throws Exception {
        site.refusal(refusal);
        assertRedirect(visitor.ask("hello"), status, location);
        assertThat(visitor.get(location).body()).contains("name=\"password\"");
    }

    @Test
    void rejectionMayBeARedirectToAnotherOrigin() throws Exception {
        site.refusal(LoginSite.Refusals.REDIRECT_OTHER_ORIGIN);
        HttpResponse<String> refused = visitor.ask("hello");
        assertThat(refused.statusCode()).isEqualTo(302);
        URI location = URI.create(refused.headers().firstValue("Location").orElseThrow());
        assertThat(location).hasHost("localhost").hasPort(server.port()).hasPath("/sso");
        assertThat(location.getQuery()).isEqualTo("return=" + server.baseUrl() + "/");
        assertThat(visitor.get(location.toString()).body()).contains("name=\"password\"");
    }

    @Test
    void rejectionMayBeAPage() throws Exception {
        site.refusal(LoginSite.Refusals.HTML_PAGE);
        HttpResponse<String> refused = visitor.ask("hello");
        assertThat(refused.statusCode()).isEqualTo(200);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(refused.body()).contains("name=\"password\"");
    }

    @Test
    void rejectionMayDeleteTheCookie() throws Exception {
        site.cookieName("sid").refusalDeletesCookie(true);
        logIn();
        site.expireSessions();
        assertThat(visitor.ask("hello").headers().allValues("Set-Cookie")).containsExactly("sid=; Path=/; Max-Age=0");
        assertThat(visitor.cookie("sid")).isNull();
    }

    @Test
    void everySessionCanBeRejected() throws Exception {
        logIn();
        site.refuseForEver(true);
        assertThat(visitor.ask("hello").statusCode()).isEqualTo(401);
        site.refuseForEver(false);
        assertAnswered();
    }

    @Test
    void requestsCanBeForbiddenByTheirContent() throws Exception {
        site.forbid(request -> request.question().equals("secrets"));
        assertThat(visitor.ask("secrets").statusCode()).isEqualTo(401);
        logIn();
        assertThat(visitor.ask("secrets").statusCode()).isEqualTo(403);
        assertAnswered();
    }

    @Test
    void sessionsCanBeExpired() throws Exception {
        logIn();
        site.expireSessions();
        assertThat(visitor.ask("hello").statusCode()).isEqualTo(401);
        assertThat(visitor.get("/").body()).contains("name=\"password\"");
        logIn();
        assertAnswered();
    }

    @Test
    void sessionCanEndAfterSomeUses() throws Exception {
        site.usesPerSession(2);
        logIn();
        assertAnswered();
        assertAnswered();
        assertThat(visitor.ask("hello").statusCode()).isEqualTo(401);
        assertThat(visitor.get("/").body()).contains("name=\"password\"");
    }

    @Test
    void cookieNameAttributesAndSizeCanBeSet() throws Exception {
        site.cookieName("__Host-sid")
                .cookieAttributes("; Path=/; Secure; Max-Age=30")
                .sessionPadding(3000)
                .extraCookie("a=1; Path=/")
                .extraCookie("b=2; Path=/api");
        assertThat(logIn().headers().allValues("Set-Cookie"))
                .satisfiesExactly(
                        session -> assertThat(session).matches("__Host-sid=[^;]{3000}; Path=/; Secure; Max-Age=30"),
                        a -> assertThat(a).isEqualTo("a=1; Path=/"),
                        b -> assertThat(b).isEqualTo("b=2; Path=/api"));
    }

    @Test
    void sessionCookieCanBeRotated() throws Exception {
        site.rotate(true);
        logIn();
        String first = visitor.cookie("session");
        assertAnswered();
        String second = visitor.cookie("session");
        assertThat(second).isNotEqualTo(first);
        Visitor late = new Visitor(server);
        HttpResponse<String> stillGood = late.ask("hello", "Cookie", "session=" + first);
        assertThat(stillGood.statusCode()).isEqualTo(200);
        assertThat(late.cookie("session")).isEqualTo(second);

        assertAnswered();
        assertThat(visitor.cookie("session")).isNotEqualTo(second);
        assertThat(new Visitor(server)
                        .ask("hello", "Cookie", "session=" + first)
                        .statusCode())
                .isEqualTo(401);
        site.expireSessions();
        assertThat(visitor.ask("hello").statusCode()).isEqualTo(401);
    }

    @Test
    void gateHoldsTheLogin() throws Exception {
        Gate gate = new Gate();
        site.holdLogin(gate);
        CompletableFuture<HttpResponse<String>> login =
                visitor.submitAsync("/login", "username", LoginSite.USER, "password", LoginSite.PASSWORD);
        site.awaitLogins(1);
        gate.awaitReached();
        assertThat(login).isNotDone();
        gate.open();
        assertRedirect(login.get(), 303, "/");
    }

    @Test
    void identityProviderLogsInAtAnotherOrigin() throws Exception {
        try (AuraServer identityProvider = AuraServer.start()) {
            site.loginAt(identityProvider);
            HttpResponse<String> page = visitor.get("/");
            assertThat(page.statusCode()).isEqualTo(302);
            URI login = URI.create(page.headers().firstValue("Location").orElseThrow());
            assertThat(login)
                    .hasHost("localhost")
                    .hasPort(identityProvider.port())
                    .hasPath("/login");
            HttpResponse<String> form = visitor.get(login.toString());
            assertThat(form.headers().firstValue("Set-Cookie"))
                    .hasValueSatisfying(cookie -> assertThat(cookie).matches("idp=[^;]+; Path=/; HttpOnly"));
            String action = login.resolve(action(form)).toString();

            HttpResponse<String> wrong = visitor.submit(action, "username", "jane", "password", "wrong");
            assertThat(wrong.body()).contains("role=\"alert\"", "name=\"password\"");
            HttpResponse<String> right =
                    visitor.submit(action, "username", LoginSite.USER, "password", LoginSite.PASSWORD);
            String callback = right.headers().firstValue("Location").orElseThrow();
            assertThat(callback).startsWith(server.baseUrl() + "/callback?code=");
            assertRedirect(visitor.get(callback), 302, "/");
            assertLoggedIn();
            assertAnswered();
            assertThat(visitor.get(callback).statusCode()).isEqualTo(400);
        }
        assertThat(site.logins()).isOne();
        assertThat(site.failedLogins()).isOne();
        assertThat(site.identityProviderCookiesSeen()).isZero();
    }

    @Test
    void cookiesOfTheOtherOriginAreCounted() throws Exception {
        visitor.ask("hello", "Cookie", "a=b; idp=1");
        assertThat(site.identityProviderCookiesSeen()).isOne();
    }

    private HttpResponse<String> logIn() throws Exception {
        return visitor.submit("/login", "username", LoginSite.USER, "password", LoginSite.PASSWORD);
    }

    private void assertLoggedIn() throws Exception {
        assertThat(visitor.get("/").body()).contains("You are logged in").doesNotContain("password");
    }

    private void assertAnswered() throws Exception {
        assertThat(visitor.ask("hello").body()).isEqualTo(AuraServer.replyTo("hello"));
    }

    private static void assertRedirect(HttpResponse<String> response, int status, String location) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Location")).hasValue(location);
    }

    private static String action(HttpResponse<String> page) {
        return found(page, "action=\"([^\"]*)\"");
    }

    private static String found(HttpResponse<String> page, String regex) {
        Matcher matcher = Pattern.compile(regex).matcher(page.body());
        assertThat(matcher.find()).as(page.body()).isTrue();
        return matcher.group(1);
    }
}
