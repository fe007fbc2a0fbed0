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

import java.util.Objects;
import java.util.regex.Pattern;

import org.htmlunit.ProxyConfig;

import io.github.camelaura.http.Loopback;
import io.github.camelaura.login.LoginSettings;

/** The proxy of the options for HtmlUnit, which passes loopback by it as Chromium does. */
final class HtmlUnitProxy extends ProxyConfig {

    private static final long serialVersionUID = 1L;

    HtmlUnitProxy(LoginSettings settings) {
        super(settings.proxy().host(), settings.proxy().port(), null);
        String hosts = Objects.requireNonNullElse(settings.proxy().nonProxyHosts(), "");
        for (String host : hosts.split(",")) {
            addHostsToProxyBypass(pattern(host.strip()));
        }
    }

    /** It takes regular expressions, and is content with any part of the host's name. */
    private static String pattern(String host) {
        return "(?i)^" + Pattern.quote(host).replace("*", "\\E.*\\Q") + "$";
    }

    @Override
    protected boolean shouldBypassProxy(String host) {
        return Loopback.is(host) || super.shouldBypassProxy(host);
    }
}
