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
package io.github.camelaura.browser;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.camelaura.login.Account;
import io.github.camelaura.login.LoginSettings;
import io.github.camelaura.page.IdentityProvider;

/** What {@code look.js} needs to know. */
final class LookOptions {

    private final Map<String, Object> options = new LinkedHashMap<>();

    /**
     * Prepares the options of one login.
     *
     * @param account null for a login without user name and password
     * @param geometry whether the browser lays out pages
     */
    LookOptions(LoginSettings settings, Account account, boolean geometry) {
        options.put("username", settings.selectors().username());
        options.put("password", settings.selectors().password());
        options.put("submit", settings.selectors().submit());
        options.put("code", settings.selectors().code());
        options.put("fields", settings.key().fields().names());
        options.put(
                "steps",
                settings.key().steps().all().stream()
                        .map(step -> Map.of(
                                "selector", step.selector(),
                                "name", step.name(),
                                "waits", step.waits()))
                        .toList());
        options.put("ready", settings.key().readySelector());
        options.put("click", settings.selectors().clickList());
        options.put("geometry", geometry);
        boolean withCodes = account != null && account.totp() != null;
        options.put(
                "providers",
                IdentityProvider.all().stream()
                        .map(each -> provider(each, withCodes))
                        .toList());
        options.values().removeIf(Objects::isNull); // HtmlUnit does not accept null
    }

    private static Map<String, Object> provider(IdentityProvider provider, boolean withCodes) {
        Map<String, String> deadEnds = new LinkedHashMap<>();
        provider.deadEnds().forEach((deadEnd, selector) -> deadEnds.put(deadEnd.name(), selector));
        Map<String, List<String>> texts = new LinkedHashMap<>();
        provider.deadEndTexts().forEach((deadEnd, all) -> texts.put(deadEnd.name(), all));
        return Map.of(
                "page", provider.page(),
                "username", provider.username(),
                "password", provider.password(),
                "code", provider.code(),
                "message", provider.message(),
                "clicks",
                        provider.clicks(withCodes).stream()
                                .map(click -> Map.of("selector", click.selector(), "when", click.when()))
                                .toList(),
                "deadEnds", deadEnds,
                "texts", texts);
    }

    /**
     * Returns the argument of the script.
     *
     * @param cover what covers the frame of the document, or empty
     */
    Map<String, Object> with(String cover) {
        Map<String, Object> all = new LinkedHashMap<>(options);
        all.put("cover", cover);
        return all;
    }
}
