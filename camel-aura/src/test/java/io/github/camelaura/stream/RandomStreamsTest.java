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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.RandomReply;

/**
 * One to fifty simultaneous streams with random texts and chunks, while consumers start and stop. {@code -Dtest.seed}
 * and {@code -Dtest.rounds} repeat or prolong a run.
 */
class RandomStreamsTest extends AuraTestSupport {

    private static final int MOST_STREAMS = 50;

    private final long seed = Long.getLong("test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, RandomReply> asked = new ConcurrentHashMap<>();

    @Test
    void callersAndConsumersReceiveTheirOwnText() throws Exception {
        server().answer(request -> asked.get(request.question()).reply());
        Recorder always = new Recorder();
        routes(r -> r.from("aura:support").process(always));
        for (int round = Integer.getInteger("test.rounds", 20_000) / 1000; round > 0; round--) {
            List<Recorder> passing = new ArrayList<>();
            Map<String, CompletableFuture<Exchange>> answers = askMany();
            while (answers.values().stream().anyMatch(answer -> !answer.isDone())) {
                passing.add(comeAndGo());
            }

            for (Map.Entry<String, CompletableFuture<Exchange>> answer : answers.entrySet()) {
                Message reply = await(answer.getValue()).getMessage();
                String text = asked.get(answer.getKey()).text();
                String id = reply.getHeader(AuraConstants.STREAM_ID, String.class);
                assertThat(reply.getBody()).as("seed %d", seed).isEqualTo(text);
                assertThat(always.text(id)).as("seed %d", seed).isEqualTo(text);
                assertThat(always.indexes(id))
                        .as("seed %d", seed)
                        .isEqualTo(counted(0, reply.getHeader(AuraConstants.CHUNK_COUNT, Long.class)));
            }
            passing.forEach(this::assertNothingIsMissing);
            asked.clear();
        }
    }

    private Map<String, CompletableFuture<Exchange>> askMany() {
        Map<String, CompletableFuture<Exchange>> answers = new ConcurrentHashMap<>();
        for (int i = random.nextInt(MOST_STREAMS); i >= 0; i--) {
            String question = Integer.toString(i);
            asked.put(question, RandomReply.whole(random));
            answers.put(question, ask(uri("support"), question));
        }
        return answers;
    }

    private Recorder comeAndGo() throws Exception {
        Recorder recorder = new Recorder();
        routes(r -> r.from("aura:support").routeId("passing").process(recorder));
        context.getRouteController().stopRoute("passing");
        context.removeRoute("passing");
        return recorder;
    }

    private void assertNothingIsMissing(Recorder passing) {
        passing.indexes.keySet().forEach(id -> {
            List<Long> indexes = passing.indexes(id);
            assertThat(indexes).as("seed %d", seed).isEqualTo(counted(indexes.get(0), indexes.size()));
        });
    }

    private static List<Long> counted(long from, long count) {
        return LongStream.range(from, from + count).boxed().collect(Collectors.toList());
    }

    /** Records the chunks of each stream. */
    private static final class Recorder implements Processor {

        private final Map<String, String> texts = new ConcurrentHashMap<>();
        private final Map<String, List<Long>> indexes = new ConcurrentHashMap<>();

        @Override
        public void process(Exchange exchange) {
            Message chunk = exchange.getMessage();
            String id = chunk.getHeader(AuraConstants.STREAM_ID, String.class);
            texts.merge(id, chunk.getBody(String.class), String::concat);
            indexes.computeIfAbsent(id, key -> new ArrayList<>())
                    .add(chunk.getHeader(AuraConstants.CHUNK_INDEX, Long.class));
        }

        String text(String id) {
            return texts.get(id);
        }

        List<Long> indexes(String id) {
            return indexes.get(id);
        }
    }
}
