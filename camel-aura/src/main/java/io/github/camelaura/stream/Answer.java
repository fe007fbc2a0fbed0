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

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.StreamFormat;

/**
 * Answers the exchange of a stream exactly once.
 *
 * <p>Threads: the stream's thread answers. If a route or a credential processor blocks that thread, the timer starts another
 * thread that answers. The thread that sets {@code given} owns the exchange and the callback. After the callback no code may
 * use the exchange, because Camel may reuse it for another message.
 */
final class Answer {

    private final Exchange exchange;
    private final AsyncCallback callback;
    private final AtomicBoolean given = new AtomicBoolean();
    private final AtomicBoolean decided = new AtomicBoolean();

    Answer(Exchange exchange, AsyncCallback callback) {
        this.exchange = exchange;
        this.callback = callback;
    }

    boolean isGiven() {
        return given.get();
    }

    /** Decides, once, whether the whole reply is there or the stream is cancelled; returns false if the other was first. */
    boolean decide() {
        return decided.compareAndSet(false, true);
    }

    /**
     * Answers with the whole reply.
     *
     * @param decided runs before the callback, only if the exchange has not been answered yet
     * @return false if the exchange has already been answered
     */
    boolean reply(Object body, Map<String, Object> headers, Runnable decided) {
        return give(answered -> {
            set(answered.getMessage(), body, headers);
            decided.run();
        });
    }

    /**
     * Answers with the running stream. The stream ends when the exchange is done, if not earlier.
     *
     * @param format what the body is
     * @return false if the exchange has already been answered
     */
    boolean stream(ChunkIterator chunks, StreamFormat format, Map<String, Object> headers) {
        return give(answered -> {
            Object body = StreamBody.of(chunks, format, (String) headers.get(AuraConstants.STREAM_ID));
            set(answered.getMessage(), body, headers);
            if (body instanceof StreamBody stream) {
                answered.getMessage().setHeader(Exchange.CONTENT_TYPE, stream.contentType());
            }
            answered.getExchangeExtension().addOnCompletion(chunks.closing());
        });
    }

    /**
     * Fails the exchange.
     *
     * @param name the name of the stream
     * @param last whether a redelivery must not send the request again
     */
    void fail(Throwable failure, String name, boolean last) {
        give(answered -> {
            if (last) {
                RedeliveryGuard.leaveOn(answered, name, failure);
            }
            FailureProperties.fail(answered, failure);
        });
    }

    private boolean give(Consumer<Exchange> content) {
        boolean first = given.compareAndSet(false, true);
        if (first) {
            try {
                content.accept(exchange);
            } finally {
                callback.done(false);
            }
        }
        return first;
    }

    private static void set(Message message, Object body, Map<String, Object> headers) {
        message.setBody(body);
        message.removeHeader(Exchange.CONTENT_TYPE);
        message.removeHeader(Exchange.CONTENT_LENGTH);
        message.removeHeader(
                Exchange.CONTENT_ENCODING); // of the prompt; an HTTP front end would return it with the reply
        headers.forEach(message::setHeader);
    }

    /**
     * Marks an exchange whose stream failed after routes had received chunks of it, so that a redelivery does not send the request
     * and emit the chunks again. (The exchange is not marked as redelivery-exhausted, because Camel would then skip
     * {@code onException} and dead letter channels.) Each stream has a mark of its own, because a redelivered part of a route may
     * send several requests.
     *
     * @param redeliveries the number of redeliveries of the exchange when it sent the request
     * @param failure why the stream failed
     */
    record RedeliveryGuard(int redeliveries, Throwable failure) {

        private static final String PROPERTY = "CamelAuraBrokenStream.";

        static void leaveOn(Exchange exchange, String name, Throwable failure) {
            exchange.setProperty(PROPERTY + name, new RedeliveryGuard(redeliveries(exchange), failure));
        }

        /** Fails a redelivery that would send the request again, without further redeliveries; otherwise removes the mark. */
        static boolean failsAgain(Exchange exchange, String name) {
            if (exchange.removeProperty(PROPERTY + name) instanceof RedeliveryGuard broken
                    && redeliveries(exchange) > broken.redeliveries) {
                FailureProperties.fail(exchange, broken.failure);
                exchange.setRollbackOnly(true); // no further redelivery
                return true;
            }
            return false;
        }

        private static int redeliveries(Exchange exchange) {
            return exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER) instanceof Number counter
                    ? counter.intValue()
                    : 0;
        }
    }
}
