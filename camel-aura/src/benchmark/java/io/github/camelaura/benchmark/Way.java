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
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** One way to a chunk, with what was measured of it. */
final class Way {

    /** Asks for a stream and returns when it has ended. */
    interface Stream {
        void run() throws Exception;
    }

    final String title;
    private final Stream flood;
    private final Stream pace;
    private final List<Double> floods = new ArrayList<>();
    private final List<Double> allocations = new ArrayList<>();
    private final List<long[]> delays = new ArrayList<>();

    /**
     * Describes a way.
     *
     * @param pace null if there is nothing to wait for
     */
    Way(String title, Stream flood, Stream pace) {
        this.title = title;
        this.flood = flood;
        this.pace = pace;
    }

    /** Measures a flood of so many chunks. */
    void flood(int chunks, Downstream downstream) throws Exception {
        Allocation allocation = new Allocation();
        long begin = System.nanoTime();
        flood.run();
        long nanos = System.nanoTime() - begin;
        OptionalLong allocated = allocation.bytes();
        long counted = downstream.takeCount();
        // one more for the end of streaming=true; and HttpClient's buffer ends in the middle of some
        if (counted > 0 && (counted < chunks || counted > 1.02 * chunks)) {
            throw new IllegalStateException(title + ": " + counted + " chunks came of " + chunks);
        }
        floods.add((double) nanos / chunks);
        allocated.ifPresent(bytes -> allocations.add((double) bytes / chunks));
    }

    /** Measures a paced stream of so many chunks. */
    void pace(int chunks, Downstream downstream) throws Exception {
        if (pace == null) {
            return;
        }
        pace.run();
        long[] taken = downstream.takeDelays();
        if (taken.length != chunks) {
            throw new IllegalStateException(title + ": " + taken.length + " chunks came of " + chunks);
        }
        delays.add(taken);
    }

    /** Forgets what was measured while the code was cold. */
    void forget() {
        floods.clear();
        allocations.clear();
        delays.clear();
    }

    boolean isPaced() {
        return pace != null;
    }

    /** Nanoseconds per chunk: the median of the floods. */
    double cost() {
        return quantile(sortedFloods(), 0.5);
    }

    /** Bytes per chunk, of all threads: the median of the floods; empty if threads ended during half of them or more. */
    OptionalDouble allocation() {
        return allocations.size() > floods.size() / 2
                ? OptionalDouble.of(quantile(sorted(allocations), 0.5))
                : OptionalDouble.empty();
    }

    /** By what this is dearer than others together: the median of the rounds, as a round's floods had equal conditions. */
    double costAgainst(Way one, Way other) {
        double[] ratios = IntStream.range(0, floods.size())
                .mapToDouble(round -> floods.get(round) / (one.floods.get(round) + other.floods.get(round)))
                .sorted()
                .toArray();
        return quantile(ratios, 0.5);
    }

    double leastCost() {
        return sortedFloods()[0];
    }

    double mostCost() {
        double[] sorted = sortedFloods();
        return sorted[sorted.length - 1];
    }

    /** Milliseconds from the server's sending to the end of the route, of all paced chunks. */
    double delay(double quantile) {
        double[] sorted = delays.stream()
                .flatMapToLong(LongStream::of)
                .sorted()
                .mapToDouble(nanos -> nanos / 1e6)
                .toArray();
        return quantile(sorted, quantile);
    }

    private double[] sortedFloods() {
        return sorted(floods);
    }

    private static double[] sorted(List<Double> figures) {
        return figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private static double quantile(double[] sorted, double quantile) {
        return Arrays.stream(sorted)
                .skip((long) (quantile * (sorted.length - 1)))
                .findFirst()
                .orElseThrow();
    }
}
