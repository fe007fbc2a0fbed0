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

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.apache.camel.Exchange;

import io.github.camelaura.stream.StreamEnd;
import io.github.camelaura.stream.StreamInfo;
import io.github.camelaura.stream.StreamObserver;

/**
 * Measures the times of streams with Micrometer. The meters have the names of OpenTelemetry's semantic conventions for
 * generative AI. Tokens are not counted, because the server does not return their number.
 */
final class StreamMeters implements StreamObserver {

    private static final String PREFIX = "gen_ai.client.operation.";

    /** The tag by which Camel's AI components name themselves. */
    static final Tags COMPONENT = Tags.of("camel.component", "aura");

    /** The limits of OpenTelemetry's conventions, for percentiles. A time between chunks has none, because it is recorded often. */
    private static final Duration[] BUCKETS = IntStream.range(0, 14)
            .mapToObj(power -> Duration.ofMillis(10L << power))
            .toArray(Duration[]::new);

    /** The tag for all models that messages name, because callers could otherwise make any number of meters. */
    private static final String OTHER_MODEL = "other";

    private final MeterRegistry registry;
    private final Map<String, Timer> chunkTimers = new ConcurrentHashMap<>();

    StreamMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void begun(StreamInfo stream, Exchange asking) {
        // the time is recorded at the end
    }

    @Override
    public void ended(StreamInfo stream, StreamEnd end) {
        Tags tags = tags(stream)
                .and("outcome", end.label())
                .and(
                        "error.type",
                        end.failure() == null
                                ? "none"
                                : end.failure().getClass().getSimpleName());
        timer("duration", "From the request to the end of the stream", tags, BUCKETS)
                .record(end.duration());
        if (end.timeToFirstChunk() != null) {
            timer("time_to_first_chunk", "From the request to the first chunk", tags(stream), BUCKETS)
                    .record(end.timeToFirstChunk());
        }
    }

    @Override
    public boolean wantsChunks() {
        return true;
    }

    @Override
    public void chunk(StreamInfo stream, Duration sinceLast) {
        chunkTimers
                .computeIfAbsent(
                        model(stream),
                        model -> timer("time_per_output_chunk", "From one chunk to the next", tags(stream)))
                .record(sinceLast);
    }

    private Timer timer(String name, String description, Tags tags, Duration... buckets) {
        return Timer.builder(PREFIX + name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(buckets)
                .register(registry);
    }

    private static Tags tags(StreamInfo stream) {
        return COMPONENT.and(
                "gen_ai.operation.name", "chat", "gen_ai.provider.name", "aura", "gen_ai.request.model", model(stream));
    }

    private static String model(StreamInfo stream) {
        return stream.ofEndpoint() ? stream.model() : OTHER_MODEL;
    }
}
