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
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

import io.github.camelaura.AuraConstants;

/** Many streams that run at once in this JVM, in one way; prints what they cost. */
final class ManyStreams {

    private static final int WARM_UP_SECONDS = 7;
    private static final int SECONDS = 20;
    private static final int PATIENCE_SECONDS = 90;

    private final String address;
    private final int streams;
    private final CountDownLatch live;
    private final AtomicInteger arrived = new AtomicInteger();
    private final long[] delays;

    private ManyStreams(String port, int streams, int chunks) {
        this.address = "http://127.0.0.1:" + port;
        this.streams = streams;
        this.live = new CountDownLatch(streams);
        this.delays = new long[streams * chunks];
    }

    /**
     * Prints what {@link ManyStreamsResult} reads.
     *
     * @param arguments {@code bare} or {@code aura}, the server's port, how many streams, how many chunks each
     */
    public static void main(String[] arguments) throws Exception {
        ManyStreams many =
                new ManyStreams(arguments[1], Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        try (CamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            context.start();
            many.measure(arguments[0].equals("bare") ? many.startLoops(context) : many.startRoutes(context));
        }
    }

    /** The same client on the same kind of threads, without Camel in between. */
    private CompletableFuture<?> startLoops(CamelContext context) {
        ExecutorService threads = context.getExecutorServiceManager().newCachedThreadPool(this, "BareLoop");
        BareLoop loop = BareLoop.of(context, "?connectionsPerRoute=" + streams + "&maxTotalConnections=" + streams);
        return allOf(() -> CompletableFuture.runAsync(() -> read(loop), threads));
    }

    private void read(BareLoop loop) {
        AtomicBoolean first = new AtomicBoolean(true);
        loop.readText(address, text -> arrived(first.getAndSet(false), text));
    }

    private CompletableFuture<?> startRoutes(CamelContext context) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask")
                        .to("aura:many?connectTimeout=60s&maxConcurrentStreams=" + streams + "&baseUrl=" + address);
                from("aura:many")
                        .process(exchange -> arrived(
                                exchange.getMessage().getHeader(AuraConstants.CHUNK_INDEX, Long.class) == 0,
                                exchange.getMessage().getBody(String.class)));
            }
        });
        ProducerTemplate template = context.createProducerTemplate();
        return allOf(() -> template.asyncRequestBody("direct:ask", "count"));
    }

    private CompletableFuture<?> allOf(Supplier<CompletableFuture<?>> stream) {
        return CompletableFuture.allOf(Stream.generate(stream)
                .limit(streams)
                .map(one -> one.whenComplete((reply, failure) -> {
                    if (failure != null) {
                        System.err.println(failure + ": " + failure.getCause());
                    }
                }))
                .toArray(CompletableFuture<?>[]::new));
    }

    private void arrived(boolean first, String sent) {
        delays[arrived.getAndIncrement()] = System.nanoTime() - Long.parseLong(sent);
        if (first) {
            live.countDown();
        }
    }

    private void measure(CompletableFuture<?> complete) throws Exception {
        if (!live.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(live.getCount() + " of " + streams + " streams have not begun");
        }
        System.gc(); // what the streams hold while they run is old from here on, as with streams that begin one by one
        TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        int from = arrived.get();
        long cpu = system.getProcessCpuTime();
        long collections = collections();
        TimeUnit.SECONDS.sleep(SECONDS);
        cpu = system.getProcessCpuTime() - cpu;
        collections = collections() - collections;
        int to = arrived.get();
        long[] window = Arrays.copyOfRange(delays, from, to);
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long resident = resident();
        complete.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (arrived.get() != delays.length) {
            throw new IllegalStateException(arrived + " chunks came of " + delays.length);
        }
        Arrays.sort(window);
        System.out.printf(
                ManyStreamsResult.PREFIX + "%d %d %d %d %d %d%n",
                cpu / window.length,
                window[window.length / 2],
                window[(int) (0.99 * window.length)],
                TimeUnit.MILLISECONDS.toNanos(collections) / SECONDS,
                heap,
                resident);
    }

    /** For how long garbage was collected so far, in milliseconds. */
    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    /** The memory of the process, in bytes; Linux. */
    private static long resident() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            String line =
                    lines.filter(text -> text.startsWith("VmRSS:")).findFirst().orElseThrow();
            return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
        }
    }
}
