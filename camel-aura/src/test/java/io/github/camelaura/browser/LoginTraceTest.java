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

import java.time.Clock;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.camelaura.page.LoginAction.Wait;
import io.github.camelaura.page.LoginDecision.Next;
import io.github.camelaura.page.PageDescription;
import io.github.camelaura.page.PageDescription.Place;

/** The steps that a report shows. */
class LoginTraceTest {

    private final LoginTrace trace = new LoginTrace(Clock.systemUTC(), true);

    private static PageDescription page(int document) {
        return PageDescription.withoutElements(
                Place.MAIN, "http://127.0.0.1/" + document, "http://127.0.0.1/" + document, null, document, true, 200);
    }

    private void saw(PageDescription page, String obstacle) {
        trace.saw(List.of(page), new Next(page, new Wait(obstacle)));
    }

    @Test
    void looksAtAnUnchangedPageAreOneStep() {
        for (int i = 0; i < 1_000; i++) {
            saw(page(1), "slow");
        }
        saw(page(1), "other");

        assertThat(trace.steps().last()).singleElement().satisfies(step -> assertThat(step.action())
                .isEqualTo("Wait: other"));
        assertThat(trace.steps().first()).singleElement().satisfies(step -> assertThat(step.looks())
                .isEqualTo(1_000));
    }

    @Test
    void firstAndLastStepsOfALongLoginAreKept() {
        for (int i = 0; i < 1_000; i++) {
            saw(page(i), "slow");
            for (int note = 0; note < 100; note++) {
                trace.noted("note " + note);
            }
        }

        LoginTrace.Steps steps = trace.steps();
        assertThat(steps.first()).hasSize(20);
        assertThat(steps.last()).hasSize(61);
        assertThat(steps.omitted()).isEqualTo(1_000 - 81);
        assertThat(steps.last().get(60).address()).endsWith("/999");
        assertThat(steps.last().get(60).notes()).hasSize(10);
    }
}
