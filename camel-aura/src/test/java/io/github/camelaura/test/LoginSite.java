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

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import io.github.camelaura.test.Sessions.Credential;

/**
 * A login in front of an {@link AuraServer}, which from then on answers {@code POST /api/chat} and {@code POST /api/models}
 * only to those who have logged in.
 *
 * <pre>{@code
 * LoginSite site = LoginSite.protect(server).page(LoginSite.Page.TWO_PAGES).refusal(LoginSite.Refusals.SEE_OTHER);
 * ... // log in at server.baseUrl() + "/" as LoginSite.USER with LoginSite.PASSWORD, then ask
 * site.expireSessions();
 * ... // ask again
 * assertThat(site.refusals()).isOne();
 * }</pre>
 *
 * <p>{@code GET /} without a session shows the {@linkplain Page login page}, with one the page "You are logged in". A form is
 * posted to {@code /login}; the right user and password are answered with 303 to {@code /} and a session cookie, wrong ones
 * with the form again and {@code <p class="error" role="alert">}. {@code GET} of {@code /login}, {@code /sso} and
 * {@code /oauth2/sign_in} shows the login page as well.
 *
 * <p>Replies that are {@linkplain AuraServer#enqueue enqueued} at the server go past the login, refused or not, unseen by this
 * site. Everything can be changed while requests come; all methods are thread safe.
 */
public final class LoginSite {

    /** The user who can log in at first. */
    public static final String USER = "jane";

    /** That user's password. */
    public static final String PASSWORD = "s3cret-pässword";

    /** The code that {@link Page#SECOND_FACTOR} and the other pages with codes accept unless {@link #acceptCodes} is called. */
    public static final String ONE_TIME_PASSWORD = "123456";

    /** What a visitor without a session finds at {@code /}. */
    public enum Page {
        /** A form with the fields {@code username} and {@code password}. */
        FORM,
        /** A form with the field {@code username}, posted to {@code /login/user}, and then one with {@code password}. */
        TWO_PAGES,
        /** A session, opened at once by {@code Set-Cookie}, and no form. */
        COOKIE,
        /** A page whose script sets the session cookie after a second. */
        LATE_COOKIE,
        /** A form that a script makes after half a second and sends by {@code fetch()}; a wrong password is answered 401. */
        SCRIPTED_FORM,
        /** A form behind an overlay, which goes when its button {@code #accept} is clicked. */
        COOKIE_BANNER,
        /** No answer at all. */
        NEVER,
        /** A form, and behind the right password another one with the field {@code otp}, posted to {@code /login/otp}. */
        SECOND_FACTOR,
        /** Like {@code SECOND_FACTOR}, with a box for each of six digits; a script sends the code after the last digit. */
        CODE_BOXES,
        /** Like {@code CODE_BOXES}, with a form that is sent by {@code fetch()}, which HtmlUnit does not support. */
        SCRIPTED_CODE_BOXES,
        /** Like {@code SECOND_FACTOR}, without a form: a script sends the code, and a wrong one is answered 401. */
        SCRIPTED_CODE,
        /** A form with the fields {@code username}, {@code password} and {@code otp}. */
        CODE_BESIDE_PASSWORD,
        /**
         * A form; the page after it stores the {@code access_token} in {@code localStorage}, and the chat takes nothing but
         * that, as {@code Authorization: Bearer}.
         */
        BASIC_TOKEN,
        /** A form that after a second fills in the right user and password and sends itself, as if a person did. */
        PERSON,
        /** A page without a form or a cookie. */
        EMPTY
    }

    /** How {@code POST /api/chat} is answered without a session. */
    public enum Refusals {
        /** 401. */
        STATUS_401,
        /** 403. */
        STATUS_403,
        /** 302 to {@code /sso} at {@code localhost}, which is not the host of the server's base URL. */
        REDIRECT_OTHER_ORIGIN,
        /** 302 to {@code /oauth2/sign_in}. */
        REDIRECT_SAME_ORIGIN,
        /** 303 to {@code /login}. */
        SEE_OTHER,
        /** 307 to {@code /login}. */
        TEMPORARY_REDIRECT,
        /** 308 to {@code /login}. */
        PERMANENT_REDIRECT,
        /** 403, with a login page. */
        FORBIDDEN_PAGE,
        /** 200, and a login page instead of the model's words. */
        HTML_PAGE
    }

    private record Account(String user, String password) {}

