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

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

import org.apache.camel.util.FileUtil;

/** The option {@code baseUrl}. */
final class BaseUrl {

    private BaseUrl() {}

    /**
     * Gives the address that requests go to.
     *
     * @throws IllegalArgumentException if they can't or must not go there; it says why
     */
    static URI chatUri(String baseUrl) {
        if (baseUrl == null || baseUrl.isBlank()) {
            throw new IllegalArgumentException("Option baseUrl is missing: the address of the Aura server, such as"
                    + " https://chat.example.com. An aura producer has no server without it");
        }
        URI base = parse(baseUrl);
        boolean http = "http".equalsIgnoreCase(base.getScheme()) || "https".equalsIgnoreCase(base.getScheme());
        if (!http || base.getHost() == null) {
            throw new IllegalArgumentException("Option baseUrl is no http or https address: " + withoutUser(baseUrl));
        }
        if (base.getRawUserInfo() != null) {
            throw new IllegalArgumentException("Option baseUrl must not hold a user name or password: use"
                    + " http.authUsername and http.authPassword, or a credentialProcessor");
        }
        if (base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException("Option baseUrl must have no query and no fragment: "
                    + baseUrl.replaceFirst("[?#].*", "") + " would do");
        }
        String scheme = base.getScheme();
        String written = FileUtil.stripTrailingSeparator(baseUrl).substring(scheme.length());
        return URI.create(scheme.toLowerCase(Locale.ROOT) + written + "/api/chat");
    }

    private static URI parse(String baseUrl) {
        try {
            return new URI(baseUrl);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "Option baseUrl is no valid address: " + e.getReason() + " at position " + e.getIndex());
        }
    }

    private static String withoutUser(String baseUrl) {
        return baseUrl.substring(baseUrl.lastIndexOf('@') + 1);
    }
}
