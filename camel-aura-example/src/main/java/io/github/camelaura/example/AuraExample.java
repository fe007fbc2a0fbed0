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

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.LoginSite;

/**
 * Asks an Aura server one question; the routes in {@code camel/} show the reply as it arrives. Or serves a page to chat with
 * it, by the routes in {@code page/}.
 */
public final class AuraExample {

    private static final Logger LOG = LoggerFactory.getLogger("example");

    private AuraExample() {}

    /**
     * Runs the example.
     *
     * @param args {@code [--server URL] [--browser chrome|htmlunit] [question]}, or {@code --web [--port N]} and the same
     *     options
     * @throws Exception if the server can't be asked
     */
    public static void main(String... args) throws Exception {
        Arguments arguments = Arguments.of(args);
        if (arguments.server() != null) {
            // no login is configured here: application.properties is the place, if this server wants one
            run(arguments, arguments.server(), chosenBrowser(arguments));
            return;
        }
        try (AuraServer server = AuraServer.start()) {
            LoginSite.protect(server);
            if (arguments.web()) {
                server.wordDelay(Duration.ofMillis(100)); // there is something to watch, and time to stop it
            }
            run(arguments, server.baseUrl(), login(arguments));
        }
    }

    private static Map<String, String> chosenBrowser(Arguments arguments) {
        return arguments.browser() == null
                ? Map.of()
                : LoginBrowser.named(arguments.browser()).options();
    }

    /** What it takes to log in at the embedded server: it shows a form, as many sites do. */
    private static Map<String, String> login(Arguments arguments) {
        LoginBrowser browser =
                arguments.browser() == null ? LoginBrowser.find() : LoginBrowser.named(arguments.browser());
        LOG.info("The server wants a login. The browser for it: {}", browser);
        Map<String, String> options = new HashMap<>(browser.options());
        options.put("login-username", LoginSite.USER);
        options.put("login-password", LoginSite.PASSWORD);
        // so that nobody who sits at the page waits for the browser
        options.put("login-on-start", String.valueOf(arguments.web()));
        return options;
    }

    private static void run(Arguments arguments, String server, Map<String, String> options) throws Exception {
        Main main = main(server, options);
        if (arguments.web()) {
            ChatPage.serve(main, arguments.port());
        } else {
            ask(main, arguments.question());
        }
    }

    /** Camel, with the component asking this server. */
    static Main main(String server, Map<String, String> options) {
        Main main = new Main(AuraExample.class);
        main.addInitialProperty("camel.component.aura.base-url", server);
        options.forEach((name, value) -> main.addInitialProperty("camel.component.aura." + name, value));
        return main;
    }

    private static void ask(Main main, String question) throws Exception {
        main.start();
        try {
            main.getCamelTemplate().requestBody("direct:question", question);
        } finally {
            main.stop();
        }
    }
}
