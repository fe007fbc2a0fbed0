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
import java.util.Base64;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueCipherTest {

    private static final String NAME = "aura-x";
    private static final String TEXT = "{\"cookie\":\"topsecret\"}";

    private final StoreKey key = StoreKeys.key();

    /** Encrypted without this code, with the AES-GCM of Python. If it cannot be read, nodes of two releases do not share logins. */
    @Test
    void valueOfTheFormatCanBeRead() {
        assertThat(key.decrypt(NAME, "1.AAECAwQFBgcICQoLnQ3YwrzuYD6Jd-bf03lTSOQDvzzwoQ"))
                .isEqualTo("h\u00e9llo");
    }

    @Test
    void randomTextsAreReadAsWritten() {
        Random random = new Random(42);
        for (int i = 0; i < 2_000; i++) {
            int[] characters = random.ints(random.nextInt(60), 0, Character.MAX_CODE_POINT + 1)
                    .filter(each -> each < Character.MIN_SURROGATE || each > Character.MAX_SURROGATE)
                    .toArray();
            String text = new String(characters, 0, characters.length);
            String name = key.name("k", Integer.toString(i));

            assertThat(key.decrypt(name, key.encrypt(name, text))).isEqualTo(text);
        }
    }

    @Test
    void emptyAndLongTextsAreReadAsWritten() {
        String text = "\u20ac\ud83d\ude00".repeat(100_000);

        assertThat(key.decrypt(NAME, key.encrypt(NAME, ""))).isEmpty();
        assertThat(key.decrypt(NAME, key.encrypt(NAME, text))).isEqualTo(text);
    }

    @Test
    void valuesOfTheSameTextHaveDifferentNonces() {
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            nonces.add(key.encrypt(NAME, TEXT).substring(2, 18));
        }

        assertThat(nonces).hasSize(1_000);
    }

    @Test
    void valueDoesNotShowTheText() {
        String value = key.encrypt(NAME, TEXT);

        assertThat(value).matches("1\\.[A-Za-z0-9_-]+").doesNotContain("topsecret");
        assertThat(new String(decoded(value), StandardCharsets.ISO_8859_1)).doesNotContain("topsecret");
    }

    @Test
    void valueWithAnyChangedBitCannotBeDecrypted() {
        byte[] bytes = decoded(key.encrypt(NAME, TEXT));
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

            assertThat(key.decrypt(NAME, encoded(changed))).as("bit %s", bit).isNull();
        }
    }

    @Test
    void truncatedValueCannotBeDecrypted() {
        String value = key.encrypt(NAME, TEXT);
        for (int length = 0; length < value.length(); length++) {
            assertThat(key.decrypt(NAME, value.substring(0, length)))
                    .as("length %s", length)
                    .isNull();
        }
    }

    @Test
    void valueUnderAnotherNameCannotBeDecrypted() {
        assertThat(key.decrypt("aura-y", key.encrypt(NAME, TEXT))).isNull();
    }

    @Test
    void valueOfAnotherKeyCannotBeDecrypted() {
        assertThat(StoreKeys.key(7).decrypt(NAME, key.encrypt(NAME, TEXT))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.", "0.", "", ".", "11.", " 1."})
    void valueOfAnotherVersionCannotBeDecrypted(String version) {
        String value = key.encrypt(NAME, TEXT);

        assertThat(key.decrypt(NAME, version + value.substring(2))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.",
                "1.!",
                "1.\u20ac",
                "1.AAAA",
                "{\"cookie\":1}",
                "1.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBka"
            })
    void otherTextCannotBeDecrypted(String value) {
        assertThat(key.decrypt(NAME, value)).isNull();
    }

    private static byte[] decoded(String value) {
        return Base64.getUrlDecoder().decode(value.substring(2));
    }

    private static String encoded(byte[] bytes) {
        return "1." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
