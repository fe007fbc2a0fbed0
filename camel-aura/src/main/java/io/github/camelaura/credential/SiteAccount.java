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
package io.github.camelaura.credential;

import java.net.URI;

import io.github.camelaura.SiteConfiguration;
import io.github.camelaura.http.Origin;

/** What decides which credential a login gives: those for whom all of this is equal share one. */
record SiteAccount(
        Origin site,
        String loginUrl,
        String username,
        String password,
        String passwordFile,
        String tokenStorageKey,
        String readyCookie,
        String readySelector,
        Object loginStep,
        Object webDriver) {

    static SiteAccount of(SiteConfiguration configuration, URI request) {
        return new SiteAccount(
                Origin.of(request),
                configuration.getLoginUrl(),
                configuration.getLoginUsername(),
                configuration.getLoginPassword(),
                configuration.getLoginPasswordFile(),
                configuration.getLoginTokenStorageKey(),
                configuration.getLoginReadyCookie(),
                configuration.getLoginReadySelector(),
                configuration.getLoginStep(),
                configuration.getWebDriver());
    }

    @Override
    public String toString() {
        return "account at " + site.host();
    }
}
