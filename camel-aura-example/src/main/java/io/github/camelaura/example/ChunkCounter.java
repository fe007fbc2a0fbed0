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
package io.github.camelaura.example;

import org.apache.camel.Header;

import io.github.camelaura.AuraConstants;

/** What a route does with chunks is up to it; this one counts them. */
public class ChunkCounter {

    private int count;
    private int characters;

    /** Takes a chunk; the chunks of a stream come one at a time. */
    public void add(String chunk) {
        count++;
        characters += chunk.length();
    }

    /** What was counted, beside what the end of the stream says. */
    public String summary(@Header(AuraConstants.CHUNK_COUNT) long chunks) {
        return count + " of " + chunks + " chunks, " + characters + " characters";
    }
}
