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

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * The options of camel-http that {@code aura:} supports. They are checked here because camel-http accepts unknown options and
 * sends them as query parameters.
 */
public final class HttpOptions {

    private static final Set<String> NAMES = Set.of(
            // TLS
            "sslContextParameters",
            "x509HostnameVerifier",
            "useSystemProperties",
            // proxy
            "proxyHost",
            "proxyPort",
            "proxyAuthScheme",
            "proxyAuthMethod",
            "proxyAuthUsername",
            "proxyAuthPassword",
            "proxyAuthDomain",
            "proxyAuthNtHost",
            "nonProxyHosts",
            // authentication
            "authMethod",
            "authUsername",
            "authPassword",
            "authDomain",
            "authHost",
            "authenticationPreemptive",
            "oauth2ClientId",
            "oauth2ClientSecret",
            "oauth2TokenEndpoint",
            "oauth2Scope",
            "oauth2ResourceIndicator",
            "oauth2CacheTokens",
            "oauth2CachedTokensDefaultExpirySeconds",
            "oauth2CachedTokensExpirationMarginSeconds",
            "oauth2BodyAuthentication",
            // pool and client
            "clientConnectionManager",
            "connectionsPerRoute",
            "maxTotalConnections",
            "httpClientConfigurer",
            "userAgent");

    private static final Set<String> TIMEOUTS =
            Set.of("connectTimeout", "connectionRequestTimeout", "responseTimeout", "soTimeout");

    private HttpOptions() {}

    /**
     * Checks the names of options.
     *
     * @throws IllegalArgumentException if an option is not supported; the message names it
     */
    public static void validate(Collection<String> names) {
        for (String name : names) {
            if (TIMEOUTS.contains(name)) {
                throw new IllegalArgumentException("Option http." + name + " has no effect on aura: use"
                        + " connectTimeout, firstChunkTimeout, chunkTimeout or requestTimeout");
            }
            if (!NAMES.contains(name) && !name.startsWith("httpClient.") && !name.startsWith("httpConnection.")) {
                throw new IllegalArgumentException(
                        "Unknown option http." + name + "; the options of camel-http that aura supports are "
                                + new TreeSet<>(NAMES) + ", httpClient.* and httpConnection.*");
            }
        }
    }
}
