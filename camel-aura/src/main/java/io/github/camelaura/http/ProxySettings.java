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

import java.util.function.UnaryOperator;

/**
 * The forward proxy of an endpoint, for its requests and its browser.
 *
 * @param host null for no proxy
 * @param port null for no proxy
 * @param username null for a proxy without authentication
 * @param password null for a proxy without authentication
 * @param nonProxyHosts the hosts that are reached directly, separated by commas; null for none
 */
public record ProxySettings(String host, Integer port, String username, String password, String nonProxyHosts) {

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException if one of two options that belong together is missing; the message names it
     */
    public ProxySettings {
        if ((host == null) != (port == null)) {
            throw new IllegalArgumentException("Options proxyHost and proxyPort must be set together: "
                    + (host == null ? "proxyHost" : "proxyPort") + " is missing");
        }
        if (username != null && password == null) {
            throw new IllegalArgumentException("Option proxyAuthUsername requires proxyAuthPassword");
        }
    }

    /** Whether a proxy is configured. */
    public boolean isPresent() {
        return host != null;
    }

    /** Returns these settings with another password; unchanged if there is no password. */
    public ProxySettings withPassword(UnaryOperator<String> replaced) {
        return password == null
                ? this
                : new ProxySettings(host, port, username, replaced.apply(password), nonProxyHosts);
    }

    /** Omits the password. */
    @Override
    public String toString() {
        return "proxy " + host + ":" + port;
    }
}
