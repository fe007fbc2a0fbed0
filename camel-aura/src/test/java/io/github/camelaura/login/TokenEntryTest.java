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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The token in the storage of a browser, as libraries for single-page applications store it. */
class TokenEntryTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant IN_AN_HOUR = Instant.parse("2026-01-01T01:00:00Z");
    private static final String KEY = "access_token";

    @ParameterizedTest
    @CsvSource({
        "abc.def, abc.def",
        "\"abc\", abc",
        "Bearer abc, abc",
        "\"bearer  abc\", abc",
        "12345, 12345",
        "a\\b, a\\b"
    })
    void valueThatIsATokenIsTaken(String value, String token) {
        assertThat(found(value, null).token().value()).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "\"\"", "Bearer "})
    void valueWithoutATokenIsNone(String value) {
        assertThat(found(value, null)).isNull();
    }

    @Test
    void valueThatIsJsonNeedsAPath() {
        String value = "{\"access_token\": \"abc\"}";

        assertThat(found(value, null).problem())
                .contains("key access_token", "Set loginTokenPath")
                .doesNotContain("abc");
        assertThat(found(value, "/access_token").token().value()).isEqualTo("abc");
        assertThat(found(value, "/other")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'data': {'tokens': [{'access': 'abc'}]}}; /data/tokens/0/access",
                "{'a/b': 'Bearer abc'}; /a~1b",
                "['abc']; /0"
            })
    void tokenAtAJsonPointerIsTaken(String value, String path) {
        assertThat(found(value.replace('\'', '"'), path).token()).isEqualTo(new BearerToken("abc", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "{'access_token': 5}", "{'access_token': {'value': 'abc'}}", "{'access_token': ''}"})
    void pathThatLeadsToNoTextFindsNone(String value) {
        assertThat(found(value.replace('\'', '"'), "/access_token")).isNull();
    }

    @Test
    void severalTokensAreAProblemThatNamesTheirKeys() {
        TokenEntry entry = TokenEntry.find(Map.of("token-1", "abc", "token-2", "def"), null);

        assertThat(entry.token()).isNull();
        assertThat(entry.problem())
                .contains("token-1, token-2", "loginTokenStorageKey")
                .doesNotContain("abc", "def");
    }

    /** A key of MSAL, without the scopes at its end, has 178 characters. */
    @Test
    void longKeysAreAllNamed() {
        String common =
                "0".repeat(73) + "-login.windows.net-accesstoken-" + "1".repeat(36) + "-" + "2".repeat(36) + "-";

        String problem = TokenEntry.find(Map.of(common + "mail.read", "abc", common + "user.read", "def"), null)
                .problem();

        assertThat(problem).contains(common + "mail.read, " + common + "user.read");
    }

    @Test
    void listOfKeysIsLimited() {
        Map<String, String> tokens =
                IntStream.range(0, 9).boxed().collect(Collectors.toMap(number -> "token-" + number, number -> "abc"));

        assertThat(TokenEntry.find(tokens, null).problem())
                .contains("token-0, token-1, token-2, token-3, token-4 and 4 more. Set");
    }

    @Test
    void keysWhoseValueHasNoTokenDoNotCount() {
        Map<String, String> auth0 = Map.of(
                "@@auth0spajs@@::client::@@user@@", "{\"id_token\": \"x\", \"decodedToken\": {}}",
                "@@auth0spajs@@::client::api::openid",
                        "{\"body\": {\"access_token\": \"abc\", \"expires_in\": 86400}, \"expiresAt\": 1767229200}");

        TokenEntry entry = TokenEntry.find(auth0, "/body/access_token");

        assertThat(entry.token()).isEqualTo(new BearerToken("abc", null, Duration.ofDays(1)));
    }

    @Test
    void encryptedValueIsAProblem() {
        String value =
                "{\"id\": \"1\", \"nonce\": \"bm9uY2U\", \"data\": \"c2VjcmV0\", \"lastUpdatedAt\": \"1767229200000\"}";

        assertThat(found(value, null).problem()).contains("encrypted", "MSAL 4").doesNotContain("c2VjcmV0");
        assertThat(found(value, "/secret").problem()).contains("encrypted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'expiresOn': '1767229200'",
                "'expiresAt': 1767229200000",
                "'expires_at': 1767229200",
                "'expires_at': 1767229200.0",
                "'expires_at': '1767229200.0'",
                "'expires_at': '2026-01-01T01:00:00Z'",
                "'expires_at': '2026-01-01T02:00:00+01:00'",
                "'expires_in': 3600",
                "'expires_in': 3.6e3",
                "'expires_in': '3600'"
            })
    void timeBesideTheTokenIsItsExpiry(String time) {
        String value = ("{'access_token': 'abc', " + time + "}").replace('\'', '"');

        assertThat(found(value, "/access_token").token().obtained(NOW).expiry()).isEqualTo(IN_AN_HOUR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'expires_at': 1767225600",
                "'expires_at': 'soon'",
                "'expires_at': true",
                "'expires_at': 1e400",
                "'expires_in': -1"
            })
    void timeThatIsNotInTheFutureIsNoExpiry(String time) {
        String value = ("{'access_token': 'abc', " + time + "}").replace('\'', '"');

        assertThat(found(value, "/access_token").token().obtained(NOW)).isEqualTo(new BearerToken("abc", null));
    }

    @Test
    void lifetimeBeginsWithTheLogin() {
        BearerToken token = found("{\"access_token\": \"abc\", \"expires_in\": 60}", "/access_token")
                .token();

        assertThat(token.obtained(IN_AN_HOUR).expiry()).isEqualTo("2026-01-01T01:01:00Z");
    }

    @Test
    void expiryInAJsonWebTokenComesFirst() {
        String token = webToken("{\"sub\": \"jane\", \"exp\": 1767229200}");
        String value = "{\"token\": \"" + token + "\", \"expires_in\": 5}";

        assertThat(found(token, null).token()).isEqualTo(new BearerToken(token, IN_AN_HOUR));
        assertThat(found(value, "/token").token().expiry()).isEqualTo(IN_AN_HOUR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b.c", "..", "a.!.c"})
    void tokenThatIsNoJsonWebTokenHasNoExpiry(String token) {
        assertThat(found(token, null).token()).isEqualTo(new BearerToken(token, null));
    }

    @Test
    void textOfATokenIsNotShown() {
        assertThat(found("abc", null).toString()).doesNotContain("abc");
        assertThat(found("abc", null).token().toString()).doesNotContain("abc");
    }

    private static TokenEntry found(String value, String path) {
        return TokenEntry.find(Map.of(KEY, value), path);
    }

    private static String webToken(String claims) {
        String payload =
                Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        return "eyJhbGciOiJub25lIn0." + payload + ".c2lnbmF0dXJl";
    }
}
