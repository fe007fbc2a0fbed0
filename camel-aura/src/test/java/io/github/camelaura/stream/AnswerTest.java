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

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.UnitOfWorkHelper;
import org.junit.jupiter.api.Test;

import io.github.camelaura.StreamFormat;
import io.github.camelaura.stream.Answer.RedeliveryGuard;

class AnswerTest {

    private static final String NAME = "words";

    private final CamelContext context = new DefaultCamelContext();
    private final Exchange exchange = new DefaultExchange(context);
    private final List<Boolean> callbacks = new ArrayList<>();
    private final AsyncCallback callback = callbacks::add;
    private final Answer answer = new Answer(exchange, callback);

    @Test
    void replySetsBodyAndHeadersThenCallsTheCallback() {
        exchange.getMessage().setHeader("kept", "value");
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        exchange.getMessage().setHeader(Exchange.CONTENT_LENGTH, 2);
        assertThat(answer.isGiven()).isFalse();

        assertThat(answer.reply("text", Map.of("CamelAuraChunkCount", 1), () -> {}))
                .isTrue();

        assertThat(answer.isGiven()).isTrue();
        assertThat(callbacks).containsExactly(false);
        assertThat(exchange.getMessage().getBody()).isEqualTo("text");
        assertThat(exchange.getMessage().getHeaders())
                .containsOnly(Map.entry("kept", "value"), Map.entry("CamelAuraChunkCount", 1));
    }

    @Test
    void secondAnswerChangesNothing() {
        answer.reply("text", Map.of(), () -> {});

        assertThat(answer.reply("other", Map.of("late", true), () -> {})).isFalse();
        assertThat(answer.stream(chunks(new ScriptedSource()), StreamFormat.ITERATOR, Map.of()))
                .isFalse();
        answer.fail(new IOException("late"), NAME, true);

        assertThat(callbacks).hasSize(1);
        assertThat(exchange.getMessage().getBody()).isEqualTo("text");
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getProperties()).isEmpty();
    }

    @Test
    void streamIsTheBodyAndEndsWithTheExchange() {
        ScriptedSource source = new ScriptedSource("one ", "two ");

        assertThat(answer.stream(chunks(source), StreamFormat.ITERATOR, Map.of("CamelAuraStreamId", "1")))
                .isTrue();

        assertThat(callbacks).hasSize(1);
        assertThat(exchange.getMessage().getBody()).isInstanceOf(Iterator.class);
        assertThat(exchange.getMessage().getHeader("CamelAuraStreamId")).isEqualTo("1");
        assertThat(source.abandoned()).isZero();
        UnitOfWorkHelper.doneSynchronizations(
                exchange, exchange.getExchangeExtension().handoverCompletions());
        assertThat(source.abandoned()).isOne();
    }

    @Test
    void failureAfterEmittedChunksPreventsARedelivery() {
        IOException failure = new IOException("connection reset");

        answer.fail(failure, NAME, true);

        assertThat(callbacks).hasSize(1);
        assertThat(exchange.getException()).isSameAs(failure);
        redeliver();
        assertThat(RedeliveryGuard.failsAgain(exchange, NAME)).isTrue();
        assertThat(exchange.getException()).isSameAs(failure);
    }

    @Test
    void failureBeforeTheFirstChunkAllowsARedelivery() {
        IOException failure = new IOException("connection reset");

        answer.fail(failure, NAME, false);

        assertThat(callbacks).hasSize(1);
        assertThat(exchange.getException()).isSameAs(failure);
        redeliver();
        assertThat(RedeliveryGuard.failsAgain(exchange, NAME)).isFalse();
        assertThat(exchange.getException()).isNull();
    }

    @Test
    void callbackIsCalledWhenTheMessageRejectsTheBody() {
        exchange.setMessage(new DefaultMessage(context) {
            @Override
            public void setBody(Object body) {
                throw new IllegalStateException("expected by this test");
            }
        });

        assertThatThrownBy(() -> answer.reply("text", Map.of(), () -> {})).isInstanceOf(IllegalStateException.class);

        assertThat(callbacks).hasSize(1);
        assertThat(answer.isGiven()).isTrue();
    }

    /** Does what Camel's error handler does before it sends the exchange again. */
    private void redeliver() {
        exchange.setException(null);
        exchange.getMessage().setHeader(Exchange.REDELIVERY_COUNTER, 1);
    }

    private ChunkIterator chunks(ScriptedSource source) {
        return source.read(exchange);
    }
}
