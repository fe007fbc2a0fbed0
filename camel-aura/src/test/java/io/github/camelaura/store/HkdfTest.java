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
package io.github.camelaura.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;

class HkdfTest {

    private static final HexFormat HEX = HexFormat.of();

    /** The values are those of RFC 5869, appendix A.1: PRK, info, and the first 32 of the 42 bytes of OKM. */
    @Test
    void derivedKeyIsTheFirstBlockOfTheStandard() {
        byte[] key = HEX.parseHex("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");

        byte[] derived = Hkdf.expand(key, HEX.parseHex("f0f1f2f3f4f5f6f7f8f9"));

        assertThat(derived).isEqualTo(HEX.parseHex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"));
    }

    @Test
    void keysOfOtherInfosDifferAndTheInputStays() {
        byte[] key = new byte[32];

        assertThat(Hkdf.expand(key, text("a"))).hasSize(32).isNotEqualTo(Hkdf.expand(key, text("b")));
        assertThat(key).isEqualTo(new byte[32]);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
