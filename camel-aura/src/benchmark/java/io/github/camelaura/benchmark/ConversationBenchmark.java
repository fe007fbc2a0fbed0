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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

import io.github.camelaura.AuraConstants;

/**
 * What {@code conversationMemory=true} adds to a request, with a map in memory. Requests with and without it alternate in one JVM:
 * {@code -Pbenchmark -Dbenchmark=ConversationBenchmark}. {@link ChunkBenchmark} measures the same among other things, and takes longer.
 */
public final class ConversationBenchmark {

    private static final int WARM_UPS = 5000;
    private static final int ROUNDS = 10_000;

    /** The aim, in microseconds. */
    private static final double MOST = 50;

    private static final PrintStream OUT = System.out;

    private final Call plain;
    private final Call shortOnes;
    private final Call longOnes;
    private final Random random = new Random(1);
    private int turns;

    private ConversationBenchmark(ServerProcess server, CamelContext context) throws Exception {
        Downstream downstream = new Downstream();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                String memory = "&conversationMemory=true";
                from("direct:plain").to(ChunkRoutes.aura("plain", server.hello()));
                from("aura:plain").process(downstream.first());
                from("direct:short").to(ChunkRoutes.aura("short", server.hello()) + memory);
                from("aura:short").process(downstream.first());
                from("direct:long").to(ChunkRoutes.aura("long", server.hello()) + memory);
                from("aura:long").process(downstream.first());
            }
        });
        context.start();
        ProducerTemplate template = context.createProducerTemplate();
        plain = new Call("without memory", () -> template.requestBody("direct:plain", "?"), downstream);
        shortOnes = conversations("in a conversation of up to 10 turns", "short", 10, template, downstream);
        longOnes = conversations("in a conversation of up to 50 turns", "long", 50, template, downstream);
    }

    private Call conversations(
            String title, String name, int length, ProducerTemplate template, Downstream downstream) {
        return new Call(
                title,
                () -> template.requestBodyAndHeader(
                        "direct:" + name, "?", AuraConstants.CONVERSATION_ID, String.valueOf(turns / length)),
                downstream);
    }

    public static void main(String[] args) throws Exception {
        try (ServerProcess server = new ServerProcess();
                CamelContext context = new DefaultCamelContext()) {
            context.disableJMX(); // as if camel-management were not there
            ConversationBenchmark benchmark = new ConversationBenchmark(server, context);
            benchmark.run(WARM_UPS);
            benchmark.calls().forEach(Call::forget);
            print(
                    "%d cores, JDK %s, load average %.1f before the measurement; medians of %d calls in microseconds",
                    Runtime.getRuntime().availableProcessors(),
                    System.getProperty("java.vm.version"),
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                    ROUNDS);
            benchmark.run(ROUNDS);
            benchmark.print();
        }
    }

    private List<Call> calls() {
        return List.of(plain, shortOnes, longOnes);
    }

    /** Each round has another order, because a call also pays for what the one before it leaves in the caches. */
    private void run(int rounds) throws Exception {
        List<Call> order = new ArrayList<>(calls());
        for (int round = 0; round < rounds; round++) {
            Collections.shuffle(order, random);
            for (Call call : order) {
                call.measure();
            }
            turns++;
        }
    }

    private void print() {
        double without = plain.toEnd();
        print("%-40s %8s %8s %8s %8s", "", "to first", "to end", "more", "ratio");
        for (Call call : calls()) {
            double more = call.toEnd() - without;
            print(
                    "%-40s %8.1f %8.1f %8.1f %8.3f",
                    call.title, call.toFirst(), call.toEnd(), more, call.toEnd() / without);
        }
        double more = shortOnes.toEnd() - without;
        print("A turn of a short conversation: at most %.0f us more, %s", MOST, more <= MOST ? "met" : "MISSED");
    }

    private static void print(String format, Object... values) {
        OUT.printf(Locale.ROOT, format + "%n", values);
    }
}