    private final AuraServer server;
    private final Sessions sessions = new Sessions();
    private final LoginTraffic traffic = new LoginTraffic();
    private final OneTimeCodes codes = new OneTimeCodes();
    private final ChatGuard chat;
    private volatile Account account = new Account(USER, PASSWORD);
    private volatile Page page = Page.FORM;
    private volatile IdentityProvider identityProvider;
    private volatile Gate pageGate;
    private volatile Gate loginGate;
    private final AtomicInteger streamsAtLogout = new AtomicInteger();
    private volatile AuraReply verification =
            AuraReply.status(200, "OK", "{\"user\":\"jane\"}").header("Content-Type", "application/json");
    private volatile AuraReply logout = AuraReply.status(204, "No Content", "");
    private volatile Predicate<String> rightCode = ONE_TIME_PASSWORD::equals;
    private volatile String date;

    private LoginSite(AuraServer server) {
        this.server = server;
        this.chat = new ChatGuard(server, sessions, traffic);
    }

    /**
     * Puts a login in front of a server.
     *
     * @param server the server, whose {@link AuraServer#answer} is replaced
     * @return the login
     */
    public static LoginSite protect(AuraServer server) {
        LoginSite site = new LoginSite(server);
        server.answer(site::reply);
        return site;
    }

    /**
     * Sets who can log in.
     *
     * @param user the user name
     * @param password the password
     * @return this site
     */
    public LoginSite account(String user, String password) {
        account = new Account(user, password);
        return this;
    }

    /**
     * Sets the login page, {@link Page#FORM} at first.
     *
     * @param kind its kind
     * @return this site
     */
    public LoginSite page(Page kind) {
        page = Objects.requireNonNull(kind, "kind");
        return this;
    }

    /**
     * Moves the login to another server: {@code /} without a session redirects there, whatever the {@link #page}. That
     * server is addressed as {@code localhost}, has a cookie {@code idp} of its own, and after the right password redirects
     * to {@code /callback} here, which opens the session.
     *
     * @param identityProvider the other server, whose {@link AuraServer#answer} is replaced
     * @return this site
     */
    public LoginSite loginAt(AuraServer identityProvider) {
        IdentityProvider provider = new IdentityProvider(identityProvider, this, server.baseUrl() + "/callback");
        identityProvider.answer(provider::reply);
        this.identityProvider = provider;
        return this;
    }

    /**
     * Lets the login page wait before it is shown, at whatever address and of whatever kind.
     *
     * @param gate where it waits
     * @return this site
     */
    public LoginSite holdPage(Gate gate) {
        pageGate = Objects.requireNonNull(gate, "gate");
        return this;
    }

    /**
     * Lets the form's {@code POST /login} wait before it is answered; the session is open by then.
     *
     * @param gate where it waits
     * @return this site
     */
    public LoginSite holdLogin(Gate gate) {
        loginGate = Objects.requireNonNull(gate, "gate");
        return this;
    }

    /**
     * Sets which one-time codes are right, {@link #ONE_TIME_PASSWORD} at first.
     *
     * @param right called once for each code that a browser sends
     * @return this site
     */
    public LoginSite acceptCodes(Predicate<String> right) {
        rightCode = Objects.requireNonNull(right, "right");
        return this;
    }

    /**
     * Sets the header {@code Date} of pages with a field for a code, which have none at first.
     *
     * @param value the value of the header
     * @return this site
     */
    public LoginSite date(String value) {
        date = Objects.requireNonNull(value, "value");
        return this;
    }

    /**
     * The one-time codes that browsers have sent, in order.
     *
     * @return the codes
     */
    public List<String> codesSeen() {
        return traffic.codesSeen();
    }

    /**
     * Sets how chat requests without a session are refused, {@link Refusals#STATUS_401} at first.
     *
     * @param kind the kind of answer
     * @return this site
     */
    public LoginSite refusal(Refusals kind) {
        chat.refusal(Objects.requireNonNull(kind, "kind"));
        return this;
    }

    /**
     * Sets how chat requests without a session are refused otherwise than by one of the {@link Refusals}.
     *
     * @param answer the answer
     * @return this site
     */
    public LoginSite refusal(AuraReply answer) {
        chat.refusal(Objects.requireNonNull(answer, "answer"));
        return this;
    }

