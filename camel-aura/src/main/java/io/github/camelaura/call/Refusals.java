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

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;

import io.github.camelaura.http.ChatResponse;
import io.github.camelaura.http.Origin;
import io.github.camelaura.http.RequestAddress;

/** Recognizes responses that reject the credential or require a login. */
public final class Refusals {

    private static final String HTML = "text/html";
    private static final String PAGE = "an HTML page instead of text";

    private Refusals() {}

    /**
     * Returns the reason why the response is a rejection, as text for a message; null if it is not a rejection.
     *
     * @param body the beginning of the body of a response that is not 2xx
     */
    static String of(ChatResponse response, String body, URI request, CallSettings settings) throws IOException {
        if (response.isSuccess()) {
            return isPage(response, settings.acceptHtmlReply()) ? PAGE : null;
        }
        String redirect = redirect(response, request);
        return redirect == null ? settings.refusals().refusal(response.status(), response.reason(), body) : redirect;
    }

    /** Returns the beginning of the body of a response that is not 2xx. */
    static String body(ChatResponse response, URI request, CallSettings settings) {
        if (redirect(response, request) != null) {
            response.discard(); // not read, because some servers do not mark its end
            return "";
        }
        return settings.refusals().lists(response.status()) ? response.refusalBody() : response.errorBody();
    }

    private static boolean isPage(ChatResponse response, boolean acceptHtmlReply) throws IOException {
        boolean mayBeText = acceptHtmlReply && HTML.equals(response.mediaType());
        return mayBeText ? response.beginsWithPage() : isPage(response.mediaType());
    }

    /** Whether a body of this media type, which may be null, is an HTML page. */
    public static boolean isPage(String mediaType) {
        return HTML.equals(mediaType) || "application/xhtml+xml".equals(mediaType);
    }

    /** Whether a response whose media type is HTML has a body that begins like text. */
    static boolean isHtmlThatMayBeText(ChatResponse response, String body) {
        String text = body.strip();
        return response.isSuccess() && HTML.equals(response.mediaType()) && !text.isEmpty() && !text.startsWith("<");
    }

    /** Returns the reason why a response is a redirect to a login; null if it is not one. */
    private static String redirect(ChatResponse response, URI request) {
        URI location = response.redirect();
        if (location == null || ChatAddress.isSameButForSchemePortOrSlash(request, location)) {
            return null;
        }
        boolean sameOrigin = Objects.equals(Origin.of(request), Origin.of(location));
        // without query and path parameters, which may contain a state or a session; raw: without control characters
        return "status " + response.status() + " to "
                + (sameOrigin
                        ? location.getRawPath().replaceAll(";[^/]*", "")
                        : location.getScheme() + "://" + location.getHost());
    }

    /** Compares the address of the requests with the address that the server redirects to. */
    static final class ChatAddress {

        private static final String NOT_FOLLOWED =
                "redirects are not followed: set baseUrl to the address of the redirect";

        private ChatAddress() {}

        /** Whether a redirect leads to the same chat, and not to a login page: no login page has the path of the chat. */
        static boolean isSameButForSchemePortOrSlash(URI request, URI location) {
            return request.getHost().equalsIgnoreCase(Objects.requireNonNullElse(location.getHost(), ""))
                    && withoutSlash(request).equals(withoutSlash(location));
        }

        /** Returns the remedy for a redirect of a request, as text for a message. */
        static String remedy(RequestAddress address, URI location) {
            URI request = address.uri();
            if (!isSameButForSchemePortOrSlash(request, location)) {
                return NOT_FOLLOWED;
            }
            String base = base(location, address.path());
            if (!base.equals(base(request, address.path()))) {
                return "the server redirects to the same path with another scheme or port: set baseUrl=" + base;
            }
            if (location.getRawPath().equals(request.getRawPath())) {
                return NOT_FOLLOWED;
            }
            boolean adds = location.getRawPath().endsWith("/");
            return "the server redirects to the same path " + (adds ? "with" : "without") + " a final slash: set "
                    + address.option() + "=" + withoutSlash(address.path()) + (adds ? "/" : "");
        }

        private static String base(URI uri, String path) {
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            String whole = withoutSlash(uri);
            String end = withoutSlash(path);
            String prefix = whole.endsWith(end) ? whole.substring(0, whole.length() - end.length()) : whole;
            return (uri.getScheme() + "://" + uri.getHost()).toLowerCase(Locale.ROOT) + port + prefix;
        }

        private static String withoutSlash(URI uri) {
            return withoutSlash(Objects.requireNonNullElse(uri.getRawPath(), ""));
        }

        private static String withoutSlash(String path) {
            return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        }
    }
}
