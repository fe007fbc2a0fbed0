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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.htmlunit.HtmlUnitDriver;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.LoginStep;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.BrowserTraces;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.AuraServer;

/** Unusual login pages: what the component types there, and how it interprets them. */
@Tag("browser")
class LoginPagesTest extends AuraTestSupport {

    private static final String FIELDS = """
            <input name="username" autocomplete="username"><input type="password" name="password">
            <button type="submit">Go</button>
            """;
    private static final String FORM = "<form method='post' action='/login'>" + FIELDS + "</form>";

    private final List<String> posted = new CopyOnWriteArrayList<>();
    private volatile Function<AuraRequest, AuraReply> pages = request -> null;

    @BeforeEach
    void protect() {
        server().answer(request -> {
            if (request.path().equals("/api/chat")) {
                String cookie = request.header("Cookie");
                return cookie != null && cookie.contains("session=ok")
                        ? null
                        : AuraReply.status(401, "Unauthorized", "no");
            }
            if (request.method().equals("POST")) {
                posted.add(request.path() + " " + request.body());
            }
            return pages.apply(request);
        });
    }

    private static AuraReply page(String body) {
        return AuraReply.html("<!DOCTYPE html><html><head><title>x</title></head><body>" + body + "</body></html>");
    }

    private static AuraReply loggedIn(String location) {
        return AuraReply.redirect(303, location).header("Set-Cookie", "session=ok; Path=/; HttpOnly");
    }

    private String login(String... options) {
        List<String> all = new ArrayList<>(List.of("browserName=htmlunit", "loginUsername=jane", "loginPassword=pw"));
        all.addAll(List.of(options));
        return uri("support", all.toArray(String[]::new));
    }

    private void answers(String uri) throws Exception {
        Exchange exchange = await(ask(uri, "count"));
        assertThat(exchange.getException()).isNull();
    }

    private AuraCredentialException refused(String uri) throws Exception {
        return (AuraCredentialException) await(ask(uri, "count")).getException();
    }

    @Test
    void passwordIsNotTypedOnAnUntrustedHostReachedByAStep() throws Exception {
        List<String> stolen = new CopyOnWriteArrayList<>();
        try (AuraServer other = AuraServer.start()) {
            other.answer(request -> {
                if (request.method().equals("POST")) {
                    stolen.add(request.body());
                }
                return page("<form method='post' action='/steal'>" + FIELDS + "</form>");
            });
            String elsewhere = "http://localhost:" + other.port() + "/";
            pages = request -> page("<a id='next' href='" + elsewhere + "'>next</a>");
            LoginStep step = page -> {
                page.findElements(By.id("next")).forEach(link -> link.click());
                return false; // false: the options decide
            };
            context.getRegistry().bind("step", step);

            AuraCredentialException failure = refused(login("loginStep=%23step"));

            assertThat(stolen).isEmpty();
            assertThat(failure.getReason()).isEqualTo(Reason.HOST_NOT_TRUSTED);
        }
    }

    @Test
    void fieldReplacedBeforeItIsFilledIsNotTakenForARejection() throws Exception {
        // frameworks do this when they take over a page that the server has rendered
        pages = request -> switch (request.method() + request.path()) {
            case "POST/login" -> loggedIn("/");
            default ->
                String.valueOf(request.header("Cookie")).contains("session=ok") ? page("hello") : page(FORM + """
                            <script>
                            const user = document.querySelector('[name=username]');
                            let done = false;
                            user.addEventListener('input', function () {
                                if (!done) {
                                    done = true;
                                    const old = document.querySelector('[type=password]');
                                    old.replaceWith(old.cloneNode());
                                }
                            });
                            </script>
                            """);
        };

        Exchange exchange = await(ask(login(), "count"));

        assertThat(posted).as("what was sent").hasSizeLessThanOrEqualTo(1);
        assertThat(exchange.getException()).isNull();
    }

    @Test
    void secondUserNameFieldOnAnotherHostIsNotTakenForARejection() throws Exception {
        try (AuraServer other = AuraServer.start()) {
            String back = server().baseUrl() + "/callback";
            other.answer(request -> switch (request.method() + request.path()) {
                case "POST/user" ->
                    page("<form method='post' action='/pw'><input type='password' name='p'>"
                            + "<button type='submit'>Go</button></form>");
                case "POST/pw" -> AuraReply.redirect(303, back);
                default ->
                    page("<form method='post' action='/user'><input name='username'>"
                            + "<button type='submit'>Next</button></form>");
            });
            pages = request -> switch (request.path()) {
                case "/callback" -> loggedIn("/done");
                case "/done" -> page("hello");
                case "/who" -> AuraReply.redirect(303, "http://localhost:" + other.port() + "/");
                default ->
                    page("<form method='post' action='/who'><input name='email'>"
                            + "<button type='submit'>Next</button></form>");
            };

            answers(login("loginHosts=localhost,127.0.0.1"));
        }
    }