    /**
     * Sets how {@code GET /api/verify} is answered with a session, 200 with JSON at first. Without one it is 401.
     *
     * @param answer the answer
     * @return this site
     */
    public LoginSite verification(AuraReply answer) {
        verification = Objects.requireNonNull(answer, "answer");
        return this;
    }

    /**
     * Sets how {@code GET /logout} is answered, which ends the session of the request; 204 at first.
     *
     * @param answer the answer
     * @return this site
     */
    public LoginSite logout(AuraReply answer) {
        logout = Objects.requireNonNull(answer, "answer");
        return this;
    }

    /**
     * Sets whether a refusal deletes the session cookie by {@code Max-Age=0}.
     *
     * @param deletes whether it does
     * @return this site
     */
    public LoginSite refusalDeletesCookie(boolean deletes) {
        chat.deletesCookie(deletes);
        return this;
    }

    /**
     * Sets whether chat requests are refused even with a session.
     *
     * @param refuses whether they are
     * @return this site
     */
    public LoginSite refuseForEver(boolean refuses) {
        chat.refusesAll(refuses);
        return this;
    }

    /**
     * Answers some chat requests with 403 though they have a session, which stays open and does not count them as uses.
     *
     * @param questions which requests
     * @return this site
     */
    public LoginSite forbid(Predicate<AuraRequest> questions) {
        return forbid(questions, ChatGuard.status(403, "Forbidden"));
    }

    /**
     * Answers some chat requests otherwise though they have a session, which stays open and does not count them as uses: as a
     * web application firewall does.
     *
     * @param questions which requests
     * @param answer the answer
     * @return this site
     */
    public LoginSite forbid(Predicate<AuraRequest> questions, AuraReply answer) {
        chat.forbid(Objects.requireNonNull(questions, "questions"), Objects.requireNonNull(answer, "answer"));
        return this;
    }

    /**
     * Sets the name of the session cookie, {@code session} at first.
     *
     * @param name the name
     * @return this site
     */
    public LoginSite cookieName(String name) {
        sessions.cookieName(name);
        return this;
    }

    /**
     * Sets what follows the value of the session cookie, {@code ; Path=/; HttpOnly} at first.
     *
     * @param attributes the attributes, with the semicolon before them; {@link Page#LATE_COOKIE} leaves out HttpOnly
     * @return this site
     */
    public LoginSite cookieAttributes(String attributes) {
        sessions.cookieAttributes(attributes);
        return this;
    }

    /**
     * Adds a cookie that is set when a session is opened.
     *
     * @param setCookieValue the value of a {@code Set-Cookie} header
     * @return this site
     */
    public LoginSite extraCookie(String setCookieValue) {
        sessions.extraCookie(setCookieValue);
        return this;
    }

    /**
     * Makes the values of session cookies longer.
     *
     * @param chars their length; no effect below that of an unpadded value
     * @return this site
     */
    public LoginSite sessionPadding(int chars) {
        sessions.length(chars);
        return this;
    }

    /**
     * Ends each session after some chat requests.
     *
     * @param uses how many of them are answered
     * @return this site
     */
    public LoginSite usesPerSession(int uses) {
        sessions.usesPerSession(uses);
        return this;
    }

    /**
     * Sets whether each answer of the chat gives the session a new value. The old value is good until a chat request has come
     * with the new one; until then, all answers give the same new value.
     *
     * @param rotates whether it does
     * @return this site
     */
    public LoginSite rotate(boolean rotates) {
        sessions.rotate(rotates);
        return this;
    }

    /**
     * Sets whether a login ends the earlier sessions, as at sites that allow one session per account.
     *
     * @param single whether it does
     * @return this site
     */
    public LoginSite oneSessionPerAccount(boolean single) {
        sessions.single(single);
        return this;
    }

    /** Ends all sessions now. */
    public void expireSessions() {
        sessions.expireAll();
    }

    /**
     * How many requests there were for {@code GET /}, with or without a session.
     *
     * @return their number
     */
    public int pagesShown() {
        return traffic.pagesShown();
    }

    /**
     * How many sessions were opened, those without a password included.
     *
     * @return their number
     */
    public int logins() {
        return traffic.logins();
    }

    /**
     * How many passwords browsers have sent, right or wrong.
     *
     * @return their number
     */
    public int passwords() {
        return traffic.passwords();
    }

    /**
     * Waits for logins.
     *
     * @param n how many there must have been since the start
     */
    public void awaitLogins(int n) {
        traffic.awaitLogins(n);
    }

