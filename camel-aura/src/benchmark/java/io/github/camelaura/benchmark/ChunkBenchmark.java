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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.impl.engine.PooledProcessorExchangeFactory;

import io.github.camelaura.AuraConstants;

/** What a chunk costs, and how late it is, on each way to it: all in one run, in turns, in one JVM. */
public final class ChunkBenchmark {

    private static final int FLOOD_CHUNKS = 100 * BenchmarkServer.CHUNKS_PER_WRITE;
    private static final int FLOOD_WARM_UPS = 15;
    private static final int FLOOD_ROUNDS = 40;
    private static final int PACE_CHUNKS = 60;
    private static final int PACE_WARM_UPS = 1;
    private static final int PACE_ROUNDS = 8;

    private static final int CALL_WARM_UPS = 2000;
    private static final int CALL_ROUNDS = 4000;

    private static final Map<String, Object> TEN_HEADERS =
            IntStream.range(0, 10).boxed().collect(Collectors.toMap(i -> "header" + i, i -> "value " + i));

    private static final long GIVE_UP_SECONDS = 1200;

    private static final PrintStream OUT = System.out;

    private final Downstream downstream = new Downstream();
    private final Way socket;
    private final Way bare;
    private final Way consumer;
    private final Way split;
    private final Way events;
    private final Way openAi;
    private final Way langChain;
    private final Way exchange;
    private final Way exchangeWithHeaders;
    private final Way headers;
    private final Way pooled;
    private final Way list;
    private final List<Way> ways;
    private final Call bareCall;
    private final Call lookingCall;
    private final Call call;
    private final Call guarded;
    private final Call remembered;
    private final List<Call> calls;
    private int conversation;

