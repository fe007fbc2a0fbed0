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
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.HashMapHeadersMapFactory;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.htmlunit.HtmlUnitDriver;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.browser.BrowserLogin;
import io.github.camelaura.component.LoginConfiguration;
import io.github.camelaura.component.Settings;
import io.github.camelaura.http.BrowserCookie;

/** Cookies of error responses, sessions that end unused, and failures of the browser. */
class LoginTroubleTest {

    private static final URI REQUEST = URI.create("http://127.0.0.1:1/api/chat");
    private static final LoginSettings SETTINGS = settings();

    private final SettableClock clock = new SettableClock();
    private final ScriptedLogin login = new ScriptedLogin();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ThrottledAccount throttled = new LoginThrottle(clock, () -> 0)
            .join(LoginAccount.of("jane", null, REQUEST.toString(), REQUEST.toString()), REQUEST);
    private final LoginSession session =
            new LoginSession(REQUEST, throttled, Sharing.NONE, clock, executor, idle -> {});

    LoginTroubleTest() {
        session.logInBy(login.method(new RenewalPolicy(Duration.ZERO, Duration.ofMinutes(5), null), "options"));
    }

    private Credential get() throws Exception {
        return session.get(null, null);
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private static LoginSettings settings() {
        LoginConfiguration configuration = new LoginConfiguration();
        configuration.setBaseUrl("http://127.0.0.1:1");
        return Settings.login(configuration, REQUEST);
    }

    private static BrowserCookie cookie(String value) {
        return new BrowserCookie("session", value, "127.0.0.1", true, "/", null, false, true);
    }

    @Test
    void cookiesOfAnErrorResponseAreSetButNeverRemoved() throws Exception {
        login.succeedsWith(cookie("a"));
        session.require();
        BrowserCredentials credentials = new BrowserCredentials(session, SETTINGS, "options", false, clock);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(context);
            credentials.process(exchange);
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 500);
            exchange.getMessage().setHeader("Set-Cookie", "session=rotated; Path=/");
            credentials.answered(exchange);
            exchange.getMessage().setHeader("Set-Cookie", List.of("session=; Path=/", "session=x; Path=/; Max-Age=0"));
            credentials.answered(exchange); // an error response removes no cookie

            Exchange next = new DefaultExchange(context);
            credentials.process(next);
            assertThat(next.getMessage().getHeader("Cookie")).isEqualTo("session=rotated");
        }
    }

    /** The headers of a route's message may be case-sensitive and repeated. */
    @Test
    void setCookieHeadersOfAMessageAreFoundInAnyCase() throws Exception {
        login.succeedsWith(cookie("a"));
        session.require();
        BrowserCredentials credentials = new BrowserCredentials(session, SETTINGS, "options", false, clock);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getCamelContextExtension().setHeadersMapFactory(new HashMapHeadersMapFactory());
            Exchange exchange = new DefaultExchange(context);
            credentials.process(exchange);
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
            exchange.getMessage().setHeader("set-cookie", List.of("b=1", "c=2; Max-Age=60"));
            exchange.getMessage().setHeader("SET-COOKIE", "session=rotated; Path=/");
            credentials.answered(exchange);

            Exchange next = new DefaultExchange(context);
            credentials.process(next);
            assertThat(next.getMessage().getHeader("Cookie", String.class).split("; "))
                    .containsExactlyInAnyOrder("b=1", "c=2", "session=rotated");

            clock.pass(Duration.ofMinutes(1));
            Exchange later = new DefaultExchange(context);
            credentials.process(later);
            assertThat(later.getMessage().getHeader("Cookie", String.class).split("; "))
                    .containsExactlyInAnyOrder("b=1", "session=rotated");
        }
    }

    @Test
    void rejectionIsReportedToTheLoginWhoseCredentialWasSent() throws Exception {
        login.succeedsWith(cookie("a"));
        login.succeedsWith(cookie("b"));
        session.require();
        ScriptedLogin otherLogin = new ScriptedLogin();
        otherLogin.succeedsWith(cookie("c"));
        LoginSession other = new LoginSession(REQUEST, throttled, Sharing.NONE, clock, executor, idle -> {});
        other.logInBy(otherLogin.method(new RenewalPolicy(Duration.ZERO, Duration.ofMinutes(5), null), "others"));
        other.require();
        BrowserCredentials first = new BrowserCredentials(session, SETTINGS, "options", false, clock);
        BrowserCredentials second = new BrowserCredentials(other, SETTINGS, "others", false, clock);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(context);
            first.process(exchange);
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
            first.answered(exchange);
            session.forget();
            first.process(exchange); // has the second generation
            second.process(exchange); // has the first generation
            first.answered(exchange);

            assertThat(session.status().generation()).isEqualTo(2);
            assertThat(session.refused(session.sent(2), "401", null).accepted())
                    .as("the answer counts for the second generation")
                    .isTrue();
        }
    }

    @Test
    void loginWithoutAThreadFailsAndIsTriedAgain() throws Exception {
        AtomicBoolean noThread = new AtomicBoolean(true);
        Executor threads = task -> {
            if (noThread.get()) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            executor.execute(task);
        };
        LoginSession starved = new LoginSession(REQUEST, throttled, Sharing.NONE, clock, threads, idle -> {});
        starved.logInBy(login.method(new RenewalPolicy(Duration.ZERO, Duration.ofMinutes(5), null), "options"));
        login.succeedsWith(cookie("a"));
        starved.require();

        assertThatThrownBy(() -> starved.get(null, null)).hasMessageContaining("unable to create native thread");
        noThread.set(false);
        clock.pass(Duration.ofMinutes(1)); // the back-off

        assertThat(starved.get(null, null)).isNotNull();
    }

    @Test
    void unusedSessionThatEndedIsRenewedFiveMinutesAfterItsLogin() throws Exception {
        login.succeedsWith(cookie("a"));
        login.succeedsWith(cookie("b"));
        session.renewInBackground(); // loginOnStart
        Credential first = get();
        clock.pass(Duration.ofMinutes(4)); // the site ends idle sessions after 2 minutes

        Refused refused = session.refused(session.sent(first.generation()), "401", null);

        assertThat(catchThrowableOfType(LoginException.class, () -> session.get(null, refused))
                        .reason())
                .isEqualTo(Reason.BACKING_OFF);
        clock.pass(Duration.ofMinutes(1));
        assertThat(session.get(null, refused).generation()).isEqualTo(2);
    }

    @Test
    void cancelledLoginStartsNoBrowser() {
        AtomicInteger started = new AtomicInteger();
        Supplier<WebDriver> driver = () -> {
            started.incrementAndGet();
            throw new IllegalStateException("not to be started");
        };
        LoginConfiguration configuration = new LoginConfiguration();
        configuration.setBaseUrl("http://127.0.0.1:1");
        configuration.setWebDriver(driver);

        BrowserLogin unwanted = new BrowserLogin(Settings.login(configuration, REQUEST), executor);
        unwanted.abort();

        LoginException failure =
                catchThrowableOfType(LoginException.class, () -> unwanted.run(null, new IgnoringObserver()));

        assertThat(failure.reason()).isEqualTo(Reason.STOPPED);
        assertThat(started).hasValue(0);
    }

    @Test
    void causeOfAFailureShowsNoQuery() throws Exception {
        WebDriver driver = new HtmlUnitDriver(true) {
            @Override
            public void get(String url) {
                if (url.startsWith("about:")) {
                    return;
                }
                // RemoteWebDriver adds this to each of its exceptions
                WebDriverException e = new WebDriverException("disconnected: not connected to DevTools");
                e.addInfo("Command", "[5c, get {url=" + url + "}]");
                throw e;
            }
        };
        LoginConfiguration configuration = new LoginConfiguration();
        configuration.setBaseUrl("http://127.0.0.1:1");
        configuration.setLoginUrl("http://127.0.0.1:1/?invitation=s3cr3t");
        configuration.setWebDriver(driver);
        LoginException failure = catchThrowableOfType(
                LoginException.class, () -> new BrowserLogin(Settings.login(configuration, REQUEST), executor)
                        .run(null, new IgnoringObserver()));
        driver.quit();

        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://key_cloak:1/", "http://127.0.0.1:1/a b"})
    void unparsableLoginUrlFailsWithItsOptionName(String loginUrl) {
        LoginConfiguration configuration = new LoginConfiguration();
        configuration.setBaseUrl("http://127.0.0.1:1");
        configuration.setLoginUrl(loginUrl);
        configuration.setBrowserName("htmlunit");
        configuration.setLoginTimeout(20_000);

        Throwable failure = catchThrowable(() ->
                new BrowserLogin(Settings.login(configuration, REQUEST), executor).run(null, new IgnoringObserver()));

        // either the constructor's IllegalArgumentException that names loginUrl, or the browser's failure
        assertThat(failure).isNotInstanceOf(IllegalStateException.class).hasMessageContaining("loginUrl");
    }

    @Test
    void proxyWithoutAPortFailsTheLogin() {
        LoginConfiguration configuration = new LoginConfiguration();
        configuration.setBaseUrl("http://127.0.0.1:1");
        configuration.setBrowserName("htmlunit");
        configuration.setProxyHost("proxy.invalid");
        configuration.setProxyAuthUsername("jane");

        Throwable failure = catchThrowable(() ->
                new BrowserLogin(Settings.login(configuration, REQUEST), executor).run(null, new IgnoringObserver()));

        assertThat(failure).hasMessageContaining("proxy");
    }

    private static final class IgnoringObserver implements Login.Observer {

        @Override
        public void passwordUsed() {}

        @Override
        public String nextCode(TotpSeed seed, boolean again) {
            return null;
        }

        @Override
        public void succeeded(Login.Result session) {}

        @Override
        public void failed(LoginException failure) {}
    }
}
