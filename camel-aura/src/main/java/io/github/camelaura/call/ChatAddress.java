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
package io.github.camelaura.call;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/** Compares the address of the requests with the address that the server redirects to. */
final class ChatAddress {

    private static final String CHAT = "/api/chat";
    private static final String NOT_FOLLOWED = "redirects are not followed: set baseUrl to the address of the redirect";

    private ChatAddress() {}

    /** Whether a redirect leads to the same chat, and not to a login page: no login page has the path of the chat. */
    static boolean isSameButForSchemePortOrSlash(URI request, URI location) {
        return request.getHost().equalsIgnoreCase(Objects.requireNonNullElse(location.getHost(), ""))
                && withoutSlash(request).equals(withoutSlash(location));
    }

    /** Returns the remedy for a redirect to this address, as text for a message. */
    static String remedy(URI request, URI location) {
        if (!isSameButForSchemePortOrSlash(request, location)) {
            return NOT_FOLLOWED;
        }
        String base = base(location);
        if (!base.equals(base(request))) {
            return "the server redirects to the same path with another scheme or port: set baseUrl=" + base;
        }
        return withoutSlash(location).equals(location.getRawPath())
                ? NOT_FOLLOWED
                : "the server redirects to the same path with a final slash, which is not an address of an Aura server:"
                        + " baseUrl=" + base
                        + " is correct only if the server, or the proxy in front of it, accepts POST "
                        + CHAT + " without the slash";
    }

    private static String base(URI chat) {
        String port = chat.getPort() < 0 ? "" : ":" + chat.getPort();
        String path = withoutSlash(chat);
        String prefix = path.endsWith(CHAT) ? path.substring(0, path.length() - CHAT.length()) : path;
        return (chat.getScheme() + "://" + chat.getHost()).toLowerCase(Locale.ROOT) + port + prefix;
    }

    private static String withoutSlash(URI uri) {
        String path = Objects.requireNonNullElse(uri.getRawPath(), "");
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
