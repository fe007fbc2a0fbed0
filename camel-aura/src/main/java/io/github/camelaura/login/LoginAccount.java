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

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.camelaura.http.Origin;
import io.github.camelaura.page.TrustedOrigins;
import io.github.camelaura.page.TrustedOrigins.Place;

/**
 * Identifies an account. Two logins use the same account if they have the same user name and at least one common origin.
 *
 * @param username null for a login without a user name, which is an account of its own
 * @param origins the origins of {@code loginUrl} and {@code loginHosts}
 */
public record LoginAccount(String username, TrustedOrigins origins) {

    private static final int HTTPS = 443;
    private static final Pattern SITE = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*://[^/?#\\\\\\s]*)");

    /**
     * Identifies the account of a login by its options.
     *
     * @param loginHosts the option, or null
     * @param loginUrl the page that the browser opens first
     * @param baseUrl the address of the chat server
     * @throws IllegalArgumentException if an entry of {@code loginHosts} is not a host, or an address has no host
     */
    public static LoginAccount of(String username, String loginHosts, String loginUrl, String baseUrl) {
        URI login = site("loginUrl or baseUrl", loginUrl);
        TrustedOrigins own = own(Origin.of(login));
        if (loginHosts == null) {
            return new LoginAccount(username, own);
        }
        return new LoginAccount(username, own.and(TrustedOrigins.of(loginHosts, login, site("baseUrl", baseUrl))));
    }

    /** Returns the origins of the login page. An http page redirects to an https page, so that belongs to them. */
    private static TrustedOrigins own(Origin login) {
        Set<Integer> ports = new TreeSet<>(Set.of(login.port()));
        if (!login.isSecure()) {
            ports.add(HTTPS);
        }
        return new TrustedOrigins(List.of(new Place(login.host(), ports)));
    }

    /** Returns an address without path and query, which may contain secrets or characters that a URI must not have. */
    private static URI site(String option, String url) {
        Matcher site = SITE.matcher(url);
        try {
            if (site.find() && URI.create(site.group(1)).getHost() != null) {
                return URI.create(site.group(1));
            }
        } catch (IllegalArgumentException e) {
            // the exception below does not contain the address, which may contain a password
        }
        throw new IllegalArgumentException("Option " + option + " has no host that can be compared with loginHosts");
    }

    /** Returns whether both are the same account. */
    boolean isSameAs(LoginAccount other) {
        return username != null && username.equals(other.username) && origins.overlaps(other.origins);
    }

    /** Returns the account with the origins of both. */
    LoginAccount and(LoginAccount other) {
        return new LoginAccount(username, origins.and(other.origins));
    }

    @Override
    public String toString() {
        return "account on " + origins;
    }
}
