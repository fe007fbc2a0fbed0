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

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** What a chunk costs, and how late it is, on each way to it: all in one run, in turns, in one JVM. */
public final class ChunkBenchmark {

    private static final int FLOOD_CHUNKS = 100 * BenchmarkServer.CHUNKS_PER_WRITE;
    private static final int FLOOD_WARM_UPS = 15;
    private static final int FLOOD_ROUNDS = 40;
    private static final int PACE_CHUNKS = 60;
    private static final int PACE_WARM_UPS = 1;
    private static final int PACE_ROUNDS = 8;

    private static final long GIVE_UP_SECONDS = 300;

    private static final PrintStream OUT = System.out;

    private final Downstream downstream = new Downstream();
    private final Way socket;
    private final Way bare;
    private final Way consumer;
    private final Way split;
    private final Way openAi;
    private final Way exchange;
    private final Way list;
    private final List<Way> ways;

    private ChunkBenchmark(ServerProcess server, CamelContext context) throws Exception {
        String flood = server.flood(FLOOD_CHUNKS);
        String pace = server.pace(PACE_CHUNKS);
        ExchangeLoop loop = new ExchangeLoop(context);
        context.addRoutes(new ChunkRoutes(flood, pace, loop, downstream));
        context.start();
        BareLoop bareLoop = new BareLoop(context, downstream);
        ProducerTemplate template = context.createProducerTemplate();
        socket = new Way("   socket, bytes unparsed", () -> server.drain(FLOOD_CHUNKS), null);
        bare = new Way("a  bare reading loop", () -> bareLoop.flood(flood), () -> bareLoop.pace(pace));
        consumer = routes("b  from(\"aura:...\")", template, "consumer");
        split = routes("c  streaming=true, Split", template, "split");
        openAi = routes("d  openai-java's iterator, Split", template, "openai");
        exchange = new Way("e  exchange on a consumer, no HTTP", () -> loop.flood(FLOOD_CHUNKS), null);
        List<String> words = Collections.nCopies(FLOOD_CHUNKS, "word ");
        list = new Way("   Split of a list, no HTTP", () -> template.requestBody("direct:list", words), null);
        ways = List.of(socket, bare, consumer, exchange, split, list, openAi);
    }

    private static Way routes(String title, ProducerTemplate template, String name) {
        return new Way(
                title,
                () -> template.requestBody("direct:" + name + "-flood", "?"),
                () -> template.requestBody("direct:" + name + "-pace", "?"));
    }

    public static void main(String[] args) throws Exception {
        CompletableFuture.delayedExecutor(GIVE_UP_SECONDS, TimeUnit.SECONDS).execute(() -> {
            System.err.println("The benchmark hangs, or this machine is too slow for it");
            Runtime.getRuntime().halt(1);
        });
        try (ServerProcess server = new ServerProcess();
                CamelContext context = new DefaultCamelContext()) {
            context.disableJMX(); // as if camel-management were not there
            ChunkBenchmark benchmark = new ChunkBenchmark(server, context);
            benchmark.printConditions(server.compareClocks());
            benchmark.run();
            benchmark.printTable();
            benchmark.printRatios();
        }
    }

    private void run() throws Exception {
        flood(FLOOD_WARM_UPS);
        pace(PACE_WARM_UPS);
        ways.forEach(Way::forget);
        flood(FLOOD_ROUNDS);
        pace(PACE_ROUNDS);
    }

    private void flood(int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            for (Way way : ways) {
                way.flood(FLOOD_CHUNKS, downstream);
            }
        }
    }

    private void pace(int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            for (Way way : ways) {
                way.pace(PACE_CHUNKS, downstream);
            }
        }
    }

    private void printConditions(long clockAgreement) {
        print(
                "%d cores, JDK %s (%s), %s %s, load average %.1f at the start",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.version"),
                ManagementFactory.getGarbageCollectorMXBeans().get(0).getName(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        print("Server in a process of its own; both read one clock (agreed within %.0f us).", clockAgreement / 1e3);
        print(
                "Cost: median (least - most) of %d floods of %,d chunks. Delay: of %,d chunks, one each %d ms.",
                FLOOD_ROUNDS,
                FLOOD_CHUNKS,
                PACE_ROUNDS * PACE_CHUNKS,
                TimeUnit.NANOSECONDS.toMillis(BenchmarkServer.PACE_NANOS));
    }

    private void printTable() {
        print("%n%-36s %8s %17s %12s %10s", "", "ns/chunk", "", "delay median", "99 % (ms)");
        for (Way way : ways) {
            String range = String.format(Locale.ROOT, "(%,.0f - %,.0f)", way.leastCost(), way.mostCost());
            String delays = way.isPaced()
                    ? String.format(Locale.ROOT, "%12.3f %10.3f", way.delay(0.5), way.delay(0.99))
                    : String.format("%12s %10s", "-", "-");
            print("%-36s %,8.0f %17s %s", way.title, way.cost(), range, delays);
        }
    }

    private void printRatios() {
        print("");
        printCost("cost b / (e + a)", consumer, "aim: at most 1.5");
        printCost("cost c / (e + a)", split, "aim: at most 1.5");
        printCost("cost list / (e + a)", list, "Camel's part of (c), without any reading");
        double least = bare.delay(0.5);
        printRatio("delay b / a", consumer.delay(0.5) / least, "at most 2", consumer.delay(0.5) <= 2 * least);
        printRatio("delay c / a", split.delay(0.5) / least, "at most 2", split.delay(0.5) <= 2 * least);
        printRatio("delay d / a", openAi.delay(0.5) / least, "20 or more", openAi.delay(0.5) >= 20 * least);
        print(
                "%nServer and kernel alone: %.0f %% of (a), so that they %s.",
                100 * socket.cost() / bare.cost(), socket.cost() > 0.7 * bare.cost() ? "LIMIT IT" : "don't limit it");
    }

    /** In the same round; also of the least costs: those were disturbed least by what else the machine does. */
    private void printCost(String name, Way way, String remark) {
        print(
                "%-20s %8.2f   of the least: %.2f   %s",
                name,
                way.costAgainst(exchange, bare),
                way.leastCost() / (exchange.leastCost() + bare.leastCost()),
                remark);
    }

    private static void printRatio(String name, double ratio, String aim, boolean met) {
        print("%-20s %8.2f   aim: %s, %s", name, ratio, aim, met ? "met" : "MISSED");
    }

    private static void print(String format, Object... values) {
        OUT.printf(Locale.ROOT, format + "%n", values);
    }
}
