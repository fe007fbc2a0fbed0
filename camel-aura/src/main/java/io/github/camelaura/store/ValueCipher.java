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
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts the values of a map with AES-256-GCM. The name of a value is authenticated, so that a value that was copied to another name
 * cannot be decrypted. Each value has a random nonce, which is safe for 2<sup>32</sup> values per key (NIST SP 800-38D, section 8.3).
 *
 * <p>Threads: any.
 */
final class ValueCipher {

    /** The format of a value: this text, then Base64url without padding of nonce, ciphertext and tag. */
    private static final String VERSION = "1.";

    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final SecretKey key;

    /**
     * @param key 32 bytes
     */
    ValueCipher(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** Encrypts a text. Two results for the same text differ. A surrogate without its pair becomes a question mark. */
    String encrypt(String name, String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, name, nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] all = ByteBuffer.allocate(NONCE_BYTES + encrypted.length)
                    .put(nonce)
                    .put(encrypted)
                    .array();
            return VERSION + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // each JDK has AES-GCM with 256 bits
        }
    }

    /**
     * Decrypts a value.
     *
     * @return null if the value was not encrypted with this key for this name, or was changed after that
     */
    String decrypt(String name, String value) {
        byte[] all = decode(value);
        if (all == null || all.length < NONCE_BYTES + TAG_BYTES) {
            return null;
        }
        ByteBuffer rest = ByteBuffer.wrap(all);
        byte[] nonce = new byte[NONCE_BYTES];
        rest.get(nonce);
        try {
            byte[] text = cipher(Cipher.DECRYPT_MODE, name, nonce).doFinal(all, NONCE_BYTES, rest.remaining());
            return new String(text, StandardCharsets.UTF_8);
        } catch (AEADBadTagException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // each JDK has AES-GCM with 256 bits
        }
    }

    private static byte[] decode(String value) {
        if (!value.startsWith(VERSION)) {
            return null;
        }
        try {
            return Base64.getUrlDecoder().decode(value.substring(VERSION.length()));
        } catch (IllegalArgumentException e) { // it is not Base64url
            return null;
        }
    }

    private Cipher cipher(int mode, String name, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD((VERSION + name).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
