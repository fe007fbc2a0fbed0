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
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreKeyTest {

    private final StoreKey key = StoreKeys.key();

    /** Computed without this code, with the HMAC of Python. If it changes, nodes of two releases do not find each other's values. */
    @Test
    void namesAndFingerprintsStayTheSame() {
        assertThat(key.name("session", "a", "", "\u00e9", null))
                .isEqualTo("aura-session-OIT-GBTbH9e_Tr58FCNNjUX6n_IlHfKKl97DvXj6CJk");
        assertThat(key.fingerprint("secret")).isEqualTo("2JOFMNUsNfzI6zsLjyf4gEebUHFXngXUt3LCkPawSKk");
    }

    @Test
    void listsOfPartsHaveDifferentNamesAndFingerprints() {
        List<String[]> lists = List.of(
                parts(),
                parts(""),
                parts((String) null),
                parts("", ""),
                parts("", null),
                parts(null, ""),
                parts("ab"),
                parts("a", "b"),
                parts("b", "a"),
                parts("ab", ""),
                parts("", "ab"),
                parts("\u0000\u0001a", "b"),
                parts("\u00e9"),
                parts("e\u0301"),
                parts("?"),
                parts("\ud800"),
                parts("\udc00"));

        Set<String> names = lists.stream().map(each -> key.name("k", each)).collect(Collectors.toSet());
        Set<String> fingerprints = lists.stream().map(key::fingerprint).collect(Collectors.toSet());

        assertThat(names).hasSameSizeAs(lists).allMatch(each -> each.matches("aura-k-[A-Za-z0-9_-]{43}"));
        assertThat(fingerprints).hasSameSizeAs(lists).allMatch(each -> each.matches("[A-Za-z0-9_-]{43}"));
    }

    @Test
    void kindIsPartOfTheHash() {
        String name = key.name("a", "x");
        String other = key.name("b", "x");

        assertThat(name.substring("aura-a-".length())).isNotEqualTo(other.substring("aura-b-".length()));
    }

    @Test
    void fingerprintIsNotTheHashOfTheName() {
        assertThat(key.name("k", "x")).doesNotContain(key.fingerprint("k", "x"));
    }

    @Test
    void equalKeysHaveTheSameNamesAndReadEachOthersValues() {
        StoreKey same = StoreKey.of(new SecretKeySpec(bytes(), "anything"));

        assertThat(same).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(same.name("k", "x")).isEqualTo(key.name("k", "x"));
        assertThat(same.fingerprint("x")).isEqualTo(key.fingerprint("x"));
        assertThat(same.decrypt("n", key.encrypt("n", "text"))).isEqualTo("text");
    }

    @Test
    void otherKeysHaveOtherNames() {
        StoreKey other = StoreKeys.key(7);

        assertThat(other).isNotEqualTo(key).doesNotHaveSameHashCodeAs(key);
        assertThat(other.name("k", "x")).isNotEqualTo(key.name("k", "x"));
        assertThat(other.fingerprint("x")).isNotEqualTo(key.fingerprint("x"));
        assertThat(key).isNotEqualTo("StoreKey").isNotEqualTo(null);
    }

    @Test
    void keyStaysUsableAfterItWasTaken() {
        byte[] bytes = bytes();
        SecretKey own = new Encoded(bytes);

        assertThat(StoreKey.of(own)).isEqualTo(key);
        assertThat(bytes).isEqualTo(bytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 24, 31, 33, 64})
    void keyOfOtherLengthIsRejected(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoreKey.of(new SecretKeySpec(new byte[length], "AES")))
                .withMessage("Option credentialStoreKey must be a key of 256 bits, but this key has " + 8 * length
                        + " bits. Use a javax.crypto.spec.SecretKeySpec of 32 random bytes, or credentialStoreKeyFile");
    }

    @Test
    void keyWithoutEncodingIsRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoreKey.of(new Encoded(null)))
                .withMessage(
                        "Option credentialStoreKey must be a key of 256 bits, but getEncoded() of this key returns null."
                                + " Use a key that is not in a hardware module, or credentialStoreKeyFile");
    }

    @Test
    void textFormShowsNothing() {
        assertThat(Stream.of(key, StoreKeys.key(7)).map(StoreKey::toString)).containsOnly("StoreKey");
    }

    private static String[] parts(String... parts) {
        return parts;
    }

    private static byte[] bytes() {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    /** A key that returns its own array, as keys may. */
    @SuppressWarnings("serial")
    private record Encoded(byte[] bytes) implements SecretKey {

        @Override
        public String getAlgorithm() {
            return "AES";
        }

        @Override
        public String getFormat() {
            return "RAW";
        }

        @Override
        public byte[] getEncoded() {
            return bytes;
        }
    }
}
