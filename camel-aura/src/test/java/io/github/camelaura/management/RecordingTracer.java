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

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.SpanContextPropagationExtractor;
import org.apache.camel.telemetry.SpanContextPropagationInjector;
import org.apache.camel.telemetry.SpanLifecycleManager;
import org.apache.camel.telemetry.Tracer;

/** A tracer of camel-telemetry that keeps its spans. */
final class RecordingTracer extends Tracer {

    private final List<RecordedSpan> ended = new CopyOnWriteArrayList<>();

    @Override
    protected void initTracer() {
        setSpanLifecycleManager(new Lifecycle());
    }

    /** Returns the tags of the ended spans, with their names, texts of logs and errors, in the order in which they ended. */
    List<Map<String, String>> spans() {
        return ended.stream().map(span -> Map.copyOf(span.tags)).toList();
    }

    private final class Lifecycle implements SpanLifecycleManager {

        @Override
        public Span create(String name, Span parent, SpanContextPropagationExtractor extractor) {
            RecordedSpan span = new RecordedSpan();
            span.setTag("name", name);
            return span;
        }

        @Override
        public void activate(Span span) {}

        @Override
        public void deactivate(Span span) {}

        @Override
        public void close(Span span) {
            ended.add((RecordedSpan) span);
        }

        @Override
        public void inject(Span span, SpanContextPropagationInjector injector, boolean includeTracing) {}
    }

    private static final class RecordedSpan implements Span {

        private final Map<String, String> tags = new ConcurrentHashMap<>();

        @Override
        public void log(Map<String, String> fields) {
            setTag("log", fields.toString());
        }

        @Override
        public void setComponent(String component) {
            setTag("component", component);
        }

        @Override
        public void setError(boolean error) {
            setTag("error", String.valueOf(error));
        }

        @Override
        public void setTag(String key, String value) {
            tags.put(key, value);
        }
    }
}
