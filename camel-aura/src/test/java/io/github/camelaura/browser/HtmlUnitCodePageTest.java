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

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

/** Pages that send one-time codes by scripts, and pages that replace the fields for codes, with HtmlUnit. */
class HtmlUnitCodePageTest extends CodePageTests {

    @Override
    List<String> browser() {
        return List.of("browserName=htmlunit");
    }

    @Test
    void fieldForACodeBesideThePasswordMayBeReplacedAfterItWasFilled() throws Exception {
        gate.open();
        loginPage = "<form method='post' action='/otp'>" + PASSWORD_FIELDS
                + "<span><input name='otp'></span><button type='submit'>Log in</button></form>" + """
                <script>
                const place = document.querySelector('span');
                place.firstChild.addEventListener('change', function () {
                    const code = place.firstChild.value;
                    setTimeout(function () {
                        place.innerHTML = '<input name="otp">';
                        place.firstChild.value = code;
                    }, 100);
                });
                </script>
                """;

        assertThat(await(login()).getException()).isNull();
        assertThat(codes).singleElement().asString().matches("username=jane&password=pw&otp=\\d{6}");
    }

    @Test
    void codeThatWasTypedInPartIsTypedAgain() throws Exception {
        gate.open();
        codePage = "<form method='post' action='/otp'><input type='hidden' name='typed'>"
                + "<input class='box' maxlength='1' name='digit'>".repeat(6)
                + "<button type='submit'>Verify</button></form>" + """
                <script>
                const typed = document.querySelector('[name=typed]');
                const boxes = document.querySelectorAll('.box');
                boxes[0].addEventListener('input', function () { typed.value += boxes[0].value; });
                boxes[2].addEventListener('input', function () {
                    if (typed.value.length === 1) {
                        boxes[3].replaceWith(boxes[3].cloneNode());
                    }
                });
                </script>
                """;

        assertThat(await(login()).getException()).isNull();
        assertThat(codes)
                .singleElement()
                .asString()
                .matches("typed=\\d(\\d)&digit=\\1(&digit=\\d){5}"); // perhaps of the next period
    }
}
