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

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.AuraException;
import io.github.camelaura.AuraHttpException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.LoginSite;

/** Rejections that concern one request only, or that no login can fix, and what their messages show. */
@Tag("browser")
class RefusedRequestTest extends AuraTestSupport {

    private static final String BAD = "<script>alert(1)</script>";
    private static final AuraReply BLOCKED = AuraReply.html("<html><head><title>Request blocked</title></head></html>");

    private LoginSite site;

    @BeforeEach
    void protect() {
        site = LoginSite.protect(server()).forbid(RefusedRequestTest::isBad, BLOCKED);
    }

    private static boolean isBad(AuraRequest request) {
        return request.json().toString().contains("<script");
    }

    private String login(String... options) {
        List<String> all = new ArrayList<>(List.of(
                "browserName=htmlunit",
                "loginUsername=" + LoginSite.USER,
                "loginPassword=RAW(" + LoginSite.PASSWORD + ")"));
        all.addAll(List.of(options));
        return uri("support", all.toArray(String[]::new));
    }

    private void answers(String uri) throws Exception {
        assertThat(await(ask(uri, "count"))).satisfies(RefusedRequestTest::answered);
    }

    private static void answered(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo(AuraServer.replyTo("count"));
    }

    private <T extends Exception> T fails(Class<T> type, String uri, String body) throws Exception {
        Exception failure = await(ask(uri, body)).getException();
        assertThat(failure).isInstanceOf(type);
        return type.cast(failure);
    }

    @Test
    void requestRejectedByAFirewallFailsAloneWithItsMessage() throws Exception {
        String uri = login();
        answers(uri);

        AuraHttpException failure = fails(AuraHttpException.class, uri, BAD);

        assertThat(failure.getStatusCode()).isEqualTo(200);
        assertThat(failure).hasMessageContaining("Request blocked").hasMessageContaining("content of the request");
        assertThat(failure.getResponseBody()).contains("<title>Request blocked");
        answers(uri);
    }

    @Test
    void requestsAmongThoseOfAnAttackerSucceedWithFewLogins() throws Exception {
        String uri = login();
        answers(uri);
        List<CompletableFuture<Exchange>> bad = new ArrayList<>();

        for (int i = 0; i < 100; i++) {
            bad.add(ask(uri, BAD));
            answers(uri);
        }

        List<Exception> failures = new ArrayList<>();
        for (CompletableFuture<Exchange> one : bad) {
            failures.add(await(one).getException());
        }
        assertThat(failures).allSatisfy(failure -> assertThat(failure).hasMessageContaining("Request blocked"));
        assertThat(failures)
                .as("all but those of a row of rejections that looks like the end of the session")
                .filteredOn(AuraHttpException.class::isInstance)
                .hasSizeGreaterThan(90);
        assertThat(site.logins())
                .as("the first login, one for the first rejection, and those for three rows of rejections at most")
                .isLessThanOrEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(
            value = LoginSite.Refusals.class,
            names = {"STATUS_401", "HTML_PAGE", "TEMPORARY_REDIRECT", "FORBIDDEN_PAGE"})
    void sessionThatEndsRightAfterAFalseAlarmIsRenewedImmediately(LoginSite.Refusals refusal) throws Exception {
        site.refusal(refusal);
        String uri = login();
        answers(uri);
        fails(AuraHttpException.class, uri, BAD);
        answers(uri);

        site.expireSessions();

        for (int i = 0; i < 5; i++) {
            answers(uri);
        }
        assertThat(site.logins()).isEqualTo(3);
    }

    @Test
    void sessionThatEndsWithTheSameRejectionAfterAFalseAlarmFailsOneRequest() throws Exception {
        AuraReply login = AuraReply.html("<title>Log in or go away</title>");
        site.forbid(RefusedRequestTest::isBad, login);
        String uri = login();
        answers(uri);
        fails(AuraHttpException.class, uri, BAD);
        answers(uri);
        site.expireSessions();
        server().enqueue(login, login); // the same page as for a request without a session

        fails(AuraHttpException.class, uri, "count");
        answers(uri);
    }

    @Test
    void redirectIsShownWithoutItsPathParameters() throws Exception {
        site.forbid(RefusedRequestTest::isBad, AuraReply.redirect(302, "/login;jsessionid=0123456789/next;v=1"));
        String uri = login();
        answers(uri);

        assertThat(fails(AuraHttpException.class, uri, BAD))
                .hasMessageContaining("status 302 to /login/next)")
                .message()
                .doesNotContain("0123456789");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 200})
    void rejectionWhoseBodyStallsCausesALogin(int status) throws Exception {
        server().enqueue(AuraReply.status(status, "No", "<title>Log in")
                .header("Content-Type", "text/html")
                .stall());

        answers(login("firstChunkTimeout=3000"));
        assertThat(site.logins()).isEqualTo(1);
    }

