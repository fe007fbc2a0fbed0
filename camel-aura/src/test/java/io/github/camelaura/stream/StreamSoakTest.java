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
package io.github.camelaura.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.util.ObjectHelper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraException;
import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.Footprint;
import io.github.camelaura.support.RandomReply;
import io.github.camelaura.support.RandomReply.Fault;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServerExtension;

/**
 * Random faults in many fast streams while routes start and stop: each request ends in one reply or one error, each
 * route receives a prefix of the text, and no thread, connection or memory remains. {@code -Dsoak.seconds} and {@code
 * -Dtest.seed} repeat a run, as far as thread scheduling permits.
 */
class StreamSoakTest {

    private static final int SECONDS_TO_WARM_UP = 3;
    /** The number of requests that the server keeps in memory for other tests. */
    private static final int REMEMBERED = 1_000;

    private static final int AT_ONCE = 64;

    private static final String COMMON_OPTIONS =
            "&credentialProcessor=none&onMalformedInput=REPORT&chunkTimeout=5s&firstChunkTimeout=5s&maxReplySize="
                    + RandomReply.MAX_SIZE;

    private static final String OPTIONS = COMMON_OPTIONS + "&maxConcurrentStreams=48";

    /** How the caller's route sends its request, and whether the reply must reach it. */
    private enum Way {
        REPLY(true),
        FORWARDED(true),
        SPLIT(true),
        CLOSED_EARLY(false),
        CANCELLED(false),
        TIMED_OUT(false),
        FAILING_ROUTE(false),
        OVERLOADED(false),
        READ_AS_BYTES(true),
        EVICTED(false);

        final boolean whole;

        Way(boolean whole) {
            this.whole = whole;
        }

        String uri() {
            return "direct:" + name();
        }
    }

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    private final Map<String, RandomReply> asked = new ConcurrentHashMap<>();
    private final Map<String, String> received = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicLong chunks = new AtomicLong();
    private final long seed = Long.getLong("test.seed", System.nanoTime());

    @Test
    void secondsOfRandomFaultsLeaveNothingBehind() throws Exception {
        soak(Integer.getInteger("soak.seconds", 10));
    }

    @Test
    @Tag("soak")
    void tenMinutesOfRandomFaultsLeaveNothingBehind() throws Exception {
        soak(Integer.getInteger("soak.seconds", 600));
    }

    private void soak(int seconds) throws Exception {
        aura.server().answer(request -> {
            RandomReply reply = asked.get(request.question());
            return reply == null ? AuraReply.empty() : reply.reply(); // null: the caller has timed out
        });
        run(SECONDS_TO_WARM_UP, new Random(seed));
        Footprint before = Footprint.now();
        run(seconds, new Random(seed));
        System.out.printf(
                "%d s, seed %d, %d chunks; before %s, after %s%n%s%n",
                seconds, seed, chunks.get(), before, Footprint.now(), new TreeMap<>(counts));

        assertThat(wrong).as("seed %d", seed).isEmpty();
        Footprint.awaitLike(before);
    }

