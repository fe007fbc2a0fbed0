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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Many live streams in one process against as many bare loops over the same client, on the same kind of threads. */
public final class ManyStreamsBenchmark {

    private static final int STREAMS = 9000;
    private static final int CHUNKS = 45;
    private static final int ROUNDS = 3;

    private ManyStreamsBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        List<ManyStreamsResult> bare = new ArrayList<>();
        List<ManyStreamsResult> aura = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            bare.add(run("bare"));
            aura.add(run("aura"));
        }
        System.out.printf(
                "%d cores, JDK %s, %s threads; %,d streams, %d chunks each, one a second; medians of %d runs, in turns%n%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.version"),
                Boolean.getBoolean(JavaProcess.VIRTUAL_THREADS) ? "virtual" : "platform",
                STREAMS,
                CHUNKS,
                ROUNDS);
        System.out.printf("%-32s %10s %10s %8s%n", "", "bare loop", "aura", "ratio");
        print("CPU per chunk (us)", bare, aura, result -> result.cpu() / 1e3);
        print("delay, median (ms)", bare, aura, result -> result.median() / 1e6);
        print("delay, 99th percentile (ms)", bare, aura, result -> result.late() / 1e6);
        print("collections (ms a second)", bare, aura, result -> result.collections() / 1e6);
        print("heap after a collection (MB)", bare, aura, result -> result.heap() / 1e6);
        print("memory of the process (MB)", bare, aura, result -> result.resident() / 1e6);
    }

    private static ManyStreamsResult run(String way) throws IOException {
        try (JavaProcess server = JavaProcess.start(
                        DripServer.class, "-Xmx512m", Integer.toString(STREAMS), Integer.toString(CHUNKS));
                JavaProcess client = JavaProcess.start(
                        ManyStreams.class,
                        "-Xmx2g",
                        way,
                        server.readLine(),
                        Integer.toString(STREAMS),
                        Integer.toString(CHUNKS))) {
            return ManyStreamsResult.read(client);
        }
    }

    private static void print(
            String what,
            List<ManyStreamsResult> bare,
            List<ManyStreamsResult> aura,
            ToDoubleFunction<ManyStreamsResult> figure) {
        double one = median(bare, figure);
        double other = median(aura, figure);
        String ratio = one == 0 ? "-" : "%.2f".formatted(other / one);
        System.out.printf(Locale.ROOT, "%-32s %10.2f %10.2f %8s%n", what, one, other, ratio);
    }

    private static double median(List<ManyStreamsResult> results, ToDoubleFunction<ManyStreamsResult> figure) {
        return results.stream().mapToDouble(figure).sorted().toArray()[results.size() / 2];
    }
}
