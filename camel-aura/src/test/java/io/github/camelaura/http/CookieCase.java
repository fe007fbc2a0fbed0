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
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One row of a table: the cookies that servers set, and the header that a browser then sends. {@code CookieJarTest}
 * compares the header with that of the jar, {@code ChromiumCookiesTest} with that of Chromium, so that a browser
 * confirms each expectation.
 *
 * @param answers the cookies that are set, response by response
 * @param asked the address of the request that carries the cookies
 * @param cookie the header {@code Cookie} of that request; null for none. One character stands for one byte
 */
public record CookieCase(List<Answer> answers, URI asked, String cookie) {

    /** The {@code Set-Cookie} headers of the response to a request. */
    public record Answer(URI request, List<String> setCookies) {}

    private static final String CHAT = "https://chat.example.com/base/api/chat";
    private static final String PLAIN = "http://chat.example.com/base/api/chat";
    private static final String PAST = "; Expires=Wed, 21 Oct 2015 07:28:00 GMT";

    private static CookieCase sends(String cookie, String... setCookies) {
        return at(CHAT, cookie, setCookies);
    }

    private static CookieCase at(String address, String cookie, String... setCookies) {
        return fromTo(address, address, cookie, setCookies);
    }

    private static CookieCase fromTo(String set, String asked, String cookie, String... setCookies) {
        return new CookieCase(List.of(answer(set, setCookies)), URI.create(asked), cookie);
    }

    private static CookieCase inTurn(String cookie, Answer... answers) {
        return new CookieCase(List.of(answers), URI.create(CHAT), cookie);
    }

    private static Answer answer(String request, String... setCookies) {
        return new Answer(URI.create(request), List.of(setCookies));
    }

    /** Returns the whole table. */
    public static Stream<CookieCase> all() {
        return Stream.of(values(), names(), attributes(), dates(), lives(), domains(), paths(), safety(), orders())
                .flatMap(List::stream);
    }

    private static List<CookieCase> values() {
        return List.of(
                sends("a=1", "a=1"),
                sends("a=\"v1\\054x\"", "a=\"v1\\054x\"; Path=/"),
                sends("a={\"ok\":1}", "a={\"ok\":1}; Path=/"),
                sends("a=abc==", "a=abc==; Path=/"),
                sends("a=two  blanks", "a=two  blanks; Path=/"),
                sends("a=1", "a= \t 1 \t ; Path=/"),
                sends("a=\" 1 \"", "a=\" 1 \"; Path=/"),
                sends("a=\"1", "a=\"1;2\"; Path=/"),
                sends("a=1,b=2", "a=1,b=2; Path=/"),
                sends("a=%20%3B", "a=%20%3B; Path=/"),
                sends("a=back\\slash\\\"", "a=back\\slash\\\"; Path=/"),
                sends("a=b=c=d", "a=b=c=d; Path=/"),
                sends("a=", "a=; Path=/"),
                sends("a=", "a="),
                sends("a=\u00C3\u00A9\u00C3\u009F", "a=\u00C3\u00A9\u00C3\u009F; Path=/"),
                sends("a=<script>", "a=<script>; Path=/"),
                sends(null, "a=inner\ttab; Path=/"),
                sends("a=\u00C2\u00A0", "a=\u00C2\u00A0; Path=/"),
                sends(null, "a=1\u0000b; Path=/"),
                sends(null, "a=1\u0001; Path=/"),
                sends(null, "a=1\u007F; Path=/"),
                sends("b=2", "a=1; Path=/\u0001", "b=2"));
    }

