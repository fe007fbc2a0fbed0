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
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.openqa.selenium.Proxy;

import io.github.camelaura.http.ProxySettings;

/** The proxy settings of a browser: it uses the same proxy as the requests. */
final class BrowserProxy {

    private BrowserProxy() {}

    /** Returns the proxy, or null if none is configured. */
    static Proxy of(ProxySettings proxy) {
        if (!proxy.isPresent()) {
            return null;
        }
        String address = proxy.host() + ":" + proxy.port();
        Proxy made = new Proxy().setHttpProxy(address).setSslProxy(address);
        String direct = withoutLoopbackRule(proxy.nonProxyHosts());
        return direct.isEmpty() ? made : made.setNoProxy(direct);
    }

    /** Removes the entry that makes Chromium use the proxy also for loopback addresses. */
    private static String withoutLoopbackRule(String hosts) {
        return Stream.of(Objects.requireNonNullElse(hosts, "").split(","))
                .map(String::strip)
                .filter(host -> !host.isEmpty() && !host.equals("<-loopback>"))
                .collect(Collectors.joining(","));
    }
}
