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

import java.io.IOException;
import java.util.Arrays;

/**
 * What one way of {@link ManyStreams} has cost.
 *
 * @param cpu nanoseconds of the process per chunk
 * @param median of the delays, in nanoseconds
 * @param late the delay that one in a hundred exceeds, in nanoseconds
 * @param collections nanoseconds that collections of garbage took, of each second
 * @param heap bytes in use after a collection, while all streams run
 * @param resident bytes of the process then
 */
record ManyStreamsResult(long cpu, long median, long late, long collections, long heap, long resident) {

    static final String PREFIX = "result ";

    /** Reads on until there is one. */
    static ManyStreamsResult read(JavaProcess client) throws IOException {
        String line = client.readLine();
        while (line != null && !line.startsWith(PREFIX)) {
            System.err.println(line); // a log
            line = client.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("The client ended without a result");
        }
        long[] figures = Arrays.stream(line.substring(PREFIX.length()).split(" "))
                .mapToLong(Long::parseLong)
                .toArray();
        return new ManyStreamsResult(figures[0], figures[1], figures[2], figures[3], figures[4], figures[5]);
    }
}
