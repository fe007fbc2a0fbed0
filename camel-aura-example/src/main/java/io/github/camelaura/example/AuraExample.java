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

import java.net.BindException;
import java.time.Duration;

import org.apache.camel.main.Main;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.component.AuraConfiguration;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.LoginSite;

/**
 * Sends a prompt to an Aura server; the routes in {@code camel/} log the reply as it arrives. With {@code --web} it serves a
 * page to chat with the server instead; its routes are in {@code page/}.
 *
 * <p>{@code application.properties} contains the options. A system property overrides each of them, for example
 * {@code -Dcamel.component.aura.base-url=http://localhost:3000}.
 */
public final class AuraExample {

    private static final Logger LOG = LoggerFactory.getLogger("example");

    private static final String WEB = "--web";
    private static final String PROMPT = "What is an exchange in Apache Camel?";

    private AuraExample() {}

    /**
     * Runs the example.
     *
     * @param args the words of the prompt, or {@code --web}; without arguments, the example has a prompt of its own
     * @throws Exception if the server returns no complete reply or the page cannot be served
     */
    public static void main(String... args) throws Exception {
        String prompt = args.length == 0 ? PROMPT : String.join(" ", args);
        if (prompt.startsWith("--") && !prompt.equals(WEB)) {
            throw new IllegalArgumentException("Unknown argument in: " + prompt
                    + ". The arguments are " + WEB + " or a prompt. Options are system properties, for example"
                    + " -Dcamel.component.aura.base-url=http://localhost:3000");
        }
        Main main = new Main();
        if (prompt.equals(WEB)) {
            main.configure().setProfile("web"); // also reads application-web.properties
        }
        main.init();
        AuraConfiguration options =
                main.getCamelContext().getComponent("aura", AuraComponent.class).getConfiguration();
        if (options.getBaseUrl() == null) {
            runWithServer(main, options, prompt);
        } else {
            run(main, prompt);
        }
    }

    /** Runs the example with a server of its own, which requires a login. */
    private static void runWithServer(Main main, AuraConfiguration options, String prompt) throws Exception {
        try (AuraServer server = AuraServer.start()) {
            LoginSite.protect(server);
            server.wordDelay(Duration.ofMillis(100)); // slow enough to watch the chunks and to stop the reply
            options.setBaseUrl(server.baseUrl());
            options.setLoginUsername(LoginSite.USER);
            options.setLoginPassword(LoginSite.PASSWORD);
            options.setLoginOnStart(true); // so that the first prompt at the page does not wait for the browser
            run(main, prompt);
        }
    }

    private static void run(Main main, String prompt) throws Exception {
        try {
            if (prompt.equals(WEB)) {
                servePage(main);
            } else {
                main.start();
                main.getCamelTemplate().requestBody("direct:question", prompt);
            }
        } finally {
            main.stop();
        }
    }

    private static void servePage(Main main) throws Exception {
        String port = main.getCamelContext().resolvePropertyPlaceholders("{{page.port}}");
        try {
            main.start();
        } catch (Exception e) { // Camel wraps the cause in several types
            if (ObjectHelper.getException(BindException.class, e) != null) {
                throw new IllegalStateException(
                        "Port " + port + " is in use. Set another one, for example -Dpage.port=8081", e);
            }
            throw e;
        }
        LOG.info("The page is at http://127.0.0.1:{}/ (Ctrl+C ends it)", port);
        main.run(); // waits for Ctrl+C
    }
}