    private static List<CookieCase> names() {
        return List.of(
                sends("value", "value; Path=/"),
                sends("value", "=value; Path=/"),
                sends(null, "=a=1"),
                sends(null, "==; Path=/"),
                sends(null, "==a"),
                sends("x".repeat(4096), "x".repeat(4096)),
                sends(null, "x".repeat(4097)),
                sends(null, "=; Path=/"),
                sends(null, ""),
                sends(null, "  ; Path=/"),
                sends("a b=1", " a b =1; Path=/"),
                sends("a\"b=1", "a\"b=1; Path=/"),
                sends("a,b[0]@=1", "a,b[0]@=1; Path=/"),
                sends("A=1; a=2", "A=1", "a=2"),
                sends("Path=/x", "Path=/x"),
                sends(null, "a\u0002=1"),
                sends(null, "a\tb=1; Path=/"),
                sends("\u00C3\u00A9=1", "\u00C3\u00A9=1"),
                sends("second", "first", "second"),
                sends("a=" + "x".repeat(4095), "a=" + "x".repeat(4095)),
                sends(null, "a=" + "x".repeat(4096)),
                sends("x".repeat(4095) + "=1", "x".repeat(4095) + "=1"));
    }

    private static List<CookieCase> attributes() {
        return List.of(
                sends("a=1", "a=1;path=/;SECURE;hTTPonly;samesite=STRICT"),
                sends("a=1", "a=1; Secure=false; HttpOnly=no; Unknown; Version=1; Priority=High"),
                sends("a=1", "a=1; SameSite=Nonsense"),
                sends(null, "a=1; SameSite=None"),
                sends("a=1", "a=1; SameSite=None; Secure"),
                sends("a=1", "a=1; Partitioned; Secure; Path=/"),
                sends(null, "a=1; Partitioned; Path=/"),
                sends("a=1", "a=1;;;; Path=/;"),
                sends("a=1", "a=1; =x; ="),
                sends("a=1", "a=1; Path=/; Path=/" + "x".repeat(1024)),
                sends("a=1", "a=1; Path=/other; Path=/"),
                sends("a=1", "a=1; Path = /base ; Secure "),
                sends(null, "a=1; Unknown=a\tb"),
                sends("a=1", "a=1; \tUnknown\t=\tb\t"),
                sends(null, "a=1; Un\tknown=b"),
                sends(null, "a=1; Path=/" + "x".repeat(1023)));
    }

