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
package io.github.camelaura.test;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The login of a {@link LoginSite} at another origin, with cookies of its own. */
final class IdentityProvider {

    static final String COOKIE = "idp";

    private final AuraServer server;
    private final LoginSite site;
    private final String callback;

    IdentityProvider(AuraServer server, LoginSite site, String callback) {
        this.server = server;
        this.site = site;
        this.callback = callback;
    }

    AuraReply redirectToLogin() {
        String query =
                "response_type=code&client_id=aura&redirect_uri=" + URLEncoder.encode(callback, StandardCharsets.UTF_8);
        return AuraReply.redirect(302, LoginSite.otherOrigin(server) + "/login?" + query);
    }

    AuraReply reply(AuraRequest request) {
        return switch (request.method() + " " + request.path()) {
            case "GET /login" -> withCookie(LoginPages.form(LoginPages.NO_ERROR));
            case "POST /login" -> site.held(withCookie(logIn(request)));
            case "GET /end-session" -> AuraReply.status(204, "No Content", "");
            default -> null;
        };
    }

    private AuraReply logIn(AuraRequest request) {
        return site.isRightPassword(request)
                ? AuraReply.redirect(303, callback + "?code=" + site.issueCode())
                : LoginPages.form(LoginPages.WRONG_PASSWORD);
    }

    private static AuraReply withCookie(AuraReply reply) {
        return reply.header("Set-Cookie", COOKIE + "=" + UUID.randomUUID() + "; Path=/; HttpOnly");
    }
}
