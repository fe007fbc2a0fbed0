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

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.SiteConfiguration;
import io.github.camelaura.credential.LoginException;
import io.github.camelaura.http.Loopback;

/** Where user name and password may be typed. */
record TrustedHosts(Set<String> hosts) {

    static TrustedHosts of(SiteConfiguration configuration) {
        String listed = configuration.getLoginHosts();
        String hosts = listed == null
                ? LoginPage.address(LoginOptions.loginUrl(configuration)).getHost()
                : listed;
        return new TrustedHosts(Arrays.stream(hosts.split(","))
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet()));
    }

    /**
     * Checks a page.
     *
     * @throws LoginException if nothing may be typed there
     */
    void check(URI page) throws LoginException {
        String host = String.valueOf(page.getHost()).toLowerCase(Locale.ROOT);
        if (!hosts.contains(host)) {
            throw new LoginException(
                    Reason.HOST_NOT_TRUSTED,
                    "The page " + page + " asks for the password, but may not have it: only pages on " + hosts
                            + " may. If this is the right place to log in, add " + host + " to loginHosts");
        }
        if (!"https".equals(page.getScheme()) && !Loopback.is(host)) {
            throw new LoginException(
                    Reason.HOST_NOT_TRUSTED,
                    "The page " + page + " asks for the password without encryption. It is typed over https only");
        }
    }
}