    private void run(int seconds, Random random) throws Exception {
        counts.clear();
        chunks.set(0);
        try (CamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new Routes());
            context.start();
            CompletableFuture<Void> changes = new CompletableFuture<>();
            Thread churn = new Thread(() -> change(context, new Random(seed), changes), "churn");
            churn.start();
            askFor(seconds, random, context);
            changes.complete(null);
            churn.join();
            AuraComponent component = context.getComponent("aura", AuraComponent.class);
            await().atMost(AuraTestSupport.PATIENCE, TimeUnit.SECONDS)
                    .untilAsserted(
                            () -> assertThat(component.getRunningStreams()).isZero());
        }
        aura.server().awaitOpenStreams(0);
        aura.server().awaitOpenConnections(0);
        aura.server().forgetRequests();
        assertThat(asked).isEmpty();
        received.clear();
    }

    private void askFor(int seconds, Random random, CamelContext context) throws Exception {
        ProducerTemplate template = context.createProducerTemplate();
        Semaphore places = new Semaphore(AT_ONCE);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (int i = 0; System.nanoTime() < end; i++) {
            String id = Integer.toString(i);
            Way way = random.nextInt(2) == 0 ? Way.REPLY : Way.values()[random.nextInt(Way.values().length)];
            RandomReply reply = RandomReply.of(random);
            asked.put(id, reply);
            received.put(id, "");
            places.acquire();
            if (i % REMEMBERED == 0) {
                aura.server().forgetRequests();
            }
            template.asyncSend(way.uri(), exchange -> {
                        exchange.getMessage().setBody(id);
                        exchange.getMessage().setHeader("id", id);
                    })
                    .whenComplete((answer, failure) -> {
                        check(id, way, reply, answer);
                        asked.remove(id);
                        received.remove(id);
                        places.release();
                    })
                    .exceptionally(failure -> {
                        wrong.add(id + ": " + failure);
                        return null;
                    });
        }
        assertThat(places.tryAcquire(AT_ONCE, AuraTestSupport.PATIENCE, TimeUnit.SECONDS))
                .as("all requests are answered; seed %d, not answered: %s", seed, asked.keySet())
                .isTrue();
    }

    private void check(String id, Way way, RandomReply reply, Exchange answer) {
        Exception e = answer.getException();
        String got = received.get(id);
        String outcome = e == null ? "answered" : typeOf(e);
        count(way + " " + reply.fault() + " " + outcome);
        boolean asExpected = !way.whole || (e == null) == (reply.fault() == Fault.NONE);
        boolean typed = e == null || !outcome.isEmpty();
        boolean beginning = reply.text().startsWith(got);
        boolean all = (way != Way.REPLY && way != Way.SPLIT && way != Way.READ_AS_BYTES)
                || e != null
                || got.equals(reply.text());
        boolean body = way != Way.REPLY
                || e != null
                || reply.text().equals(answer.getMessage().getBody());
        if (!(asExpected && typed && beginning && all && body)) {
            wrong.add(way + " " + reply.fault() + " of " + reply.text() + ": routes got " + got + ", the caller "
                    + (e == null ? answer.getMessage().getBody() : e));
            if (e != null) e.printStackTrace(System.out);
        }
    }

    private void count(String what) {
        counts.computeIfAbsent(what, key -> new AtomicInteger()).incrementAndGet();
    }

    /** The simple name of the component's exception; empty for none. */
    private static String typeOf(Exception e) {
        AuraException typed = ObjectHelper.getException(AuraException.class, e);
        return typed == null ? "" : typed.getClass().getSimpleName();
    }

    /** Stops and starts a route, and adds and removes others, until the test ends. */
    private void change(CamelContext context, Random random, CompletableFuture<?> end) {
        try {
            for (int i = 0; !end.isDone(); i++) {
                context.getRouteController().stopRoute("changing");
                context.addRoutes(consumer("coming" + i));
                context.getRouteController().startRoute("changing");
                if (random.nextBoolean()) {
                    context.getRouteController().stopRoute("coming" + i);
                } else {
                    context.getRouteController().stopRoute("coming" + i, 1, TimeUnit.NANOSECONDS);
                }
                context.removeRoute("coming" + i);
                count("changes of routes");
            }
        } catch (Exception e) {
            wrong.add("churn: " + e);
        }
    }

    private static RouteBuilder consumer(String id) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).handled(true); // the queue is full
                from("aura:REPLY").routeId(id).to("seda:small?size=10");
            }
        };
    }

    private final class Routes extends RouteBuilder {

        @Override
        public void configure() {
            onException(IllegalStateException.class).handled(true); // on purpose, or a queue is full
            ask(Way.REPLY, "");
            from("aura:REPLY").process(this::record);
            from("aura:REPLY").routeId("changing").process(exchange -> chunks.incrementAndGet());
            from("aura:REPLY").threads(1, 2).process(exchange -> chunks.incrementAndGet());
            from("aura:REPLY").process(exchange -> fail());
            from("seda:small?size=10").process(exchange -> chunks.incrementAndGet());

            ask(Way.FORWARDED, "&streamRepliesTo=direct:forwarded");
            from("direct:forwarded").process(this::record);

            ask(Way.SPLIT, "&streaming=true").split(body()).streaming().process(this::record);
            ask(Way.CLOSED_EARLY, "&streaming=true").process(this::readABit);

            ask(Way.CANCELLED, "");
            from("aura:CANCELLED").process(this::cancel);
            ask(Way.TIMED_OUT, "&requestTimeout=20");
            ask(Way.FAILING_ROUTE, "&stopOnException=true");
            from("aura:FAILING_ROUTE").process(this::record).process(exchange -> fail());

            from(Way.OVERLOADED.uri())
                    .errorHandler(noErrorHandler())
                    .to("aura:OVERLOADED?baseUrl=" + aura.server().baseUrl() + COMMON_OPTIONS
                            + "&maxConcurrentStreams=1&maxWaitingStreams=1&requestTimeout=200");
            ask(Way.READ_AS_BYTES, "&streaming=true")
                    .convertBodyTo(InputStream.class)
                    .process(this::readBytes);

            from(Way.EVICTED.uri())
                    .toD("aura:new${random(5)}?baseUrl=" + aura.server().baseUrl() + OPTIONS, 2);
        }

        private RouteDefinition ask(Way way, String options) {
            return from(way.uri())
                    .errorHandler(noErrorHandler())
                    .to("aura:" + way + "?baseUrl=" + aura.server().baseUrl() + OPTIONS + options);
        }

        private void record(Exchange exchange) {
            chunks.incrementAndGet();
            received.computeIfPresent(
                    exchange.getMessage().getHeader("id", String.class),
                    (id, text) -> text + exchange.getMessage().getBody(String.class));
        }

        private void readBytes(Exchange exchange) throws IOException {
            try (InputStream reply = exchange.getMessage().getBody(InputStream.class)) {
                received.put(
                        exchange.getMessage().getHeader("id", String.class),
                        new String(reply.readAllBytes(), StandardCharsets.UTF_8));
            }
        }

        private void readABit(Exchange exchange) throws Exception {
            Iterator<?> reply = exchange.getMessage().getBody(Iterator.class);
            if (reply.hasNext()) {
                reply.next();
            }
            ((Closeable) reply).close();
        }

        private void cancel(Exchange exchange) {
            exchange.getContext()
                    .getComponent("aura", AuraComponent.class)
                    .cancelStream(exchange.getMessage().getHeader(AuraConstants.STREAM_ID, String.class));
        }

        private void fail() {
            throw new IllegalStateException("on purpose");
        }
    }
}
