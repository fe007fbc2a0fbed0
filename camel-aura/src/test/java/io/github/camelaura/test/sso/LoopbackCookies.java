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
package io.github.camelaura.test.sso;

import java.io.IOException;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Keeps cookies as browsers do on the loopback address, where they send secure ones over http as well, which those of the
 * JDK do not.
 */
final class LoopbackCookies extends CookieHandler {

    private final CookieManager cookies = new CookieManager();

    @Override
    public Map<String, List<String>> get(URI uri, Map<String, List<String>> requestHeaders) throws IOException {
        return cookies.get(uri, requestHeaders);
    }

    @Override
    public void put(URI uri, Map<String, List<String>> responseHeaders) {
        responseHeaders.forEach((name, values) -> {
            if ("Set-Cookie".equalsIgnoreCase(name)) {
                values.stream()
                        .flatMap(value -> HttpCookie.parse(value).stream())
                        .forEach(cookie -> keep(uri, cookie));
            }
        });
    }

    private void keep(URI uri, HttpCookie cookie) {
        cookie.setSecure(false);
        // Or what is sent back is "$Version" and the like.
        cookie.setVersion(0);
        cookies.getCookieStore().add(uri, cookie);
    }
}
