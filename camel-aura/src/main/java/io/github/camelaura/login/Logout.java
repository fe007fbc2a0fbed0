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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.http.BrowserCookie;
import io.github.camelaura.http.ChatClient;
import io.github.camelaura.http.ChatResponse;
import io.github.camelaura.http.CookieJar;
import io.github.camelaura.http.Origin;
import io.github.camelaura.http.SiteRequest;
import io.github.camelaura.page.PageAddress;

/**
 * Ends the session of one credential at the server, and at the identity provider that {@code logoutUrl} redirects to.
 *
 * <p>Each host gets the cookies that a browser would send to it, from those that the browser of the login had. Only the origin of
 * {@code baseUrl} gets the token. One thread uses this object, after the last request with the credential has ended.
 */
final class Logout implements SessionEnd {

    /** The time in seconds for the logout with all redirects. */
    static final int SECONDS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Logout.class);

    private static final int MOST_REDIRECTS = 5;
    private static final int FAILURE = 400;

    private final ChatClient client;
    private final LoginSettings settings;
    private final List<BrowserCookie> browserCookies;
    private final Predicate<Credential> isShared;
    private final Logouts logouts;
    private final Clock clock;
    private final Map<String, CookieJar> otherHosts = new HashMap<>();

    /**
     * Prepares a logout.
     *
     * @param client is closed after the logout
     * @param browserCookies the cookies of all sites that the browser of the login had
     * @param isShared whether other nodes may use the session of a credential; it then stays until it expires
     */
    Logout(
            ChatClient client,
            LoginSettings settings,
            List<BrowserCookie> browserCookies,
            Predicate<Credential> isShared,
            Logouts logouts,
            Clock clock) {
        this.client = client;
        this.settings = settings;
        this.browserCookies = List.copyOf(browserCookies);
        this.isShared = isShared;
        this.logouts = logouts;
        this.clock = clock;
    }

    @Override
    public void retired(Runnable atOnce) {
        logouts.retired(this, atOnce);
    }

    @Override
    public void begin(Credential credential, boolean logsOut) {
        Runnable logout = logsOut ? () -> logOut(credential) : () -> {};
        logouts.begin(this, logout, client::close);
    }

    private void logOut(Credential credential) {
        if (isShared.test(credential)) {
            LOG.debug(
                    "No logout at {}, as other nodes may use the session",
                    settings.request().getHost());
            return;
        }
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        String obstacle;
        try {
            obstacle = request(credential, end);
        } catch (IOException | RuntimeException e) {
            obstacle = System.nanoTime() - end < 0
                    ? "the connection failed (" + e.getClass().getSimpleName() + ")" // the message may contain a query
                    : "there was no response within " + SECONDS + " s";
        }
        if (obstacle == null) {
            LOG.debug("Logged out at {}", settings.request().getHost());
        } else {
            LOG.warn(
                    "The logout at logoutUrl={} failed: {}. The session remains until it expires",
                    PageAddress.shown(settings.logoutUrl()),
                    obstacle);
        }
    }

    /** Requests {@code logoutUrl} and follows redirects; returns why this failed, or null. */
    private String request(Credential credential, long end) throws IOException {
        URI next = URI.create(settings.logoutUrl());
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            CookieJar cookies = cookies(credential, next);
            boolean atSite = Origin.of(next).equals(settings.key().site());
            Map<String, String> headers = Credential.headers(
                    credential.userAgent(), cookies.header(next, clock.instant()), atSite ? credential.token() : null);
            SiteRequest get = redirects == 0 ? client.newGet(next, headers) : client.newRedirectedGet(next, headers);
            ChatResponse response = get.execute(Duration.ofNanos(end - System.nanoTime()));
            cookies.set(next, setCookies(response), clock.instant());
            URI location = response.redirect();
            if (location == null) {
                return response.status() < FAILURE
                        ? null
                        : PageAddress.shown(next.toString()) + " returned status " + response.status();
            }
            if (!SessionAddress.isAllowed(location) && isPlainSite(location)) {
                return null; // the server, which does not know that it is behind TLS, shows a page after the logout
            }
            if (!SessionAddress.isAllowed(location)) {
                return "the redirect to " + PageAddress.shown(location.toString())
                        + " is not followed, because it is neither https nor on this machine";
            }
            next = location;
        }
        return "more than " + MOST_REDIRECTS + " redirects";
    }

    private boolean isPlainSite(URI address) {
        return isOfSite(address) && "http".equals(Origin.of(address).scheme());
    }

    private boolean isOfSite(URI address) {
        return Origin.of(address).host().equals(settings.key().site().host());
    }

    private CookieJar cookies(Credential credential, URI address) {
        return isOfSite(address)
                ? credential.cookies()
                : otherHosts.computeIfAbsent(Origin.of(address).host(), each -> jar(address));
    }

    private CookieJar jar(URI address) {
        CookieJar jar = new CookieJar(address);
        jar.addAll(browserCookies, clock.instant());
        return jar;
    }

    private static Collection<String> setCookies(ChatResponse response) {
        return response.headers().getOrDefault("Set-Cookie", List.of());
    }
}
