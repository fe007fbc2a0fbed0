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

import java.time.Instant;

/**
 * A cookie as a browser stores it (RFC 6265, section 5.3).
 *
 * @param domain the domain, without a leading dot
 * @param hostOnly whether it is valid for that host only, and not for its subdomains
 * @param expires the expiry; null if it ends with the browser session
 */
public record BrowserCookie(
        String name,
        String value,
        String domain,
        boolean hostOnly,
        String path,
        Instant expires,
        boolean secure,
        boolean httpOnly) {

    @Override
    public String toString() {
        return "cookie " + name;
    }
}
