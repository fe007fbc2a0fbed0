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

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.openqa.selenium.WebDriverException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.browser.PageScript.Result;
import io.github.camelaura.http.ShownText;
import io.github.camelaura.login.Account;
import io.github.camelaura.login.LoginSettings;

/**
 * Masks the messages of pages, for exceptions, logs and reports. A page may repeat the user name, the password, a one-time code, a
 * cookie or a stored token.
 *
 * <p>Only the thread that drives the browser uses it.
 */
final class MessageMask {

    private static final Logger LOG = LoggerFactory.getLogger(MessageMask.class);

    /**
     * A stored value that may be a word or a sentence. It stays in messages, because the login recognizes rejections by words such as
     * "password", and a site may keep the text of its message in a cookie or a storage.
     */
    private static final Pattern WORDS = Pattern.compile("\\p{L}{1,15}|[^\\p{ASCII}]+|RUN(?:\\s+RUN)+"
            .replace("RUN", "[(\"]?(?:[\\p{L}'\u2019-]{1,15}|\\d{1,4})[)\",.;:!?]{0,3}"));

    /** Longer texts are more than a message; words of a rejection may be in their advice. */
    private static final int MOST_JUDGED = 500;

    /** The longest value that is searched. What looks like a token in a longer one is masked in any case. */
    private static final int MOST = 4096;

    private final BrowserSession session;
    private final LoginTrace trace;
    private final Account account;
    private final List<String> fields;
    private final boolean reports;
    private final Set<String> held = new LinkedHashSet<>();
    private List<String> last = List.of();
    private ReportMask mask;

    /**
     * Prepares a mask that knows no cookie and no token yet.
     *
     * @param trace learns which values the browser holds
     * @param account null for a login without user name and password
     */
    MessageMask(BrowserSession session, LoginTrace trace, LoginSettings settings, Account account) {
        this.session = session;
        this.trace = trace;
        this.account = account;
        this.fields = settings.key().steps().secretsWith(settings.key().fields());
        this.reports = settings.reportFolder() != null;
        this.mask = new ReportMask(account, fields, held);
    }

    /** Reads the cookies, and the storages of the document that the driver is at, if it has other messages than at the last call. */
    void learn(Result page) {
        List<String> texts = texts(page);
        if (texts.isEmpty() || texts.equals(last)) {
            return;
        }
        last = texts;
        try {
            add(session.cookieValues());
            add(session.storedValues());
        } catch (WebDriverException e) { // such as of a sandboxed frame, which has no storage
            LOG.trace("A document has no storage: {}", WebDriverErrors.firstLine(e));
        }
        trace.holds(held);
        mask = new ReportMask(
                account, fields, held.stream().filter(value -> !isWords(value)).toList());
    }

    private static boolean isWords(String value) {
        String text;
        try {
            text = URLDecoder.decode(value, StandardCharsets.UTF_8); // as cookies have it
        } catch (IllegalArgumentException e) { // a percent sign that encodes nothing
            text = value;
        }
        return WORDS.matcher(text).matches();
    }

    private List<String> texts(Result page) {
        List<String> texts = new ArrayList<>(page.texts("messages"));
        page.objects("forms")
                .map(form -> form.text("invalid"))
                .filter(text -> !text.isEmpty())
                .forEach(texts::add);
        if (!texts.isEmpty() || reports) {
            texts.add(page.text("title"));
        }
        return texts;
    }

    private void add(List<String> values) {
        values.stream().filter(value -> value.length() <= MOST).forEach(held::add);
    }

    /** Masks a message, and cuts it for exceptions and logs. */
    String apply(String text) {
        return ShownText.text(mask.text(text), List.of());
    }

    /** Masks a message by which the login judges a page, so it may be longer. */
    String judged(String text) {
        String whole = mask.whole(text);
        return whole.length() <= MOST_JUDGED ? whole : whole.substring(0, MOST_JUDGED);
    }
}
