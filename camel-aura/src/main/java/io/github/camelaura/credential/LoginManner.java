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
import java.util.Arrays;
import java.util.List;

import io.github.camelaura.SiteConfiguration;

/** How a login is done: all options of login and browser that are not in the {@link SiteAccount}. */
record LoginManner(List<Object> options) {

    static LoginManner of(SiteConfiguration configuration, URI request) {
        return new LoginManner(Arrays.asList(
                request,
                configuration.getProxyHost(),
                configuration.getProxyPort(),
                configuration.getProxyAuthUsername(),
                configuration.getProxyAuthPassword(),
                configuration.getNonProxyHosts(),
                configuration.getLoginHosts(),
                configuration.getLoginUsernameSelector(),
                configuration.getLoginPasswordSelector(),
                configuration.getLoginSubmitSelector(),
                configuration.getLoginClickSelectors(),
                configuration.getLoginTimeout(),
                configuration.getLoginMinInterval(),
                configuration.getLoginScreenshotFolder(),
                configuration.getCredentialTtl(),
                configuration.getBrowserName(),
                configuration.getBrowserRemoteUrl(),
                configuration.getBrowserBinary(),
                configuration.getBrowserDriver(),
                configuration.isBrowserDownload(),
                configuration.getBrowserArguments(),
                configuration.isBrowserHeadless()));
    }

    @Override
    public String toString() {
        return "manner of a login";
    }
}