    @Test
    void status403WithoutAPageFailsTheRequestEvenAfterANewLogin() throws Exception {
        site.forbid(
                RefusedRequestTest::isBad,
                AuraReply.status(403, "Forbidden", "no").header("Content-Type", "text/plain"));
        String uri = login("loginMinInterval=1"); // 1 ms, which has passed when the request is sent
        answers(uri);

        assertThat(fails(AuraHttpException.class, uri, BAD).getStatusCode()).isEqualTo(403);

        answers(uri);
        assertThat(site.logins()).isEqualTo(2);
    }

    @Test
    void redirectToHttpsFailsImmediatelyWithTheBaseUrlToSet() throws Exception {
        server().enqueue(AuraReply.redirect(301, "https://127.0.0.1:8443/api/chat"));

        assertThat(fails(AuraHttpException.class, login(), "count"))
                .hasMessageContaining("set baseUrl=https://127.0.0.1:8443");
        assertThat(site.pagesShown()).isZero();
        assertThat(server().requests()).hasSize(1);
        answers(login());
    }

    @Test
    void suggestedBaseUrlHasALowerCaseScheme() throws Exception {
        server().enqueue(AuraReply.redirect(301, "HTTPS://127.0.0.1:8443/api/chat"));

        assertThat(fails(AuraHttpException.class, login(), "count"))
                .hasMessageContaining("set baseUrl=https://127.0.0.1:8443");
    }

    @Test
    void redirectToAFinalSlashFailsImmediately() throws Exception {
        server().enqueue(AuraReply.redirect(308, "/api/chat/"));

        assertThat(fails(AuraHttpException.class, login(), "count"))
                .hasMessageContaining("with a final slash: set chatPath=/api/chat/");
        assertThat(site.pagesShown()).isZero();
    }

    private static AuraReply basic() {
        return AuraReply.status(401, "Unauthorized", "Who are you?")
                .header("Content-Type", "text/plain")
                .header("WWW-Authenticate", "Negotiate, Basic realm=\"chat\"");
    }

    private static AuraReply apiKey(String text) {
        return AuraReply.status(401, "Unauthorized", "{\"message\":\"" + text + "\"}")
                .header("Content-Type", "application/json");
    }

