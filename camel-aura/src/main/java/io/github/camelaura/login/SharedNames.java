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

import java.lang.reflect.Proxy;
import java.util.stream.Stream;

import io.github.camelaura.http.Origin;
import io.github.camelaura.page.LoginSelectors;
import io.github.camelaura.page.LoginText;
import io.github.camelaura.page.PageAddress;
import io.github.camelaura.page.PageStep;
import io.github.camelaura.store.StoreKey;

/** The names and fingerprints of an account, its session and its options, equal on all nodes with equal options and keys. */
final class SharedNames {

    private final StoreKey key;
    private final LoginSettings settings;

    SharedNames(LoginSettings settings) {
        this.key = settings.key().store().key();
        this.settings = settings;
    }

    /** Returns the name of the account: nodes share waits and rejections if user name and site of the login are equal. */
    String account() {
        String username = username();
        return username == null
                ? key.name("account", session()) // without a user name, each session is an account
                : key.name(
                        "account",
                        username,
                        Origin.of(PageAddress.of(settings.loginUrl())).toString());
    }

    /** Returns the name of the session: nodes share it if the options that decide about its credential are equal. */
    String session() {
        return key.name("session", sessionParts().toArray(String[]::new));
    }

    private Stream<String> sessionParts() {
        LoginSettings.Key options = settings.key();
        return Stream.of(
                        Stream.of(
                                options.site().toString(),
                                settings.loginUrl(),
                                username(),
                                options.tokenStorageKey(),
                                options.tokenPath(),
                                className(options.step()),
                                className(options.webDriver())),
                        options.fields().values().entrySet().stream()
                                .flatMap(field -> Stream.of(field.getKey(), field.getValue())),
                        options.steps().all().stream().flatMap(SharedNames::parts))
                .flatMap(parts -> parts);
    }

    private static Stream<String> parts(PageStep step) {
        return Stream.of(step.page(), step.kind().name(), step.target(), step.value());
    }

    /** Returns a fingerprint of the options that decide how a login proceeds, the password included. */
    String options(Account account) {
        LoginSettings.Key options = settings.key();
        LoginSelectors selectors = settings.selectors();
        Stream<String> others = Stream.of(
                settings.hosts(),
                selectors.username(),
                selectors.password(),
                selectors.submit(),
                selectors.code(),
                selectors.clicks(),
                options.readyCookie(),
                options.readySelector(),
                options.verifyUrl(),
                String.valueOf(settings.timeout()),
                settings.browser().name(),
                settings.browser().arguments(),
                passwordAndSeed(account));
        return key.fingerprint(Stream.concat(sessionParts(), others).toArray(String[]::new));
    }

    private static String className(Object bean) {
        if (bean == null) {
            return null;
        }
        Class<?> type =
                bean.getClass(); // the names of classes that a JVM makes have numbers that differ in another JVM
        return type.isHidden() || type.isSynthetic() || Proxy.isProxyClass(type) ? "" : type.getName();
    }

    /** Returns a fingerprint of user name and password. */
    String password(Account account) {
        return account == null ? "" : key.fingerprint("password", account.username(), account.password());
    }

    /** Returns a fingerprint of user name, password and the seed of one-time codes. */
    String passwordAndSeed(Account account) {
        String seed = account == null || account.totp() == null
                ? null
                : account.totp().values();
        return account == null ? "" : key.fingerprint("seed", account.username(), account.password(), seed);
    }

    private String username() {
        String username = settings.key().username();
        return username == null ? null : LoginText.withoutLineEnd(username);
    }
}
