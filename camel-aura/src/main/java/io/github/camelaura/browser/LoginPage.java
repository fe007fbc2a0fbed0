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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.htmlunit.Page;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.browser.Documents.Position;
import io.github.camelaura.browser.PageScript.Result;
import io.github.camelaura.http.ShownText;
import io.github.camelaura.login.Account;
import io.github.camelaura.login.LoginException;
import io.github.camelaura.login.LoginSettings;
import io.github.camelaura.page.Control;
import io.github.camelaura.page.Control.Kind;
import io.github.camelaura.page.Control.Visibility;
import io.github.camelaura.page.DeadEnd;
import io.github.camelaura.page.LoginRules;
import io.github.camelaura.page.NamedField;
import io.github.camelaura.page.PageAddress;
import io.github.camelaura.page.PageDescription;
import io.github.camelaura.page.PageDescription.Click;
import io.github.camelaura.page.PageDescription.Form;
import io.github.camelaura.page.PageDescription.Hidden;
import io.github.camelaura.page.PageDescription.Place;
import io.github.camelaura.page.StepElement;

/**
 * Reads the document that the driver is at and describes it as a {@link PageDescription}, without the password. Messages of
 * the page are without one-time codes. Only the thread that drives the browser uses it.
 */
final class LoginPage {

    private static final int MOST_OF_LABEL = 100;

    /**
     * The last time at which a form was sent, or its password or code was filled in.
     *
     * @param document the number of the document of the form
     * @param nanos the time as {@link System#nanoTime()}
     */
    record Sent(int document, long nanos) {}

    /** The number of frames of a document that are looked into, those of trusted origins first. */
    private static final int MOST_FRAMES = 10;

    private final WebDriver driver;
    private final LoginSettings settings;
    private final LoginRules rules;
    private final MessageMask messages;
    private final List<String> secrets;
    private final List<String> passwords;
    private final boolean geometry;
    private final int clicks;
    private final LookOptions options;
    private final Map<Object, Integer> numbers = new HashMap<>();
    private final Map<Object, Integer> documents = new HashMap<>();

    /**
     * Prepares to read the pages of one login.
     *
     * @param account the user name and the password to mask in messages; null for a login without them
     * @param messages masks the messages of pages
     */
    LoginPage(WebDriver driver, LoginSettings settings, LoginRules rules, Account account, MessageMask messages) {
        this.driver = driver;
        this.settings = settings;
        this.rules = rules;
        this.messages = messages;
        List<String> fields = settings.key().steps().secretsWith(settings.key().fields());
        this.passwords = account == null ? fields : joined(List.of(account.password()), fields);
        this.secrets = account == null ? fields : joined(List.of(account.username()), passwords);
        this.geometry = !HtmlUnitPages.isHtmlUnit(driver);
        this.clicks = settings.selectors().clickList().size();
        this.options = new LookOptions(settings, account, geometry);
    }

    /**
     * Reads the document.
     *
     * @param position the document that the driver is at
     * @param cover what covers its frame, or empty
     * @param sent null if nothing was sent yet
     * @throws LoginException if an option is not a CSS selector
     */
    View look(Position position, Place place, String cover, Sent sent) throws LoginException {
        Page plain = geometry ? null : HtmlUnitPages.plainPage(driver);
        if (plain != null) {
            return plainView(plain, position, place);
        }
        Result result = new Result((Map<?, ?>) PageScript.LOOK.run(driver, options.with(cover)));
        if (result.has("wrong")) {
            throw new LoginException(
                    Reason.PROCESSOR_FAILED, "Option " + result.text("wrong") + " is not a CSS selector");
        }
        return view(result, position, place, sent);
    }

    /** Describes a page that is not HTML, on which HtmlUnit runs no script. */
    private View plainView(Page page, Position position, Place place) {
        PageDescription description = PageDescription.withoutElements(
                place,
                address(page.getUrl().toExternalForm()),
                PageAddress.shown(page.getUrl().toExternalForm()),
                HtmlUnitClient.origin(page.getUrl()),
                number(documents, page),
                settings.key().readySelector() == null,
                page.getWebResponse().getStatusCode());
        return new View(description, position, List.of(), List.of(), List.of(), List.of());
    }

    /** Describes the main document of a window by its address. */
    View unread(DevTools.Window window) {
        PageDescription description = PageDescription.withoutElements(
                Place.UNREAD_WINDOW,
                address(window.url()),
                PageAddress.shown(window.url()),
                window.origin(),
                number(documents, window),
                false,
                0);
        return new View(description, null, List.of(), List.of(), List.of(), List.of());
    }

