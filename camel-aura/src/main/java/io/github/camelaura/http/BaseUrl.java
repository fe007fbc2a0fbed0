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
package io.github.camelaura.http;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks the option {@code baseUrl}. */
public final class BaseUrl {

    private static final int MAX_PORT = 65_535;

    /** An address with its host and port. {@link URI} has neither if the host contains a character that it does not know. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)https?://(?:[^/?#@]*@)?(\\[[^]]*]|[^/?#@\\[\\]]+?)(?::(\\d*))?(?:[/?#].*)?");

    private BaseUrl() {}

    /**
     * Returns the address.
     *
     * @return the address with its scheme in lower case
     * @throws IllegalArgumentException if it is not an address of a server; the message gives the reason
     */
    public static URI parse(String baseUrl) {
        Matcher address = ADDRESS.matcher(baseUrl);
        if (address.matches()) {
            checkHost(address.group(1));
            checkPort(address.group(2));
        }
        URI base = uri(baseUrl);
        boolean http = "http".equalsIgnoreCase(base.getScheme()) || "https".equalsIgnoreCase(base.getScheme());
        if (!http || base.getHost() == null) {
            throw new IllegalArgumentException(
                    "Option baseUrl is not an http or https address: " + withoutUser(baseUrl));
        }
        if (base.getRawUserInfo() != null) {
            throw new IllegalArgumentException("Option baseUrl must not contain a user name or password: use"
                    + " http.authUsername and http.authPassword, or a credentialProcessor");
        }
        if (base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "Option baseUrl must not have a query or a fragment: use " + baseUrl.replaceFirst("[?#].*", ""));
        }
        String scheme = base.getScheme();
        return URI.create(scheme.toLowerCase(Locale.ROOT) + baseUrl.substring(scheme.length()));
    }

    private static void checkHost(String host) {
        if (host.chars().anyMatch(character -> character > 0x7F)) {
            throw new IllegalArgumentException("Option baseUrl has the host '" + host
                    + "', which contains characters other than ASCII" + asciiForm(host));
        }
        if (host.contains("_")) {
            throw new IllegalArgumentException(
                    "Option baseUrl has the host '" + host
                            + "', but '_' is not allowed in the name of a host: use another name of the server, or its IP address");
        }
    }

    /** Returns the remedy: the name as the domain name system has it; empty if it cannot be such a name. */
    private static String asciiForm(String host) {
        try {
            return ": write it as '" + IDN.toASCII(host, IDN.ALLOW_UNASSIGNED) + "'";
        } catch (IllegalArgumentException e) { // a label is too long or not allowed
            return "";
        }
    }

    private static void checkPort(String port) {
        boolean given = port != null && !port.isEmpty();
        if (given && (port.length() > 5 || Integer.parseInt(port) < 1 || Integer.parseInt(port) > MAX_PORT)) {
            throw new IllegalArgumentException(
                    "Option baseUrl has the port " + port + ", but a port is from 1 to " + MAX_PORT);
        }
    }

    private static URI uri(String baseUrl) {
        try {
            return new URI(baseUrl);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "Option baseUrl is not a valid address: " + e.getReason() + " at position " + e.getIndex());
        }
    }

    private static String withoutUser(String baseUrl) {
        return baseUrl.substring(baseUrl.lastIndexOf('@') + 1);
    }
}
