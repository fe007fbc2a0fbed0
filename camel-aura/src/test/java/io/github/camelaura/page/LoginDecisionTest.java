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

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.camelaura.http.Origin;
import io.github.camelaura.page.LoginAction.Click;
import io.github.camelaura.page.LoginAction.Fail;
import io.github.camelaura.page.LoginAction.Fill;
import io.github.camelaura.page.LoginAction.FillCode;
import io.github.camelaura.page.LoginAction.FillField;
import io.github.camelaura.page.LoginAction.Send;
import io.github.camelaura.page.LoginAction.TakeSession;
import io.github.camelaura.page.LoginAction.Wait;
import io.github.camelaura.page.LoginDecision.Moment;
import io.github.camelaura.page.LoginDecision.Next;
import io.github.camelaura.page.LoginDecision.Seen;

/**
 * Decisions about the pages in {@code pages.txt}: what is typed into which field, which button is pressed, or which
 * failure is reported.
 *
 * <p>A page begins with {@code # description}; {@code fields:} has the names of {@code loginField} options in order,
 * {@code values:} their values; {@code rules:} gives the configuration, {@code before:} the actions on
 * an earlier page, and {@code here:} the actions on the main document. It ends with the expected actions in their order, each
 * as {@code => action}.
 */
class LoginDecisionTest {

