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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The YAML of {@code loginSteps}. */
class LoginStepsFileTest {

    @Test
    void stepsKeepTheirOrderPageAndNumber() {
        LoginSteps steps = read("""
                - click: "#one"
                - page: https://sso.example.com/tenant*
                - fill: "#company"
                  with: value
                  value: "{{company}}"
                - fill: "#pass"
                  with: password
                - choose: "#terms"
                  value: true
                - waitFor: .welcome
                - open: /home?company=acme
                - continueWhen: "#chat"
                - continueWhen: https://chat.example.com/*
                """);

        assertThat(steps.all())
                .containsExactly(
                        new PageStep(1, null, PageStep.Kind.CLICK, "#one", null),
                        step(3, PageStep.Kind.FILL_VALUE, "#company", "acme"),
                        step(4, PageStep.Kind.FILL_PASSWORD, "#pass", null),
                        step(5, PageStep.Kind.CHOOSE, "#terms", "true"),
                        step(6, PageStep.Kind.WAIT_FOR, ".welcome", null),
                        step(7, PageStep.Kind.OPEN, "/home?company=acme", null),
                        step(8, PageStep.Kind.CONTINUE_WHEN, "#chat", null),
                        new PageStep(9, null, PageStep.Kind.CONTINUE_WHEN, "https://chat.example.com/*", null));
        assertThat(steps.secretsWith(LoginFields.of(null))).containsExactly("acme");
        assertThat(steps.toString() + steps.all()).doesNotContain("acme");
    }

    @Test
    void asteriskOfAPageStandsForAnyCharacters() {
        PageStep step = step(1, PageStep.Kind.CLICK, "#one", null);

        assertThat(List.of("https://sso.example.com/tenant", "https://sso.example.com/tenant/a/b"))
                .allMatch(step::isFor);
        assertThat(List.of(
                        "https://sso.example.com/",
                        "https://other.example.com/tenant",
                        "http://sso.example.com/tenant"))
                .noneMatch(step::isFor);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fill: x | is not a list of steps",
                "'' | is not a list of steps",
                "'- fill: [' | is not valid YAML in line 1",
                "- click | step 1 of steps.yaml is not a map",
                "'- tap: x' | 'step 1 of steps.yaml must have exactly one of page, open, click, fill, choose, waitFor, continueWhen, and has [tap]'",
                "'- {click: x, fill: y}' | 'must have exactly one of page, open, click, fill, choose, waitFor, continueWhen, and has [click, fill]'",
                "'- {click: x, text: y}' | 'has the unknown key text. It may have click'",
                "'- {fill: x}' | 'needs with: username, password, code or value'",
                "'- {fill: x, with: user}' | 'needs with: username, password, code or value'",
                "'- {fill: x, with: value}' | needs a text for value",
                "'- {choose: x}' | needs a text for value",
                "'- {fill: x, with: password, value: y}' | must not have value",
                "'- click: #x' | needs a text for click. Put a text in quotes",
                "'- click: [name=x]' | needs a text for click. Put a text in quotes",
                "'- page: */tenant' | is not valid YAML in line 1: unexpected character found /(47). Put a text in quotes",
                "'- {fill: x, with: value, value: {{company}}}' | is not valid YAML. Put a text in quotes",
                "'- {click: []}' | needs a text for click",
                "'- {click: \"{{none}}\"}' | has a placeholder for click that cannot be resolved",
                "'- page: https://sso.example.com/' | the page https://sso.example.com/ in steps.yaml has no steps below it",
                "'[page: \"*/a\", page: \"*/b\", click: x]' | the page */a in steps.yaml has no steps below it",
                "'- page: sso.example.com' | must have the address of a page",
                "'- page: https://sso.example.com/?tenant=a' | must have the address of a page",
                "'- page: https://a:b@sso.example.com/' | must have the address of a page",
                "'- open: sso.example.com/login' | must have an address to open with its scheme",
                "'- open: //sso.example.com/login' | must have an address to open with its scheme",
                "'- open: https://a:b@sso.example.com/' | must have an address to open with its scheme",
                "'- open: \"https://sso.example.com/{\"' | must have an address to open with its scheme",
                "'- open: javascript:alert(1)' | must have an address to open with its scheme",
                "'- {open: /login, value: x}' | must not have value",
                "'- continueWhen: https://sso.example.com/?a=b' | must have the address of a page",
                "'- {continueWhen: x, page: y}' | 'must have exactly one of'",
            })
    void invalidStepIsNamed(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loginSteps")
                .hasMessageContaining("steps.yaml")
                .hasMessageContaining(message);
    }

    @Test
    void messageAboutInvalidYamlDoesNotRepeatValues() {
        assertThatThrownBy(() -> read("- fill: x\n  with: value\n  value: \"s3cret-value"))
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void tagThatMayBeAValueIsNotShown() {
        assertThatThrownBy(() -> read("- fill: x\n  with: value\n  value: !s3cret"))
                .hasMessageContaining("is not valid YAML in line 3: could not determine a constructor for the tag. Put")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void valueWithoutQuotesIsNotShown() {
        assertThatThrownBy(() -> read("- fill: x\n  with: value\n  value: *s3cret"))
                .hasMessageEndingWith(
                        "is not valid YAML in line 3: found undefined alias. Put a text in quotes if it begins with one"
                                + " of # * & [ { ! @, such as \"*/login\" or \"{{company}}\"");
    }

    @Test
    void textAroundAPlaceholderThatCannotBeResolvedIsNotShown() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            assertThatThrownBy(() -> LoginStepsFile.read(
                            "steps.yaml",
                            "- {fill: x, with: value, value: \"s3cret {{none}}\"}",
                            context::resolvePropertyPlaceholders))
                    .hasMessage("Option loginSteps: step 1 of steps.yaml has a placeholder for value that cannot be"
                            + " resolved: Property with key [none] not found in properties");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS://SSO.Example.com:443/Tenant*, https://sso.example.com/Tenant*",
        "http://LOCALHOST:80/, http://localhost/",
        "https://*.Example.com:8443/A, https://*.example.com:8443/A",
        "*/Tenant, */Tenant",
    })
    void addressOfAPageIsAsBrowsersReportIt(String written, String page) {
        assertThat(read("[page: '" + written + "', click: x, continueWhen: '" + written + "']")
                        .all())
                .containsExactly(
                        new PageStep(2, page, PageStep.Kind.CLICK, "x", null),
                        new PageStep(3, null, PageStep.Kind.CONTINUE_WHEN, page, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.10", "1e5", "007", "0x10", "true", "null"})
    void valueIsTakenAsItIsWritten(String value) {
        assertThat(read("- {fill: x, with: value, value: " + value + "}").all())
                .extracting(PageStep::value)
                .containsExactly(value);
    }

    private static PageStep step(int number, PageStep.Kind kind, String selector, String value) {
        return new PageStep(number, "https://sso.example.com/tenant*", kind, selector, value);
    }

    private static LoginSteps read(String yaml) {
        return LoginStepsFile.read("steps.yaml", yaml, text -> {
            if (text.contains("{{none}}")) {
                throw new IllegalArgumentException("none is not set");
            }
            return text.replace("{{company}}", "acme");
        });
    }
}
