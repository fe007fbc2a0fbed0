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
package io.github.camelaura.page;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.camelaura.http.Origin;
import io.github.camelaura.page.Control.Kind;
import io.github.camelaura.page.Control.Visibility;
import io.github.camelaura.page.LoginAction.FillField;
import io.github.camelaura.page.NamedField.Choice;
import io.github.camelaura.page.PageDescription.Click;
import io.github.camelaura.page.PageDescription.Form;
import io.github.camelaura.page.PageDescription.Hidden;
import io.github.camelaura.page.PageDescription.Place;

/**
 * A page as a few lines of text, one for each control, in document order:
 *
 * <pre>
 * form /login "Log in"                         opens a form: its action, and what its heading or names say
 * text username [username] "User name" =jane   a field: its type, name, autocomplete, label and value
 * submit "Log in" disabled                     a button: submit, button or link
 * end                                          closes the form
 * scriptless:                                  a page without scripts
 * title:, text:, heading:, spinner:, says:, hint:, at:, closed:, deadend:, reader:, status:, call:, sent:, click:, known:, invalid:   about the page
 * FRAME:, WINDOW:, FRAME_OF_WINDOW:            begins another document at this place, with its address
 * </pre>
 *
 * After a control: {@code hidden}, {@code disabled}, {@code readonly}, {@code toggle}, {@code covered}, {@code unparsed}, {@code digit}, and
 * {@code is-username}, {@code is-password}, {@code is-submit},
 * {@code is-code} for what a selector of the options matches.
 */
final class PageText {

    private static final Pattern TOKEN = Pattern.compile("\"([^\"]*)\"|\\[([^]]*)]|=(\\S*)|(\\S+)");

    private final List<Control> controls = new ArrayList<>();
    private final List<Form> forms = new ArrayList<>();
    private final Map<String, List<String>> about = new HashMap<>();
    private final int document;
    private final Place place;
    private int form = -1;

    private PageText(int document, Place place) {
        this.document = document;
        this.place = place;
    }

    /**
     * Reads all documents that a browser shows.
     *
     * @param document the number of the first document; the others have the next ones
     */
    static List<PageDescription> pages(int document, String lines) {
        List<PageDescription> pages = new ArrayList<>();
        for (String each :
                lines.split("(?m)^(?=(?:FRAME|WINDOW|FRAME_OF_WINDOW|FRAME_OF_UNTRUSTED_PAGE|UNREAD_WINDOW):)")) {
            Matcher place =
                    Pattern.compile("([A-Z_]+): (\\S+)(.*)", Pattern.DOTALL).matcher(each);
            boolean other = !pages.isEmpty() && place.matches();
            PageText text = new PageText(document + pages.size(), other ? Place.valueOf(place.group(1)) : Place.MAIN);
            (other ? "at: " + place.group(2) + place.group(3) : each)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .forEach(text::add);
            pages.add(text.page());
        }
        return pages;
    }

    /**
     * Reads a page.
     *
     * @param document the number of its document
     */
    static PageDescription page(int document, String lines) {
        return pages(document, lines).get(0);
    }

    private void add(String line) {
        Matcher property = Pattern.compile("([a-z]+): *(.*)").matcher(line);
        if (property.matches()) {
            about.computeIfAbsent(property.group(1), key -> new ArrayList<>()).add(property.group(2));
        } else if (line.equals("end")) {
            form = -1;
        } else if (line.startsWith("form")) {
            Line read = new Line(line);
            form = forms.size();
            forms.add(new Form(
                    read.label,
                    read.name,
                    target(),
                    !read.has("novalidate"),
                    first("invalidfield"),
                    first("invalid"),
                    read.has("has-password"),
                    hidden()));
        } else {
            controls.add(control(new Line(line)));
        }
    }

    private Control control(Line line) {
        Kind kind =
                switch (line.type) {
                    case "submit" -> Kind.SUBMIT;
                    case "button", "link" -> Kind.BUTTON;
                    case "editor" -> Kind.EDITOR;
                    case "other" -> Kind.OTHER;
                    case "select", "radio", "checkbox" -> Kind.CHOICE;
                    default -> Kind.FIELD;
                };
        boolean field = kind == Kind.FIELD || kind == Kind.CHOICE;
        return new Control(
                document * 100 + controls.size(),
                kind,
                form,
                line.type.equals("link") ? "" : line.type,
                field ? line.name : "",
                line.name,
                line.autocomplete,
                line.label,
                line.has("hidden") ? Visibility.HIDDEN : line.has("covered") ? Visibility.COVERED : Visibility.VISIBLE,
                line.has("covered") ? "<div id=\"banner\">" : "",
                !line.has("disabled"),
                field && !line.has("disabled") && !line.has("readonly"),
                line.type.equals("password") ? "" : line.value,
                !line.value.isEmpty(),
                line.has("toggle"),
                !line.has("unparsed"),
                kind == Kind.SUBMIT ? target() : null,
                line.has("is-username"),
                line.has("is-password"),
                line.has("is-submit"),
                line.has("is-code"),
                line.has("digit"),
                field ? extra(line) : null);
    }

