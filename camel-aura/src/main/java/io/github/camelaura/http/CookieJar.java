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
package io.github.camelaura.http;

import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cookies of one site. It sends back what Chromium would send back: a test compares them. A character of a name or
 * value stands for one byte.
 *
 * <p>Thread safe: the jar itself guards the cookies; under its lock nothing waits.
 */
public final class CookieJar {

    private static final Logger LOG = LoggerFactory.getLogger(CookieJar.class);

    /** As many as Chromium keeps of a site; when there are more, it goes down to {@link #KEPT}. */
    private static final int MOST = 180;

    private static final int KEPT = 150;

    /** What tells a cookie from others (RFC 6265bis, section 5.7). */
    private record Key(String name, String domain, boolean hostOnly, String path) {

        static Key of(BrowserCookie cookie) {
            return new Key(cookie.name(), cookie.domain(), cookie.hostOnly(), cookie.path());
        }
    }

    private final URI site;

    /** In the order in which they were created. */
    private final Map<Key, BrowserCookie> cookies = new LinkedHashMap<>();

    /**
     * Makes an empty jar.
     *
     * @param site any address of the site
     */
    public CookieJar(URI site) {
        this.site = site;
    }

    /** Adds those cookies that the site may see: never those of the identity provider, nor what has expired. */
    public synchronized void addAll(Collection<BrowserCookie> fromBrowser, Instant now) {
        for (BrowserCookie cookie : fromBrowser) {
            BrowserCookie kept = normalized(cookie);
            if (SetCookie.isValid(kept.name(), kept.value()) && CookieRules.isOfSite(kept, site)) {
                keep(kept, now);
            }
        }
    }

    /** Applies the {@code Set-Cookie} headers of the answer to a request. */
    public void set(URI request, Collection<String> setCookies, Instant now) {
        for (String header : setCookies) {
            BrowserCookie cookie = parse(request, header, now);
            if (cookie == null || !keepUnlessGuarded(cookie, request, now)) {
                LOG.debug("{} set a cookie that is ignored, as a browser would do", request.getHost());
            }
        }
    }

    /** Applies the headers of an error but for what deletes or empties a cookie: one request's error costs no session. */
    public void setButDeleteNone(URI request, Collection<String> setCookies, Instant now) {
        set(
                request,
                setCookies.stream()
                        .filter(header -> !isDeletion(request, header, now))
                        .toList(),
                now);
    }

    private static boolean isDeletion(URI request, String header, Instant now) {
        BrowserCookie cookie = parse(request, header, now);
        return cookie != null && (isExpired(cookie, now) || cookie.value().isEmpty());
    }

    /** The cookie that a {@code Set-Cookie} header in the answer to a request sets; null if Chromium refuses it. */
    public static BrowserCookie parse(URI request, String setCookie, Instant now) {
        SetCookie parsed = SetCookie.parse(setCookie);
        return parsed == null ? null : CookieRules.accept(parsed, request, now);
    }

    /** What belongs into the header {@code Cookie} of a request at this time, or null if there is nothing. */
    public synchronized String header(URI request, Instant now) {
        List<BrowserCookie> sent = valid(now).stream()
                .filter(cookie -> CookieRules.isSent(cookie, request))
                .sorted(Comparator.comparing(
                                (BrowserCookie cookie) -> cookie.path().length())
                        .reversed())
                .toList();
        return sent.isEmpty() ? null : sent.stream().map(CookieJar::pair).collect(Collectors.joining("; "));
    }

    /**
     * When the cookie of this name expires, or, if it is null, the first of those that no script may read: others are
     * seldom about the login. Null if none does.
     */
    public synchronized Instant expiry(String name, Instant now) {
        return valid(now).stream()
                .filter(cookie -> name == null ? cookie.httpOnly() : isPartOf(cookie.name(), name))
                .map(BrowserCookie::expires)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Whether a cookie is this one, or a part of it: large ones are kept as {@code name.0} or {@code name_0} and so on. */
    public static boolean isPartOf(String cookie, String name) {
        return cookie.equals(name)
                || (cookie.startsWith(name) && cookie.substring(name.length()).matches("[._]\\d{1,3}"));
    }

    /** Whether all have expired. */
    public synchronized boolean isEmpty(Instant now) {
        return valid(now).isEmpty();
    }

    /** A cookie without a name is its value alone. */
    private static String pair(BrowserCookie cookie) {
        return cookie.name().isEmpty() ? cookie.value() : cookie.name() + "=" + cookie.value();
    }

    private Collection<BrowserCookie> valid(Instant now) {
        cookies.values().removeIf(cookie -> isExpired(cookie, now));
        return cookies.values();
    }

    private static boolean isExpired(BrowserCookie cookie, Instant now) {
        return cookie.expires() != null && !now.isBefore(cookie.expires());
    }

    private static BrowserCookie normalized(BrowserCookie cookie) {
        return new BrowserCookie(
                Objects.requireNonNullElse(cookie.name(), ""),
                Objects.requireNonNullElse(cookie.value(), ""),
                cookie.domain().toLowerCase(Locale.ROOT),
                cookie.hostOnly(),
                cookie.path() == null || cookie.path().isEmpty() ? "/" : cookie.path(),
                cookie.expires(),
                cookie.secure(),
                cookie.httpOnly());
    }

    /** Without TLS, nobody replaces a cookie that is only sent with it; false if this would. */
    private synchronized boolean keepUnlessGuarded(BrowserCookie cookie, URI request, Instant now) {
        boolean guarded = !CookieRules.isTrusted(request)
                && valid(now).stream().anyMatch(other -> CookieRules.isHidden(other, cookie));
        if (!guarded) {
            keep(cookie, now);
        }
        return !guarded;
    }

    /** Keeps a cookie in place of its predecessor; one that has expired only takes the predecessor away. */
    private void keep(BrowserCookie cookie, Instant now) {
        Key key = Key.of(cookie);
        BrowserCookie predecessor = cookies.get(key);
        if (predecessor != null && !predecessor.value().equals(cookie.value())) {
            cookies.remove(key); // a new value makes it the youngest, unlike in the RFC
        }
        cookies.put(key, cookie);
        valid(now);
        if (cookies.size() > MOST) {
            makeRoom();
        }
    }

    /** The oldest go first, and before them the oldest of those that are sent without TLS too. */
    private void makeRoom() {
        cookies.values().stream()
                .sorted(Comparator.comparing(BrowserCookie::secure))
                .limit(cookies.size() - (long) KEPT)
                .map(Key::of)
                .toList()
                .forEach(cookies::remove);
    }

    @Override
    public String toString() {
        return "cookies of " + site.getHost();
    }
}
