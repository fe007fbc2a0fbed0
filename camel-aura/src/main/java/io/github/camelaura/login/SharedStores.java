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

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import io.github.camelaura.page.LoginText;
import io.github.camelaura.store.EncryptedStore;

/** The maps of {@code credentialStore} in a context: one {@link EncryptedStore} for each, because it knows whether the map answers. */
final class SharedStores {

    private final Map<SharedStore, EncryptedStore> stores = new HashMap<>();

    /**
     * Returns what a new session shares with other nodes.
     *
     * @param others the sessions of this context
     * @throws IllegalArgumentException if the session would be the same as another one that logs in in another way
     */
    Sharing sharing(LoginSettings settings, SharedNode node, Collection<LoginSettings.Key> others) {
        if (settings.key().store() == null) {
            return Sharing.NONE;
        }
        LoginText.require(
                others.stream().noneMatch(other -> differsInBeansOnly(other, settings.key())),
                "Two endpoints with credentialStore differ in the bean of loginStep or webDriver, but nodes cannot tell these beans"
                        + " apart: both would have one session. Give them different values of loginUsername, loginUrl or loginField,"
                        + " or different maps");
        return new SharedCredentials(of(settings.key().store(), node), settings, node);
    }

    private static boolean differsInBeansOnly(LoginSettings.Key one, LoginSettings.Key other) {
        boolean same = other.store().equals(one.store())
                && one.site().equals(other.site())
                && Objects.equals(one.loginUrl(), other.loginUrl())
                && Objects.equals(one.username(), other.username())
                && one.fields().equals(other.fields())
                && one.steps().equals(other.steps());
        return same
                && !(Objects.equals(one.step(), other.step()) && Objects.equals(one.webDriver(), other.webDriver()));
    }

    private synchronized EncryptedStore of(SharedStore options, SharedNode node) {
        return stores.computeIfAbsent(
                options,
                unused -> new EncryptedStore(
                        options.map(), options.key(), node.executor(), node.clock(), node.nanoTime()));
    }
}
