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

import java.util.HashMap;
import java.util.Map;

import io.github.camelaura.store.EncryptedStore;

/** The maps of {@code credentialStore} in a context: one {@link EncryptedStore} for each, because it knows whether the map answers. */
final class SharedStores {

    private final Map<SharedStore, EncryptedStore> stores = new HashMap<>();

    synchronized EncryptedStore of(SharedStore options, SharedNode node) {
        return stores.computeIfAbsent(
                options,
                unused -> new EncryptedStore(
                        options.map(), options.key(), node.executor(), node.clock(), node.nanoTime()));
    }
}
