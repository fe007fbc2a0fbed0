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

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which cookies a request carries, according to RFC 6265. */
class CookieJarTest {

    private static final URI REQUEST = URI.create("https://chat.example.com/base/api/chat");

    private final Instant now = Instant.now();

    private final CookieJar jar = new CookieJar(REQUEST);

    private static BrowserCookie cookie(String name, String domain, boolean hostOnly, String path) {
        return new BrowserCookie(name, "1", domain, hostOnly, path, null, true, true);
    }

    private String header() {
        return jar.header(REQUEST, now);
    }

    @Test
    void matchingCookiesAreSentLongestPathFirst() {
        jar.addAll(
                List.of(
                        cookie("root", "chat.example.com", true, "/"),
                        cookie("base", "chat.example.com", true, "/base"),
                        cookie("api", "chat.example.com", true, "/base/api"),
                        cookie("other-path", "chat.example.com", true, "/bas"),
                        cookie("parent", "example.com", false, "/"),
                        cookie("parent-only", "example.com", true, "/"),
                        cookie("provider", "sso.example.com", true, "/"),
                        cookie("child", "www.chat.example.com", false, "/")),
                now);

        assertThat(header().split("; "))
                .startsWith("api=1", "base=1")
                .containsExactlyInAnyOrder("api=1", "base=1", "root=1", "parent=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "\"quoted\"", "with space", "eyJh.b_c-d==", "back\\slash", "{\"a\":1}", ""})
    void cookieValueIsSentUnchanged(String value) {
        jar.addAll(List.of(new BrowserCookie("v", value, "chat.example.com", true, "/", null, true, true)), now);

        assertThat(header()).isEqualTo("v=" + value);
    }

    @Test
    void expiredCookieIsNotSent() {
        Instant soon = now.plus(Duration.ofMinutes(1));
        jar.addAll(List.of(new BrowserCookie("v", "1", "chat.example.com", true, "/", soon, true, true)), now);

        assertThat(header()).isEqualTo("v=1");
        assertThat(jar.header(REQUEST, soon)).isNull();
    }

    @Test
    void setCookieSetsReplacesAndDeletesCookies() {
        jar.addAll(List.of(cookie("session", "chat.example.com", true, "/")), now);

        jar.set(
                REQUEST,
                List.of("session=2; Path=/; HttpOnly; Secure", "theme=dark; Path=/base; Domain=example.com"),
                now);
        assertThat(header().split("; ")).containsExactly("theme=dark", "session=2");

        jar.set(
                REQUEST,
                List.of("session=; Path=/; Max-Age=0", "theme=; Path=/base; Domain=.example.com; Max-Age=0"),
                now);
        assertThat(header()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a=1; Domain=com", "a=1; Domain=other.example.org", "a=1; Domain=sso.example.com", "", "=", ";;;"
            })
    void invalidSetCookieIsIgnored(String setCookie) {
        jar.set(REQUEST, List.of(setCookie), now);

        assertThat(header()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080/", "http://127.0.0.1/", "http://127.1.2.3/", "http://[::1]:80/"})
    void secureCookieIsSentOnLoopbackWithoutTls(String address) {
        URI uri = URI.create(address);
        CookieJar local = new CookieJar(uri);
        local.addAll(List.of(cookie("s", uri.getHost(), true, "/")), now);

        assertThat(local.header(uri, now)).isEqualTo("s=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://chat.example.com/", "http://127.example.com/", "http://localhost.example.com/"})
    void secureCookieIsNotSentToOtherHostsWithoutTls(String address) {
        URI uri = URI.create(address);
        CookieJar open = new CookieJar(uri);
        open.addAll(List.of(cookie("s", uri.getHost(), true, "/")), now);

        assertThat(open.header(uri, now)).isNull();
    }

    @ParameterizedTest
    @MethodSource("io.github.camelaura.http.CookieCase#all")
    void cookieHeaderEqualsThatOfChromium(CookieCase row) {
        CookieJar empty = new CookieJar(row.asked());
        for (CookieCase.Answer answer : row.answers()) {
            empty.set(answer.request(), answer.setCookies(), now);
        }

        assertThat(empty.header(row.asked(), now)).isEqualTo(row.cookie());
    }

    @Test
    void invalidBrowserCookieIsNotTakenOver() {
        jar.addAll(
                List.of(
                        new BrowserCookie("v", "1\r\nX: y", "chat.example.com", true, "/", null, true, true),
                        new BrowserCookie("v", "1; w=2", "chat.example.com", true, "/", null, true, true),
                        new BrowserCookie("v", "1".repeat(4096), "chat.example.com", true, "/", null, true, true)),
                now);

        assertThat(header()).isNull();
        assertThat(jar.isEmpty(now)).isTrue();
    }

    @Test
    void maxAgeLimitsACookieToAtMost400Days() {
        jar.set(REQUEST, List.of("a=1; Max-Age=60", "b=2; Max-Age=99999999; HttpOnly"), now);

        assertThat(jar.header(REQUEST, now.plusSeconds(59))).isEqualTo("a=1; b=2");
        assertThat(jar.header(REQUEST, now.plusSeconds(60))).isEqualTo("b=2");
        assertThat(jar.expiry("b", now)).isEqualTo(now.plus(Duration.ofDays(400)));
        assertThat(jar.isEmpty(now.plus(Duration.ofDays(400)))).isTrue();
    }

    @Test
    void numberOfStoredCookiesIsLimited() {
        for (int i = 0; i < 10_000; i++) {
            jar.set(REQUEST, List.of("n" + i + "=1; Path=/" + i), now);
            jar.set(REQUEST, List.of("m" + i + "=1"), now);
        }

        assertThat(header().split("; ").length).isLessThanOrEqualTo(180);
        assertThat(header()).contains("m9999=1");
    }

    @Test
    void expiryIsThatOfTheNamedCookieOrOfTheFirstHttpOnlyCookieToExpire() {
        Instant hour = now.plus(Duration.ofHours(1));
        Instant day = now.plus(Duration.ofDays(1));
        Instant minute = now.plus(Duration.ofMinutes(1));
        jar.addAll(
                List.of(
                        new BrowserCookie("day", "1", "chat.example.com", true, "/", day, true, true),
                        new BrowserCookie("hour", "1", "chat.example.com", true, "/", hour, true, true),
                        new BrowserCookie("script", "1", "chat.example.com", true, "/", minute, true, false)),
                now);

        assertThat(jar.expiry(null, now)).isEqualTo(hour);
        assertThat(jar.expiry("day", now)).isEqualTo(day);
        assertThat(jar.expiry("missing", now)).isNull();
    }
}
