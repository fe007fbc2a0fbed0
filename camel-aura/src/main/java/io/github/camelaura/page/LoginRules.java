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
package io.github.camelaura.page;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.github.camelaura.http.Origin;

/**
 * The options of a login that {@link LoginDecision} depends on.
 *
 * @param username the user name; null to wait until a person or a single sign-on has logged in
 * @param usernameSelector whether {@code loginUsernameSelector} is set
 * @param passwordSelector whether {@code loginPasswordSelector} is set
 * @param submitSelector whether {@code loginSubmitSelector} is set
 * @param codeSelector whether {@code loginTotpSelector} is set
 * @param codeDigits the length of a one-time code; 0 if no seed is configured
 * @param fields the {@code loginField} options
 * @param steps the steps of {@code loginSteps}
 * @param readyOption whether {@code loginReadyCookie}, {@code loginReadySelector} or {@code loginTokenStorageKey} is set
 * @param assisted whether a person or a {@code loginStep} can do steps that no option describes
 * @param site the origin of the requests
 * @param trusted the origins that may receive user name and password
 */
public record LoginRules(
        String username,
        boolean usernameSelector,
        boolean passwordSelector,
        boolean submitSelector,
        boolean codeSelector,
        int codeDigits,
        LoginFields fields,
        LoginSteps steps,
        boolean readyOption,
        boolean assisted,
        Origin site,
        TrustedOrigins trusted) {

    /** Returns whether a page may be part of the login: its origin is that of {@code baseUrl}, or may receive user name and password. */
    public boolean counts(Origin origin) {
        return origin != null && (site.equals(origin) || trusted.contains(origin));
    }

    /**
     * Returns whether the fields, messages and marks of a page count. Those in a frame do not if a page around it does not count, because
     * any page can show the login or its error page in a frame.
     */
    public boolean counts(PageDescription page) {
        return page.place() != PageDescription.Place.FRAME_OF_UNTRUSTED_PAGE && counts(page.origin());
    }

    /** Returns whether a page may be the end of the login: the main document of a window, with the origin of the requests. */
    public boolean isEnd(PageDescription page) {
        return !page.place().isFrame() && site.equals(page.origin());
    }

    /** Returns the values of options that messages mask, except those of the account. */
    List<String> secrets() {
        return steps.secretsWith(fields);
    }

    /** Returns whether the value of a field is the user name. */
    boolean isUsername(String value) {
        return value.strip().equalsIgnoreCase(username.strip());
    }

    /** Returns whether a hidden field, a field or the text of a page contains the user name. */
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
