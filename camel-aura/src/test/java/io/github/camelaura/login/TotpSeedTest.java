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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeds of one-time codes as providers show them, and the codes of RFC 6238, appendix B. */
class TotpSeedTest {

    private static final String KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"; // 12345678901234567890
    private static final String KEY_256 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA====";
    private static final String KEY_512 =
            "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                    + "GEZDGNBVGY3TQOJQGEZDGNA=";

    private static TotpSeed parse(String text) {
        return TotpSeed.parse("Option loginTotpSecret", text);
    }

    @ParameterizedTest
    @CsvSource({
        "SHA1, 59, 94287082",
        "SHA256, 59, 46119246",
        "SHA512, 59, 90693936",
        "SHA1, 1111111109, 07081804",
        "SHA256, 1111111109, 68084774",
        "SHA512, 1111111109, 25091201",
        "SHA1, 20000000000, 65353130",
        "SHA256, 20000000000, 77737706",
        "SHA512, 20000000000, 47863826"
    })
    void codesAreThoseOfTheStandard(String algorithm, long second, String code) {
        String key = algorithm.equals("SHA1") ? KEY : algorithm.equals("SHA256") ? KEY_256 : KEY_512;
        TotpSeed seed = parse("otpauth://totp/Example:jane?secret=" + key + "&digits=8&algorithm=" + algorithm);

        assertThat(TotpGenerator.code(seed, Instant.ofEpochSecond(second))).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                KEY,
                "gezdgnbvgy3tqojqgezdgnbvgy3tqojq",
                " GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ \n",
                "GEZD-GNBV-GY3T-QOJQ-GEZD-GNBV-GY3T-QOJQ",
                "otpauth://totp/jane?secret=" + KEY,
                "OTPAUTH://TOTP/The%20Company:jane%40example.com?issuer=The+Company&Secret=" + KEY
                        + "&algorithm=HmacSHA1&digits=6&period=30"
            })
    void seedIsReadAsProvidersShowIt(String text) {
        assertThat(parse(text)).isEqualTo(new TotpSeed(KEY, "SHA1", 6, Duration.ofSeconds(30)));
    }

    @Test
    void paddingIsNotPartOfTheSeed() {
        assertThat(parse("MFRGG===").secret()).isEqualTo("MFRGG");
    }

    @Test
    void periodOfAUriIsUsed() {
        TotpSeed seed = parse("otpauth://totp/jane?secret=" + KEY + "&period=60&algorithm=sha-512");

        assertThat(seed.start(Instant.ofEpochSecond(119))).isEqualTo(Instant.ofEpochSecond(60));
        assertThat(seed).isEqualTo(new TotpSeed(KEY, "SHA512", 6, Duration.ofSeconds(60)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    S3CRET18                                              | must be the seed in Base32
                    S3CRE2                                                | must be the seed in Base32
                    123456                                                | A one-time code is not a seed
                    ''                                                    | must be the seed in Base32
                    otpauth://hotp/jane?secret=S3CRE222&counter=1         | only otpauth://totp is supported
                    otpauth://totp/S3CRE222                               | is not like otpauth://totp/name?secret=
                    otpauth://totp/jane?key=S3CRE222                      | without the parameter secret
                    otpauth://totp/jane?secret=S3CRE222&algorithm=MD5     | has an algorithm other than SHA1, SHA256 and SHA512
                    otpauth://totp/jane?secret=S3CRE222&digits=7          | has a number of digits other than 6 and 8
                    otpauth://totp/jane?secret=S3CRE222&period=3          | has a period that is not between 10 and 3600 seconds
                    otpauth://totp/jane?secret=S3CRE222&period=99999999999 | has a period that is not between 10 and 3600 seconds
                    otpauth://totp/jane?secret=S3CRE%ZZ                   | with an escape that is not valid
                    """)
    void messageAboutAnInvalidSeedDoesNotShowIt(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Option loginTotpSecret ")
                .hasMessageContaining(message)
                .hasMessageNotContaining("S3CRE")
                .hasMessageNotContaining("123456")
                .hasNoCause();
        assertThat(parse(KEY)).asString().doesNotContain("GEZD");
    }
}
