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
import java.util.concurrent.TimeUnit;

import io.github.camelaura.login.LoginDecision.Moment;
import io.github.camelaura.login.PageDescription;

/** Measures for how long a page has been as it is. */
final class PageClock {

    private PageDescription last;
    private long unchangedSince = System.nanoTime();
    private long documentSince = unchangedSince;
    private long deedAt = unchangedSince;

    void saw(PageDescription page) {
        long now = System.nanoTime();
        if (last == null || last.document() != page.document()) {
            documentSince = now;
        }
        if (!page.isSameState(last)) {
            unchangedSince = now;
        }
        last = page;
    }

    void did() {
        deedAt = System.nanoTime();
    }

    Moment moment() {
        long now = System.nanoTime();
        return new Moment(
                Duration.ofNanos(now - unchangedSince),
                Duration.ofNanos(now - documentSince),
                Duration.ofNanos(now - deedAt));
    }

    /** Lets the page go on. */
    void pause(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }
}
