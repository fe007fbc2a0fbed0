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
import io.github.camelaura.login.TrustedOrigins.Place;

/**
 * Whose password a login uses: the same account wherever the user name is the same and an origin belongs to both.
 *
 * @param username null for a login without a user name, which shares no account with others
 * @param origins the origins of {@code loginUrl} and {@code loginHosts}
 */
public record LoginAccount(String username, TrustedOrigins origins) {

    private static final int HTTPS = 443;
    private static final Pattern SITE = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*://[^/?#\\\\\\s]*)");

    /**
     * Reads the options.
     *
     * @param loginHosts as configured, or null
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

    /** An address without encryption leads to one with it, where the password is typed. */
    private static TrustedOrigins own(Origin login) {
        Set<Integer> ports = new TreeSet<>(Set.of(login.port()));
        if (!TrustedOrigins.isEncrypted(login)) {
            ports.add(HTTPS);
        }
        return new TrustedOrigins(List.of(new Place(login.host(), ports)));
    }

    /** The address without path and query, which may hold what is no part of an address or is secret. */
    private static URI site(String option, String url) {
        Matcher site = SITE.matcher(url);
        try {
            if (site.find() && URI.create(site.group(1)).getHost() != null) {
                return URI.create(site.group(1));
            }
        } catch (IllegalArgumentException e) {
            // told below, without the address, which may hold a password
        }
        throw new IllegalArgumentException("Option " + option + " has no host that can be compared with loginHosts");
    }

    boolean isSameAs(LoginAccount other) {
        return username != null && username.equals(other.username) && origins.overlaps(other.origins);
    }

    LoginAccount and(LoginAccount other) {
        return new LoginAccount(username, origins.and(other.origins));
    }

    @Override
    public String toString() {
        return "account on " + origins;
    }
}