    /**
     * How many requests there were for {@code GET /logout}.
     *
     * @return their number
     */
    public int logouts() {
        return traffic.logouts();
    }

    /**
     * Waits for requests for {@code GET /logout}.
     *
     * @param n how many there must have been since the start
     */
    public void awaitLogouts(int n) {
        traffic.awaitLogouts(n);
    }

    /**
     * How many sessions are open.
     *
     * @return their number
     */
    public int openSessions() {
        return sessions.open(Credential.TOKEN);
    }

    /**
     * How many chat requests were being answered at most when a session was logged out.
     *
     * @return the greatest number
     */
    public int streamsAtLogout() {
        return streamsAtLogout.get();
    }

    /**
     * How many passwords and one-time codes were wrong.
     *
     * @return their number
     */
    public int failedLogins() {
        return traffic.failedLogins();
    }

    /**
     * How many chat requests were refused or forbidden.
     *
     * @return their number
     */
    public int refusals() {
        return traffic.refusals();
    }

    /**
     * The {@code Cookie} headers of the chat requests.
     *
     * @return the headers in order, null for a request without one
     */
    public List<String> sessionsSeen() {
        return traffic.sessionsSeen();
    }

    /**
     * How many requests brought the cookie of the other server of {@link #loginAt} to this one.
     *
     * @return their number, zero unless the client mixes up hosts
     */
    public int identityProviderCookiesSeen() {
        return traffic.identityProviderCookiesSeen();
    }

    /** The base URL of a server with another name for its host, so that browsers take it for another site. */
    static String otherOrigin(AuraServer server) {
        return server.baseUrl().replace(Listener.HOST, "localhost");
    }

    boolean isRightPassword(AuraRequest request) {
        traffic.passwordSeen();
        Map<String, String> form = RequestFields.form(request);
        boolean right = new Account(form.get("username"), form.get("password")).equals(account);
        if (!right) {
            traffic.loginFailed();
        }
        return right;
    }

    String issueCode() {
        return codes.issue();
    }

    AuraReply held(AuraReply reply) {
        return held(reply, loginGate);
    }

    private static AuraReply held(AuraReply reply, Gate gate) {
        return gate == null ? reply : reply.headersAfter(gate);
    }

    private AuraReply reply(AuraRequest request) {
        if (RequestFields.cookies(request).containsKey(IdentityProvider.COOKIE)) {
            traffic.identityProviderCookieSeen();
        }
        if (request.method().equals("POST")
                && List.of(server.fork().chatPath(), server.fork().modelsPath()).contains(request.path())) {
            return chat.reply(page == Page.BASIC_TOKEN ? Credential.TOKEN : Credential.COOKIE, request);
        }
        return switch (request.method() + " " + request.path()) {
            case "GET /" -> home(request);
            case "GET /login", "GET /sso", "GET /oauth2/sign_in" -> loginPage(request);
            case "POST /login" -> held(logIn(request));
            case "POST /login/user" -> LoginPages.password(field(request, "username"), LoginPages.NO_ERROR);
            case "POST /login/otp" -> held(logInWithSecondFactor(request));
            case "HEAD /login", "HEAD /login/otp" -> withDate(AuraReply.status(200, "OK", ""));
            case "GET /callback" -> callback(request);
            case "GET /api/verify" -> verify(request);
            case "GET /logout" -> logOut(request);
            default -> null;
        };
    }

    private AuraReply verify(AuraRequest request) {
        Credential credential = page == Page.BASIC_TOKEN ? Credential.TOKEN : Credential.COOKIE;
        return sessions.isOpen(credential, request) ? verification : ChatGuard.status(401, "Unauthorized");
    }

    private AuraReply logOut(AuraRequest request) {
        int others = server.openStreams() - 1;
        streamsAtLogout.accumulateAndGet(others, Math::max);
        sessions.close(request);
        traffic.loggedOut();
        return logout;
    }

    private AuraReply home(AuraRequest request) {
        traffic.pageShown();
        if (page == Page.NEVER || page == Page.EMPTY) {
            return loginPage(request);
        }
        return sessions.tokenOf(request)
                .map(token -> page == Page.BASIC_TOKEN ? LoginPages.loggedInWith(token) : LoginPages.loggedIn())
                .orElseGet(() -> loginPage(request));
    }

