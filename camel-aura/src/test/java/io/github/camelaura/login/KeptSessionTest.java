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
import static org.awaitility.Awaitility.await;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.camelaura.component.LoginConfiguration;
import io.github.camelaura.component.Settings;
import io.github.camelaura.http.BrowserCookie;

/**
 * How long a context keeps a session that has no users, and whose login no request has used. The clock is the test's; the
 * timer is the real one, and runs after the real time that is left by the clock.
 */
@Timeout(120)
class KeptSessionTest {

    private static final URI REQUEST = URI.create("https://chat.example.com/api/chat");
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration LEFT = Duration.ofMillis(50);

    private final SettableClock clock = new SettableClock();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ScriptedLogin login = new ScriptedLogin();

    @BeforeEach
    void start() {
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private static LoginSettings settings(String user, String password) {
        LoginConfiguration configuration = new LoginConfiguration();
        configuration.setBaseUrl("https://chat.example.com");
        configuration.setLoginUsername(user);
        configuration.setLoginPassword(password);
        return Settings.login(configuration, REQUEST);
    }

    private BrowserCredentials acquire(LoginSettings settings) {
        return (BrowserCredentials)
                Logins.of(context, (options, executor) -> login, clock).acquire(settings, null, false);
    }

    /** A login gives a credential to a request that gets no answer. */
    private BrowserCredentials logIn(LoginSettings settings, String cookie) throws Exception {
        login.succeedsWithPasswordSent(
                new BrowserCookie("session", cookie, "chat.example.com", true, "/", null, true, true));
        BrowserCredentials credentials = acquire(settings);
        credentials.require();
        credentials.process(new DefaultExchange(context));
        return credentials;
    }

    /** Returns the password and the cookie of a session that has lost its only user just before it is dropped. */
    private List<Reference<String>> logInAndClose() throws Exception {
        String password = secret();
        String cookie = secret();
        BrowserCredentials credentials = logIn(settings("jane", password), cookie);
        clock.pass(KEPT.minus(LEFT));
        credentials.close();
        return List.of(new WeakReference<>(password), new WeakReference<>(cookie));
    }

    /** A text that nothing else in this JVM refers to. */
    private static String secret() {
        return UUID.randomUUID().toString();
    }

    private int sessions() {
        return Logins.statuses(context).size();
    }

    @Test
    void timerDropsASessionThatNobodyHasUsedForFiveMinutesAfterItsLogin() throws Exception {
        logInAndClose();
        assertThat(sessions()).isEqualTo(1);

        clock.pass(LEFT);

        await().untilAsserted(() -> assertThat(sessions()).isZero());
    }

    @Test
    void droppedSessionLeavesNeitherItsPasswordNorItsCookieInMemory() throws Exception {
        List<Reference<String>> secrets = logInAndClose();

        clock.pass(LEFT);

        await().untilAsserted(() -> {
            System.gc();
            assertThat(secrets).allSatisfy(secret -> assertThat(secret.get()).isNull());
        });
    }

    @Test
    void timerKeepsASessionThatIsInUseAgain() throws Exception {
        LoginSettings jane = settings("jane", "pw");
        BrowserCredentials ofJane = logIn(jane, "a");
        BrowserCredentials ofJoe = logIn(settings("joe", "pw"), "b");
        clock.pass(KEPT.minus(LEFT));
        ofJane.close();
        BrowserCredentials again = acquire(jane);
        ofJoe.close();

        clock.pass(LEFT);
        await().untilAsserted(() -> assertThat(sessions()).isEqualTo(1)); // Jane's turn was before Joe's

        again.process(new DefaultExchange(context));
        assertThat(login.runs()).isEqualTo(2);
    }
}
