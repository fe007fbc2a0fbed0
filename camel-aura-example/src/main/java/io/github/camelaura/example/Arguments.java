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

import java.util.List;

/**
 * The command line.
 *
 * @param server the address of the server to ask, or null for an embedded one
 * @param question what to ask
 */
record Arguments(String server, String question) {

    private static final String DEFAULT_QUESTION = "What is an exchange in Apache Camel?";

    static Arguments of(String... args) {
        List<String> words = List.of(args);
        String server = null;
        if (!words.isEmpty() && words.get(0).equals("--server")) {
            if (words.size() < 2) {
                throw new IllegalArgumentException("--server needs the address of an Aura server,"
                        + " as in: --server http://localhost:3000 \"your question\"");
            }
            server = words.get(1);
            words = words.subList(2, words.size());
        }
        return new Arguments(server, words.isEmpty() ? DEFAULT_QUESTION : String.join(" ", words));
    }
}