    private AuraReply loginPage(AuraRequest request) {
        IdentityProvider provider = identityProvider;
        return held(provider == null ? loginPage(request, LoginPages.NO_ERROR) : provider.redirectToLogin(), pageGate);
    }

    private AuraReply loginPage(AuraRequest request, String error) {
        return switch (page) {
            case FORM, SECOND_FACTOR, CODE_BOXES, SCRIPTED_CODE_BOXES, SCRIPTED_CODE, BASIC_TOKEN ->
                LoginPages.form(error);
            case CODE_BESIDE_PASSWORD -> LoginPages.formWithCode(error);
            case TWO_PAGES -> LoginPages.userName();
            case COOKIE -> openSession(LoginPages.loggedIn());
            case LATE_COOKIE -> openSessionByScript();
            case SCRIPTED_FORM -> LoginPages.scriptedForm();
            case COOKIE_BANNER ->
                RequestFields.cookies(request).containsKey(LoginPages.CONSENT_COOKIE)
                        ? LoginPages.form(error)
                        : LoginPages.banner(error);
            case PERSON -> LoginPages.person(account.user(), account.password());
            case NEVER -> AuraReply.silence();
            case EMPTY -> LoginPages.empty();
        };
    }

    private AuraReply logIn(AuraRequest request) {
        if (!isRightPassword(request)) {
            return wrongPassword(request);
        }
        return switch (page) {
            case SECOND_FACTOR, CODE_BOXES, SCRIPTED_CODE_BOXES, SCRIPTED_CODE -> codePage(LoginPages.NO_ERROR);
            case CODE_BESIDE_PASSWORD ->
                isRightCode(request)
                        ? openSession(AuraReply.redirect(303, "/"))
                        : loginPage(request, LoginPages.wrongCode(field(request, "otp")));
            case SCRIPTED_FORM -> openSession(AuraReply.status(204, "No Content", ""));
            default -> openSession(AuraReply.redirect(303, "/"));
        };
    }

    private AuraReply wrongPassword(AuraRequest request) {
        return switch (page) {
            case TWO_PAGES -> LoginPages.password(field(request, "username"), LoginPages.WRONG_PASSWORD);
            case SCRIPTED_FORM -> AuraReply.status(401, "Unauthorized", LoginPages.WRONG_PASSWORD);
            default -> loginPage(request, LoginPages.WRONG_PASSWORD);
        };
    }

    private AuraReply logInWithSecondFactor(AuraRequest request) {
        if (!codes.redeem(field(request, "ticket"))) {
            return loginPage(request);
        }
        boolean scripted = page == Page.SCRIPTED_CODE;
        if (!isRightCode(request)) {
            return scripted
                    ? AuraReply.status(401, "Unauthorized", codes.issue())
                    : codePage(LoginPages.wrongCode(field(request, "otp")));
        }
        return openSession(scripted ? AuraReply.status(204, "No Content", "") : AuraReply.redirect(303, "/"));
    }

    private boolean isRightCode(AuraRequest request) {
        String code = field(request, "otp");
        traffic.codeSeen(code);
        boolean right = rightCode.test(code);
        if (!right) {
            traffic.loginFailed();
        }
        return right;
    }

    private AuraReply codePage(String error) {
        String ticket = codes.issue();
        return withDate(
                switch (page) {
                    case CODE_BOXES -> LoginPages.codeBoxes(ticket, error, "submit");
                    case SCRIPTED_CODE_BOXES -> LoginPages.codeBoxes(ticket, error, "requestSubmit");
                    case SCRIPTED_CODE -> LoginPages.scriptedCode(ticket);
                    default -> LoginPages.secondFactor(ticket, error);
                });
    }

    private AuraReply withDate(AuraReply reply) {
        return date == null ? reply : reply.header("Date", date);
    }

    private AuraReply callback(AuraRequest request) {
        return codes.redeem(field(request, "code"))
                ? openSession(AuraReply.redirect(302, "/"))
                : AuraReply.status(400, "Bad Request", "Unknown code");
    }

    private AuraReply openSession(AuraReply reply) {
        AuraReply opening = sessions.openWith(reply);
        traffic.loggedIn();
        return opening;
    }

    private AuraReply openSessionByScript() {
        AuraReply opening = sessions.withExtraCookies(LoginPages.lateCookie(sessions.openForScript()));
        traffic.loggedIn();
        return opening;
    }

    private static String field(AuraRequest request, String name) {
        return RequestFields.form(request).getOrDefault(name, "");
    }
}
