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

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.SecretKey;

import io.github.camelaura.http.BrowserCookie;
import io.github.camelaura.http.CookieJar;
import io.github.camelaura.page.LoginText;
import io.github.camelaura.store.StoreKey;

/**
 * The options {@code credentialStore}, {@code credentialStoreKey} or {@code credentialStoreKeyFile}, and {@code
 * credentialStoreExcludedCookies}.
 *
 * @param map the map that nodes share; compared by identity
 * @param key encrypts the values
 * @param excludedCookies the names of cookies that each node keeps for itself, in which * stands for any characters
 */
public record SharedStore(ConcurrentMap<String, String> map, StoreKey key, List<String> excludedCookies) {

    /**
     * Makes the options.
     *
     * @param map the option {@code credentialStore}; null if nodes share nothing
     * @param key the option {@code credentialStoreKey}: a SecretKey, or a text in Base64; or null
     * @param keyFile the option {@code credentialStoreKeyFile}, or null
     * @param excludedCookies the option {@code credentialStoreExcludedCookies}, or null
     * @return null without a map
     * @throws IllegalArgumentException if there is no key or two, a key without a map, or the key is not valid
     */
    public static SharedStore of(
            ConcurrentMap<String, String> map, Object key, String keyFile, String excludedCookies) {
        LoginText.require(
                key == null || keyFile == null,
                "Options credentialStoreKey and credentialStoreKeyFile exclude each other");
        LoginText.require(
                map != null || (key == null && keyFile == null && excludedCookies == null),
                "Options credentialStoreKey, credentialStoreKeyFile and credentialStoreExcludedCookies need credentialStore");
        if (map == null) {
            return null;
        }
        LoginText.require(
                key != null || keyFile != null,
                "Option credentialStore needs a key: set credentialStoreKeyFile to a file with 256 random bits in Base64, as"
                        + " openssl rand -base64 32 prints them, or credentialStoreKey to these bits or a bean");
        List<String> names = excludedCookies == null
                ? List.of()
                : Stream.of(excludedCookies.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
        return new SharedStore(map, key != null ? key(key) : StoreKey.read(Path.of(keyFile)), names);
    }

    private static StoreKey key(Object key) {
        if (key instanceof SecretKey secret) {
            return StoreKey.of(secret);
        }
        if (key instanceof String text) {
            return StoreKey.parse(text);
        }
        throw new IllegalArgumentException("Option credentialStoreKey must be 256 bits in Base64, or the reference"
                + " (#name) of a javax.crypto.SecretKey, but it is a "
                + key.getClass().getName());
    }

    /** Returns those of the cookies that nodes share. */
    SharedCookies shared(List<BrowserCookie> cookies) {
        return new SharedCookies(cookies.stream().filter(this::shares).toList());
    }

    private boolean shares(BrowserCookie cookie) {
        return excludedCookies.stream().noneMatch(name -> isNamed(cookie.name(), name));
    }

    private static boolean isNamed(String cookie, String name) {
        return name.contains("*")
                ? cookie.matches(Pattern.quote(name).replace("*", "\\E.*\\Q"))
                : CookieJar.isPartOf(cookie, name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SharedStore store
                && store.map == map
                && store.key.equals(key)
                && store.excludedCookies.equals(excludedCookies);
    }

    @Override
    public int hashCode() {
        return Objects.hash(System.identityHashCode(map), key, excludedCookies);
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "credentialStore";
    }
}
