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

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.htmlunit.Page;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.http.Origin;
import io.github.camelaura.http.ShownText;
import io.github.camelaura.login.Account;
import io.github.camelaura.login.LoginException;
import io.github.camelaura.login.LoginSettings;
import io.github.camelaura.login.PageAddress;
import io.github.camelaura.login.PageDescription;
import io.github.camelaura.login.PageDescription.Click;
import io.github.camelaura.login.PageDescription.Control;
import io.github.camelaura.login.PageDescription.Form;
import io.github.camelaura.login.PageDescription.Hidden;
import io.github.camelaura.login.PageDescription.Kind;
import io.github.camelaura.login.PageDescription.Visibility;

/** Looks at the page that the browser is on; used by the thread that drives the browser. */
final class LoginPage {

    /** A one-time code, which a page may repeat. */
    private static final Pattern CODE = Pattern.compile("(?<!\\d)\\d{6,8}(?!\\d)");

    /**
     * That a form was sent.
     *
     * @param document the page that it was on
     * @param at when, in milliseconds of the document's clock
     * @param nanos when, as {@link System#nanoTime()} has it
     */
    record Sent(int document, double at, long nanos) {}

    /**
     * What one look saw.
     *
     * @param elements the handles of the page's controls, in their order
     * @param clickable the handles of its clicks, in their order
     * @param now when, in milliseconds of the document's clock
     */
    record View(PageDescription page, List<WebElement> elements, List<WebElement> clickable, double now) {

        WebElement element(Control control) {
            return elements.get(page.controls().indexOf(control));
        }
    }

    private final WebDriver driver;
    private final LoginSettings settings;
    private final List<String> secrets;
    private final List<String> passwords;
    private final OtherDocuments others;
    private final boolean geometry;
    private final List<String> clickSelectors;
    private final Map<Object, Integer> numbers = new HashMap<>();
    private final Map<Object, Integer> documents = new HashMap<>();

    /**
     * Prepares to look.
     *
     * @param account whose user name and password no message of a page shows; null for nobody
     */
    LoginPage(WebDriver driver, LoginSettings settings, Account account) {
        this.driver = driver;
        this.settings = settings;
        this.secrets = account == null ? List.of() : List.of(account.username(), account.password());
        this.passwords = account == null ? List.of() : List.of(account.password());
        this.others = new OtherDocuments(driver);
        this.geometry = !HtmlUnitPages.isHtmlUnit(driver);
        this.clickSelectors = Selectors.split(settings.selectors().clicks());
    }

    /**
     * Looks.
     *
     * @param sent whether a form was sent on this page; null if not
     * @throws LoginException if a selector of the options is none
     */
    View look(Sent sent) throws LoginException {
        Page plain = geometry ? null : HtmlUnitPages.plainPage(driver);
        if (plain != null) {
            return plainView(plain);
        }
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("username", settings.selectors().username());
        options.put("password", settings.selectors().password());
        options.put("submit", settings.selectors().submit());
        options.put("ready", settings.key().readySelector());
        options.put("click", clickSelectors);
        options.put("geometry", geometry);
        options.put("since", sent == null ? null : sent.at());
        options.values().removeIf(Objects::isNull); // HtmlUnit takes none
        Map<?, ?> seen = (Map<?, ?>) PageScript.LOOK.run(driver, options);
        if (seen.get("wrong") != null) {
            throw new LoginException(Reason.PROCESSOR_FAILED, "Option " + seen.get("wrong") + " is not a CSS selector");
        }
        return view(seen, sent);
    }

    /** Of a page that is not HTML, on which HtmlUnit runs no script. */
    private View plainView(Page page) {
        PageDescription seen = new PageDescription(
                address(page.getUrl().toExternalForm()),
                HtmlUnitClient.origin(page.getUrl()),
                number(documents, page),
                true,
                "",
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                settings.key().readySelector() == null,
                List.of(),
                "",
                List.of(),
                true,
                false,
                page.getWebResponse().getStatusCode());
        return new View(seen, List.of(), List.of(), 0);
    }