    private ChunkBenchmark(ServerProcess server, CamelContext context, CamelContext pooling) throws Exception {
        String flood = server.flood(FLOOD_CHUNKS);
        String pace = server.pace(PACE_CHUNKS);
        ExchangeLoop loop = new ExchangeLoop(context);
        context.addRoutes(new ChunkRoutes(server, flood, pace, loop, downstream));
        context.start();
        pooling.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:flood").to(ChunkRoutes.aura("flood", flood));
                from("aura:flood").process(downstream.counter());
            }
        });
        pooling.start();
        BareLoop bareLoop = BareLoop.of(context, "");
        // of the kind that the component has: reading and waking up cost more on a virtual thread
        ExecutorService threads = context.getExecutorServiceManager().newCachedThreadPool(this, "BareLoop");
        ProducerTemplate template = context.createProducerTemplate();
        ProducerTemplate poolingTemplate = pooling.createProducerTemplate();
        socket = new Way("   socket, bytes unparsed", () -> server.drain(FLOOD_CHUNKS), null);
        bare = new Way(
                "a  bare reading loop",
                () -> threads.submit(() -> bareLoop.read(flood, (buffer, length) -> downstream.count()))
                        .get(),
                () -> threads.submit(() -> bareLoop.readText(pace, text -> downstream.arrived(System.nanoTime(), text)))
                        .get());
        consumer = routes("b  from(\"aura:...\")", template, "consumer");
        headers = new Way(
                "b  with 10 headers on the request",
                () -> template.requestBodyAndHeaders("direct:headers-flood", "?", TEN_HEADERS),
                null);
        pooled = new Way(
                "b  with pooled exchanges", () -> poolingTemplate.requestBody("direct:flood", (Object) "?"), null);
        split = routes("c  streaming=true, Split", template, "split");
        events = routes("f  streamFormat=sse, one reader", template, "sse");
        openAi = routes("d  openai-java's iterator, Split", template, "openai");
        langChain = routes("g  LangChain4j, ProducerTemplate", template, "langchain");
        exchange = new Way("e  exchange on a consumer, no HTTP", () -> loop.flood(FLOOD_CHUNKS), null);
        exchangeWithHeaders = new Way("e  with 10 headers", () -> loop.flood(FLOOD_CHUNKS, TEN_HEADERS), null);
        List<String> words = Collections.nCopies(FLOOD_CHUNKS, "word ");
        list = new Way("   Split of a list, no HTTP", () -> template.requestBody("direct:list", words), null);
        ways = List.of(
                socket,
                bare,
                consumer,
                headers,
                pooled,
                exchange,
                exchangeWithHeaders,
                split,
                list,
                events,
                openAi,
                langChain);
        BareLoop looking = BareLoop.thatLooks(context);
        bareCall = call("a", bareLoop, server.hello());
        lookingCall = call("a, looks whether the server has gone", looking, server.hello());
        call = new Call("b", () -> template.requestBody("direct:call", "?"), downstream);
        guarded = new Call("b, with a credential", () -> template.requestBody("direct:guarded", "?"), downstream);
        remembered = new Call(
                "b, in a conversation of 10 turns",
                () -> template.requestBodyAndHeader(
                        "direct:remembered", "?", AuraConstants.CONVERSATION_ID, String.valueOf(conversation++ / 10)),
                downstream);
        calls = List.of(bareCall, lookingCall, call, guarded, remembered);
    }

    private static Way routes(String title, ProducerTemplate template, String name) {
        return new Way(
                title,
                () -> template.requestBody("direct:" + name + "-flood", "?"),
                () -> template.requestBody("direct:" + name + "-pace", "?"));
    }

    private Call call(String title, BareLoop loop, String url) {
        return new Call(title, () -> loop.readText(url, text -> downstream.firstArrived()), downstream);
    }

    public static void main(String[] args) throws Exception {
        CompletableFuture.delayedExecutor(GIVE_UP_SECONDS, TimeUnit.SECONDS).execute(() -> {
            System.err.println("The benchmark hangs, or this machine is too slow for it");
            Runtime.getRuntime().halt(1);
        });
        try (ServerProcess server = new ServerProcess();
                CamelContext context = new DefaultCamelContext();
                CamelContext pooling = new DefaultCamelContext()) {
            context.disableJMX(); // as if camel-management were not there
            pooling.disableJMX();
            pooling.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
            pooling.getCamelContextExtension().setProcessorExchangeFactory(new PooledProcessorExchangeFactory());
            ChunkBenchmark benchmark = new ChunkBenchmark(server, context, pooling);
            benchmark.printConditions(server.compareClocks());
            benchmark.run();
            benchmark.printTable();
            benchmark.printRatios();
        }
    }

    private void run() throws Exception {
        flood(FLOOD_WARM_UPS);
        pace(PACE_WARM_UPS);
        call(CALL_WARM_UPS);
        ways.forEach(Way::forget);
        calls.forEach(Call::forget);
        flood(FLOOD_ROUNDS);
        pace(PACE_ROUNDS);
        call(CALL_ROUNDS);
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

    private void call(int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            for (Call one : calls) {
                one.measure();
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
        print("%n%-36s %8s %17s %12s %12s %10s", "", "ns/chunk", "", "bytes/chunk", "delay median", "99 % (ms)");
        for (Way way : ways) {
            String range = String.format(Locale.ROOT, "(%,.0f - %,.0f)", way.leastCost(), way.mostCost());
            String delays = way.isPaced()
                    ? String.format(Locale.ROOT, "%12.3f %10.3f", way.delay(0.5), way.delay(0.99))
                    : String.format("%12s %10s", "-", "-");
            String bytes = way.allocation().isPresent()
                    ? String.format(Locale.ROOT, "%,12.0f", way.allocation().getAsDouble())
                    : String.format("%12s", "-");
            print("%-36s %,8.0f %17s %s %s", way.title, way.cost(), range, bytes, delays);
        }
        print("%n%-36s %16s %16s", "median of " + CALL_ROUNDS + " calls (us)", "to first chunk", "to the end");
        for (Call one : calls) {
            print("%-36s %16.1f %16.1f", one.title, one.toFirst(), one.toEnd());
        }
    }

    private void printRatios() {
        print("");
        printCost("cost b / (e + a)", consumer, exchange, "aim: at most 1.5");
        printCost("b, 10 headers / (e + a)", headers, exchange, "aim: at most 1.5");
        printCost("b, 10 headers / (e, 10 headers + a)", headers, exchangeWithHeaders, "");
        printCost("cost c / (e + a)", split, exchange, "aim: at most 1.5");
        printCost("cost list / (e + a)", list, exchange, "Camel's part of (c), without any reading");
        double least = bare.delay(0.5);
        printAim("delay b / a", "%.2f", consumer.delay(0.5) / least, 1.5);
        printAim("delay b / a, 99 %", "%.2f", consumer.delay(0.99) / bare.delay(0.99), 1.5);
        printAim("delay c / a", "%.2f", split.delay(0.5) / least, 1.5);
        printAim("delay c / a, 99 %", "%.2f", split.delay(0.99) / bare.delay(0.99), 1.5);
        print("%-36s %8.2f", "delay f / a", events.delay(0.5) / least);
        printAim("delay of an event, 99 % (ms)", "%.3f", events.delay(0.99), 50);
        print("%-36s %8.2f", "delay d / a", openAi.delay(0.5) / least);
        print("%-36s %8.2f", "delay g / a", langChain.delay(0.5) / least);
        print("%-36s %8.2f", "cost d / b", openAi.cost() / consumer.cost());
        print("%-36s %8.2f", "cost g / b", langChain.cost() / consumer.cost());
        printAim("first chunk, b - a (us)", "%.0f", call.toFirst() - bareCall.toFirst(), 1000);
        print("%-36s %8.0f", "of it, looking (us)", lookingCall.toFirst() - bareCall.toFirst());
        printAim("a warm credential (us)", "%.0f", guarded.toFirst() - call.toFirst(), 20);
        printAim("a conversation (us)", "%.0f", remembered.toEnd() - call.toEnd(), 50);
        print(
                "%nServer and kernel alone: %.0f %% of (a), so that they %s.",
                100 * socket.cost() / bare.cost(), socket.cost() > 0.7 * bare.cost() ? "LIMIT IT" : "don't limit it");
    }

    /** In the same round; also of the least costs: those were disturbed least by what else the machine does. */
    private void printCost(String name, Way way, Way exchanges, String remark) {
        print(
                "%-36s %8.2f   of the least: %.2f   %s",
                name,
                way.costAgainst(exchanges, bare),
                way.leastCost() / (exchanges.leastCost() + bare.leastCost()),
                remark);
    }

    private static void printAim(String name, String format, double figure, double most) {
        String shown = String.format(Locale.ROOT, format, figure);
        print("%-36s %8s   aim: at most %s, %s", name, shown, most, figure <= most ? "met" : "MISSED");
    }

    private static void print(String format, Object... values) {
        OUT.printf(Locale.ROOT, format + "%n", values);
    }
}