    @Test
    void basicChallengeWithoutALoginFailsWithTheOptionsToSet() throws Exception {
        server().enqueue(basic());

        AuraCredentialException failure =
                fails(AuraCredentialException.class, uri("support", "browserName=htmlunit"), "count");

        assertThat(failure.getReason()).isEqualTo(Reason.LOGIN_NEEDED);
        assertThat(failure)
                .hasMessageContaining("http.authUsername")
                .hasMessageContaining("http.authPassword")
                .hasMessageContaining("Who are you?");
        assertThat(site.pagesShown()).isZero();
        assertThat(server().requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Incorrect API key provided", "invalid_api_key", "OpenAI API Key Required", "No OpenAI account"})
    void missingApiKeyWithoutALoginFailsWithTheOptionToSet(String text) throws Exception {
        server().enqueue(apiKey(text));

        AuraCredentialException failure =
                fails(AuraCredentialException.class, uri("support", "browserName=htmlunit"), "count");

        assertThat(failure).hasMessageContaining("set apiKey").hasMessageContaining(text);
        assertThat(site.pagesShown()).isZero();
    }

    @Test
    void wrongApiKeyIsReportedAndMasked() throws Exception {
        server().enqueue(apiKey("Incorrect API key provided: sk-s3cr3t"));

        AuraCredentialException failure = fails(
                AuraCredentialException.class, uri("support", "browserName=htmlunit", "apiKey=sk-s3cr3t"), "count");

        assertThat(failure)
                .hasMessageContaining("rejected the one in apiKey")
                .hasMessageContaining("provided: ***")
                .message()
                .doesNotContain("s3cr3t");
    }

    @Test
    void otherJson401CausesALogin() throws Exception {
        server().enqueue(apiKey("Session expired"));
        site.page(LoginSite.Page.COOKIE);

        answers(uri("support", "browserName=htmlunit"));
        assertThat(site.logins()).isEqualTo(1);
    }

    @Test
    void schemesOfBaseUrlAndLoginUrlAreCaseInsensitive() throws Exception {
        String capitals = server().baseUrl().replace("http:", "HTTP:");

        answers(login("loginUrl=" + capitals + "/").replace("baseUrl=http:", "baseUrl=HTTP:"));
        assertThat(site.logins()).isEqualTo(1);
    }

    @Test
    void configuredLoginRunsAlsoAfterABasicChallenge() throws Exception {
        server().enqueue(basic());

        answers(login());
    }

    @Test
    void failedLoginMentionsTheChallenge() throws Exception {
        server().enqueue(basic());

        AuraCredentialException failure = fails(
                AuraCredentialException.class,
                uri("support", "browserName=htmlunit", "loginUsername=jane", "loginPassword=wrong"),
                "count");

        assertThat(failure.getReason()).isEqualTo(Reason.REJECTED);
        assertThat(failure).hasMessageContaining("http.authUsername");
    }

    @Test
    void rejectedSessionMentionsTheChallenge() throws Exception {
        server().enqueue(apiKey("Missing API key"), apiKey("Missing API key"));

        AuraCredentialException failure = fails(AuraCredentialException.class, login(), "count");

        assertThat(failure.getReason()).isEqualTo(Reason.REFUSED_AFTER_RENEWAL);
        assertThat(failure).hasMessageContaining("Missing API key").hasMessageContaining("set apiKey");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 500})
    void messageShowsTheBoundedTextOfTheServerWithoutSecrets(int status) throws Exception {
        String text = LoginSite.USER + " may not with " + LoginSite.PASSWORD + " and sk-0123456789. " + "x".repeat(400);
        server().answer(request ->
                AuraReply.status(status, "Oops", text).header("Content-Type", "text/plain; charset=utf-8"));

        AuraException failure =
                fails(AuraException.class, login("credentialProcessor=none", "apiKey=sk-0123456789"), "count");

        assertThat(failure)
                .hasMessageContaining("*** may not with *** and ***. xxx")
                .hasMessageContaining("...\"")
                .message()
                .doesNotContain(LoginSite.PASSWORD, "0123456789");
    }

    @Test
    void messageShowsOnlyTheTitleOfAPage() throws Exception {
        server().enqueue(AuraReply.status(503, "Oops", "<html><title>Maintenance</title><p>at 10.0.0.1")
                .header("Content-Type", "text/html"));

        assertThat(fails(AuraHttpException.class, login(), "count"))
                .hasMessageContaining("\"Maintenance\"")
                .message()
                .doesNotContain("10.0.0.1");
    }

    @Test
    void tokenRepeatedByTheServerIsMasked() throws Exception {
        context.getRegistry().bind("credential", (Processor)
                exchange -> exchange.getMessage().setHeader("Authorization", "Bearer eyJhbGciOiJ"));
        server().answer(request ->
                AuraReply.status(400, "Oops", "Bad token eyJhbGciOiJ").header("Content-Type", "text/plain"));

        assertThat(fails(AuraHttpException.class, uri("support", "credentialProcessor=%23credential"), "count"))
                .hasMessageContaining("Bad token ***")
                .message()
                .doesNotContain("eyJhbGciOiJ");
    }
}
