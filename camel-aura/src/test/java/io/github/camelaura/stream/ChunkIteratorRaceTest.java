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

import static io.github.camelaura.support.Interleavings.require;
import static io.github.camelaura.support.Interleavings.together;

import java.io.IOException;
import java.util.NoSuchElementException;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.camelaura.support.Interleavings;

/** A thread reads the stream while another one closes it, or completes the exchange. */
@Tag("interleavings")
class ChunkIteratorRaceTest {

    @Test
    void iteratorIsAtItsEndAfterCloseDuringNext() {
        Interleavings.check(() -> {
            Reply reply = new Reply();
            ChunkIterator chunks = reply.iterator();

            together(() -> read(chunks), chunks::close);

            require(!chunks.hasNext(), "a closed iterator has no next chunk");
            require(reply.abandoned || reply.ended, "the stream has ended");
        });
    }

    @Test
    void replyThatIsCutOffByTheEndOfTheExchangeDoesNotLookComplete() {
        Interleavings.check(() -> {
            Reply reply = new Reply();
            ChunkIterator chunks = reply.iterator();
            boolean[] complete = new boolean[1];
            Exchange done = new DefaultExchange((CamelContext) null);

            together(() -> complete[0] = read(chunks), () -> chunks.closing().onDone(done));

            require(complete[0] == reply.ended, "the reader sees the end of the reply, or a failure");
            require(reply.abandoned || reply.ended, "the stream has ended");
        });
    }

    @Test
    void bytesThatAreReadDuringACloseAreTheBeginningOfTheReply() {
        Interleavings.check(() -> {
            ChunkInputStream input = new ChunkInputStream(new Reply().iterator(), Framing.TEXT);
            StringBuilder text = new StringBuilder();

            together(() -> read(input, text), input::close);

            require("one two ".startsWith(text.toString()), "no byte is repeated");
        });
    }

    /** Reads to the end, or until the stream is closed; fails if the bytes or the exception are not those of a stream. */
    private static void read(ChunkInputStream input, StringBuilder text) {
        byte[] bytes = new byte[3];
        try {
            for (int count = input.read(bytes, 0, 3); count >= 0; count = input.read(bytes, 0, 3)) {
                require(count > 0, "a read returns at least one byte");
                for (int i = 0; i < count; i++) {
                    text.append((char) bytes[i]);
                }
            }
            require(text.length() == "one two ".length(), "the end is the end of the reply");
        } catch (IOException e) {
            // it was closed before its end
        }
    }

    /** Reads to the end, as Camel's Split does; false if the last read failed. */
    private static boolean read(ChunkIterator chunks) {
        try {
            while (chunks.hasNext()) {
                chunks.next();
            }
            return true;
        } catch (RuntimeCamelException | NoSuchElementException e) {
            return false;
        }
    }

    /** A reply of two chunks. Reading fails after the stream was abandoned, as its connection is closed then. */
    private static final class Reply implements ChunkIterator.Source {

        private volatile boolean abandoned;
        private volatile boolean ended;
        private boolean lastRead;

        private ChunkIterator iterator() {
            Exchange exchange = new DefaultExchange((CamelContext) null);
            exchange.setExchangeId("1");
            exchange.setIn(new NoHeaders());
            StreamRequest request = new StreamRequest(
                    null, "words", exchange, null, null, null, null, null, null, null, null, null, null);
            return new ChunkIterator(this, new StreamFailures(request, new ReplyBuffer()), exchange, "one ");
        }

        @Override
        public String readNext() throws IOException {
            if (abandoned) {
                throw new IOException("Stream closed");
            }
            if (lastRead) {
                ended = true;
                return null;
            }
            lastRead = true;
            return "two ";
        }

        @Override
        public void finish() {
            // the whole reply was read
        }

        @Override
        public void abandon() {
            abandoned = true;
        }
    }

    /** A message that does not ask its context, which would take Lincheck minutes to prepare. */
    private static final class NoHeaders extends DefaultMessage {

        private NoHeaders() {
            super((Exchange) null);
        }

        @Override
        public void setCamelContext(CamelContext context) {
            // none
        }

        @Override
        public Object getHeader(String name) {
            return null;
        }
    }
}
