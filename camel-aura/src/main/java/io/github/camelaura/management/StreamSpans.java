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
package io.github.camelaura.management;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.Exchange;

import io.github.camelaura.stream.StreamEnd;
import io.github.camelaura.stream.StreamInfo;
import io.github.camelaura.stream.StreamObserver;

/**
 * Observes the streams of exchanges that are traced, for the attributes of their spans. The headers of an exchange do not suffice:
 * a failed request sets none, and those of an earlier stream may still be there.
 */
final class StreamSpans implements StreamObserver {

    private static final String PROPERTY = "CamelAuraSpan";

    private final Map<String, Observed> running = new ConcurrentHashMap<>();

    /** Has the next stream of the exchange observed. */
    static void observe(Exchange exchange) {
        exchange.setProperty(PROPERTY, new Observed());
    }

    /** Returns what was observed since; null if {@link #observe} was not called. */
    static Observed take(Exchange exchange) {
        return exchange.removeProperty(PROPERTY) instanceof Observed observed ? observed : null;
    }

    @Override
    public void begun(StreamInfo stream, Exchange asking) {
        if (asking.getProperty(PROPERTY) instanceof Observed observed) {
            observed.stream = stream;
            running.put(stream.id(), observed);
        }
    }

    @Override
    public void ended(StreamInfo stream, StreamEnd end) {
        Observed observed = running.remove(stream.id());
        if (observed != null) {
            observed.end = end;
        }
    }

    /** A stream, as far as it is known. The stream's thread writes, and the thread that ends the span reads. */
    static final class Observed {

        private volatile StreamInfo stream;
        private volatile StreamEnd end;

        /** Returns the stream; null if none has begun. */
        StreamInfo stream() {
            return stream;
        }

        /** Returns the end of the stream; null if it has not ended. */
        StreamEnd end() {
            return end;
        }
    }
}
