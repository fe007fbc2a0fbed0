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
package io.github.camelaura.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.ClientSockets;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.Gate;

/**
 * Pooled connections on which the server sends something, or which it closes, while they are idle: no request fails
 * because of it, receives a wrong reply, or is sent twice.
 */
class IdleConnectionTest extends AuraTestSupport {

    private static final String ANOTHER = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong";
    private static final int REQUESTS = 200;
    private static final int POOLS = 20;
    private static final int REQUESTS_OF_A_POOL = 45;

    @Test
    void connectionClosedRightAfterAKeepAliveResponseIsNotReused() throws Exception {
        server().answer(request -> whole(request));

        assertAllAreAnsweredOnce(() -> ClientSockets.awaitNoneIdle(server().port()));
    }

    @Test
    void connectionClosedWhileIdleIsNotReused() throws Exception {
        Gate gate = new Gate();
        server().answer(request -> whole(request).gate(gate));

        assertAllAreAnsweredOnce(() -> {
            gate.let(1);
            ClientSockets.awaitNoneIdle(server().port());
        });
    }

    @Test
    void connectionClosedWithStatus408IsNotReused() throws Exception {
        Gate gate = new Gate();
        server().answer(request -> whole(request)
                .gate(gate)
                .bytes("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII)));

        assertAllAreAnsweredOnce(() -> {
            gate.let(1);
            ClientSockets.awaitNoneIdle(server().port());
        });
    }

    @Test
    void connectionWithAnUnrequestedResponseIsNotReused() throws Exception {
        Gate idle = new Gate();
        Gate open = new Gate();
        server().answer(request -> whole(request)
                .gate(idle)
                .bytes(ANOTHER.getBytes(StandardCharsets.US_ASCII))
                .gate(open));

        assertAllAreAnsweredOnce(() -> {
            idle.let(1);
            ClientSockets.awaitNoneIdle(server().port());
        });
    }

    @Test
    void connectionWithBytesBeyondContentLengthIsNotReused() throws Exception {
        Gate open = new Gate();
        server().answer(request -> AuraReply.raw(("HTTP/1.1 200 OK\r\nContent-Length: "
                                + request.question().length() + "\r\n\r\n" + request.question() + ANOTHER)
                        .getBytes(StandardCharsets.US_ASCII))
                .gate(open));

        assertAllAreAnsweredOnce(() -> {});
    }

    /** A complete response that does not announce that the connection will be closed. */
    private static AuraReply whole(AuraRequest request) {
        String question = request.question();
        return AuraReply.raw(("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(question.length()) + "\r\n" + question + "\r\n0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    private void assertAllAreAnsweredOnce(Runnable idle) throws Exception {
        String uri = uri("support");
        for (int i = 0; i < REQUESTS; i++) {
            isAnswered(await(ask(uri, "question " + i)), "question " + i);
            idle.run();
        }

        assertNoneIsSentTwice(REQUESTS);
        assertThat(ClientSockets.to(server().port())).isLessThanOrEqualTo(1);
    }

    private static void isAnswered(Exchange exchange, String question) {
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo(question);
    }

    /** A request may be lost in this case, and only the caller can decide whether to repeat it. */
    @Test
    void requestIsNotSentTwiceIfItsConnectionClosesAtThatMoment() throws Exception {
        server().idleTimeout(Duration.ofMillis(1)).answer(request -> AuraReply.chunks(request.question()));
        String uri = uri("support");
        for (int i = 0; i < REQUESTS; i++) {
            Exchange exchange = await(ask(uri, "question " + i));
            if (exchange.getException() != null) {
                assertThat(exchange.getException()).isInstanceOf(AuraException.class);
            }
        }

        assertThat(server().requests()).extracting(AuraRequest::question).doesNotHaveDuplicates();
    }

    @Test
    @Tag("soak")
    void requestsSucceedWithAnIdleTimeoutOfFiveSeconds() throws Exception {
        long seed = System.nanoTime();
        System.out.printf("pauses are those of seed %d%n", seed);
        Random random = new Random(seed);
        server().answer(request -> AuraReply.chunks(request.question()));

        List<CompletableFuture<Void>> pools = IntStream.range(0, POOLS)
                .mapToObj(i -> {
                    int[] pauses = random.ints(REQUESTS_OF_A_POOL, 1_000, 7_000).toArray();
                    return askAgain(uri("support", "systemMessage=" + i), i + "-", pauses, 0);
                })
                .toList();
        for (CompletableFuture<Void> pool : pools) {
            pool.get(7 * REQUESTS_OF_A_POOL + PATIENCE, TimeUnit.SECONDS);
        }

        assertNoneIsSentTwice(POOLS * REQUESTS_OF_A_POOL);
        assertThat(server().connections())
                .as("some connections are used again, and some are not")
                .isBetween(POOLS + 1, POOLS * REQUESTS_OF_A_POOL - 1);
        System.out.printf("%d requests on %d connections%n", server().requests().size(), server().connections());
    }

    private CompletableFuture<Void> askAgain(String uri, String name, int[] pauses, int asked) {
        if (asked == pauses.length) {
            return CompletableFuture.completedFuture(null);
        }
        String question = name + asked;
        return ask(uri, question)
                .thenCompose(exchange -> {
                    isAnswered(exchange, question);
                    return new CompletableFuture<Void>().completeOnTimeout(null, pauses[asked], TimeUnit.MILLISECONDS);
                })
                .thenCompose(paused -> askAgain(uri, name, pauses, asked + 1));
    }

    private void assertNoneIsSentTwice(int requests) {
        List<String> questions = new ArrayList<>();
        server().requests().forEach(request -> questions.add(request.question()));
        assertThat(questions).hasSize(requests).doesNotHaveDuplicates();
    }
}
