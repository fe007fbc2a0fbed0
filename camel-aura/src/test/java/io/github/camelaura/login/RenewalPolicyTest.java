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

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelaura.http.CookieJar;

/** How often a node logs in, with the numbers of the documentation. */
class RenewalPolicyTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MIN_INTERVAL = Duration.ofMinutes(5);

    /** One request per second, so that each renewal happens as soon as it is due. */
    @ParameterizedTest
    @CsvSource({
        "PT8H,    PT7H12M, 4",
        "PT1H,    PT54M,   27",
        "PT30M,   PT27M,   54",
        "PT10M,   PT9M,    160",
        "PT5M,    PT5M,    288"
    })
    void sessionIsRenewedAfterNineTenthsOfItsLife(Duration life, Duration interval, int loginsADay) {
        RenewalPolicy policy = new RenewalPolicy(life, MIN_INTERVAL, null);
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        Credential credential = credential(0, start, null);
        int logins = 1;

        for (Instant now = start; now.isBefore(start.plus(DAY)); now = now.plusSeconds(1)) {
            if (policy.isDue(credential, now) || policy.isExpired(credential, now)) {
                assertThat(Duration.between(credential.obtained(), now)).isEqualTo(interval);
                credential = credential(logins, now, null);
                logins++;
            }
        }

        assertThat(logins).isEqualTo(loginsADay);
    }

    @Test
    void tokenIsRenewedAheadOfItsExpiryWithoutCredentialTtl() {
        RenewalPolicy policy = new RenewalPolicy(Duration.ZERO, MIN_INTERVAL, null);
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        Credential credential = credential(1, start, start.plus(Duration.ofHours(1)));

        assertThat(policy.isDue(credential, start.plus(Duration.ofMinutes(53)))).isFalse();
        assertThat(policy.isDue(credential, start.plus(Duration.ofMinutes(54)))).isTrue();
        assertThat(policy.isExpired(credential, start.plus(Duration.ofMinutes(59))))
                .isFalse();
        assertThat(policy.isExpired(credential, start.plus(Duration.ofMinutes(60))))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "PT0S, -, -",
                "PT0S, PT1M, -",
                "PT0S, PT59S, lives only 59 s; because its token (loginTokenStorageKey) expires then",
                "PT10S, PT59S, lives only 10 s; because credentialTtl=10000 ms says so. Raise it",
                "PT1H, PT1H, -"
            })
    void shortLifeIsToldWithItsCause(Duration ttl, Duration lifetime, String text) {
        RenewalPolicy policy = new RenewalPolicy(ttl, MIN_INTERVAL, null);
        Instant start = Instant.parse("2026-01-01T00:00:00Z");

        String told = policy.shortLife(credential(1, start, lifetime == null ? null : start.plus(lifetime)));

        if (text == null) {
            assertThat(told).isNull();
        } else {
            assertThat(told).startsWith(text.replace(';', ','));
        }
    }

    private static Credential credential(int generation, Instant obtained, Instant expiry) {
        CookieJar none = new CookieJar(URI.create("https://chat.example.com/api/chat"));
        return new Credential(
                generation, obtained, none, "agent", new BearerToken("token", expiry), new CredentialUse(null), null);
    }
}
