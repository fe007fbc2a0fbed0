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

import org.apache.hc.client5.http.psl.PublicSuffixMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cookies of one site. It sends the same cookies as Chromium; a test compares them. Each character of a name or value
 * represents one byte.
 *
 * <p>Thread safe: the lock of this object guards the cookies. Nothing blocks while it is held.
 */
public final class CookieJar {

    private static final Logger LOG = LoggerFactory.getLogger(CookieJar.class);

    /** The maximum number of cookies of a site, as in Chromium; if there are more, only {@link #KEPT} remain. */
    private static final int MOST = 180;

    private static final int KEPT = 150;

    /** The identity of a cookie (RFC 6265bis, section 5.7). */
    private record Key(String name, String domain, boolean hostOnly, String path) {

        static Key of(BrowserCookie cookie) {
            return new Key(cookie.name(), cookie.domain(), cookie.hostOnly(), cookie.path());
        }
    }

    private final URI site;

    /** In the order of creation. */
    private final Map<Key, BrowserCookie> cookies = new LinkedHashMap<>();

    /**
     * Makes an empty jar.
     *
     * @param site any address of the site
     */
    public CookieJar(URI site) {
        this.site = site;
    }

    /** Reads the list of public suffixes, unless it has been read. The first cookie with a domain needs it. */
    public static void loadPublicSuffixes() {
        PublicSuffixMatcher unused = CookieRules.CookieDomain.Suffixes.PUBLIC;
    }

    /** Adds the cookies that are sent to the site. Cookies of the identity provider and expired cookies are not added. */
    public synchronized void addAll(Collection<BrowserCookie> fromBrowser, Instant now) {
        for (BrowserCookie cookie : fromBrowser) {
            BrowserCookie kept = normalized(cookie);
            if (SetCookie.isValid(kept.name(), kept.value()) && CookieRules.isOfSite(kept, site)) {
                keep(kept, now);
            }
        }
    }

    /**
     * Replaces a cookie, unless its value has changed meanwhile.
     *
     * @param before the cookie as it was; null if there was none
     * @param after a cookie of a jar of the same site; null to remove the cookie
     */
    public synchronized void replace(BrowserCookie before, BrowserCookie after, Instant now) {
        Key key = Key.of(after == null ? before : after);
        BrowserCookie present = cookies.get(key);
        String expected = before == null ? null : before.value();
        if (!Objects.equals(expected, present == null ? null : present.value())) {
            return;
        }
        if (after == null) {
            cookies.remove(key);
        } else {
            keep(after, now);
        }
    }

    /** Returns the cookies that have not expired, in the order of creation. */
    public synchronized List<BrowserCookie> all(Instant now) {
        return List.copyOf(valid(now));
    }

    /** Applies the {@code Set-Cookie} headers of the response to a request. */
    public void set(URI request, Collection<String> setCookies, Instant now) {
        for (String header : setCookies) {
            BrowserCookie cookie = parse(request, header, now);
            if (cookie == null || !keepUnlessGuarded(cookie, request, now)) {
                LOG.debug("{} set a cookie that is ignored, as in a browser", request.getHost());
            }
        }
    }

    /** Applies the headers of an error, except those that delete or empty a cookie: one error must not end the session. */
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

    /** Returns the cookie that a {@code Set-Cookie} header in the response to a request sets; null if Chromium rejects it. */
    public static BrowserCookie parse(URI request, String setCookie, Instant now) {
        SetCookie parsed = SetCookie.parse(setCookie);
        return parsed == null ? null : CookieRules.accept(parsed, request, now);
    }

    /** Returns the {@code Cookie} header of a request at this time; null if no cookie is sent. */
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
     * Returns the earliest expiry of the cookies with this name, or if the name is null, of all HttpOnly cookies, because other
     * cookies rarely belong to the login. Returns null if none of them expires.
     */
    public synchronized Instant expiry(String name, Instant now) {
        return valid(now).stream()
                .filter(cookie -> name == null ? cookie.httpOnly() : isPartOf(cookie.name(), name))
                .map(BrowserCookie::expires)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Returns when all cookies have expired; null if there is none, or one does not expire. */
    public synchronized Instant end() {
        boolean ends = cookies.values().stream().allMatch(cookie -> cookie.expires() != null);
        return ends
                ? cookies.values().stream()
                        .map(BrowserCookie::expires)
                        .max(Comparator.naturalOrder())
                        .orElse(null)
                : null;
    }

    /** Whether a cookie has this name or is a part of it: sites split large cookies into {@code name.0} or {@code name_0} etc. */
    public static boolean isPartOf(String cookie, String name) {
        return cookie.equals(name)
                || (cookie.startsWith(name) && cookie.substring(name.length()).matches("[._]\\d{1,3}"));
    }

    /** Whether all cookies have expired. */
    public synchronized boolean isEmpty(Instant now) {
        return valid(now).isEmpty();
    }

    /** Returns the cookie as it is sent; a cookie without a name is sent as its value only. */
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

    /** Keeps a cookie, unless it was set without TLS and would replace a secure cookie; returns whether it was kept. */
    private synchronized boolean keepUnlessGuarded(BrowserCookie cookie, URI request, Instant now) {
        boolean guarded = !Origin.of(request).isSecure()
                && valid(now).stream().anyMatch(other -> CookieRules.isHidden(other, cookie));
        if (!guarded) {
            keep(cookie, now);
        }
        return !guarded;
    }

    /** Keeps a cookie and replaces its predecessor; an expired cookie only removes the predecessor. */
    private void keep(BrowserCookie cookie, Instant now) {
        Key key = Key.of(cookie);
        BrowserCookie predecessor = cookies.get(key);
        if (predecessor != null && !predecessor.value().equals(cookie.value())) {
            cookies.remove(key); // in Chromium, unlike in the RFC, a new value makes the cookie the newest
        }
        cookies.put(key, cookie);
        valid(now);
        if (cookies.size() > MOST) {
            makeRoom();
        }
    }

    /** Removes the oldest cookies, first those that are also sent without TLS. */
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
