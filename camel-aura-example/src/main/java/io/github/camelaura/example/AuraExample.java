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

import org.apache.camel.main.Main;

import io.github.camelaura.test.AuraServer;

/** Asks an Aura server one question; the routes in {@code camel/} show the reply as it arrives. */
public final class AuraExample {

    private AuraExample() {}

    /**
     * Runs the example.
     *
     * @param args {@code [--server URL] [question]}
     * @throws Exception if the server can't be asked
     */
    public static void main(String... args) throws Exception {
        Arguments arguments = Arguments.of(args);
        if (arguments.server() != null) {
            ask(arguments.server(), arguments.question());
            return;
        }
        try (AuraServer server = AuraServer.start()) {
            ask(server.baseUrl(), arguments.question());
        }
    }

    private static void ask(String server, String question) throws Exception {
        Main main = new Main(AuraExample.class);
        main.addInitialProperty("camel.component.aura.base-url", server);
        main.start();
        try {
            main.getCamelTemplate().requestBody("direct:question", question);
        } finally {
            main.stop();
        }
    }
}
