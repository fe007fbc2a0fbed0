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

import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;

/** Makes keys for tests. */
final class StoreKeys {

    private StoreKeys() {}

    /** Returns the key of the bytes 0 to 31. */
    static StoreKey key() {
        byte[] bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return StoreKey.of(new SecretKeySpec(bytes, "AES"));
    }

    /** Returns the key of 32 equal bytes. */
    static StoreKey key(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return StoreKey.of(new SecretKeySpec(bytes, "AES"));
    }
}
