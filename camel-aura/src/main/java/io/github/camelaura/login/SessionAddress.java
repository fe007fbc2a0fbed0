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
import java.net.URISyntaxException;

import io.github.camelaura.http.Origin;
import io.github.camelaura.page.LoginText;

/** Checks the options {@code loginVerifyUrl} and {@code logoutUrl}. */
final class SessionAddress {

    private SessionAddress() {}

    /**
     * Checks {@code loginVerifyUrl}.
     *
     * @param url the option; null if it is not set
     * @param site the origin of {@code baseUrl}
     * @throws IllegalArgumentException if the option is not valid; the message names it
     */
    static void checkVerifyUrl(String url, Origin site) {
        LoginText.require(
                url == null || Origin.of(address("loginVerifyUrl", url)).equals(site),
                "Option loginVerifyUrl must have the origin of baseUrl, " + site.serialized()
                        + ", because the new credential is sent to it");
    }

    /** Checks {@code logoutUrl} likewise. */
    static void checkLogoutUrl(String url, Origin site) {
        LoginText.require(
                url == null
                        || isAllowed(address("logoutUrl", url))
                        || Origin.of(URI.create(url)).equals(site),
                "Option logoutUrl must have the origin of baseUrl, " + site.serialized()
                        + ", or be an https address or on this machine, because the credential is sent to it");
    }

    /** Returns whether a logout may continue at an address: nobody on the network can read what is sent there. */
    static boolean isAllowed(URI address) {
        return address.getHost() != null && Origin.of(address).isSecure();
    }

    private static URI address(String option, String url) {
        LoginSettings.requireNoUser(option, url);
        try {
            URI address = new URI(url);
            LoginText.require(
                    url.matches("(?is)https?://.*") && address.getHost() != null,
                    "Option " + option + " is not an http or https address with a host");
            return address;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "Option " + option + " is not a valid address: " + e.getReason() + " at position " + e.getIndex());
        }
    }
}
