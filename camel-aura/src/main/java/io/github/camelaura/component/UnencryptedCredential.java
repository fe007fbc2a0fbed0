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
package io.github.camelaura.component;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.http.Origin;

/** Warns once that one endpoint, or one bean, sends its credential without encryption. Thread safe. */
final class UnencryptedCredential {

    private static final Logger LOG = LoggerFactory.getLogger(UnencryptedCredential.class);

    private final AtomicBoolean warned = new AtomicBoolean();

    /** Logs the warning if it has not been logged yet. The {@code baseUrl} must be valid. */
    void warnOnce(LoginConfiguration configuration) {
        URI address = URI.create(configuration.getBaseUrl());
        if (!Origin.of(address).isSecure() && hasCredential(configuration) && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "The credential for baseUrl={} is sent without encryption, so anyone on the network can read it:"
                            + " use https",
                    shown(address));
        }
    }

    private static boolean hasCredential(LoginConfiguration configuration) {
        if (configuration instanceof AuraConfiguration aura) {
            return aura.getApiKey() != null
                    || (aura.getAdditionalHeader() != null
                            && !aura.getAdditionalHeader().isEmpty())
                    || hasAuthentication(aura.getHttpOptions())
                    || aura.getCredentialProcessor() instanceof Processor
                    || ("browser".equals(aura.getCredentialProcessor()) && hasLogin(aura));
        }
        return true;
    }

    private static boolean hasAuthentication(Map<String, Object> httpOptions) {
        return httpOptions != null
                && (httpOptions.containsKey("authUsername") || httpOptions.containsKey("oauth2ClientId"));
    }

    private static boolean hasLogin(LoginConfiguration configuration) {
        return configuration.isLoginOnStart()
                || Stream.of(
                                configuration.getLoginUrl(),
                                configuration.getLoginUsername(),
                                configuration.getLoginStep(),
                                configuration.getLoginSteps(),
                                configuration.getLoginReadyCookie(),
                                configuration.getLoginReadySelector(),
                                configuration.getLoginClickSelectors(),
                                configuration.getLoginTokenStorageKey(),
                                configuration.getLoginVerifyUrl(),
                                configuration.getLogoutUrl(),
                                configuration.getWebDriver())
                        .anyMatch(Objects::nonNull);
    }

    /** Returns the address without user name, password, query and path parameters. */
    private static String shown(URI address) {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        String path = Objects.requireNonNullElse(address.getRawPath(), "").replaceFirst(";.*", "");
        return address.getScheme() + "://" + address.getHost() + port + path;
    }
}