    @Test
    void alertAboutSigningInIsNotTakenForARejection() throws Exception {
        pages = scripted("status.textContent = 'Signing in, one moment...';");

        answers(login());
    }

    @Test
    void formRedrawnDuringItsSubmissionIsNotTakenForARejection() throws Exception {
        pages = scripted("form.replaceWith(form.cloneNode(true));");

        answers(login());
    }

    /** A form whose submission takes one second. */
    private Function<AuraRequest, AuraReply> scripted(String onSubmit) {
        return request -> switch (request.path()) {
            case "/login" -> loggedIn("/done");
            case "/done" -> page("hello");
            default -> page(FORM + "<p id='status' role='alert'></p>" + """
                    <script>
                    const form = document.querySelector('form');
                    const status = document.getElementById('status');
                    form.addEventListener('submit', function (event) {
                        event.preventDefault();
                        setTimeout(function () { location.href = '/login'; }, 1000);
                        %s
                    });
                    </script>
                    """.formatted(onSubmit));
        };
    }

    @Test
    void fieldNamedCodeOnTheSiteItselfIsNotTakenForASecondFactor() throws Exception {
        pages = request -> switch (request.method() + request.path()) {
            case "POST/login" -> loggedIn("/chat");
            case "GET/chat" -> page("<div id='chat'></div>Voucher: <input name='code'>");
            default -> page(FORM);
        };

        answers(login("loginReadySelector=%23chat", "loginReadyCookie=session"));
    }

    @Test
    void invalidSelectorFailsTheLoginWithItsOption() throws Exception {
        pages = request -> page(FORM);

        AuraCredentialException failure = refused(login("loginClickSelectors=RAW(a[[)"));

        assertThat(failure).hasMessageContaining("loginClickSelectors");
    }

    @Test
    void failingStepIsReportedAsLoginStepNotAsTheBrowser() throws Exception {
        pages = request -> page(FORM);
        LoginStep step = page -> {
            page.findElement(By.id("nothing-of-that-id"));
            return true;
        };
        context.getRegistry().bind("step", step);

        AuraCredentialException failure = refused(login("loginStep=%23step"));

        assertThat(failure).hasMessageContaining("loginStep").hasMessageNotContaining("browser failed");
    }

    @Test
    void stepWhoseWrappedExceptionFollowsAnAlertIsCalledAgain() throws Exception {
        pages = request -> switch (request.method() + request.path()) {
            case "POST/login" -> loggedIn("/done");
            case "GET/done" -> page("hello");
            default -> page(FORM);
        };
        AtomicInteger calls = new AtomicInteger();
        LoginStep step = page -> {
            if (calls.getAndIncrement() == 0) {
                ((JavascriptExecutor) page).executeScript("alert('Maintenance at noon')");
                try {
                    return !page.getTitle().isEmpty();
                } catch (WebDriverException e) {
                    throw new IllegalStateException("This step failed", e);
                }
            }
            return false;
        };
        context.getRegistry().bind("step", step);

        answers(login("loginStep=%23step"));

        assertThat(calls).hasValueGreaterThan(1);
    }

    @Test
    void loginUrlThatOnlyABrowserCanParseIsAccepted() throws Exception {
        pages = request -> switch (request.method() + request.path()) {
            case "POST/login" -> loggedIn("/done");
            case "GET/done" -> page("hello");
            default -> page(FORM);
        };

        Exchange exchange = await(ask(login("loginUrl=RAW(" + server().baseUrl() + "/?hint=a|s3cr3t)"), "count"));

        if (exchange.getException() != null) {
            assertThat(exchange.getException().toString()).doesNotContain("s3cr3t");
        }
        assertThat(exchange.getException()).isNull();
    }

    @Test
    void endlessPageScriptLeavesNoThread() throws Exception {
        pages = request -> page("<script>while (true) { }</script>");

        AuraCredentialException failure = refused(login("loginTimeout=3000"));

        assertThat(failure.getReason()).isEqualTo(Reason.NOT_READY_IN_TIME);
        BrowserTraces.awaitIdleThreads();
    }

    @Test
    void failingPageScriptDoesNotEndTheLogin() throws Exception {
        pages = request -> switch (request.method() + request.path()) {
            case "POST/login" -> loggedIn("/done");
            case "GET/done" -> page("hello");
            default -> page(FORM + "<script>nothingOfThatName.begin();</script>");
        };

        answers(login());
    }

