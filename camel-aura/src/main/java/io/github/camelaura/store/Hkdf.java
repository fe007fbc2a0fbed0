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

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Derives keys with HKDF-Expand and computes HMACs, both with HMAC-SHA256. */
final class Hkdf {

    private static final String HMAC = "HmacSHA256";

    private Hkdf() {}

    /**
     * Derives a key of 256 bits (RFC 5869, section 2.3). That is the length of one HMAC, so the output is the first block: the HMAC of the
     * info and the block number 1. The step Extract is left out, as section 3.3 allows for a key that is already random.
     *
     * @param key 32 random bytes; neither changed nor kept
     * @param info what the derived key is for
     */
    static byte[] expand(byte[] key, byte[] info) {
        byte[] block = Arrays.copyOf(info, info.length + 1);
        block[info.length] = 1;
        return mac(hmacKey(key), block);
    }

    /** Makes a key for {@link #mac}. */
    static SecretKey hmacKey(byte[] key) {
        return new SecretKeySpec(key, HMAC);
    }

    static byte[] mac(SecretKey key, byte[] data) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // each JDK has HmacSHA256, which takes any key that is not empty
        }
    }
}