    /** Reads what an option {@code loginField} names: the line {@code fields:} has the names. */
    private NamedField extra(Line line) {
        int option = List.of(first("fields").split(" ")).indexOf(line.name);
        if (option < 0) {
            return null;
        }
        boolean radio = line.type.equals("radio");
        List<Choice> choices = new ArrayList<>();
        if (line.type.equals("select") || radio) {
            String[] all = radio ? new String[] {line.value + "/" + line.label} : line.label.split(", ");
            for (String each : all) {
                String[] parts = each.split("/");
                choices.add(new Choice(choices.size(), parts[0], parts[parts.length - 1]));
            }
        }
        return new NamedField(option, line.value, line.has("checked"), choices);
    }

    private List<Hidden> hidden() {
        return all("hidden").stream()
                .map(each -> new Hidden(each.split("=", 2)[0], each.split("=", 2)[1]))
                .toList();
    }

    private Origin target() {
        return first("target").isEmpty() ? null : Origin.of(URI.create(first("target")));
    }

    private PageDescription page() {
        String address =
                about.getOrDefault("at", List.of("https://chat.example.com/")).get(0);
        return new PageDescription(
                place,
                address,
                address,
                Origin.of(URI.create(address)),
                document,
                first("loading").isEmpty(),
                !about.containsKey("scriptless"),
                first("title"),
                first("text"),
                all("heading"),
                about.containsKey("spinner"),
                all("hint"),
                List.copyOf(controls),
                List.copyOf(forms),
                all("says"),
                Stream.concat(
                                all("click").stream().map(cover -> new Click(0, true, cover, null)),
                                all("known").stream().map(cover -> new Click(1, false, cover, null)))
                        .toList(),
                List.of(),
                true,
                all("closed"),
                first("deadend").isEmpty() ? null : DeadEnd.valueOf(first("deadend")),
                first("reader"),
                all("call").stream().map(Integer::valueOf).toList(),
                about.containsKey("sent"),
                true,
                first("busy").isEmpty(),
                first("status").isEmpty() ? 0 : Integer.parseInt(first("status")));
    }

    private String first(String property) {
        return all(property).stream().findFirst().orElse("");
    }

    private List<String> all(String property) {
        return about.getOrDefault(property, List.of());
    }

    /** Returns the page as it is after the field of an option {@code loginField} was filled in. */
    static PageDescription filled(PageDescription page, FillField fill, String value) {
        NamedField old = fill.field().extra();
        boolean checked = fill.field().type().equals("radio") || value.equals("true");
        String held = fill.choice() == null ? value : fill.choice().value();
        return filled(page, fill.field(), held, new NamedField(old.option(), held, checked, old.choices()));
    }

    /** Returns the page as it is after a field was filled. */
    static PageDescription filled(PageDescription page, Control field, String value) {
        return filled(page, field, value, field.extra());
    }

    private static PageDescription filled(PageDescription page, Control field, String value, NamedField extra) {
        List<Control> controls = page.controls().stream()
                .map(each -> each.equals(field)
                        ? new Control(
                                each.number(),
                                each.kind(),
                                each.form(),
                                each.type(),
                                each.name(),
                                each.about(),
                                each.autocomplete(),
                                each.label(),
                                each.visibility(),
                                each.cover(),
                                each.enabled(),
                                each.editable(),
                                "password".equals(each.type()) ? "" : value,
                                true,
                                each.toggle(),
                                each.parsed(),
                                each.target(),
                                each.username(),
                                each.password(),
                                each.submit(),
                                each.code(),
                                each.digit(),
                                extra)
                        : each)
                .toList();
        return new PageDescription(
                page.place(),
                page.address(),
                page.location(),
                page.origin(),
                page.document(),
                page.loaded(),
                page.scripted(),
                page.title(),
                page.text(),
                page.headings(),
                page.busy(),
                page.hints(),
                controls,
                page.forms(),
                page.messages(),
                page.clicks(),
                page.steps(),
                page.ready(),
                page.closedRoots(),
                page.deadEnd(),
                page.foreignReader(),
                page.statuses(),
                page.sentItself(),
                page.reportsRequests(),
                page.quiet(),
                page.navigationStatus());
    }

    /** The parts of one line. */
    private static final class Line {

        private final String type;
        private final List<String> flags = new ArrayList<>();
        private String name = "";
        private String label = "";
        private String autocomplete = "";
        private String value = "";

        Line(String line) {
            Matcher token = TOKEN.matcher(line);
            token.find();
            type = token.group();
            while (token.find()) {
                if (token.group(1) != null) {
                    label = token.group(1);
                } else if (token.group(2) != null) {
                    autocomplete = token.group(2);
                } else if (token.group(3) != null) {
                    value = token.group(3);
                } else if (FLAGS.contains(token.group(4))) {
                    flags.add(token.group(4));
                } else {
                    name = token.group(4);
                }
            }
        }

        private static final List<String> FLAGS = List.of(
                "hidden",
                "disabled",
                "readonly",
                "toggle",
                "covered",
                "unparsed",
                "novalidate",
                "has-password",
                "is-username",
                "is-password",
                "is-submit",
                "is-code",
                "checked",
                "digit");

        boolean has(String flag) {
            return flags.contains(flag);
        }
    }
}
