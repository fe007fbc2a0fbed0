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
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.cookie.Cookie;
import org.apache.hc.client5.http.cookie.CookieOrigin;
import org.apache.hc.client5.http.cookie.CookiePriorityComparator;
import org.apache.hc.client5.http.cookie.CookieSpec;
import org.apache.hc.client5.http.cookie.MalformedCookieException;
import org.apache.hc.client5.http.impl.cookie.BasicClientCookie;
import org.apache.hc.client5.http.impl.cookie.RFC6265CookieSpecFactory;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.credential.BrowserCookie;

/** The cookies of one site, kept and matched as RFC 6265 says, by HttpClient. Thread safe. */
public final class CookieJar {

    private static final Logger LOG = LoggerFactory.getLogger(CookieJar.class);

    private final CookieSpec spec =
            new RFC6265CookieSpecFactory(PublicSuffixMatcherLoader.getDefault()).create(HttpCoreContext.create());
    private final BasicCookieStore store = new BasicCookieStore();
    private final URI site;

    /**
     * Makes an empty jar.
     *
     * @param site any address of the site
     */
    public CookieJar(URI site) {
        this.site = site;
    }

    /** Adds those cookies that the site may see: never those of the identity provider, nor what has expired. */
    public void addAll(Collection<BrowserCookie> cookies) {
        for (BrowserCookie cookie : cookies) {
            BasicClientCookie kept = new BasicClientCookie(cookie.name(), cookie.value());
            kept.setDomain(cookie.domain());
            if (!cookie.hostOnly()) {
                kept.setAttribute(Cookie.DOMAIN_ATTR, cookie.domain());
            }
            kept.setPath(cookie.path());
            kept.setExpiryDate(cookie.expires());
            kept.setSecure(cookie.secure());
            kept.setHttpOnly(cookie.httpOnly());
            if (spec.match(kept, origin(site, cookie.path()))) {
                store.addCookie(kept);
            }
        }
    }

    /** Applies the {@code Set-Cookie} headers of the answer to a request. */
    public void set(URI request, Collection<String> setCookies) {
        CookieOrigin origin = origin(request, request.getPath());
        for (String setCookie : setCookies) {
            try {
                for (Cookie cookie : spec.parse(new BasicHeader("Set-Cookie", setCookie), origin)) {
                    spec.validate(cookie, origin);
                    store.addCookie(cookie); // one that has expired takes its predecessor away
                }
            } catch (MalformedCookieException e) {
                LOG.debug("{} set a cookie that is ignored, as a browser would do", request.getHost());
            }
        }
    }

    /** What belongs into the header {@code Cookie} of a request at this time, or null if there is nothing. */
    public String header(URI request, Instant now) {
        CookieOrigin origin = origin(request, request.getPath());
        List<Cookie> cookies = valid(now)
                .filter(cookie -> spec.match(cookie, origin))
                .sorted(CookiePriorityComparator.INSTANCE)
                .toList();
        // not formatted by HttpClient, which quotes what browsers send as it is
        return cookies.isEmpty()
                ? null
                : cookies.stream()
                        .map(cookie -> cookie.getName() + "=" + Objects.requireNonNullElse(cookie.getValue(), ""))
                        .collect(Collectors.joining("; "));
    }

    /**
     * When the cookie of this name expires, or, if it is null, the first of those that no script may read: others are
     * seldom about the login. Null if none does.
     */
    public Instant expiry(String name, Instant now) {
        return valid(now)
                .filter(cookie -> name == null ? cookie.isHttpOnly() : isPartOf(cookie.getName(), name))
                .map(Cookie::getExpiryInstant)
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
    public boolean isEmpty(Instant now) {
        return valid(now).findAny().isEmpty();
    }

    private Stream<Cookie> valid(Instant now) {
        return store.getCookies().stream().filter(cookie -> !cookie.isExpired(now));
    }

    private static CookieOrigin origin(URI uri, String path) {
        Origin origin = Origin.of(uri);
        boolean secure = "https".equals(origin.scheme()) || Loopback.is(origin.host()); // as Chromium has it
        return new CookieOrigin(origin.host(), origin.port(), path, secure);
    }

    @Override
    public String toString() {
        return "cookies of " + site.getHost();
    }
}
