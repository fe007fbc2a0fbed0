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

import org.apache.camel.util.json.Jsoner;

/**
 * Server-sent events (HTML standard, section 9.2): each chunk is a message with its index as id; {@code done} and {@code error} are
 * events with a JSON object. Each kind of line break in a chunk arrives as a line feed, since the format has no other.
 */
final class SseFraming implements Framing {

    private final String streamId;
    private long index;
    private boolean carriageReturn;

    SseFraming(String streamId) {
        this.streamId = Jsoner.escape(streamId);
    }

    @Override
    public String chunk(String text) {
        String whole = carriageReturn ? "\r" + text : text;
        carriageReturn = whole.endsWith("\r"); // its line feed may follow, and the two are one line break
        String known = carriageReturn ? whole.substring(0, whole.length() - 1) : whole;
        return known.isEmpty() ? "" : message(known);
    }

    /** Returns a comment, which clients ignore. To write it, a server must have its client. */
    @Override
    public String idle() {
        return ":\n\n";
    }

    @Override
    public String end() {
        return rest() + event("done", "{\"streamId\":\"" + streamId + "\"}");
    }

    @Override
    public String failure(ErrorCategory category) {
        return rest() + event("error", "{\"category\":\"" + category + "\",\"streamId\":\"" + streamId + "\"}");
    }

    private String rest() {
        return carriageReturn ? message("\r") : "";
    }

    private String message(String text) {
        StringBuilder message = new StringBuilder("id: ").append(index++).append('\n');
        for (String line : text.split("\\r\\n|\\r|\\n", -1)) {
            message.append("data: ").append(line).append('\n');
        }
        return message.append('\n').toString();
    }

    private static String event(String name, String json) {
        return "event: " + name + "\ndata: " + json + "\n\n";
    }
}