    private View view(Result page, Position position, Place place, Sent sent) {
        messages.learn(page);
        int document = number(documents, page.element("document"));
        List<WebElement> elements = page.elements("elements");
        List<Control> controls = new ArrayList<>();
        page.objects("controls")
                .forEach(each -> controls.add(control(each, number(numbers, elements.get(controls.size())))));
        PageDescription description = new PageDescription(
                place,
                address(page.text("address")),
                PageAddress.shown(page.text("address")),
                page.location(),
                document,
                page.is("loaded"),
                page.is("scripted"),
                page.text("title") + " " + page.text("heading"),
                page.text("text"),
                page.texts("headings"),
                page.is("busy"),
                page.texts("hints"),
                List.copyOf(controls),
                page.objects("forms").map(this::form).toList(),
                page.texts("messages").stream().map(messages::judged).toList(),
                page.objects("clicks")
                        .map(click -> new Click(
                                click.integer("selector"),
                                click.integer("selector") < clicks,
                                shown(click.text("cover")),
                                controlOf(click, controls)))
                        .toList(),
                page.objects("steps").map(step -> step(step, controls)).toList(),
                page.is("ready"),
                page.texts("closedRoots").stream().map(this::shown).toList(),
                page.text("deadEnd").isEmpty() ? null : DeadEnd.valueOf(page.text("deadEnd")),
                geometry ? "" : HtmlUnitPages.foreignReader(driver, page.location(), settings.trustedOrigins()),
                geometry ? page.integers("statuses") : HtmlUnitPages.statuses(driver, document, sent),
                page.is("sentItself"),
                page.is("tells") && (geometry || driver instanceof HtmlUnitBrowser),
                geometry && page.is("quiet"),
                geometry ? page.integer("navigationStatus") : HtmlUnitPages.status(driver));
        List<Result> frames = page.objects("frames")
                .sorted(Comparator.comparingInt(this::rank))
                .limit(MOST_FRAMES)
                .toList();
        return new View(
                description,
                position,
                elements,
                page.elements("clickable"),
                frames.stream().map(frame -> frame.element("element")).toList(),
                frames.stream().map(frame -> shown(frame.text("cover"))).toList());
    }

    /** Returns 1 for a frame of an untrusted origin, otherwise 0, which comes first. */
    private int rank(Result frame) {
        return rules.counts(frame.origin("origin")) ? 0 : 1;
    }

    private Control control(Result control, int number) {
        return new Control(
                number,
                Kind.valueOf(control.text("kind")),
                control.integer("form"),
                control.text("type"),
                control.text("name"),
                control.text("id") + " " + control.text("style"),
                control.text("autocomplete"),
                label(control.text("label")),
                Visibility.valueOf(control.text("visibility")),
                shown(control.text("cover")),
                control.is("enabled"),
                control.is("editable"),
                control.text("value"),
                control.is("filled"),
                control.is("toggle"),
                control.is("parsed"),
                control.origin("target"),
                control.is("username"),
                control.is("password"),
                control.is("submit"),
                control.is("code"),
                control.is("digit"),
                control.objects("extra").map(LoginPage::extra).findFirst().orElse(null));
    }

    private static NamedField extra(Result field) {
        return new NamedField(
                field.integer("option"),
                field.text("value"),
                field.is("checked"),
                field.objects("choices")
                        .map(each ->
                                new NamedField.Choice(each.integer("index"), each.text("value"), each.text("text")))
                        .toList());
    }

    private static StepElement step(Result step, List<Control> controls) {
        return new StepElement(
                step.integer("step"),
                controlOf(step, controls),
                step.objects("state").map(LoginPage::extra).findFirst().orElse(null));
    }

    private static Control controlOf(Result element, List<Control> controls) {
        int control = element.integer("control");
        return control < 0 ? null : controls.get(control);
    }

    private Form form(Result form) {
        return new Form(
                form.text("about"),
                form.text("action"),
                form.origin("target"),
                form.is("validated"),
                shown(form.text("invalidField")),
                message(form.text("invalid")),
                form.is("hiddenPassword"),
                form.objects("hidden")
                        .map(hidden -> new Hidden(hidden.text("name"), hidden.text("value")))
                        .toList());
    }

    /** Masks a message of a page. */
    String message(String text) {
        return messages.apply(text);
    }

    /** Masks the address of a page. A user name that is a word stays, because it may be part of any path. */
    private String address(String url) {
        return ShownText.text(
                PageAddress.shown(url),
                secrets.stream()
                        .filter(secret -> passwords.contains(secret) || secret.contains("@"))
                        .toList());
    }

    /** Masks the name of a part of a page. The user name stays, because it may be part of a name such as "user". */
    private String shown(String text) {
        return ShownText.text(text, passwords);
    }

    private String label(String text) {
        String shown = shown(text);
        return shown.length() <= MOST_OF_LABEL ? shown : shown.substring(0, MOST_OF_LABEL);
    }

    private static List<String> joined(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static int number(Map<Object, Integer> known, Object element) {
        return known.computeIfAbsent(element, key -> known.size() + 1);
    }
}
