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
package io.github.camelaura.support;

import java.util.ArrayList;
import java.util.List;

/** Reads a stream of server-sent events as the HTML standard has a browser do it (section 9.2.6). */
public final class ServerSentEvents {

    /**
     * An event.
     *
     * @param name {@code message} if the event has no name
     * @param id the last id of the stream so far; empty if there was none
     */
    public record Event(String name, String id, String data) {}

    private ServerSentEvents() {}

    /** Returns the events of a stream; an event without an empty line after it is incomplete and left out. */
    public static List<Event> parse(String stream) {
        List<Event> events = new ArrayList<>();
        String name = "";
        String id = "";
        StringBuilder data = new StringBuilder();
        String[] lines = stream.split("\\r\\n|\\r|\\n", -1);
        for (int i = 0; i < lines.length - 1; i++) { // what follows the last line break is no line
            String line = lines[i];
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            if (value.startsWith(" ")) {
                value = value.substring(1);
            }
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    events.add(new Event(name.isEmpty() ? "message" : name, id, data.substring(0, data.length() - 1)));
                }
                name = "";
                data.setLength(0);
            } else if (field.equals("event")) {
                name = value;
            } else if (field.equals("data")) {
                data.append(value).append('\n');
            } else if (field.equals("id") && value.indexOf('\0') < 0) {
                id = value;
            }
        }
        return events;
    }
}
