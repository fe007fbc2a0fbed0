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

import java.io.Closeable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The running stream as a body ({@code streaming=true}). Camel's Split asks {@link #hasNext()} before it routes the
 * current part, so that must not wait for the next: it says yes until the stream has ended, and {@link #next()} closes a
 * stream that ended well with one empty string.
 */
final class ChunkIterator implements Iterator<String>, Closeable {

    private final AuraStream stream;
    private volatile Exchange exchange;
    private volatile boolean closed;
    private volatile boolean exchangeDone;
    private String first;
    private boolean ended;
    private Throwable failure;
    private boolean begun;
    private Object exceptionCaughtAtBegin;
    private Object redeliveryAtBegin;

    ChunkIterator(AuraStream stream, Exchange exchange, String first) {
        this.stream = stream;
        this.exchange = exchange;
        this.first = first;
    }

    @Override
    public boolean hasNext() {
        // misuse is for next() to tell: an end here would pass for the end of the reply
        return !ended && (isMisused() || isWanted());
    }

    @Override
    public String next() {
        boolean misused = !ended && isMisused();
        if (ended || (!misused && !isWanted())) {
            throw new NoSuchElementException();
        }
        try {
            if (misused) {
                throw misuse();
            }
            return read();
        } catch (Throwable e) {
            failure = e;
            throw new RuntimeCamelException(e);
        }
    }

    private boolean isWanted() {
        if (failure != null || closed) {
            return false;
        }
        if (exchange.getException() != null) {
            close(); // the caller has failed: Split would read the rest
            return false;
        }
        return true;
    }

    private Throwable misuse() {
        if (isReadTooLate()) {
            return stream.failures().readTooLate();
        }
        redeliveryAtBegin = redelivery(); // told once for each time that the step is run
        return failure == null ? stream.failures().readAgain() : failure;
    }

    private String read() throws Throwable {
        if (!begun) {
            begun = true;
            exceptionCaughtAtBegin = exceptionCaught();
            redeliveryAtBegin = redelivery();
            String chunk = first;
            first = null;
            return chunk;
        }
        String chunk = stream.readNext();
        if (chunk == null) {
            ended = true;
            return "";
        }
        return chunk;
    }

    @Override
    public void close() {
        if (!ended) {
            closed = true;
            stream.abandon();
        }
    }

    private boolean isMisused() {
        return isReadTooLate() || isReadAgain();
    }

    private boolean isReadTooLate() {
        return exchangeDone && !closed && failure == null;
    }

    private boolean isReadAgain() {
        // no step is run again before an error handler has caught something; to look for that is much cheaper
        return begun
                && !exchangeDone
                && exceptionCaught() != exceptionCaughtAtBegin
                && !Objects.equals(redelivery(), redeliveryAtBegin);
    }

    private Object exceptionCaught() {
        return exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT);
    }

    /** Changes when the error handler runs a step again. */
    private Object redelivery() {
        return exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER);
    }

    /** Ends the stream with the exchange that asked, or with the one that it is handed over to (as by seda). */
    SynchronizationAdapter closing() {
        return new SynchronizationAdapter() {
            @Override
            public void beforeHandover(Exchange target) {
                exchange = target;
            }

            @Override
            public void onDone(Exchange done) {
                exchangeDone = true;
                if (!ended) {
                    stream.abandon();
                }
            }
        };
    }
}
