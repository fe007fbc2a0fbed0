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
import java.util.NoSuchElementException;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraStreamException;

class ChunkIteratorTest {

    private final CamelContext context = new DefaultCamelContext();
    private final Exchange exchange = new DefaultExchange(context);

    @Test
    void completeReplyEndsWithAnEmptyString() {
        ScriptedSource source = new ScriptedSource("one ", "two ");
        ChunkIterator chunks = source.read(exchange);

        assertThat(chunks).toIterable().containsExactly("one ", "two ", "");
        assertThat(chunks.hasNext()).isFalse();
        assertThatThrownBy(chunks::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void endOfTheExchangeAfterACompleteReplyLeavesTheStreamAlone() {
        ScriptedSource source = new ScriptedSource("one ");
        ChunkIterator chunks = source.read(exchange);
        assertThat(chunks).toIterable().containsExactly("one ", "");

        chunks.close();
        chunks.closing().onDone(exchange);

        assertThat(source.abandoned()).isZero();
        assertThat(chunks.hasNext()).isFalse();
    }

    @Test
    void hasNextDoesNotWaitForTheNextChunk() {
        ChunkIterator chunks = new ScriptedSource("one ")
                .thenFail(new AssertionError("read before it was needed"))
                .read(exchange);

        assertThat(chunks.next()).isEqualTo("one ");

        assertThat(chunks.hasNext()).isTrue();
    }

    @Test
    void failureOfTheStreamIsThrownOnce() {
        IOException failure = new IOException("connection reset");
        ChunkIterator chunks = new ScriptedSource("one ").thenFail(failure).read(exchange);
        chunks.next();

        assertThatThrownBy(chunks::next)
                .isInstanceOf(RuntimeCamelException.class)
                .hasCause(failure);

        assertThat(chunks.hasNext()).isFalse();
        assertThatThrownBy(chunks::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void closingTheIteratorAbandonsTheStream() {
        ScriptedSource source = new ScriptedSource("one ", "two ");
        ChunkIterator chunks = source.read(exchange);

        chunks.close();

        assertThat(source.abandoned()).isOne();
        assertThat(chunks.hasNext()).isFalse();
        assertThatThrownBy(chunks::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void closedIteratorStaysAtItsEndAfterTheExchange() {
        ChunkIterator chunks = new ScriptedSource("one ", "two ").read(exchange);

        chunks.close();
        chunks.closing().onDone(exchange);

        assertThat(chunks.hasNext()).isFalse();
    }

    @Test
    void readingAfterTheExchangeFailsOnce() {
        ScriptedSource source = new ScriptedSource("one ", "two ");
        ChunkIterator chunks = source.read(exchange);

        chunks.closing().onDone(exchange);

        assertThat(source.abandoned()).isOne();
        assertThat(chunks.hasNext()).isTrue();
        assertThatThrownBy(chunks::next)
                .hasCauseInstanceOf(AuraStreamException.class)
                .hasMessageContaining("was closed when its request exchange was done");
        assertThat(chunks.hasNext()).isFalse();
    }

    @Test
    void readingAgainAfterAFailureFailsAgain() {
        IOException failure = new IOException("connection reset");
        ChunkIterator chunks = new ScriptedSource("one ").thenFail(failure).read(exchange);
        chunks.next();
        assertThatThrownBy(chunks::next).hasCause(failure);

        chunks.close(); // as Split does, before the error handler runs it again

        assertThat(chunks.hasNext()).isTrue();
        assertThatThrownBy(chunks::next).hasCause(failure);
        chunks.closing().onDone(exchange);
        assertThat(chunks.hasNext()).isFalse();
    }

    @Test
    void failedExchangeClosesTheIterator() {
        ScriptedSource source = new ScriptedSource("one ", "two ");
        ChunkIterator chunks = source.read(exchange);
        chunks.next();

        exchange.setException(new IllegalStateException("expected by this test"));

        assertThat(chunks.hasNext()).isFalse();
        assertThat(source.abandoned()).isOne();
    }

    @Test
    void streamThatIsHandedOverBelongsToTheOtherExchange() {
        ScriptedSource source = new ScriptedSource("one ", "two ", "three ");
        ChunkIterator chunks = source.read(exchange);
        Exchange target = new DefaultExchange(context);

        chunks.closing().beforeHandover(target);
        exchange.setException(new IllegalStateException("expected by this test"));

        assertThat(chunks.next()).isEqualTo("one ");
        assertThat(source.abandoned()).isZero();
        target.setException(new IllegalStateException("expected by this test"));
        assertThat(chunks.hasNext()).isFalse();
        assertThat(source.abandoned()).isOne();
    }
}
