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

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.hc.client5.http.psl.PublicSuffixMatcher;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;

import io.github.camelaura.http.SetCookie.CookieDate;

/** The rules of Chromium: which cookies a server may set, and which requests carry them. */
final class CookieRules {

    private static final Duration LONGEST_LIFE = Duration.ofDays(400);

    private static final BigInteger LONGEST_LIFE_SECONDS = BigInteger.valueOf(LONGEST_LIFE.toSeconds());
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+");

    private CookieRules() {}

    /** Returns the cookie that the response to this request sets; null if Chromium rejects it. */
    static BrowserCookie accept(SetCookie set, URI request, Instant now) {
        CookieDomain domain = CookieDomain.of(Origin.of(request).host(), set.attribute("domain"));
        boolean secure = set.has("secure");
        if (domain == null
                || !isAllowed(set, secure, Origin.of(request).isSecure())
                || !isPrefixKept(set, domain, request)) {
            return null;
        }
        return new BrowserCookie(
                set.name(),
                set.value(),
                domain.name(),
                domain.hostOnly(),
                path(set, request),
                expiry(set, now),
                secure,
                set.has("httponly"));
    }

    /** Whether the cookie is sent to the site of an address, on any path. */
    static boolean isOfSite(BrowserCookie cookie, URI address) {
        return domain(cookie).matches(Origin.of(address).host())
                && (!cookie.secure() || Origin.of(address).isSecure());
    }

    /** Whether a request carries the cookie, if it has not expired. */
    static boolean isSent(BrowserCookie cookie, URI request) {
        return isOfSite(cookie, request) && isWithin(pathOf(request), cookie.path());
    }

    /** Whether a cookie that is set without TLS would replace or hide a cookie that is sent only with TLS. */
    static boolean isHidden(BrowserCookie secure, BrowserCookie set) {
        return secure.secure()
                && secure.name().equals(set.name())
                && (domain(secure).matches(set.domain()) || domain(set).matches(secure.domain()))
                && isWithin(set.path(), secure.path());
    }

    private static CookieDomain domain(BrowserCookie cookie) {
        return new CookieDomain(cookie.domain(), cookie.hostOnly());
    }

    private static boolean isAllowed(SetCookie set, boolean secure, boolean trusted) {
        boolean needsSecure = "none".equalsIgnoreCase(set.attribute("samesite")) || set.has("partitioned");
        return secure ? trusted : !needsSecure;
    }

    /** Whether the cookie meets the requirements of its name prefix, such as {@code __Secure-} (RFC 6265bis, section 4.1.3). */
    private static boolean isPrefixKept(SetCookie set, CookieDomain domain, URI request) {
        String name = (set.name().isEmpty() ? set.value() : set.name()).toLowerCase(Locale.ROOT);
        boolean host = name.startsWith("__host-");
        boolean http = name.startsWith("__http-") || name.startsWith("__host-http-");
        if (!host && !http && !name.startsWith("__secure-")) {
            return true;
        }
        return !set.name().isEmpty()
                && set.has("secure")
                && Origin.of(request).isSecure()
                && (!host || (domain.hostOnly() && "/".equals(set.attribute("path"))))
                && (!http || set.has("httponly"));
    }

    private static String path(SetCookie set, URI request) {
        if (set.attribute("path").startsWith("/")) {
            return set.attribute("path");
        }
        String path = pathOf(request);
        return path.substring(0, Math.max(path.lastIndexOf('/'), 1));
    }

    private static String pathOf(URI request) {
        String path = request.getRawPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    private static boolean isWithin(String requested, String path) {
        return requested.startsWith(path)
                && (requested.length() == path.length()
                        || path.endsWith("/")
                        || requested.charAt(path.length()) == '/');
    }

    /** Returns null for a cookie that ends with the browser session. */
    private static Instant expiry(SetCookie set, Instant now) {
        Instant latest = now.plus(LONGEST_LIFE);
        Instant expiry = maxAge(set.attribute("max-age"), now);
        if (expiry == null) {
            expiry = CookieDate.parse(set.attribute("expires"));
        }
        return expiry == null || expiry.isBefore(latest) ? expiry : latest;
    }

    /** Returns null if it is not a number. Characters after the number are ignored only if the number exceeds 64 bits. */
    private static Instant maxAge(String seconds, Instant now) {
        Matcher matcher = NUMBER.matcher(seconds);
        if (!matcher.lookingAt()) {
            return null;
        }
        BigInteger number = new BigInteger(matcher.group());
        if (number.bitLength() < Long.SIZE && !matcher.hitEnd()) {
            return null;
        }
        return number.signum() > 0
                ? now.plusSeconds(number.min(LONGEST_LIFE_SECONDS).longValue())
                : Instant.MIN;
    }

    /**
     * The domain of a cookie: the hosts that it is sent to.
     *
     * @param name the domain in lower case, without a leading dot
     * @param hostOnly whether it is that host only, without its subdomains
     */
    record CookieDomain(String name, boolean hostOnly) {

        /** Returns the domain of a cookie that this host sets with this {@code Domain} attribute; null if it is not allowed. */
        static CookieDomain of(String host, String attribute) {
            String domain = (attribute.startsWith(".") ? attribute.substring(1) : attribute).toLowerCase(Locale.ROOT);
            if (attribute.isEmpty()) {
                return new CookieDomain(host, true);
            }
            String site = site(host);
            if (site == null) {
                return domain.equals(host) ? new CookieDomain(host, true) : null;
            }
            return isWithin(host, domain) && isWithin(domain, site) ? new CookieDomain(domain, false) : null;
        }

        boolean matches(String host) {
            return hostOnly ? host.equals(name) : isWithin(host, name);
        }

        private static boolean isWithin(String host, String domain) {
            return host.equals(domain) || host.endsWith("." + domain);
        }

        /** Returns the public suffix and the label before it; null for an IP address, a name without a dot and a public suffix. */
        private static String site(String host) {
            if (host.startsWith("[") || host.matches("[\\d.]+")) {
                return null;
            }
            String root = Suffixes.PUBLIC.getDomainRoot(host);
            if (root == null || root.indexOf('.') >= 0) {
                return root;
            }
            // if a suffix is not in the list, getDomainRoot returns the suffix
            int suffix = host.lastIndexOf('.');
            return suffix < 0 ? null : host.substring(host.lastIndexOf('.', suffix - 1) + 1);
        }

        /** Loads the list on first use, outside any lock. */
        static final class Suffixes {
            static final PublicSuffixMatcher PUBLIC = PublicSuffixMatcherLoader.getDefault();
        }
    }
}
