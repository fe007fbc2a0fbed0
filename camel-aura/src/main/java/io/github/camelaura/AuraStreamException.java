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
package io.github.camelaura;

import java.io.Serial;

import org.apache.camel.Exchange;

/** The reply did not begin, was empty, was interrupted, stalled, was too large, or was cancelled. The server may have generated all of it. */
public class AuraStreamException extends AuraException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The causes of a stream that failed. */
    public enum Reason {
        /** The reply did not begin, was empty, was interrupted, stalled, or was too large. */
        REPLY_FAILED,
        /** A route failed to process a chunk, and {@code stopOnException} is set. */
        ROUTE_FAILED,
        /** The stream was cancelled, by {@code operation=cancel} or by an operator. A redelivery never repeats its request. */
        CANCELLED,
        /** The route or the CamelContext stops. */
        STOPPED,
        /** The stream was read after its exchange was done. */
        READ_TOO_LATE,
        /** The reply is complete, but its turn could not be saved in the conversation. */
        CONVERSATION_FAILED
    }

    private final long chunksEmitted;
    private final String partialReply;
    private final Reason reason;

    public AuraStreamException(
            String message, Exchange exchange, Throwable cause, long chunksEmitted, String partialReply) {
        this(message, exchange, cause, chunksEmitted, partialReply, Reason.REPLY_FAILED);
    }

    public AuraStreamException(
            String message,
            Exchange exchange,
            Throwable cause,
            long chunksEmitted,
            String partialReply,
            Reason reason) {
        super(message, exchange, cause);
        this.chunksEmitted = chunksEmitted;
        this.partialReply = partialReply;
        this.reason = reason;
    }

    /** Returns the number of chunks that routes received before the stream failed. */
    public long getChunksEmitted() {
        return chunksEmitted;
    }

    /** Returns the text of these chunks; empty if there were none. */
    public String getPartialReply() {
        return partialReply;
    }

    /** Returns the cause. */
    public Reason getReason() {
        return reason;
    }
}
