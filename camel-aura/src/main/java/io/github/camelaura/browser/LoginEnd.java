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

import java.time.Duration;
import java.util.List;

import io.github.camelaura.login.Login;
import io.github.camelaura.login.LoginException;
import io.github.camelaura.login.LoginSettings;
import io.github.camelaura.page.LoginRules;
import io.github.camelaura.page.PageDescription;

/** The end of one login: takes the session when it has been complete for a moment. */
final class LoginEnd {

    /** How long the login must seem done, because a page that leads on by itself may look like the last one for a moment. */
    private static final Duration READY = Duration.ofMillis(400);

    private final Documents documents;
    private final LoginRules rules;
    private final BrowserSession session;
    private final LoginSettings settings;
    private final Login.Observer observer;
    private final LoginProgress progress;
    private boolean ready; // whether the login seems done
    private long readySince; // as System.nanoTime()
    private boolean verifying;
    private List<String> before; // the site's cookies before a form was sent last; null if unknown
    private Login.Result result;

    /**
     * Prepares the end of a login.
     *
     * @param observer decides whether a session is complete
     */
    LoginEnd(
            Documents documents,
            LoginRules rules,
            BrowserSession session,
            LoginSettings settings,
            Login.Observer observer,
            LoginProgress progress) {
        this.documents = documents;
        this.rules = rules;
        this.session = session;
        this.settings = settings;
        this.observer = observer;
        this.progress = progress;
    }

    /** Returns the session; null if it was not complete yet. */
    Login.Result result() {
        return result;
    }

    /** Notes that the login does not seem done now. */
    void isNotDone() {
        ready = false;
    }

    /** Notes the cookies that the site has set before a form is sent; they prove nothing. */
    void isSending() {
        if (!hasSign()) {
            before = session.siteCookieValues();
        }
    }

    /**
     * Takes the session if it is complete.
     *
     * @param views the documents that the browser shows, which seem to be the end of a login
     * @return what is missing, as the end of a message; null if nothing is
     */
    String missing(List<View> views) throws LoginException {
        boolean marked = views.stream().map(View::page).anyMatch(page -> page.ready() && rules.counts(page));
        String missing = marked ? missingInAll(views) : "loginReadySelector";
        if (missing != null) {
            ready = false;
        }
        return missing;
    }

    private String missingInAll(List<View> views) throws LoginException {
        String missing = null;
        for (View view : views) {
            if (rules.isEnd(view.page())) {
                missing = missingIn(view, views.size() == 1 && staysAsItIs(view.page()));
                if (missing == null) {
                    return null;
                }
            }
        }
        return missing;
    }

    /**
     * Returns whether the page neither leads on by itself nor is about to be left after an action. A page may lead on by what it
     * does not show, such as a header or a script that has removed itself, so the site must have set a cookie since a form was sent.
     */
    private boolean staysAsItIs(PageDescription page) {
        return !page.scripted() && !progress.history().endsOn(page) && (hasSign() || isCookieNew());
    }

    /** Returns whether options say when the login is complete. */
    private boolean hasSign() {
        return rules.readyOption() || settings.key().verifyUrl() != null;
    }

    private boolean isCookieNew() {
        return before != null && !before.containsAll(session.siteCookieValues());
    }

    private String missingIn(View view, boolean stays) throws LoginException {
        documents.enter(view.position()); // each window has a session storage of its own
        try {
            String missing = session.missing();
            return missing == null && (stays || isReadyLongEnough()) ? verify(session.take()) : missing;
        } finally {
            documents.leave();
        }
    }

    private boolean isReadyLongEnough() {
        if (!ready) {
            ready = true;
            readySince = System.nanoTime();
        }
        return System.nanoTime() - readySince >= READY.toNanos();
    }

    private String verify(Login.Result seen) {
        if (settings.key().verifyUrl() != null && !verifying) {
            verifying = true; // later the last answer says more
            progress.waitsFor("loginVerifyUrl did not respond");
        }
        String incomplete = observer.incomplete(seen);
        result = incomplete == null ? seen : null;
        return incomplete;
    }
}
