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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The sessions of a {@link LoginSite}, and the cookies that stand for them; thread safe. */
final class Sessions {

    private final Monitor monitor = new Monitor();
    private final Map<String, Session> byCookie = new HashMap<>();
    private final Map<String, Session> byAuthorization = new HashMap<>();
    private final List<String> extraCookies = new CopyOnWriteArrayList<>();
    private volatile String cookieName = "session";
    private volatile String cookieAttributes = "; Path=/; HttpOnly";
    private volatile int length;
    private volatile int usesPerSession = Integer.MAX_VALUE;
    private volatile boolean rotating;
    private volatile boolean single;

    void cookieName(String name) {
        cookieName = name;
    }

    void cookieAttributes(String attributes) {
        cookieAttributes = attributes;
    }

    void extraCookie(String setCookieValue) {
        extraCookies.add(setCookieValue);
    }

    void length(int chars) {
        length = chars;
    }

    void usesPerSession(int uses) {
        usesPerSession = uses;
    }

    void rotate(boolean rotate) {
        rotating = rotate;
    }

    void single(boolean onlyOne) {
        single = onlyOne;
    }

    /** Opens a session by the headers of this reply. */
    AuraReply openWith(AuraReply reply) {
        return withExtraCookies(reply.header("Set-Cookie", setCookie(open())));
    }

    /** Opens a session; the cookie that is returned can be set by a script. */
    String openForScript() {
        return setCookie(open()).replaceAll("(?i);\\s*HttpOnly", "");
    }

    AuraReply withExtraCookies(AuraReply reply) {
        AuraReply extended = reply;
        for (String cookie : extraCookies) {
            extended = extended.header("Set-Cookie", cookie);
        }
        return extended;
    }

    String deletingCookie() {
        return cookieName + "=; Path=/; Max-Age=0";
    }

    /** The token of the session that the request's cookie stands for, if that session is open. */
    Optional<String> tokenOf(AuraRequest request) {
        return get(() -> open(byCookie.get(cookie(request)))).map(session -> session.token);
    }

    boolean isOpen(Credential credential, AuraRequest request) {
        return get(() -> open(find(credential, request))).isPresent();
    }

    /** Uses the session of a request; returns the cookies its answer sets, or nothing if there is no open session. */
    Optional<List<String>> use(Credential credential, AuraRequest request) {
        return get(() -> {
            Session session = open(find(credential, request));
            return session == null ? null : use(session, cookie(request));
        });
    }

    /** Ends the session of a request; does nothing if it has none. */
    void close(AuraRequest request) {
        monitor.change(() -> {
            Session session = byCookie.get(cookie(request));
            byCookie.values().removeIf(each -> each == session);
            byAuthorization.values().removeIf(each -> each == session);
        });
    }

    int open(Credential credential) {
        return monitor.get(() -> credential == Credential.COOKIE ? byCookie.size() : byAuthorization.size());
    }

    void expireAll() {
        monitor.change(() -> {
            byCookie.clear();
            byAuthorization.clear();
        });
    }

    private String open() {
        return monitor.update(() -> {
            if (single) {
                byCookie.clear();
                byAuthorization.clear();
            }
            Session session = new Session(newValue(), UUID.randomUUID().toString());
            byCookie.put(session.value, session);
            byAuthorization.put("Bearer " + session.token, session);
            return session.value;
        });
    }

    private List<String> use(Session session, String value) {
        session.uses++;
        if (value != null && value.equals(session.successor)) {
            byCookie.remove(session.value);
            session.value = session.successor;
            session.successor = null;
        }
        if (!rotating) {
            return List.of();
        }
        if (session.successor == null) {
            session.successor = newValue();
            byCookie.put(session.successor, session);
        }
        return List.of(setCookie(session.successor));
    }

    private Session find(Credential credential, AuraRequest request) {
        return switch (credential) {
            case COOKIE -> byCookie.get(cookie(request));
            case TOKEN -> byAuthorization.get(request.header("Authorization"));
        };
    }

    private Session open(Session session) {
        return session == null || session.uses >= usesPerSession ? null : session;
    }

    private <T> Optional<T> get(Supplier<T> value) {
        return Optional.ofNullable(monitor.update(value));
    }

    private String cookie(AuraRequest request) {
        return RequestFields.cookies(request).get(cookieName);
    }

    private String setCookie(String value) {
        return cookieName + "=" + value + cookieAttributes;
    }

    private String newValue() {
        String id = UUID.randomUUID().toString();
        return id + "x".repeat(Math.max(0, length - id.length()));
    }

    /** What a request shows to be let into its session. */
    enum Credential {
        COOKIE,
        TOKEN
    }

    private static final class Session {

        private final String token;
        private String value;
        private String successor;
        private int uses;

        Session(String value, String token) {
            this.value = value;
            this.token = token;
        }
    }
}
