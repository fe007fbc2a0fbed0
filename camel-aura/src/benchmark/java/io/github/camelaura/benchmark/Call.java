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
package io.github.camelaura.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A way to ask for a reply of one chunk, with what was measured of it. */
final class Call {

    final String title;
    private final Way.Stream ask;
    private final Downstream downstream;
    private final List<Long> toFirst = new ArrayList<>();
    private final List<Long> toEnd = new ArrayList<>();

    Call(String title, Way.Stream ask, Downstream downstream) {
        this.title = title;
        this.ask = ask;
        this.downstream = downstream;
    }

    void measure() throws Exception {
        long begin = System.nanoTime();
        ask.run();
        toEnd.add(System.nanoTime() - begin);
        toFirst.add(downstream.takeFirst() - begin);
    }

    /** Forgets what was measured while the code was cold. */
    void forget() {
        toFirst.clear();
        toEnd.clear();
    }

    /** Microseconds from asking until the chunk is in the route: the median. */
    double toFirst() {
        return median(toFirst);
    }

    /** Microseconds from asking until the reply is complete: the median. */
    double toEnd() {
        return median(toEnd);
    }

    private static double median(List<Long> nanos) {
        Collections.sort(nanos);
        return nanos.get(nanos.size() / 2) / 1e3;
    }
}