    private static List<CookieCase> dates() {
        return Stream.of(
                        expires(false, "Wed, 21 Oct 2099 07:28:00 GMT"),
                        expires(true, "Wed, 21 Oct 2015 07:28:00 GMT"),
                        expires(true, "Wed, 21-Oct-2015 07:28:00 GMT"),
                        expires(true, "Wednesday, 21-Oct-15 07:28:00 GMT"),
                        expires(true, "Wed Oct 21 07:28:00 2015"),
                        expires(true, "21/October/2015 7:2:0"),
                        expires(true, "\"Wed, 21 Oct 2015 07:28:00 GMT\""),
                        expires(true, "2015 21 oct 07:28:00"),
                        expires(true, "Thu, 01 Jan 1970 00:00:00 GMT"),
                        expires(true, "Thu, 01 Jan 70 00:00:00 GMT"),
                        expires(false, "Thu, 01 Jan 69 00:00:00 GMT"),
                        expires(true, "Wed, 21 Oct 1500 07:28:00 GMT"),
                        expires(false, "Wed, 21 Oct 99999 07:28:00 GMT"),
                        expires(true, "Wed, 21 Oct 2015 07:28:00.123 GMT"),
                        expires(false, "Wed, 21st Oct 2015 07:28:00 GMT"),
                        expires(false, "2015-10-21T07:28:00Z"),
                        expires(false, "Wed, 31 Feb 2015 07:28:00 GMT"),
                        expires(false, "Wed, 21 Oct 2015 24:00:00 GMT"),
                        expires(false, "Wed, 21 Oct 2015 07:28:60 GMT"),
                        expires(false, "Wed, 21 Oct 2015 07:28 GMT"),
                        expires(false, "Wed, 0 Oct 2015 07:28:00 GMT"),
                        expires(false, "Wed, 21 Okt 2015 07:28:00 GMT"),
                        expires(false, "1445412480"),
                        expires(false, "0"),
                        expires(false, "-1"),
                        expires(false, "never"),
                        expires(true, "Oct-21-2015 1:2:3"),
                        expires(true, "Tue, 29 Feb 2000 00:00:00 GMT"),
                        expires(false, "Thu, 29 Feb 1900 00:00:00 GMT"),
                        expires(true, "Wed, 21 Oct 115 07:28:00 GMT"),
                        expires(true, "Wed, 21 Oct 0099 07:28:00 GMT"),
                        expires(false, "Wed, 1a Oct 2015 07:28:00 GMT"),
                        expires(false, "Wed, 21 Oct 2015x 07:28:00 GMT"),
                        expires(true, "Wed, 1a 21 Oct 2015 07:28:00 GMT"),
                        expires(true, "Wed, 21 Oct 2015x 2015 07:28:00 GMT"),
                        expires(true, "Wed, 21 1x Oct 2015 07:28:00 GMT"),
                        expires(true, "Wed, 21 Octopus 2015 07:28:00 GMT"),
                        expires(false, "Wed, 21 Oct 2015 7:28:00am GMT"),
                        expires(false, "Wed, 21 Oct 2015 07::28:00 GMT"),
                        expires(false, "Wed, 21 Oct 2015 07:28:00:55 GMT"),
                        expires(true, "Wed, 21 Oct 2015 0007:028:0000000001 GMT"),
                        expires(false, "Wed, 21 Oct 2015 25:28:00 07:28:00 GMT"),
                        expires(false, "Wed, 21 Oct 2015 125:28:00 07:28:00 GMT"),
                        expires(false, "Wed, 32 21 Oct 2015 07:28:00 GMT"),
                        expires(true, "Wed, 021 21 Oct 2015 07:28:00 GMT"),
                        expires(true, "Wed, 21: Oct 21 2015 07:28:00 GMT"),
                        expires(false, "Wed, 21: Oct 2015 07:28:00 GMT"),
                        expires(true, "Wed, :: 21 Oct 2015 07:28:00 GMT"),
                        expires(false, "Wed, 21 Oct 2015 :07:28:00 GMT"),
                        expires(true, "Wed, 21 Oct 2015 x 25:61 07:28:00 GMT"),
                        expires(false, "Wed, 21 Oct 20150 07:28:00 GMT"),
                        expires(false, "Wed, 21 Oct 201500 07:28:00 GMT"),
                        expires(true, "Wed, 21 Oct 2015 2099 07:28:00 08:00:00 Nov"),
                        expires(false, "Wed, 21 Oct 2015 123:28:00 GMT"),
                        expires(true, "Wed, 21 Oct 2015 07:28:001 GMT"),
                        expires(false, ""))
                .toList();
    }

    private static CookieCase expires(boolean past, String date) {
        return sends(past ? null : "a=1", "a=1; Path=/; Expires=" + date);
    }

    private static List<CookieCase> lives() {
        return List.of(
                sends("a=1", "a=1; Max-Age=3600"),
                sends("a=1", "a=1; Max-Age=3600" + PAST),
                sends(null, "a=1; Max-Age=0; Expires=Wed, 21 Oct 2099 07:28:00 GMT"),
                sends(null, "a=1; Max-Age=-1"),
                sends("a=1", "a=1; Max-Age=+5000"),
                sends("a=1", "a=1; Max-Age=99999999999999999999"),
                sends(null, "a=1; Max-Age=-99999999999999999999"),
                sends("a=1", "a=1; Max-Age=abc"),
                sends(null, "a=1; Max-Age=abc" + PAST),
                sends("a=1", "a=1; Max-Age=0x0"),
                sends("a=1", "a=1; Max-Age=\"0\""),
                sends("a=1", "a=1; Max-Age=-0.5"),
                sends("a=1", "a=1; Max-Age="),
                sends("a=1", "a=1; Max-Age=+"),
                sends(null, "a=1; Max-Age=-0"),
                sends(null, "a=1; Max-Age=+0"),
                sends(null, "a=1; Max-Age=000"),
                sends("a=1", "a=1; Max-Age=1 0"),
                sends("a=1", "a=1; Max-Age=9223372036854775807" + PAST),
                sends("a=1", "a=1; Max-Age=9223372036854775808" + PAST),
                sends("a=1", "a=1; Max-Age=99999999999999999999x" + PAST),
                sends(null, "a=1; Max-Age=-99999999999999999999x"),
                sends(null, "a=1; Max-Age=3600x" + PAST),
                sends("a=1", "a=1; Max-Age=0; Max-Age=3600"),
                sends(null, "a=1" + PAST + "; Max-Age=soon"),
                sends("b=2", "a=1; Path=/", "b=2; Path=/", "a=; Path=/; Max-Age=0"),
                sends("a=1; b=2", "a=1; Path=/base", "b=2; Path=/", "a=; Path=/; Max-Age=0"));
    }

