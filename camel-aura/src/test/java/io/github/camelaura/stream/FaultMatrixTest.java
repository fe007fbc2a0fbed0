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
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraException;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.component.Settings;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.ClientSockets;
import io.github.camelaura.support.WireReply;
import io.github.camelaura.support.WireReply.Framing;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.Gate;

/**
 * Responses that are cut at each of their bytes, with each way in which a connection can end: routes receive the text
 * up to the last complete character, the caller one reply or one failure, and no connection, thread or slot remains.
 */
class FaultMatrixTest extends AuraTestSupport {

    /** The way in which a response ends. */
    enum Fault {
        CLOSE,
        RESET,
        SILENCE
    }

    private static final String HEADER = "cut";
    /** Characters of 1, 2, 3, and 4 bytes. */
    private static final String TEXT = "Да, é and 中文 make 👍🏽.";

    private final List<WireReply> replies = List.of(
            // first a chunk whose size has two digits, then chunks that end inside characters
            new WireReply(Framing.CHUNKED, TEXT, 17, 19, 32),
            new WireReply(Framing.LENGTH, TEXT),
            new WireReply(Framing.CLOSE, TEXT));

    private final Map<String, Cut> cuts = new TreeMap<>();

    @ParameterizedTest
    @EnumSource(Fault.class)
    void replyCutAtAnyByteEndsInOneReplyOrOneFailure(Fault fault) throws Exception {
        cut(fault, 1);
        routes(r -> r.from("aura:support?forwardOnCompleted=true&forwardOnError=true")
                .process(event -> cutOf(event).happened(event.getMessage())));

        askAll(cut -> cut.ask(producer(cut)));

        assertNothingIsLeft();
        assertNoProblems(false);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void streamingReplyCutAtAnyByteEndsInOneReplyOrOneFailure(Fault fault) throws Exception {
        cut(fault, 5);
        routes(r -> r.from("direct:ask")
                .toD("${header.uri}&streaming=true")
                .split(r.body())
                .streaming()
                .process(part -> cutOf(part).read(part.getMessage().getBody(String.class))));

        askAll(cut -> template.asyncSend("direct:ask", exchange -> {
                    cut.ask(exchange);
                    exchange.getMessage().setHeader("uri", uri(cut));
                })
                .thenApply(cut::answered));

        assertNothingIsLeft();
        assertNoProblems(true);
    }

    /** Sends the requests with complete replies last, because their connections could be reused by others. */
    private void askAll(Question question) throws Exception {
        for (boolean whole : new boolean[] {false, true}) {
            List<CompletableFuture<Exchange>> asked = new ArrayList<>();
            for (Cut cut : cuts.values()) {
                if (cut.isWhole() == whole) {
                    asked.add(question.ask(cut));
                }
            }
            await(CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new)));
        }
    }

    private interface Question {
        CompletableFuture<Exchange> ask(Cut cut) throws Exception;
    }

    /** Makes the server cut replies at every {@code step}-th byte and at the last one. */
    private void cut(Fault fault, int step) {
        for (WireReply reply : replies) {
            for (int offset = reply.length(); offset >= 0; offset -= step) {
                Cut cut = new Cut(reply, fault, offset);
                cuts.put(cut.toString(), cut);
            }
        }
        server().answer(request -> cuts.containsKey(request.question())
                ? cuts.get(request.question()).script()
                : null);
    }

    private Cut cutOf(Exchange exchange) {
        return cuts.get(exchange.getMessage().getHeader(HEADER, String.class));
    }

    private AsyncProducer producer(Cut cut) throws Exception {
        AsyncProducer producer = context.getEndpoint(uri(cut)).createAsyncProducer();
        context.addService(producer); // so that the context stops it
        return producer;
    }

    /** Each framing has its own connections. Only replies that end in silence have a short timeout. */
    private String uri(Cut cut) {
        String limit = cut.expected.isEmpty() ? "firstChunkTimeout" : "chunkTimeout";
        String patience = cut.fault == Fault.SILENCE ? "=2s" : "=" + PATIENCE + "s";
        return uri(
                "support",
                "systemMessage=" + cut.reply.framing(),
                "maxConcurrentStreams=" + cuts.size(),
                limit + patience);
    }

    /**
     * Checks that no connection remains: those of complete replies may stay in the pool until the context stops, all
     * others must be closed immediately.
     */
    private void assertNothingIsLeft() throws Exception {
        int complete = (int) cuts.values().stream().filter(Cut::isComplete).count();
        assertThat(Settings.state(context.getComponent("aura", AuraComponent.class))
                        .streams())
                .isEmpty();
        assertThat(ClientSockets.to(server().port())).isLessThanOrEqualTo(complete);
        Awaitility.await().atMost(PATIENCE, TimeUnit.SECONDS).untilAsserted(() -> assertThat(server().openConnections())
                .isLessThanOrEqualTo(complete));
        assertThat(await(ask(uri("another"), "hello")).getMessage().getBody()).isEqualTo(AuraServer.replyTo("hello"));

        context.stop();
        assertThat(ClientSockets.to(server().port())).isZero();
        server().awaitOpenConnections(0);
        server().awaitOpenStreams(0);
        awaitNoComponentThread();
    }

    private void assertNoProblems(boolean streaming) {
        List<String> problems = new ArrayList<>();
        cuts.values().forEach(cut -> cut.check(streaming, problems));
        assertThat(problems).isEmpty();
    }

    /** One request and its result. */
    private static final class Cut {

        private final WireReply reply;
        private final Fault fault;
        private final int offset;
        private final String expected;
        private final Gate arrived = new Gate();
        private final StringBuilder text = new StringBuilder();
        private final List<String> ends = new CopyOnWriteArrayList<>();
        private final AtomicInteger answers = new AtomicInteger();
        private volatile Exchange answer;

        Cut(WireReply reply, Fault fault, int offset) {
            this.reply = reply;
            this.fault = fault;
            this.offset = offset;
            this.expected = reply.textIn(offset);
            if (expected.isEmpty()) {
                arrived.open();
            }
        }

        AuraReply script() {
            AuraReply begin = AuraReply.raw(reply.first(offset));
            return switch (fault) {
                case CLOSE -> begin.cut();
                case RESET -> begin.gate(arrived).reset(); // a reset may overtake bytes that are still on the way
                case SILENCE -> begin.stall();
            };
        }

        void ask(Exchange exchange) {
            exchange.getMessage().setBody(toString());
            exchange.getMessage().setHeader(HEADER, toString());
        }

        boolean isWhole() {
            return reply.isWhole(offset);
        }

        CompletableFuture<Exchange> ask(AsyncProducer producer) {
            CompletableFuture<Exchange> asked = new CompletableFuture<>();
            Exchange exchange = producer.getEndpoint().createExchange();
            ask(exchange);
            producer.process(exchange, doneSync -> {
                asked.complete(answered(exchange));
            });
            return asked;
        }

        /** Records an event of the stream in the route of a consumer. */
        void happened(Message event) {
            String type = event.getHeader(AuraConstants.EVENT_TYPE, String.class);
            if (type.equals(AuraConstants.ON_NEXT)) {
                came(event.getBody(String.class));
            } else {
                ends.add(type);
            }
        }

        /** Records a part of the stream in a Split. */
        void read(String part) {
            if (part.isEmpty()) {
                ends.add(AuraConstants.ON_COMPLETED);
            } else {
                came(part);
            }
        }

        private void came(String chunk) {
            text.append(chunk);
            if (text.toString().equals(expected) && !mustBeComplete()) {
                arrived.open();
            }
        }

        Exchange answered(Exchange exchange) {
            answers.incrementAndGet();
            answer = exchange;
            arrived.open();
            return exchange;
        }

        boolean isComplete() {
            return answer.getException() == null;
        }

        private boolean mustBeComplete() {
            boolean closed = reply.framing() == Framing.CLOSE && fault == Fault.CLOSE && !expected.isEmpty();
            return closed || isWhole();
        }

        /** Adds each violation to the problems. */
        void check(boolean streaming, List<String> problems) {
            if (!text.toString().equals(expected)) {
                problems.add(this + ": routes got '" + text + "' of '" + expected + "'");
            }
            if (answers.get() != 1) {
                problems.add(this + ": was answered " + answers + " times");
            }
            if (isComplete() != mustBeComplete() && !reply.isNearlyWhole(offset)) {
                problems.add(this + ": the caller got " + (isComplete() ? "a reply" : answer.getException()));
            }
            List<String> end = isComplete()
                    ? List.of(AuraConstants.ON_COMPLETED)
                    : streaming ? List.of() : List.of(AuraConstants.ON_ERROR);
            if (!ends.equals(end)) {
                problems.add(this + ": ended with " + ends);
            }
            if (isComplete()) {
                checkReply(streaming, problems);
            } else {
                checkFailure(problems);
            }
        }

        private void checkReply(boolean streaming, List<String> problems) {
            if (!streaming && !expected.equals(answer.getMessage().getBody())) {
                problems.add(this + ": the reply is '" + answer.getMessage().getBody() + "'");
            }
        }

        private void checkFailure(List<String> problems) {
            AuraException failure = answer.getException(AuraException.class);
            if (failure == null) {
                problems.add(this + ": failed with " + answer.getException());
            } else if (failure instanceof AuraStreamException broken
                    && !broken.getPartialReply().equals(expected)) {
                problems.add(this + ": failed with '" + broken.getPartialReply() + "' of '" + expected + "'");
            }
        }

        @Override
        public String toString() {
            return reply.framing() + " " + fault + " at " + offset;
        }
    }
}
