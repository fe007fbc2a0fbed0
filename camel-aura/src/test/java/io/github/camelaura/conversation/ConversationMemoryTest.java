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
package io.github.camelaura.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.logging.log4j.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraConversationException;
import io.github.camelaura.AuraMessage;
import io.github.camelaura.AuraOverloadException;
import io.github.camelaura.AuraRequestException;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.LiveThread;
import io.github.camelaura.support.LogCapture;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.Gate;

/** {@code conversationMemory} with a real server: what a request contains, and which turns are saved. */
class ConversationMemoryTest extends AuraTestSupport {

    /** Each way to receive a reply. */
    private enum Mode {
        WHOLE("temperature=0.1"),
        CONSUMER("temperature=0.1"),
        REPLIES_TO("streamRepliesTo=mock:chunks"),
        STREAMING("streaming=true"),
        EVENTS("streaming=true&streamFormat=sse");

        private final String options;

        Mode(String options) {
            this.options = options;
        }
    }

    private final ConcurrentMap<String, String> store = new ConcurrentHashMap<>();
    private final Gate gate = new Gate();
    private String bean = "store";

    @BeforeEach
    void bindStore() {
        context.getRegistry().bind("store", store);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void requestContainsTheTurnsBeforeIt(Mode mode) throws Exception {
        server().enqueue(AuraReply.chunks("one ", "two"), AuraReply.chunks("three"));
        define(mode);

        assertThat(say("first").getException()).isNull();
        assertThat(say("second").getException()).isNull();

        assertThat(sent(0)).containsExactly("user first");
        assertThat(sent(1)).containsExactly("user first", "assistant one two", "user second");
        assertThat(history()).containsExactly("user first", "assistant one two", "user second", "assistant three");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void brokenReplyLeavesTheConversationAsItWas(Mode mode) throws Exception {
        server().enqueue(AuraReply.chunks("one"), AuraReply.chunks("bro", "ken").cut(), AuraReply.chunks("three"));
        define(mode);

        say("first");
        say("second");
        assertThat(say("third").getException()).isNull();

        assertThat(sent(2)).containsExactly("user first", "assistant one", "user third");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void partialReplyIsKeptOnRequestAndMarked(Mode mode) throws Exception {
        server().enqueue(AuraReply.chunks("bro", "ken").cut());
        define(mode, "keepPartialReply=true");

        say("first");

        Awaitility.await()
                .untilAsserted(() -> assertThat(history()).containsExactly("user first", "assistant broken partial"));
    }

    @Test
    void abandonedStreamIsNotSaved() throws Exception {
        server().enqueue(AuraReply.chunks("one ").gate(gate).chunk("two"), AuraReply.chunks("three"));
        routes(route -> route.from("direct:ask")
                .to(conversation("streaming=true"))
                .process(exchange ->
                        exchange.getMessage().getBody(Iterator.class).next()));

        say("first");
        say("second");

        assertThat(sent(1)).containsExactly("user second");
    }

    /** A second thread reads ahead of the reader. */
    @ParameterizedTest
    @ValueSource(strings = {"chunkInterval=1h&chunkUnit=line", "streamFormat=sse"})
    void streamThatArrivedButWasNotReadIsNotSaved(String option) throws Exception {
        server().enqueue(AuraReply.chunks("one\n", "two\n"), AuraReply.chunks("three"));
        routes(route -> route.from("direct:ask")
                .to(conversation("streaming=true", option))
                .process(exchange -> {
                    if (exchange.getMessage().getBody() instanceof Iterator<?> chunks) {
                        assertThat(chunks.next()).asString().isNotEmpty();
                    } else {
                        assertThat(exchange.getMessage()
                                        .getBody(InputStream.class)
                                        .read())
                                .isEqualTo('i');
                    }
                    server().awaitOpenStreams(0);
                }));

        say("first");
        say("second");

        assertThat(sent(1)).containsExactly("user second");
    }

    @Test
    void cancelledStreamIsNotSaved() throws Exception {
        server().enqueue(AuraReply.chunks("one ").gate(gate).chunk("two"), AuraReply.chunks("three"));
        define(Mode.WHOLE);
        CompletableFuture<Exchange> first = ask("first");
        gate.awaitReached();

        template.sendBodyAndHeader("aura:chat?operation=cancel", null, AuraConstants.STREAM_KEY, "key of first");

        assertThat(await(first).getException()).isInstanceOf(AuraStreamException.class);
        say("second");
        assertThat(sent(1)).containsExactly("user second");
    }

    @Test
    void secondRequestOfAConversationWaitsWithoutAThreadForTheFirst() throws Exception {
        server().enqueue(
                        AuraReply.chunks("one ").gate(gate).chunk("two"),
                        AuraReply.chunks("three"),
                        AuraReply.chunks("four"));
        define(Mode.WHOLE);
        CompletableFuture<Exchange> first = ask("first");
        gate.awaitReached();
        CompletableFuture<Exchange> second = ask("second");
        awaitStreams(2);
        CompletableFuture<Exchange> third = ask("third");
        awaitStreams(3);
        Awaitility.await().until(() -> streamThreads() <= 1); // a virtual thread does not count
        assertThat(server().requests()).hasSize(1);

        gate.open();

        assertThat(await(first).getException()).isNull();
        assertThat(await(second).getException()).isNull();
        assertThat(await(third).getException()).isNull();
        assertThat(sent(2))
                .containsExactly("user first", "assistant one two", "user second", "assistant three", "user third");
    }

    @Test
    void waitForATurnEndsWithRequestTimeout() throws Exception {
        server().enqueue(AuraReply.chunks("one ").gate(gate).chunk("two"));
        define(Mode.WHOLE);
        CompletableFuture<Exchange> first = ask("first");
        gate.awaitReached();

        Exchange second = await(template.asyncSend(conversation("requestTimeout=100"), message("second")));

        assertThat(second.getException())
                .isInstanceOf(AuraOverloadException.class)
                .hasMessageContaining("requestTimeout=100 ms")
                .hasMessageContaining("an earlier request of it");
        gate.open();
        assertThat(await(first).getException()).isNull();
        assertThat(server().requests()).hasSize(1);
        assertThat(history()).containsExactly("user first", "assistant one two");
    }

    @Test
    void waitForATurnCanBeCancelled() throws Exception {
        server().enqueue(AuraReply.chunks("one ").gate(gate).chunk("two"));
        define(Mode.WHOLE);
        CompletableFuture<Exchange> first = ask("first");
        gate.awaitReached();
        CompletableFuture<Exchange> second = ask("second");

        Awaitility.await().until(() -> template.requestBodyAndHeader(
                        "aura:chat?operation=cancel", null, AuraConstants.STREAM_KEY, "key of second")
                .equals(1));

        assertThat(await(second).getException()).hasMessageContaining("cancelled");
        gate.open();
        assertThat(await(first).getException()).isNull();
        assertThat(server().requests()).hasSize(1);
    }

    @Test
    void conversationsRunAtTheSameTime() throws Exception {
        server().enqueue(AuraReply.chunks("one ").gate(gate).chunk("two"), AuraReply.chunks("three"));
        define(Mode.WHOLE);
        CompletableFuture<Exchange> first = ask("first");
        gate.awaitReached();

        Exchange other = template.send("direct:ask", exchange -> {
            message("other").process(exchange);
            exchange.getMessage().setHeader(AuraConstants.CONVERSATION_ID, "other");
        });

        assertThat(other.getMessage().getBody()).isEqualTo("three");
        gate.open();
        await(first);
    }

    @Test
    void equalIdsOfOtherStreamsAreOtherConversations() throws Exception {
        server().enqueue(AuraReply.chunks("one"), AuraReply.chunks("two"));
        define(Mode.WHOLE);
        say("first");

        template.send(conversation().replace("aura:chat", "aura:other"), message("second"));

        assertThat(sent(1)).containsExactly("user second");
    }

    @Test
    void conversationIsKeptInMemoryWithoutAStore() throws Exception {
        server().enqueue(AuraReply.chunks("one"), AuraReply.chunks("two"));

        template.send(uri("chat", "conversationMemory=true"), message("first"));
        template.send(uri("chat", "conversationMemory=true", "temperature=0.1"), message("second"));

        assertThat(sent(1)).containsExactly("user first", "assistant one", "user second");
        assertThat(store).isEmpty();
    }

    @Test
    void oldestTurnsAreLeftOut() throws Exception {
        define(Mode.WHOLE, "maxHistoryMessages=3");

        say("first");
        say("second");
        say("third");

        assertThat(sent(2)).hasSize(3).first().isEqualTo("user second");
    }

    @Test
    void systemMessageIsNoPartOfTheHistory() throws Exception {
        define(Mode.WHOLE, "systemMessage=Be+short");

        say("first");
        say("second");

        assertThat(sent(1)).hasSize(3).noneMatch(message -> message.startsWith("system"));
        assertThat(server().requests().get(1).json().get("prompt").asText()).isEqualTo("Be short");
    }

    @Test
    void headerOfTheConversationIsOnEachChunk() throws Exception {
        server().enqueue(AuraReply.chunks("one"));
        define(Mode.CONSUMER);

        say("first");

        assertThat(getMockEndpoint("mock:consumed")
                        .getExchanges()
                        .get(0)
                        .getMessage()
                        .getHeader(AuraConstants.CONVERSATION_ID))
                .isEqualTo("c");
    }

    @Test
    void headerIsOnlyCopiedWithoutMemory() throws Exception {
        routes(route -> route.from("aura:plain").to("mock:consumed"));

        template.send(uri("plain"), message("first"));
        template.send(uri("plain"), message("second"));

        assertThat(sent(1)).containsExactly("user second");
        assertThat(getMockEndpoint("mock:consumed")
                        .getExchanges()
                        .get(0)
                        .getMessage()
                        .getHeader(AuraConstants.CONVERSATION_ID))
                .isEqualTo("c");
    }

    @Test
    void requestWithoutAnIdIsAnError() {
        Exchange exchange =
                template.send(conversation(), each -> each.getMessage().setBody("first"));

        assertThat(exchange.getException())
                .isInstanceOf(AuraRequestException.class)
                .hasMessageContaining("Header CamelAuraConversationId is missing");
        assertThat(server().requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"assistant", "system", "developer"})
    void bodyMayHaveMessagesOfTheUserOnly(String role) {
        Exchange exchange = template.send(conversation(), each -> {
            message("x").process(each);
            each.getMessage().setBody(List.of(new AuraMessage(role, "past"), AuraMessage.user("now")));
        });

        assertThat(exchange.getException())
                .isInstanceOf(AuraRequestException.class)
                .hasMessageContaining("'" + role + "'")
                .hasMessageContaining("conversationMemory=true");
        assertThat(server().requests()).isEmpty();
    }

    @Test
    void storeThatCannotBeReadFailsTheRequestBeforeItIsSent() throws Exception {
        use(new Failing());
        define(Mode.WHOLE);

        Exchange exchange = say("first");

        assertThat(exchange.getException())
                .isInstanceOf(AuraConversationException.class)
                .hasMessageContaining("nothing was sent")
                .hasMessageContaining("conversationStore");
        assertThat(server().requests()).isEmpty();
        Awaitility.await().until(() -> streamThreads() == 0);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void turnThatIsNotSavedFailsTheExchangeWithTheReply(Mode mode) throws Exception {
        Failing failing = new Failing();
        failing.works = true;
        use(failing);
        server().enqueue(AuraReply.chunks("one ").gate(gate).chunk("two"));
        define(mode);
        CompletableFuture<Exchange> first = ask("first");
        gate.awaitReached();
        failing.works = false;
        gate.open();

        Exception failure = await(first).getException();

        if (mode != Mode.EVENTS) { // which end with an event
            AuraStreamException cause =
                    (AuraStreamException) (failure instanceof AuraStreamException ? failure : failure.getCause());
            assertThat(cause.getReason()).isEqualTo(AuraStreamException.Reason.CONVERSATION_FAILED);
            assertThat(cause.getPartialReply()).isEqualTo("one two");
            assertThat(cause).hasMessageContaining("conversationStore");
        }
    }

    @Test
    void historyAndForgetNeedNoServer() throws Exception {
        server().enqueue(AuraReply.chunks("one"));
        define(Mode.WHOLE);
        say("first");
        routes(route -> {
            route.from("direct:history").to("aura:chat?operation=history&conversationStore=#store");
            route.from("direct:forget").to("aura:chat?operation=forget&conversationStore=#store");
        });

        assertThat(template.send("direct:history", message("")).getMessage().getBody())
                .isEqualTo(List.of(
                        Map.of("role", "user", "content", "first"), Map.of("role", "assistant", "content", "one")));
        assertThat(template.send("direct:forget", message("")).getMessage().getBody())
                .isEqualTo(true);
        assertThat(template.send("direct:forget", message("")).getMessage().getBody())
                .isEqualTo(false);
        assertThat(template.send("direct:history", message("")).getMessage().getBody())
                .isEqualTo(List.of());
        assertThat(template.send("direct:history", exchange -> {}).getException())
                .isInstanceOf(AuraRequestException.class)
                .hasMessageContaining("CamelAuraConversationId");
        assertThat(store).isEmpty();
    }

    @Test
    void noLogShowsContentOrIds() throws Exception {
        try (LogCapture log = new LogCapture("io.github.camelaura", Level.TRACE)) {
            server().enqueue(
                            AuraReply.chunks("s3cret reply"),
                            AuraReply.chunks("s3cret rest").cut());
            define(Mode.WHOLE);
            say("s3cret prompt");
            say("s3cret again");

            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains("s3cret"));
        }
    }

    private void use(Failing failing) {
        bean = "failing";
        context.getRegistry().bind(bean, failing);
    }

    private void define(Mode mode, String... more) throws Exception {
        List<String> options = new ArrayList<>(List.of(more));
        options.add(mode.options);
        routes(route -> {
            if (mode == Mode.CONSUMER) {
                route.from("aura:chat").to("mock:consumed");
            }
            var ask = route.from("direct:ask").to(conversation(options.toArray(String[]::new)));
            if (mode == Mode.STREAMING) {
                ask.split(route.body()).streaming().to("mock:chunks").end();
            } else if (mode == Mode.EVENTS) {
                ask.convertBodyTo(byte[].class);
            }
        });
    }

    private String conversation(String... options) {
        List<String> all = new ArrayList<>(List.of("conversationMemory=true", "conversationStore=#" + bean));
        all.addAll(List.of(options));
        return uri("chat", all.toArray(String[]::new));
    }

    private Exchange say(String prompt) throws Exception {
        return await(ask(prompt));
    }

    private CompletableFuture<Exchange> ask(String prompt) {
        return template.asyncSend("direct:ask", message(prompt));
    }

    private static Processor message(String prompt) {
        return exchange -> {
            exchange.getMessage().setBody(prompt);
            exchange.getMessage().setHeader(AuraConstants.CONVERSATION_ID, "c");
            exchange.getMessage().setHeader(AuraConstants.STREAM_KEY, "key of " + prompt);
        };
    }

    /** Returns the messages of a request. */
    private List<String> sent(int request) {
        List<String> messages = new ArrayList<>();
        server().requests()
                .get(request)
                .json()
                .get("messages")
                .forEach(message -> messages.add(message.get("role").asText() + " "
                        + message.get("content").asText()));
        return messages;
    }

    private List<String> history() {
        List<?> messages = (List<?>) template.send("aura:chat?operation=history&conversationStore=#store", message(""))
                .getMessage()
                .getBody();
        return messages.stream()
                .map(each -> (Map<?, ?>) each)
                .map(each ->
                        each.get("role") + " " + each.get("content") + (each.containsKey("partial") ? " partial" : ""))
                .toList();
    }

    private void awaitStreams(int number) {
        Awaitility.await()
                .until(() -> context.getComponent("aura", AuraComponent.class).getRunningStreams() == number);
    }

    private static long streamThreads() {
        return LiveThread.all().stream()
                .filter(thread -> thread.name().contains("AuraStream") && thread.isIn("io.github.camelaura."))
                .count();
    }

    /** A map whose other machines cannot be reached. */
    private static final class Failing extends ConcurrentHashMap<String, String> {

        private static final long serialVersionUID = 1L;

        private volatile boolean works;

        @Override
        public String get(Object key) {
            check();
            return super.get(key);
        }

        @Override
        public boolean replace(String key, String oldValue, String newValue) {
            check();
            return super.replace(key, oldValue, newValue);
        }

        private void check() {
            if (!works) {
                throw new IllegalStateException("no member", new IOException("connection refused"));
            }
        }
    }
}
