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
package io.github.camelaura.kafka;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;

/** What reaches the readers, in the order in which it does, stream by stream. */
final class Records {

    /** One record; index and count are null where its event has none. */
    record Entry(
            String reader, Integer partition, String question, String event, String index, String count, String body) {

        boolean isEnd() {
            return !event.equals("onNext");
        }
    }

    private final Map<String, List<Entry>> ofStream = new ConcurrentHashMap<>();

    void add(Exchange exchange) {
        Entry entry = new Entry(
                exchange.getContext().getName(),
                exchange.getMessage().getHeader(KafkaConstants.PARTITION, Integer.class),
                header(exchange, "question"),
                header(exchange, "event"),
                header(exchange, "index"),
                header(exchange, "count"),
                exchange.getMessage().getBody(String.class));
        // Records of one stream that come at once would be a failure, but must not be a failure of this list
        ofStream.compute(header(exchange, "streamId"), (id, before) -> {
            List<Entry> all = before == null ? new ArrayList<>() : new ArrayList<>(before);
            all.add(entry);
            return all;
        });
    }

    List<Entry> of(String streamId) {
        return ofStream.getOrDefault(streamId, List.of());
    }

    /** Without those that came before, as Kafka gives some again when its consumers change. */
    List<Entry> withoutRepeats(String streamId) {
        Set<String> seen = new HashSet<>();
        return of(streamId).stream()
                .filter(entry -> seen.add(entry.event() + entry.index()))
                .toList();
    }

    List<Entry> ofQuestion(String question) {
        return ofStream.values().stream()
                .filter(all -> all.get(0).question().equals(question))
                .findFirst()
                .orElse(List.of());
    }

    private static String header(Exchange exchange, String name) {
        return exchange.getMessage().getHeader(name, String.class);
    }
}