    private static List<CookieCase> domains() {
        String sub = "https://eu.chat.example.com/";
        String parent = "https://example.com/";
        String set = "a=1; Path=/; Domain=";
        return List.of(
                fromTo(CHAT, sub, null, "a=1; Path=/"),
                fromTo(CHAT, sub, "a=1", set + "chat.example.com"),
                fromTo(CHAT, sub, "a=1", set + ".Example.COM"),
                fromTo(CHAT, parent, "a=1", set + "example.com"),
                fromTo(CHAT, parent, null, set + "chat.example.com"),
                fromTo(CHAT, sub, null, set),
                fromTo(CHAT, sub, null, set + "example.com; Domain="),
                sends(null, set + "com"),
                sends(null, set + ".com"),
                sends(null, set + "sso.example.com"),
                sends(null, set + "example.org"),
                sends(null, set + "t.example.com"),
                sends(null, set + "example.com."),
                sends(null, set + "..example.com"),
                sends(null, set + "."),
                sends(null, set + "https://example.com"),
                sends("a=2; a=1", "a=2; Path=/", set + "chat.example.com"),
                at("https://chat.example.co.uk/", null, set + "co.uk"),
                at("https://chat.example.co.uk/", "a=1", set + "example.co.uk"),
                at("https://jane.github.io/", null, set + "github.io"),
                at("https://chat.intranet/", null, set + "intranet"),
                at("https://eu.chat.intranet/", "a=1", set + "chat.intranet"),
                at("https://intranet/", "a=1", set + "intranet"),
                at("https://192.0.2.7/", "a=1", set + "192.0.2.7"),
                at("https://192.0.2.7/", null, set + "0.2.7"),
                at("https://192.0.2.7/", "a=1", set + ".192.0.2.7"),
                at("http://[::1]/", "a=1", set + "[::1]; Secure"),
                sends(null, set + "\u00C3\u00A9.example.com"),
                sends(null, set + "exa mple.com"),
                sends(null, set + "example.com:443"),
                at("http://chat.localhost/", null, set + "localhost"),
                at("http://localhost/", "a=1", set + "localhost"));
    }

    private static List<CookieCase> paths() {
        String root = "https://chat.example.com";
        return List.of(
                fromTo(CHAT, root + "/base/api/other", "a=1", "a=1"),
                fromTo(CHAT, root + "/base/other", null, "a=1"),
                fromTo(root + "/login", CHAT, "a=1", "a=1"),
                fromTo(root, CHAT, "a=1", "a=1"),
                fromTo(root + "/a/b/", root + "/a/b", "a=1", "a=1"),
                fromTo(CHAT, root + "/other", null, "a=1; Path=other"),
                fromTo(root + "/x", CHAT, "a=1", "a=1; Path=base"),
                fromTo(root + "/x", CHAT, "a=1", "a=1; Path="),
                sends(null, "a=1; Path=/bas"),
                sends("a=1", "a=1; Path=/base/"),
                sends("a=1", "a=1; Path=/base/api/chat"),
                sends(null, "a=1; Path=/base/api/chat/"),
                sends(null, "a=1; Path=/Base"),
                sends("a=1", "a=1; Path=\"/\""),
                sends(null, "a=1; Path=/\tbase"),
                fromTo(CHAT, root + "/a%20b/c", "a=1", "a=1; Path=/a%20b"),
                fromTo(CHAT, root + "/a%20b/c", null, "a=1; Path=/a b"),
                fromTo(CHAT, root + "/base/api/chat?q=/x", "a=1", "a=1"));
    }

