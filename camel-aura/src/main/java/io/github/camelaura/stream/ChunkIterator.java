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
import java.io.InputStream;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.Executor;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.SynchronizationAdapter;

import io.github.camelaura.unit.IntervalUnits;
import io.github.camelaura.unit.UnitQueue;
import io.github.camelaura.unit.UnitSettings;
import io.github.camelaura.unit.UnitSplitter;

/**
 * The running stream as a body ({@code streaming=true}). Camel's Split calls {@link #hasNext()} before it routes the current
 * part, so that method must not wait for the next chunk: it returns true until the stream has ended, and {@link #next()} returns
 * one empty string at the end of a complete reply.
 *
 * <p>Threads: one reader at a time, on any thread. Camel completes the exchange, and thereby closes the stream, on any thread:
 * all fields that a close reads or writes are volatile. Only {@link #next()} blocks.
 */
final class ChunkIterator implements Iterator<String>, Closeable {

    /** The stream whose chunks are read. */
    interface Source {

        /**
         * Waits for the next chunk.
         *
         * @return null at the end of the reply; an empty string if there is no chunk yet, but the reader has to show that it lives
         * @throws Throwable the failure of the stream
         */
        String readNext() throws Throwable;

        /**
         * Ends the stream after its reader has got the whole reply.
         *
         * @throws Throwable if the stream fails at its end
         */
        void finish() throws Throwable;

        /** Ends the stream before its reader has got the whole reply. */
        void abandon();
    }

    private static final String UNREAD =
            "[A running stream that is not read yet. Read it with split(body()).streaming(), or convert"
                    + " the body to java.io.InputStream; set streaming=false to get the whole reply as text]";

    private final Source stream;
    private final StreamFailures failures;
    private final InputStream input = new ChunkInputStream(this, Framing.TEXT);
    private volatile Exchange exchange;
    private volatile boolean closed;
    private volatile boolean subExchange;
    private volatile boolean exchangeDone;
    private String first;
    private volatile boolean ended;
    private volatile Throwable failure;
    private volatile boolean closedAfterFailure;

    /**
     * Returns the chunks of a stream in these units.
     *
     * @param first the first chunk, which has been read
     * @param request the request of the stream
     * @param executor runs the stream if it must not wait for its reader
     */
    static ChunkIterator of(
            Source stream, StreamFailures failures, StreamRequest request, String first, Executor executor) {
        UnitSettings settings = request.settings().units();
        long idleMillis = request.settings().idleMillis();
        Exchange exchange = request.exchange();
        if (settings.intervalMillis() > 0) {
            UnitQueue units = new IntervalUnits(settings);
            units.add(first);
            return new ChunkIterator(new QueuedSource(stream, units, idleMillis, executor), failures, exchange, null);
        }
        Source source = stream;
        String begin = first;
        if (!settings.isArrival()) {
            UnitSplitter splitter = settings.splitter();
            splitter.add(first);
            source = new UnitSource(stream, splitter);
            begin = null;
        }
        if (idleMillis > 0) {
            source = new QueuedSource(source, new HandOff(), idleMillis, executor);
        }
        return new ChunkIterator(source, failures, exchange, begin);
    }

    ChunkIterator(Source stream, StreamFailures failures, Exchange exchange, String first) {
        this.stream = stream;
        this.failures = failures;
        this.exchange = exchange;
        this.first = first;
    }

    @Override
    public boolean hasNext() {
        // if the stream cannot be read any more, next() fails: false would look like the end of the reply
        return !ended && (isReadTooLate() || isReadAgain() || isWanted());
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        try {
            return read();
        } catch (Throwable e) {
            failure = e;
            if (!exchangeDone) {
                failures.leaveGuardOn(exchange, e);
                FailureProperties.set(exchange, e);
            }
            throw new RuntimeCamelException(e);
        }
    }

    private String read() throws Throwable {
        if (isReadTooLate()) {
            throw failures.readTooLate(subExchange);
        }
        if (isReadAgain()) {
            throw failure;
        }
        String chunk = first == null ? stream.readNext() : first;
        first = null;
        if (chunk == null) {
            stream.finish();
            ended = true;
            return "";
        }
        return chunk;
    }

    /** Whether the whole reply has been read. */
    boolean isComplete() {
        return ended;
    }

    /** Returns the failure of the stream, or null. */
    Throwable failure() {
        return failure;
    }

    /** Returns the unread rest as bytes; always the same object, so that no bytes are lost if the body is converted twice. */
    InputStream inputStream() {
        return input;
    }

    private boolean isWanted() {
        if (failure != null || closed) {
            return false;
        }
        if (exchange.getException() != null) {
            close(); // the caller has failed, but Split would read the rest
            return false;
        }
        return true;
    }

    @Override
    public void close() {
        if (!ended) {
            closed = true;
            closedAfterFailure = failure != null;
            stream.abandon();
        }
    }

    /** Returns a fixed text for logs, without reading. */
    @Override
    public String toString() {
        return UNREAD;
    }

    private boolean isReadTooLate() {
        return exchangeDone && !closed && failure == null;
    }

    /** Whether a stream that failed and was closed is read again, as when the error handler redelivers to a Split. */
    private boolean isReadAgain() {
        return closedAfterFailure && !exchangeDone;
    }

    /** Ends the stream with the request exchange, or with the exchange that takes over its completions (as in seda). */
    SynchronizationAdapter closing() {
        return new SynchronizationAdapter() {
            @Override
            public void beforeHandover(Exchange target) {
                exchange = target;
            }

            @Override
            public void onDone(Exchange done) {
                subExchange = isSubExchange(done);
                exchangeDone = true;
                if (!ended) {
                    stream.abandon();
                }
            }
        };
    }

    /** Whether an EIP made the exchange and ends it before the route's next step. */
    private static boolean isSubExchange(Exchange done) {
        return done.getProperty(ExchangePropertyKey.MULTICAST_INDEX) != null
                || done.getProperty(ExchangePropertyKey.SPLIT_INDEX) != null;
    }
}