    private static final URI CHAT = URI.create("https://chat.example.com/");
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Moment MOMENT = new Moment(LONG, LONG, LONG, LONG);
    private static final Moment NOW = new Moment(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    private static final Moment FIELD_APPEARED = new Moment(LONG, LONG, Duration.ZERO, LONG);
    private static final Moment FIELD_STAYED = new Moment(LONG, LONG, LONG, Duration.ZERO);
    private static final Moment SOON = new Moment(Duration.ofSeconds(2), Duration.ofSeconds(2), LONG, LONG);
    private static final int MOST_STEPS = 8;

    private static String resource() throws IOException {
        try (InputStream in = LoginDecisionTest.class.getResourceAsStream("pages.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static Stream<Arguments> pages() throws IOException {
        return Stream.of(resource().split("(?m)^# "))
                .skip(1)
                .map(each -> Arguments.of(each.lines().findFirst().orElseThrow(), each.substring(each.indexOf('\n'))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void decisionEqualsTheExpectedActions(String name, String text) {
        List<String> expected = text.lines()
                .filter(line -> line.startsWith("=> "))
                .map(line -> line.substring(3).strip())
                .toList();
        String lines =
                text.lines().filter(line -> !line.startsWith("=> ")).reduce("", (all, line) -> all + line + "\n");

        List<String> done = run(lines);

        assertThat(done).as(name).hasSameSizeAs(expected);
        for (int i = 0; i < done.size(); i++) {
            assertThat(done.get(i)).as(name).startsWith(expected.get(i).split("\\.\\.\\.")[0]);
            for (String part : expected.get(i).split("\\.\\.\\.")) {
                assertThat(done.get(i)).as(name).contains(part.strip());
            }
        }
    }

    private static List<String> run(String lines) {
        List<PageDescription> pages = new ArrayList<>(PageText.pages(2, lines));
        PageDescription page = pages.get(0);
        ActionHistory history = ActionHistory.none();
        for (String before : words(lines, "before:")) {
            String[] parts = before.split("@"); // the kind, and for a field of an option perhaps its number
            history = history.with(
                    ActionHistory.Kind.valueOf(parts[0]),
                    PageText.page(1, ""),
                    parts.length > 1 ? Integer.parseInt(parts[1]) : 100);
        }
        for (String here : words(lines, "here:")) {
            history = history.with(
                    ActionHistory.Kind.valueOf(here.split("@")[0]), withoutMessages(page), number(page, here));
        }
        LoginDecision decision = new LoginDecision(rules(words(lines, "rules:"), fields(lines)));
        List<String> done = new ArrayList<>();
        for (int i = 0; i < MOST_STEPS; i++) {
            Moment moment = moment(words(lines, "rules:"));
            Next next = decision.next(
                    pages.stream().map(each -> new Seen(each, moment)).toList(), history);
            page = next.page();
            int index = pages.indexOf(page);
            LoginAction action = next.action();
            if (action instanceof Fill fill) {
                Control field = fill.field();
                done.add((fill.password() ? "password" : "user name") + " into " + field.name());
                history = history.with(
                        fill.password() ? ActionHistory.Kind.FILL_PASSWORD : ActionHistory.Kind.FILL_USERNAME,
                        page,
                        field.number());
                page = PageText.filled(page, field, "jane@example.com");
            } else if (action instanceof FillField fill) {
                int option = fill.field().extra().option();
                String value = fields(lines).value(option);
                done.add(value + " into " + fill.field().name());
                history = history.with(ActionHistory.Kind.FILL_FIELD, page, option);
                page = PageText.filled(page, fill, value);
            } else if (action instanceof FillCode fill) {
                done.add("code into " + fill.fields().get(0).name()
                        + (fill.fields().size() > 1 ? " and more" : ""));
                history = history.with(
                        ActionHistory.Kind.FILL_CODE, page, fill.fields().get(0).number());
                for (Control field : fill.fields()) {
                    page = PageText.filled(page, field, "1");
                }
            } else if (action instanceof Click click) {
                done.add("click");
                history = history.with(ActionHistory.Kind.CLICK, page, click.selector());
            } else {
                done.add(ending(action));
                return done;
            }
            pages.set(index, page);
        }
        return done;
    }

    private static Moment moment(List<String> words) {
        if (words.contains("appeared")) {
            return FIELD_APPEARED;
        }
        if (words.contains("acted")) {
            return FIELD_STAYED;
        }
        if (words.contains("soon")) {
            return SOON;
        }
        return words.contains("now") ? NOW : MOMENT;
    }

    /** Removes the messages, because the page did not show them before the form was sent. */
    private static PageDescription withoutMessages(PageDescription page) {
        return PageText.page(page.document(), "at: " + page.address());
    }

    private static int number(PageDescription page, String here) {
        String name = here.contains("@") ? here.split("@")[1] : "";
        if (here.contains("_FIELD")) {
            return page.controls().stream()
                    .filter(control -> control.name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .extra()
                    .option();
        }
        return page.controls().stream()
                .filter(control -> control.name().equals(name))
                .mapToInt(Control::number)
                .findFirst()
                .orElse(-1);
    }

    private static List<String> words(String lines, String property) {
        return lines.lines()
                .filter(line -> line.startsWith(property))
                .flatMap(line ->
                        Stream.of(line.substring(property.length()).strip().split(" ")))
                .toList();
    }

    private static LoginFields fields(String lines) {
        List<String> names = words(lines, "fields:");
        Map<String, Object> values = new HashMap<>();
        names.forEach(name -> values.put(name, words(lines, "values:").get(names.indexOf(name))));
        return LoginFields.of(values);
    }

    private static LoginRules rules(List<String> words, LoginFields fields) {
        boolean sso = words.contains("sso");
        return new LoginRules(
                words.contains("nobody") ? null : "jane@example.com",
                words.contains("username"),
                words.contains("password"),
                words.contains("submit"),
                words.contains("code"),
                words.contains("seed") ? 6 : 0,
                fields,
                LoginSteps.none(),
                words.contains("marks"),
                words.contains("attended"),
                Origin.of(CHAT),
                TrustedOrigins.of(
                        sso ? "chat.example.com,sso.example.com" : null,
                        sso ? URI.create("https://sso.example.com/") : CHAT,
                        CHAT));
    }

    private static String ending(LoginAction action) {
        if (action instanceof Send send) {
            String what =
                    switch (send.kind()) {
                        case SEND_PASSWORD -> "";
                        case SEND_CODE -> "the code ";
                        case SEND_FIELDS -> "the fields ";
                        default -> "the user name ";
                    };
            String extras = send.kind() == ActionHistory.Kind.SEND_FIELDS
                    ? ""
                    : send.filled().stream()
                            .filter(field -> field.extra() != null)
                            .map(field -> "with " + field.name() + " ")
                            .reduce("", String::concat);
            return "send " + what + extras + "by "
                    + (send.button() == null ? "Enter" : send.button().label());
        }
        if (action instanceof TakeSession take) {
            return "take the session, else " + ending(take.otherwise());
        }
        if (action instanceof Fail fail) {
            return "fail with " + fail.reason() + ": " + fail.message();
        }
        return "wait: " + ((Wait) action).obstacle();
    }
}
