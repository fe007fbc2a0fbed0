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

import java.nio.file.Path;
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

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.ObjectHelper;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelaura.AuraException;
import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.Fifo;
import io.github.camelaura.support.Footprint;
import io.github.camelaura.support.LiveThread;
import io.github.camelaura.support.RandomReply;
import io.github.camelaura.test.AuraServerExtension;

/**
 * Random faults in many fast streams while routes start and stop: each request ends in one reply or one error, each
 * route receives a prefix of the text, and no thread, connection, open file or memory remains. {@code -Dsoak.seconds}
 * and {@code -Dtest.seed} repeat a run, as far as thread scheduling permits.
 */
@DisabledOnOs(OS.WINDOWS) // has no FIFOs
class StreamSoakTest {

    private static final int SECONDS_TO_WARM_UP = 3;
    /** The number of requests that the server keeps in memory for other tests. */
    private static final int REMEMBERED = 1_000;

    private static final int AT_ONCE = 64;

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    @TempDir
    Path folder;

    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final long seed = Long.getLong("test.seed", System.nanoTime());
    private final SoakReplies replies = new SoakReplies(new Random(seed));

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
        aura.server().answer(replies);
        run(SECONDS_TO_WARM_UP);
        Footprint before = Footprint.now();
        long chunks = run(seconds);
        System.out.printf(
                "%d s, seed %d, %d chunks; before %s, after %s%n%s%n",
                seconds, seed, chunks, before, Footprint.now(), new TreeMap<>(counts));

        assertThat(wrong).as("seed %d", seed).isEmpty();
        Footprint.awaitLike(before);
    }

    /** Returns the number of chunks that routes received. */
    private long run(int seconds) throws Exception {
        counts.clear();
        Path passwordFile = Fifo.create(folder.resolve("password"));
        SoakRoutes routes = new SoakRoutes(aura.server().baseUrl(), passwordFile);
        String name;
        try (CamelContext context = new DefaultCamelContext()) {
            name = context.getName();
            FailingObservers.add(context, new Random(seed));
            context.addRoutes(routes);
            context.start();
            CompletableFuture<Void> changes = new CompletableFuture<>();
            Thread churn = new Thread(() -> change(context, new Random(seed), changes), "churn");
            churn.start();
            askFor(seconds, new Random(seed), context, routes);
            changes.complete(null);
            churn.join();
            AuraComponent component = context.getComponent("aura", AuraComponent.class);
            patiently().untilAsserted(() -> assertThat(component.getRunningStreams())
                    .isZero());
        } finally {
            Fifo.delete(passwordFile);
        }
        patiently().untilAsserted(() -> assertThat(LiveThread.names())
                .noneMatch(thread -> thread.contains("(" + name + ")")));
        aura.server().awaitOpenStreams(0);
        aura.server().awaitOpenConnections(0);
        aura.server().forgetRequests();
        assertThat(replies.expected()).isEmpty();
        return routes.chunks();
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(AuraTestSupport.PATIENCE, TimeUnit.SECONDS);
    }

    private void askFor(int seconds, Random random, CamelContext context, SoakRoutes routes) throws Exception {
        ProducerTemplate template = context.createProducerTemplate();
        Semaphore places = new Semaphore(AT_ONCE);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (int i = 0; System.nanoTime() < end; i++) {
            String id = Integer.toString(i);
            SoakWay way = SoakWay.of(random);
            RandomReply reply = replies.expect(id, random);
            routes.begin(id);
            places.acquire();
            if (i % REMEMBERED == 0) {
                aura.server().forgetRequests();
            }
            template.asyncSend(way.uri(), exchange -> {
                        exchange.getMessage().setBody(id);
                        exchange.getMessage().setHeader("id", id);
                    })
                    .whenComplete((answer, failure) -> {
                        check(way, reply, routes.end(id), answer);
                        replies.forget(id);
                        places.release();
                    })
                    .exceptionally(failure -> {
                        wrong.add(id + ": " + failure);
                        return null;
                    });
        }
        assertThat(places.tryAcquire(AT_ONCE, AuraTestSupport.PATIENCE, TimeUnit.SECONDS))
                .as("all requests are answered; seed %d, not answered: %s", seed, replies.expected())
                .isTrue();
    }

    private void check(SoakWay way, RandomReply reply, String got, Exchange answer) {
        Exception e = answer.getException();
        count(way + " " + reply.fault() + " " + (e == null ? "answered" : typeOf(e)));
        if (!way.permits(reply, got, answer)) {
            wrong.add(way + " " + reply.fault() + " of " + reply.text() + ": routes got " + got + ", the caller "
                    + (e == null ? answer.getMessage().getBody() : e));
        }
    }

    private void count(String what) {
        counts.computeIfAbsent(what, key -> new AtomicInteger()).incrementAndGet();
    }

    /** Returns the simple name of the component's exception. */
    private static String typeOf(Exception e) {
        AuraException typed = ObjectHelper.getException(AuraException.class, e);
        return (typed == null ? e : typed).getClass().getSimpleName();
    }

    /** Stops and starts a route, and adds and removes others, until the test ends. */
    private void change(CamelContext context, Random random, CompletableFuture<?> end) {
        try {
            for (int i = 0; !end.isDone(); i++) {
                context.getRouteController().stopRoute(SoakRoutes.CHANGING);
                context.addRoutes(SoakRoutes.consumer("coming" + i));
                context.getRouteController().startRoute(SoakRoutes.CHANGING);
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
}