    private static List<CookieCase> safety() {
        return List.of(
                at(PLAIN, null, "a=1; Path=/; Secure"),
                at(PLAIN, "a=1", "a=1; Path=/"),
                fromTo(CHAT, PLAIN, null, "a=1; Path=/; Secure"),
                fromTo(PLAIN, CHAT, "a=1", "a=1; Path=/"),
                at("http://127.0.0.1/", "a=1", "a=1; Path=/; Secure"),
                at("http://localhost/", "a=1", "a=1; Path=/; Secure"),
                at("http://case1.localhost/", "a=1", "a=1; Path=/; Secure"),
                at("http://127.example.com/", null, "a=1; Path=/; Secure"),
                inTurn("a=1", answer(CHAT, "a=1; Path=/; Secure"), answer(PLAIN, "a=2; Path=/")),
                inTurn(
                        "a=1",
                        answer(CHAT, "a=1; Path=/; Secure"),
                        answer(PLAIN, "a=2; Path=/base; Domain=example.com")),
                inTurn("a=1; a=2", answer(CHAT, "a=1; Path=/base; Secure"), answer(PLAIN, "a=2; Path=/")),
                inTurn("a=2", answer(CHAT, "a=1; Path=/"), answer(PLAIN, "a=2; Path=/")),
                sends("__Host-a=1", "__Host-a=1; Path=/; Secure"),
                sends(null, "__Host-a=1; Path=/"),
                sends(null, "__Host-a=1; Secure"),
                sends(null, "__Host-a=1; Path=/base; Secure"),
                sends(null, "__Host-a=1; Path=/; Secure; Domain=chat.example.com"),
                sends(null, "__hOST-a=1; Secure"),
                sends("__Secure-a=1", "__Secure-a=1; Secure; Domain=example.com"),
                sends(null, "__Secure-a=1"),
                sends(null, "=__Secure-a=1; Secure"),
                sends(null, "__Host-a; Path=/; Secure"),
                sends(null, "__Secure-a; Secure"),
                sends("__Host", "__Host; Path=/"),
                sends("__Http-a=1", "__Http-a=1; Secure; HttpOnly"),
                sends(null, "__Http-a=1; Secure"),
                sends("__Host-Http-a=1", "__Host-Http-a=1; Secure; HttpOnly; Path=/"),
                sends(null, "__Host-Http-a=1; Secure; Path=/"),
                at("http://localhost/", "__Host-a=1", "__Host-a=1; Path=/; Secure"),
                at("http://localhost/", "__Secure-a=1", "__Secure-a=1; Path=/; Secure"),
                at(PLAIN, null, "__Host-a=1; Path=/"));
    }

    private static List<CookieCase> orders() {
        String[] many = numbered(181).map(i -> i + "=1; Path=/").toArray(String[]::new);
        String[] mixed = numbered(181)
                .map(i -> i + "=1; Path=/" + (i.compareTo("n100") < 0 ? "; Secure" : ""))
                .toArray(String[]::new);
        return List.of(
                sends("c=3; b=2; d=4; a=1", "a=1; Path=/", "b=2; Path=/base", "c=3; Path=/base/api", "d=4; Path=/base"),
                sends("a=1; b=2", "a=1; Path=/", "b=2; Path=/", "a=1; Path=/; Secure"),
                sends("b=2; a=3", "a=1; Path=/", "b=2; Path=/", "a=3; Path=/"),
                sends("b=2; a=1", "a=1; Path=/", "b=2; Path=/", "a=; Path=/; Max-Age=0", "a=1; Path=/"),
                sends(
                        String.join("; ", numbered(180).map(i -> i + "=1").toList()),
                        numbered(180).map(i -> i + "=1; Path=/").toArray(String[]::new)),
                sends(
                        String.join(
                                "; ", numbered(181).skip(31).map(i -> i + "=1").toList()),
                        many),
                sends(
                        String.join(
                                "; ",
                                numbered(181)
                                        .filter(i -> i.compareTo("n100") < 0 || i.compareTo("n130") > 0)
                                        .map(i -> i + "=1")
                                        .toList()),
                        mixed));
    }

    private static Stream<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> String.format("n%03d", i));
    }

    @Override
    public String toString() {
        String text = answers + " " + asked;
        return text.length() > 200 ? text.substring(0, 200) : text;
    }
}
