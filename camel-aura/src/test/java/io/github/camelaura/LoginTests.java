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
package io.github.camelaura;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.LoginSite;

/** What a login with a browser does, whichever browser it is. */
abstract class LoginTests extends AuraTestSupport {

    private LoginSite site;

    /** The options that choose the browser. */
    abstract List<String> browser();

    @BeforeEach
    void protect() {
        site = LoginSite.protect(server());
    }

    LoginSite site() {
        return site;
    }

    /** An endpoint that logs in with the right user name and password. */
    String login(String... options) {
        return loginAs(LoginSite.USER, LoginSite.PASSWORD, options);
    }

    String loginAs(String user, String password, String... options) {
        String[] account = {"loginUsername=" + user, "loginPassword=RAW(" + password + ")"};
        return browse(Stream.of(account, options).flatMap(Stream::of).toArray(String[]::new));
    }

    /** An endpoint that only opens the page. */
    String browse(String... options) {
        return uri(
                "support", Stream.concat(browser().stream(), Stream.of(options)).toArray(String[]::new));
    }

    AuraCredentialException refused(String uri) throws Exception {
        Exchange exchange = await(ask(uri, "count"));
        assertThat(exchange.getException()).isInstanceOf(AuraCredentialException.class);
        return (AuraCredentialException) exchange.getException();
    }

    private void answers(String uri) throws Exception {
        Exchange exchange = await(ask(uri, "count"));
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo(AuraServer.replyTo("count"));
    }

    @ParameterizedTest
    @EnumSource(
            value = LoginSite.Page.class,
            names = {"FORM", "TWO_PAGES", "SCRIPTED_FORM"})
    void logsInWithUserNameAndPassword(LoginSite.Page page) throws Exception {
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
    void takesACookieFromAPageWithoutAForm(LoginSite.Page page) throws Exception {
        site.page(page);

        answers(browse());
    }

    @Test
    void clicksWhatIsInTheWay() throws Exception {
        site.page(LoginSite.Page.COOKIE_BANNER);

        answers(login("loginClickSelectors=%23accept"));
    }

    @Test
    void takesATokenFromStorage() throws Exception {
        site.page(LoginSite.Page.BASIC_TOKEN);

        answers(login("loginTokenStorageKey=access_token"));
    }

    @ParameterizedTest
    @EnumSource(
            value = LoginSite.Page.class,
            names = {"FORM", "TWO_PAGES", "SCRIPTED_FORM"})
    void aWrongPasswordIsRejectedAtOnceAndNotTriedAgain(LoginSite.Page page) throws Exception {
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
    void aSecondFactorIsToldApart() throws Exception {
        site.page(LoginSite.Page.SECOND_FACTOR);

        AuraCredentialException failure = refused(login());

        assertThat(failure.getReason()).isEqualTo(Reason.MORE_ASKED);
        assertThat(failure).hasMessageContaining("loginStep");
    }

    @Test
    void aStepDoesWhatTheOptionsCannot() throws Exception {
        site.page(LoginSite.Page.SECOND_FACTOR);
        context.getRegistry().bind("code", new OneTimeCodeStep());

        answers(login("loginStep=%23code"));
    }

    @ParameterizedTest
    @EnumSource(LoginSite.Refusal.class)
    void everyKindOfRefusalLeadsToALogin(LoginSite.Refusal refusal) throws Exception {
        site.refusal(refusal).refusalDeletesCookie(true);

        String uri = login("loginMinInterval=0"); // or a second 403 would be about the request

        answers(uri);
        site.expireSessions();
        answers(uri);

        assertThat(site.logins()).isEqualTo(2);
    }

    @Test
    void a403ShortlyAfterALoginIsAboutTheRequest() throws Exception {
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
    void manyRequestsThatAreRefusedAtOnceShareOneLogin() throws Exception {
        String uri = login();

        allAnswer(uri, 100);
        assertThat(site.logins()).isEqualTo(1);
        site.expireSessions();
        allAnswer(uri, 100);

        assertThat(site.logins()).isEqualTo(2);
    }

    private void allAnswer(String uri, int count) throws Exception {
        List<CompletableFuture<Exchange>> asked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            asked.add(ask(uri, "count"));
        }
        for (CompletableFuture<Exchange> one : asked) {
            assertThat(await(one).getException()).isNull();
        }
    }
}
