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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraRequestException;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.AuraServer;

/** Streams together with Camel's integration patterns. */
class EipTest extends AuraTestSupport {

    private final Bodies chunks = new Bodies();
    private final Bodies parts = new Bodies();

    @BeforeEach
    void enqueueReplyInThreeChunks() {
        server().enqueue(AuraReply.chunks("a", "b", "c"));
    }

    @Test
    void wireTapWorksForTheRequestAndForTheChunks() throws Exception {
        Bodies tapped = new Bodies();
        routes(r -> {
            r.from("direct:ask").wireTap(uri("support")).setBody(r.constant("went on"));
            r.from("aura:support").wireTap("direct:tap").process(chunks);
            r.from("direct:tap").process(tapped);
        });

        assertThat(await(ask("direct:ask", "hi")).getMessage().getBody()).isEqualTo("went on");

        assertThat(List.of(chunks.next(), chunks.next(), chunks.next())).containsExactly("a", "b", "c");
        assertThat(List.of(tapped.next(), tapped.next(), tapped.next())).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void streamCanBeReadCompletelyBehindSeda() throws Exception {
        routes(r -> {
            r.from("direct:ask").to(uri("support", "streaming=true")).to("seda:read?waitForTaskToComplete=Never");
            r.from("seda:read").split(r.body()).streaming().process(parts);
        });

        await(ask("direct:ask", "hi"));

        assertThat(List.of(parts.next(), parts.next(), parts.next(), parts.next()))
                .containsExactly("a", "b", "c", "");
        server().awaitOpenStreams(0);
        assertThat(server().clientsGone()).isZero();
    }

    @Test
    void failedExchangeBehindSedaCancelsTheStream() throws Exception {
        routes(r -> {
            r.from("direct:ask").to(uri("support", "streaming=true")).to("seda:read?waitForTaskToComplete=Never");
            r.from("seda:read").throwException(new IllegalStateException("not interested"));
        });
        server().answer(request -> AuraReply.chunks("d").stall());
        await(ask(uri("other"), "takes the reply in three chunks"));

        await(ask("direct:ask", "hi"));

        server().awaitClientGone(1);
    }

    @Test
    void transactedRouteSendsRequestsAndReadsStreams() throws Exception {
        server().enqueue(AuraReply.chunks("d", "e"));
        routes(r -> {
            r.from("aura:support").process(chunks);
            r.from("direct:ask")
                    .process(exchange -> exchange.getExchangeExtension().setTransacted(true))
                    .to(uri("support"))
                    .to(uri("support", "streaming=true"))
                    .split(r.body())
                    .streaming()
                    .process(parts);
        });

        assertThat(await(ask("direct:ask", "hi")).getException()).isNull();

        assertThat(chunks.rest()).containsExactly("a", "b", "c");
        assertThat(parts.rest()).containsExactly("d", "e", "");
    }

    @Test
    void parallelSplitReceivesEachPartOnce() throws Exception {
        routes(r -> r.from("direct:ask")
                .to(uri("support", "streaming=true"))
                .split(r.body())
                .streaming()
                .parallelProcessing()
                .process(parts));

        assertThat(await(ask("direct:ask", "hi")).getException()).isNull();

        assertThat(parts.rest()).containsExactlyInAnyOrder("a", "b", "c", "");
    }

    @Test
    void parallelRequestsReceiveTheirOwnReplies() throws Exception {
        server().answer(request -> AuraReply.chunks("re: ", request.question()));
        await(ask(uri("other"), "takes the reply in three chunks"));
        routes(r -> r.from("direct:ask")
                .split(r.body())
                .parallelProcessing()
                .to(uri("support"))
                .process(parts));

        await(ask("direct:ask", List.of("x", "y", "z")));

        assertThat(parts.rest()).containsExactlyInAnyOrder("re: x", "re: y", "re: z");
    }

    @Test
    void sameUriMayBeConsumedTwice() throws Exception {
        routes(r -> {
            r.from("aura:support").process(chunks);
            r.from("aura:support").process(parts);
        });

        await(ask(uri("support"), "hi"));

        assertThat(chunks.rest()).containsExactly("a", "b", "c");
        assertThat(parts.rest()).containsExactly("a", "b", "c");
    }

    @Test
    void multicastSendsTwoRequests() throws Exception {
        routes(r -> r.from("direct:ask").multicast().to(uri("x"), uri("y")));

        assertThat(await(ask("direct:ask", "hi")).getMessage().getBody()).isEqualTo(AuraServer.replyTo("hi"));

        assertThat(server().requests()).extracting(AuraRequest::question).containsExactly("hi", "hi");
    }

    @Test
    void enrichSendsARequest() throws Exception {
        routes(r -> r.from("direct:ask").enrich(uri("support"), (question, reply) -> {
            question.getMessage()
                    .setBody(question.getMessage().getBody() + ": "
                            + reply.getMessage().getBody());
            return question;
        }));

        assertThat(await(ask("direct:ask", "hi")).getMessage().getBody()).isEqualTo("hi: abc");
    }

    @Test
    void pollEnrichReceivesTheNextChunkOfAnyStream() throws Exception {
        await(ask(uri("other"), "takes the reply in three chunks"));
        routes(r -> r.from("direct:poll").pollEnrich("aura:support", TimeUnit.SECONDS.toMillis(PATIENCE)));
        CompletableFuture<Exchange> polled = ask("direct:poll", "waiting");
        server().answer(request -> AuraReply.chunks("chunk", "!"));
        Awaitility.await().atMost(PATIENCE, TimeUnit.SECONDS).until(() -> {
            CompletableFuture<Exchange> asked = ask(uri("support"), "hi"); // reaches the poll once that has begun
            await(asked);
            return polled.isDone();
        });

        assertThat(await(polled).getMessage().getBody(String.class)).isIn("chunk", "!");
    }

    @Test
    void iteratorFollowsItsContract() throws Exception {
        List<String> read = new ArrayList<>();
        routes(r -> r.from("direct:ask").to(uri("support", "streaming=true")).process(exchange -> {
            Iterator<?> reply = exchange.getMessage().getBody(Iterator.class);
            while (reply.hasNext()) {
                assertThat(reply.hasNext()).as("asked twice").isTrue();
                read.add((String) reply.next());
            }
            assertThat(reply.hasNext()).isFalse();
            assertThatThrownBy(reply::next).isExactlyInstanceOf(NoSuchElementException.class);
        }));

        assertThat(await(ask("direct:ask", "hi")).getException()).isNull();

        assertThat(read).containsExactly("a", "b", "c", "");
    }

    @Test
    void iteratorEndsAfterAFailure() throws Exception {
        await(ask(uri("other"), "takes the reply in three chunks"));
        server().enqueue(AuraReply.chunks("a").stall());
        routes(r -> r.from("direct:ask")
                .to(uri("support", "streaming=true", "chunkTimeout=300"))
                .process(exchange -> {
                    Iterator<?> reply = exchange.getMessage().getBody(Iterator.class);
                    assertThat(reply.next()).isEqualTo("a");
                    assertThat(reply.hasNext()).as("it doesn't wait to know").isTrue();
                    assertThatThrownBy(reply::next)
                            .isInstanceOf(RuntimeCamelException.class)
                            .hasCauseInstanceOf(AuraStreamException.class);
                    assertThat(reply.hasNext()).isFalse();
                    assertThatThrownBy(reply::next).isExactlyInstanceOf(NoSuchElementException.class);
                }));

        assertThat(await(ask("direct:ask", "hi")).getException()).isNull();
    }

    @Test
    void iteratorEndsAfterItsExchangeHasFailed() throws Exception {
        routes(r -> r.from("direct:ask").to(uri("support", "streaming=true")).process(exchange -> {
            Iterator<?> reply = exchange.getMessage().getBody(Iterator.class);
            assertThat(reply.next()).isEqualTo("a");
            exchange.setException(new IllegalStateException("meanwhile"));
            assertThat(reply.hasNext()).isFalse();
        }));

        assertThat(await(ask("direct:ask", "hi")).getException()).hasMessage("meanwhile");
    }

    @Test
    void readingAStreamAfterItsExchangeFailsWithAHint() {
        Iterator<?> late = template.requestBody(uri("support", "streaming=true"), "hi", Iterator.class);

        assertThat(late.hasNext())
                .as("an end would pass for the end of the reply")
                .isTrue();
        assertThatThrownBy(late::next)
                .isInstanceOf(RuntimeCamelException.class)
                .cause()
                .isInstanceOf(AuraStreamException.class)
                .hasMessageContaining("Read it inside the route, or remove streaming=true");
        assertThat(late.hasNext()).isFalse();
    }

    @Test
    void requestToItsOwnStreamIsRejected() throws Exception {
        routes(r -> r.from("aura:support").to(uri("support")));

        refused(uri("support", "stopOnException=true"), 1);
    }

    @Test
    void requestToItsOwnStreamFromStreamRepliesToIsRejected() throws Exception {
        routes(r -> r.from("direct:chunks").to(uri("support")));

        refused(uri("support", "stopOnException=true", "streamRepliesTo=direct:chunks"), 1);
    }

    @Test
    void requestToItsOwnStreamThroughSedaIsRejected() throws Exception {
        routes(r -> {
            r.from("aura:support").to("seda:again?waitForTaskToComplete=Always");
            r.from("seda:again").to(uri("support"));
        });

        refused(uri("support", "stopOnException=true"), 1);
    }

    @Test
    void requestToItsOwnStreamThroughAnotherStreamIsRejected() throws Exception {
        routes(r -> {
            r.from("aura:support").to(uri("other", "stopOnException=true"));
            r.from("aura:other").to(uri("support"));
        });

        refused(uri("support", "stopOnException=true"), 2);
    }

    @Test
    void requestToItsOwnStreamFromAStreamingBodyIsRejected() throws Exception {
        routes(r -> r.from("aura:support")
                .to(uri("other", "streaming=true"))
                .split(r.body())
                .streaming()
                .to(uri("support")));

        refused(uri("support", "stopOnException=true"), 2);
    }

    @Test
    void streamOfTheSameNameInAnotherComponentAcceptsChunks() throws Exception {
        context.addComponent("other", new AuraComponent());
        routes(r -> r.from("aura:support").to(uri("support").replace("aura:", "other:")));

        Exchange answer = await(ask(uri("support", "stopOnException=true"), "hi"));

        assertThat(answer.getException()).isNull();
        assertThat(server().requests()).hasSizeGreaterThan(1);
    }

    @Test
    void messagesNameTheComponentOfTheStream() throws Exception {
        context.addComponent("other", new AuraComponent());
        await(ask(uri("other"), "takes the reply in three chunks"));
        server().enqueue(AuraReply.empty());

        assertThat(await(ask(uri("support").replace("aura:", "other:"), "hi")).getException())
                .hasMessageContaining("The reply to other:support is empty");
    }

    private void refused(String uri, int requests) throws Exception {
        CompletableFuture<Exchange> asked = ask(uri, "hi");

        assertThat(await(asked).getException())
                .hasRootCauseInstanceOf(AuraRequestException.class)
                .rootCause()
                .hasMessageContaining("aura:support was sent to aura:support again");
        assertThat(server().requests()).hasSize(requests);
    }
}
