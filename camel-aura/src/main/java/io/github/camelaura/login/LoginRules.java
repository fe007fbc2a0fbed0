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

import java.util.Locale;
import java.util.regex.Pattern;

import io.github.camelaura.http.Origin;
import io.github.camelaura.login.PageDescription.Control;

/**
 * What the options say about a login, as far as its pages are concerned.
 *
 * @param username the user name; null to wait until the page is logged in without one
 * @param usernameSelector whether {@code loginUsernameSelector} is set
 * @param passwordSelector whether {@code loginPasswordSelector} is set
 * @param submitSelector whether {@code loginSubmitSelector} is set
 * @param marks whether an option says what is there when the login is done
 * @param attended whether a person or a {@code loginStep} can do what the options cannot
 * @param site the origin of {@code baseUrl}
 * @param trusted the origins that may receive user name and password
 */
public record LoginRules(
        String username,
        boolean usernameSelector,
        boolean passwordSelector,
        boolean submitSelector,
        boolean marks,
        boolean attended,
        Origin site,
        TrustedOrigins trusted) {

    /** Whether a field holds the user name already. */
    boolean isUsername(String value) {
        return value.strip().equalsIgnoreCase(username.strip());
    }

    /** Whether the page shows or holds the user name, as a hint, a chosen account or a field. */
    boolean isUsernameOn(PageDescription page) {
        return page.hints().stream().anyMatch(this::isUsername)
                || page.controls().stream().map(Control::value).anyMatch(this::isUsername)
                || Pattern.compile("(?<![\\p{L}\\p{N}._@-])"
                                + Pattern.quote(username.strip().toLowerCase(Locale.ROOT))
                                + "(?![\\p{L}\\p{N}_@-]|\\.[\\p{L}\\p{N}])")
                        .matcher(page.text().toLowerCase(Locale.ROOT))
                        .find();
    }

    @Override
    public String toString() {
        return "rules for " + site;
    }
}