    /** ChromeDriver throws such errors when a page changes during a command. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown error: unhandled inspector error: {\"code\":-32000,"
                        + "\"message\":\"Node with given id does not belong to the document\"}",
                "no such element: element not found"
            })
    void errorOfTheDriverDueToAChangeOfThePageDoesNotEndTheLogin(String error) throws Exception {
        pages = request -> switch (request.method() + request.path()) {
            case "POST/login" -> loggedIn("/done");
            case "GET/done" -> page("hello");
            default -> page(FORM);
        };
        AtomicInteger looks = new AtomicInteger();
        HtmlUnitDriver driver = new HtmlUnitDriver(true) {
            @Override
            public Object executeScript(String script, Object... arguments) {
                if (looks.incrementAndGet() == 1) {
                    throw new WebDriverException(error);
                }
                return super.executeScript(script, arguments);
            }
        };
        context.getRegistry().bind("driver", driver);
        try {
            answers(uri("support", "webDriver=%23driver", "loginUsername=jane", "loginPassword=pw"));

            assertThat(looks.get()).isGreaterThan(1);
        } finally {
            driver.quit();
        }
    }

    @Test
    void passwordIsNotTypedInAFrameOfAnotherHostThatAStepSwitchedTo() throws Exception {
        List<String> stolen = new CopyOnWriteArrayList<>();
        try (AuraServer other = AuraServer.start()) {
            other.answer(request -> {
                if (request.method().equals("POST")) {
                    stolen.add(request.body());
                }
                return page("<form method='post' action='/steal'>" + FIELDS + "</form>");
            });
            pages = request -> page("<iframe src='http://localhost:" + other.port() + "/'></iframe>");
            AtomicBoolean turned = new AtomicBoolean();
            LoginStep step = page -> {
                if (turned.compareAndSet(false, true)) {
                    page.switchTo().frame(0);
                }
                return false;
            };
            context.getRegistry().bind("step", step);

            refused(login("loginStep=%23step", "loginTimeout=8000"));

            assertThat(stolen).isEmpty();
        }
    }

    @Test
    void frameOfAnOriginThatIsNotTrustedDoesNotRun() throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        try (AuraServer other = AuraServer.start()) {
            other.answer(frame(received));
            pages = request -> page("<iframe src='http://localhost:" + other.port() + "/'></iframe>");

            AuraCredentialException failure = refused(login("loginHosts=127.0.0.1", "loginTimeout=6000"));

            assertThat(failure.getReason()).isEqualTo(Reason.NOT_READY_IN_TIME);
            assertThat(other.requests()).as("the frame was loaded").isNotEmpty();
            assertThat(received).as("neither does a script of the frame run").isEmpty();
        }
    }

    /** Such a driver shows documents of other origins, with access to the page around them. */
    @Test
    void loginFormInAFrameOfAnotherOriginReceivesNothingFromADriverOfTheUser() throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        HtmlUnitDriver driver = new HtmlUnitDriver(true);
        context.getRegistry().bind("driver", driver);
        try (AuraServer other = AuraServer.start()) {
            other.answer(frame(received));
            pages = request -> page("<iframe src='http://localhost:" + other.port() + "/'></iframe>");

            AuraCredentialException failure =
                    refused(login("webDriver=%23driver", "loginHosts=127.0.0.1", "loginTimeout=6000"));

            assertThat(failure.getReason()).isEqualTo(Reason.NOT_READY_IN_TIME);
            assertThat(received).containsOnly("/runs ");
        } finally {
            driver.quit();
        }
    }

    /** A login form that reports that its script runs, and what is typed. */
    private static Function<AuraRequest, AuraReply> frame(List<String> received) {
        return request -> {
            if (request.method().equals("POST")) {
                received.add(request.path() + " " + request.body());
            }
            return page("<form method='post' action='/sent'>" + FIELDS + "</form>" + """
                    <script>
                    const report = function (path, text) {
                        const request = new XMLHttpRequest();
                        request.open('POST', path);
                        request.send(text);
                    };
                    document.querySelectorAll('input').forEach(function (field) {
                        field.addEventListener('input', function () { report('/typed', field.value); });
                    });
                    report('/runs', '');
                    </script>
                    """);
        };
    }

    @Test
    void tokenInTheStorageOfAnotherOriginIsNotTakenForTheCredential() throws Exception {
        try (AuraServer other = AuraServer.start()) {
            other.answer(request -> request.method().equals("POST")
                    ? page("One moment<script>localStorage.setItem('access_token', 'foreign');</script>")
                    : page(FORM));
            pages = request -> AuraReply.redirect(303, "http://localhost:" + other.port() + "/");

            AuraCredentialException failure = refused(
                    login("loginTokenStorageKey=access_token", "loginHosts=127.0.0.1,localhost", "loginTimeout=6000"));

            assertThat(failure.getReason()).isEqualTo(Reason.NOT_READY_IN_TIME);
            assertThat(other.requests()).as("the form was sent").anyMatch(request -> request.method()
                    .equals("POST"));
            assertThat(server().requests())
                    .extracting(request -> request.header("Authorization"))
                    .containsOnlyNulls();
        }
    }
}
