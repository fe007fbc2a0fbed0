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
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.github.camelaura.test.Sessions.Credential;

/** Lets those with a session ask the chat server, and refuses all others; thread safe. */
final class ChatGuard {

    private final AuraServer server;
    private final Sessions sessions;
    private final LoginTraffic traffic;
    private volatile LoginSite.Refusals refusal = LoginSite.Refusals.STATUS_401;
    private volatile AuraReply otherRefusal;
    private volatile boolean deletesCookie;
    private volatile boolean refusesAll;
    private volatile Forbidden forbidden = new Forbidden(request -> false, status(403, "Forbidden"));

    ChatGuard(AuraServer server, Sessions sessions, LoginTraffic traffic) {
        this.server = server;
        this.sessions = sessions;
        this.traffic = traffic;
    }

    void refusal(LoginSite.Refusals kind) {
        refusal = kind;
        otherRefusal = null;
    }

    void refusal(AuraReply answer) {
        otherRefusal = answer;
    }

    void deletesCookie(boolean deletes) {
        deletesCookie = deletes;
    }

    void refusesAll(boolean refuses) {
        refusesAll = refuses;
    }

    void forbid(Predicate<AuraRequest> questions, AuraReply answer) {
        forbidden = new Forbidden(questions, answer);
    }

    AuraReply reply(Credential credential, AuraRequest request) {
        traffic.sessionSeen(request.header("Cookie"));
        if (refusesAll) {
            return refuse();
        }
        Forbidden now = forbidden;
        if (sessions.isOpen(credential, request) && now.questions.test(request)) {
            traffic.refused();
            return now.answer;
        }
        Optional<List<String>> cookies = sessions.use(credential, request);
        return cookies.isPresent() ? accept(request, cookies.get()) : refuse();
    }

    private AuraReply accept(AuraRequest request, List<String> cookies) {
        AuraReply reply = server.defaultReplyTo(request);
        for (String cookie : cookies) {
            reply = reply.header("Set-Cookie", cookie);
        }
        return reply;
    }

    private AuraReply refuse() {
        traffic.refused();
        AuraReply other = otherRefusal;
        AuraReply reply = other != null ? other : usualRefusal();
        return deletesCookie ? reply.header("Set-Cookie", sessions.deletingCookie()) : reply;
    }

    private AuraReply usualRefusal() {
        return switch (refusal) {
            case STATUS_401 -> status(401, "Unauthorized");
            case STATUS_403 -> status(403, "Forbidden");
            case REDIRECT_OTHER_ORIGIN ->
                AuraReply.redirect(
                        302, LoginSite.otherOrigin(server) + "/sso?return=" + encoded(server.baseUrl() + "/"));
            case REDIRECT_SAME_ORIGIN -> AuraReply.redirect(302, "/oauth2/sign_in");
            case SEE_OTHER -> AuraReply.redirect(303, "/login");
            case TEMPORARY_REDIRECT -> AuraReply.redirect(307, "/login");
            case PERMANENT_REDIRECT -> AuraReply.redirect(308, "/login");
            case FORBIDDEN_PAGE ->
                AuraReply.status(403, "Forbidden", "<html><title>Log in</title></html>")
                        .header("Content-Type", "text/html; charset=utf-8");
            case HTML_PAGE -> LoginPages.form(LoginPages.NO_ERROR);
        };
    }

    static AuraReply status(int status, String reason) {
        return AuraReply.status(status, reason, reason).header("Content-Type", "text/plain; charset=utf-8");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private record Forbidden(Predicate<AuraRequest> questions, AuraReply answer) {}
}
