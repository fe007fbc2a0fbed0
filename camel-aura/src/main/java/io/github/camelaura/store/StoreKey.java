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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import javax.crypto.SecretKey;

/**
 * The key of a map with credentials, which all nodes that share the map have. Three keys are derived from it: for values, for names and
 * for fingerprints. The number 1 in their derivation is the version of the format: with another version, all names differ, so a node
 * never reads a value of a format that it does not know.
 *
 * <p>Threads: any.
 */
public final class StoreKey {

    private static final int KEY_BYTES = 32;
    private static final String INFO = "camel-aura credential store 1 ";

    /** Differs from the length of each text. */
    private static final int LENGTH_OF_NULL = -1;

    private final ValueCipher values;
    private final SecretKey names;
    private final SecretKey fingerprints;

    private StoreKey(byte[] key) {
        values = new ValueCipher(derive(key, "values"));
        names = Hkdf.hmacKey(derive(key, "names"));
        fingerprints = Hkdf.hmacKey(derive(key, "fingerprints"));
    }

    private static byte[] derive(byte[] key, String purpose) {
        return Hkdf.expand(key, (INFO + purpose).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Makes the key from the option {@code credentialStoreKey}.
     *
     * @param key 256 random bits; its algorithm does not matter
     * @throws IllegalArgumentException if the key has no encoding of 32 bytes, as a key in a hardware module
     */
    public static StoreKey of(SecretKey key) {
        byte[] encoded =
                key.getEncoded(); // is not overwritten after use, because it may be the array of the key itself
        if (encoded == null || encoded.length != KEY_BYTES) {
            throw new IllegalArgumentException("Option credentialStoreKey must be a key of 256 bits, but "
                    + (encoded == null
                            ? "getEncoded() of this key returns null. Use a key that is not in a hardware module"
                            : "this key has " + (long) encoded.length * Byte.SIZE
                                    + " bits. Use a javax.crypto.spec.SecretKeySpec of 32 random bytes")
                    + ", or credentialStoreKeyFile");
        }
        return new StoreKey(encoded);
    }

    /**
     * Makes the key from the option {@code credentialStoreKey}.
     *
     * @param text 32 random bytes in Base64; white space around is ignored
     * @throws IllegalArgumentException if the text is anything else; the message does not show it
     */
    public static StoreKey parse(String text) {
        return ofOwn(KeyFile.parse("Option credentialStoreKey", text, KEY_BYTES));
    }

    /**
     * Makes the key from the option {@code credentialStoreKeyFile}. The call blocks as long as the file system does.
     *
     * @param file contains 32 random bytes in Base64, as {@code openssl rand -base64 32} prints them; white space around is ignored
     * @throws IllegalArgumentException if the file cannot be read, or contains anything else
     */
    public static StoreKey read(Path file) {
        return ofOwn(KeyFile.read(file, KEY_BYTES));
    }

    private static StoreKey ofOwn(byte[] key) {
        try {
            return new StoreKey(key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /**
     * Returns the name of a value in the map. It does not reveal the parts, and only nodes with this key can compute it.
     *
     * @param kind what the value is, a short word; readable in the name
     * @param parts identify the value; null differs from an empty part
     */
    public String name(String kind, String... parts) {
        String[] all = Stream.concat(Stream.of(kind), Stream.of(parts)).toArray(String[]::new);
        return "aura-" + kind + "-" + hash(names, all);
    }

    /**
     * Returns a text that is equal for equal parts and does not reveal them, such as for a rejected password. Only nodes with this key can
     * compute it, so nobody else can try passwords.
     *
     * @param parts null differs from an empty part
     */
    public String fingerprint(String... parts) {
        return hash(fingerprints, parts);
    }

    private static String hash(SecretKey key, String... parts) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Hkdf.mac(key, bytes(parts)));
    }

    /** Writes each part with its length, so that no two lists have the same bytes. Uses no charset, which may lose characters. */
    private static byte[] bytes(String... parts) {
        int size = Stream.of(parts)
                .mapToInt(part -> Integer.BYTES + (part == null ? 0 : Character.BYTES * part.length()))
                .sum();
        ByteBuffer bytes = ByteBuffer.allocate(size);
        for (String part : parts) {
            bytes.putInt(part == null ? LENGTH_OF_NULL : part.length());
            if (part != null) {
                part.chars().forEach(character -> bytes.putChar((char) character));
            }
        }
        return bytes.array();
    }

    /** Encrypts a text for a name. Two results for the same text differ. */
    String encrypt(String name, String text) {
        return values.encrypt(name, text);
    }

    /**
     * Decrypts a value that is stored under a name.
     *
     * @return null if the value was not encrypted with this key for this name, or was changed after that
     */
    String decrypt(String name, String value) {
        return values.decrypt(name, value);
    }

    /** Returns whether both were made from the same key. Takes the same time for all keys. */
    @Override
    public boolean equals(Object other) {
        return other instanceof StoreKey key && MessageDigest.isEqual(names.getEncoded(), key.names.getEncoded());
    }

    /** Returns a part of a fingerprint, which says nothing about the key. */
    @Override
    public int hashCode() {
        return fingerprint().hashCode();
    }

    /** Does not show the key. */
    @Override
    public String toString() {
        return "StoreKey";
    }
}
