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

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.camelaura.http.BrowserCookie;
import io.github.camelaura.http.CookieJar;

/**
 * The cookies of a session, and what has changed in them.
 *
 * @param all the cookies, in the order of creation
 */
record SharedCookies(List<BrowserCookie> all) {

    static final SharedCookies NONE = new SharedCookies(List.of());

    /** A later expiry is not stored unless it adds this part of the remaining life, because some servers extend it with each answer. */
    private static final int LEAST_PART = 10;

    /** The identity of a cookie (RFC 6265bis, section 5.7). */
    private record Name(String name, String domain, boolean hostOnly, String path) {

        static Name of(BrowserCookie cookie) {
            return new Name(cookie.name(), cookie.domain(), cookie.hostOnly(), cookie.path());
        }
    }

    /**
     * A change of cookies.
     *
     * @param set the new cookies, and those with a new value or a later expiry
     * @param removed the cookies that are not there any more
     */
    record Change(List<BrowserCookie> set, Set<Object> removed) {

        boolean isEmpty() {
            return set.isEmpty() && removed.isEmpty();
        }

        /** Does not show the cookies. */
        @Override
        public String toString() {
            return "change of cookies";
        }
    }

    /** Returns what has changed since these cookies were the earlier ones. */
    Change since(SharedCookies earlier, Instant now) {
        Map<Name, BrowserCookie> before = byName(earlier.all);
        List<BrowserCookie> set = all.stream()
                .filter(cookie -> isChanged(before.get(Name.of(cookie)), cookie, now))
                .toList();
        Set<Object> removed = before.keySet().stream()
                .filter(name -> !byName(all).containsKey(name))
                .collect(Collectors.toSet());
        return new Change(set, removed);
    }

    private static boolean isChanged(BrowserCookie before, BrowserCookie cookie, Instant now) {
        if (before == null || !before.value().equals(cookie.value())) {
            return true;
        }
        if (before.expires() == null || cookie.expires() == null) {
            return before.expires() != null || cookie.expires() != null;
        }
        Duration left = Duration.between(now, before.expires());
        Duration more = Duration.between(before.expires(), cookie.expires());
        return more.isNegative() || more.compareTo(left.dividedBy(LEAST_PART)) > 0;
    }

    /** Returns these cookies with a change. */
    SharedCookies with(Change change) {
        Map<Name, BrowserCookie> changed = byName(all);
        changed.keySet().removeAll(change.removed);
        change.set.forEach(cookie -> changed.put(Name.of(cookie), cookie));
        return new SharedCookies(List.copyOf(changed.values()));
    }

    /**
     * Applies the changes of other nodes to a jar, except to cookies that the server has changed meanwhile.
     *
     * @param others the cookies with the changes of other nodes; these are the cookies without them
     */
    void takeChanges(SharedCookies others, CookieJar jar, Instant now) {
        Change change = others.since(this, now);
        Map<Name, BrowserCookie> before = byName(all);
        change.set.forEach(cookie -> jar.replace(before.get(Name.of(cookie)), cookie, now));
        change.removed.forEach(name -> jar.replace(before.get(name), null, now));
    }

    private static Map<Name, BrowserCookie> byName(Collection<BrowserCookie> cookies) {
        return cookies.stream()
                .collect(Collectors.toMap(Name::of, cookie -> cookie, (first, last) -> last, LinkedHashMap::new));
    }

    /** Shows no cookie. */
    @Override
    public String toString() {
        return all.size() + " cookies";
    }
}
