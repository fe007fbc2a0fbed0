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

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.call.Refusals;
import io.github.camelaura.http.BrowserCookie;
import io.github.camelaura.http.ChatClient;
import io.github.camelaura.http.ChatResponse;
import io.github.camelaura.http.CookieJar;
import io.github.camelaura.http.SiteRequest;
import io.github.camelaura.page.PageAddress;

/**
 * A login that is complete when the server accepts its credential at {@code loginVerifyUrl}, and whose session ends at {@code
 * logoutUrl}. Both requests use a client of their own, with the options of the client of the endpoint's requests, because a
 * session outlives endpoints.
 *
 * <p>Threads: as in {@link Login}. The verification runs on the thread of {@link #run}; {@link #abort} cancels it.
 */
final class CheckedLogin implements Login {

    private static final Duration VERIFY_LIMIT = Duration.ofSeconds(10);
    private static final long VERIFY_INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    private final Login login;
    private final LoginSettings settings;
    private final Callable<ChatClient> clients;
    private final Predicate<Credential> isShared;
    private final Logouts logouts;
    private final Clock clock;
    private volatile boolean aborted;
    private volatile SiteRequest verification;

    /**
     * Prepares a login.
     *
     * @param login logs in
     * @param clients makes the client
     * @param isShared whether other nodes may use the session of a credential, which must then not end
     */
    CheckedLogin(
            Login login,
            LoginSettings settings,
            Callable<ChatClient> clients,
            Predicate<Credential> isShared,
            Logouts logouts,
            Clock clock) {
        this.login = login;
        this.settings = settings;
        this.clients = clients;
        this.isShared = isShared;
        this.logouts = logouts;
        this.clock = clock;
    }

    @Override
    public void check() throws LoginException {
        login.check();
    }

    @Override
    public void run(Account account, Observer observer) throws LoginException {
        Verifying verifying = new Verifying(observer, client());
        try {
            login.run(account, verifying);
        } finally {
            if (!verifying.logsOut) {
                verifying.client.close();
            }
        }
    }

    private ChatClient client() throws LoginException {
        try {
            return clients.call();
        } catch (Exception e) { // of camel-http
            throw new LoginException(
                    Reason.PROCESSOR_FAILED,
                    "The HTTP client for loginVerifyUrl and logoutUrl cannot be made: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    @Override
    public void abort() {
        aborted = true;
        SiteRequest running = verification;
        if (running != null) {
            running.cancel();
        }
        login.abort();
    }

    /** Adds the verification to an observer. The thread of the login uses its fields. */
    private final class Verifying implements Observer {

        private final Observer observer;
        private final ChatClient client;
        private String obstacle;
        private long verifiedAt;
        private boolean logsOut; // later, with the client

        /** The cookies of the response that confirmed the login; the server may have renewed the session with them. */
        private List<BrowserCookie> newCookies = List.of();

        Verifying(Observer observer, ChatClient client) {
            this.observer = observer;
            this.client = client;
        }

        @Override
        public void passwordUsed() throws LoginException {
            observer.passwordUsed();
        }

        @Override
        public void sending() throws LoginException {
            observer.sending();
        }

        @Override
        public void succeeded(Result session) {
            logsOut = settings.logoutUrl() != null;
            Result result = session.and(newCookies);
            observer.succeeded(
                    logsOut
                            ? result.endingBy(new Logout(client, settings, result.cookies(), isShared, logouts, clock))
                            : result);
        }

        @Override
        public String nextCode(TotpSeed seed, boolean again) throws LoginException {
            return observer.nextCode(seed, again);
        }

        @Override
        public void failed(LoginException failure) {
            observer.failed(failure);
        }

        @Override
        public String incomplete(Result session) {
            String url = settings.key().verifyUrl();
            if (url == null) {
                return null;
            }
            long now = System.nanoTime();
            if (obstacle == null || now - verifiedAt >= VERIFY_INTERVAL_NANOS) {
                verifiedAt = now;
                String failure = verify(URI.create(url), session);
                obstacle = failure == null ? null : "loginVerifyUrl=" + PageAddress.shown(url) + " " + failure;
            }
            return obstacle;
        }

        private String verify(URI address, Result session) {
            Credential credential = Credential.of(session, 0, clock.instant(), settings.request());
            SiteRequest request = client.newGet(address, credential.headers(address, clock.instant()));
            verification = request;
            if (aborted) {
                return "was not requested, as the login ends";
            }
            try {
                ChatResponse response = request.execute(VERIFY_LIMIT);
                if (!response.isSuccess()) {
                    return "returned status " + response.status();
                }
                if (Refusals.isPage(response.mediaType())) {
                    return "returned status " + response.status() + " with an HTML page";
                }
                newCookies = cookies(response, address);
                return null;
            } catch (IOException e) {
                return "did not respond: " + e.getClass().getSimpleName();
            } finally {
                verification = null;
            }
        }

        private List<BrowserCookie> cookies(ChatResponse response, URI address) {
            return response.headers().getOrDefault("Set-Cookie", List.of()).stream()
                    .map(header -> CookieJar.parse(address, header, clock.instant()))
                    .filter(Objects::nonNull)
                    .toList();
        }
    }
}
