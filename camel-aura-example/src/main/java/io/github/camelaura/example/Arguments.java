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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The command line.
 *
 * @param web whether to serve the page instead of asking a question
 * @param port where to serve it
 * @param server the address of the server to ask, or null for an embedded one
 * @param browser the browser to log in with, or null for the first that is there
 * @param question what to ask
 */
record Arguments(boolean web, int port, String server, String browser, String question) {

    private static final int DEFAULT_PORT = 8080;
    private static final String DEFAULT_QUESTION = "What is an exchange in Apache Camel?";

    private static final String NO_PORT = "--port needs a number from 1 to 65535, as in: --web --port 8081";

    static Arguments of(String... args) {
        Deque<String> words = new ArrayDeque<>(List.of(args));
        boolean web = false;
        int port = DEFAULT_PORT;
        String server = null;
        String browser = null;
        while (!words.isEmpty() && words.peek().startsWith("--")) {
            String option = words.pop();
            switch (option) {
                case "--web" -> web = true;
                case "--port" -> port = port(value(words, NO_PORT));
                case "--server" ->
                    server = value(
                            words,
                            "--server needs the address of an Aura server,"
                                    + " as in: --server http://localhost:3000 \"your question\"");
                case "--browser" ->
                    browser = value(
                            words, "--browser needs a name: " + LoginBrowser.CHROME + " or " + LoginBrowser.HTMLUNIT);
                default ->
                    throw new IllegalArgumentException("Unknown option " + option
                            + "; there are --web, --port N, --server URL and --browser NAME");
            }
        }
        return new Arguments(web, port, server, browser, words.isEmpty() ? DEFAULT_QUESTION : String.join(" ", words));
    }

    private static int port(String number) {
        try {
            int port = Integer.parseInt(number);
            if (port > 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(NO_PORT, e);
        }
        throw new IllegalArgumentException(NO_PORT);
    }

    private static String value(Deque<String> words, String otherwise) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException(otherwise);
        }
        return words.pop();
    }
}