    private View view(Map<?, ?> seen, Sent sent) {
        List<WebElement> elements = elements(seen, "elements");
        List<Control> controls = new ArrayList<>();
        for (Object each : (List<?>) seen.get("controls")) {
            WebElement element = elements.get(controls.size());
            controls.add(control(new Values((Map<?, ?>) each), number(numbers, element)));
        }
        Values page = new Values(seen);
        boolean frames = page.number("frames") > 0;
        WebElement document = (WebElement) seen.get("document");
        List<String> elsewhere = new ArrayList<>();
        strings(seen, "elsewhere").forEach(place -> elsewhere.add(shown(place)));
        if (controls.stream().noneMatch(control -> "password".equals(control.type()))) {
            elsewhere.addAll(others.withPasswordField(document, frames));
        }
        return new View(
                new PageDescription(
                        address(page.text("address")),
                        origin(page),
                        number(documents, document),
                        page.is("loaded"),
                        page.text("title") + " " + page.text("heading"),
                        page.text("text"),
                        strings(seen, "hints"),
                        List.copyOf(controls),
                        maps(seen, "forms").map(this::form).toList(),
                        strings(seen, "messages").stream().map(this::message).toList(),
                        maps(seen, "clicks")
                                .map(click -> new Click(click.number("selector"), shown(click.text("cover"))))
                                .toList(),
                        page.is("ready"),
                        elsewhere,
                        geometry ? "" : HtmlUnitPages.stranger(driver, origin(page)),
                        geometry ? numbers(seen, "statuses") : HtmlUnitPages.statuses(driver, sent),
                        page.is("tells") && (geometry || driver instanceof HtmlUnitBrowser),
                        geometry && page.is("quiet"),
                        geometry ? page.number("navigationStatus") : HtmlUnitPages.status(driver)),
                elements,
                elements(seen, "clickable"),
                ((Number) seen.get("now")).doubleValue());
    }

    private Control control(Values value, int number) {
        return new Control(
                number,
                Kind.valueOf(value.text("kind")),
                value.number("form"),
                value.text("type"),
                value.text("name"),
                value.text("id") + " " + value.text("style"),
                value.text("autocomplete"),
                shown(value.text("label")),
                Visibility.valueOf(value.text("visibility")),
                shown(value.text("cover")),
                value.is("enabled"),
                value.is("editable"),
                value.text("value"),
                value.is("filled"),
                shown(value.text("invalid")),
                value.is("toggle"),
                value.is("parsed"),
                target(value),
                value.is("username"),
                value.is("password"),
                value.is("submit"));
    }

    private Form form(Values value) {
        return new Form(
                value.text("about"),
                value.text("action"),
                target(value),
                value.is("validated"),
                shown(value.text("invalidField")),
                shown(value.text("invalid")),
                value.is("hiddenPassword"),
                maps(value.map(), "hidden")
                        .map(hidden -> new Hidden(hidden.text("name"), hidden.text("value")))
                        .toList());
    }

    private static Origin target(Values value) {
        return value.text("target").isEmpty() ? null : Origin.of(URI.create(value.text("target")));
    }

    private static Origin origin(Values page) {
        String host = page.text("host");
        String scheme = page.text("protocol").replace(":", "").toLowerCase(Locale.ROOT);
        if (host.isEmpty() || !("http".equals(scheme) || "https".equals(scheme))) {
            return null;
        }
        return Origin.of(
                URI.create(scheme + "://" + host + (page.text("port").isEmpty() ? "" : ":" + page.text("port"))));
    }

    /** What a page says, which may repeat what was typed. */
    String message(String text) {
        return ShownText.ofText(CODE.matcher(text).replaceAll("***"), secrets);
    }

    /** A page may have what was typed in its path; a user name that is a word may be part of any. */
    private String address(String url) {
        return ShownText.ofText(
                PageAddress.shown(url),
                secrets.stream()
                        .filter(secret -> passwords.contains(secret) || secret.contains("@"))
                        .toList());
    }

    /** What names a part of the page; a user name may be part of it, such as "user". */
    private String shown(String text) {
        return ShownText.ofText(text, passwords);
    }

    private static int number(Map<Object, Integer> known, Object element) {
        return known.computeIfAbsent(element, key -> known.size() + 1);
    }

    @SuppressWarnings("unchecked")
    private static List<WebElement> elements(Map<?, ?> seen, String name) {
        return (List<WebElement>) seen.get(name);
    }

    @SuppressWarnings("unchecked")
    private static List<String> strings(Map<?, ?> seen, String name) {
        return (List<String>) seen.get(name);
    }

    private static List<Integer> numbers(Map<?, ?> seen, String name) {
        return ((List<?>) seen.get(name))
                .stream().map(number -> ((Number) number).intValue()).toList();
    }

    private static Stream<Values> maps(Map<?, ?> seen, String name) {
        return ((List<?>) seen.get(name)).stream().map(each -> new Values((Map<?, ?>) each));
    }

    /** Reads what a script returned. */
    private record Values(Map<?, ?> map) {

        String text(String name) {
            return String.valueOf(map.get(name));
        }

        boolean is(String name) {
            return Boolean.TRUE.equals(map.get(name));
        }

        int number(String name) {
            return ((Number) map.get(name)).intValue();
        }
    }
}
