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

/** JSON objects, one in each line. Their {@code type} is {@code chunk}, {@code done} or {@code error}. */
final class NdjsonFraming implements Framing {

    private final String streamId;
    private long index;

    NdjsonFraming(String streamId) {
        this.streamId = Jsoner.escape(streamId);
    }

    @Override
    public String chunk(String text) {
        return "{\"type\":\"chunk\",\"index\":" + index++ + ",\"text\":\"" + Jsoner.escape(text) + "\"}\n";
    }

    @Override
    public String end() {
        return "{\"type\":\"done\",\"streamId\":\"" + streamId + "\"}\n";
    }

    @Override
    public String failure(ErrorCategory category) {
        return "{\"type\":\"error\",\"category\":\"" + category + "\",\"streamId\":\"" + streamId + "\"}\n";
    }
}
