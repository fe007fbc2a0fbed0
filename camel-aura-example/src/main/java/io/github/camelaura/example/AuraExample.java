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
import java.util.HashMap;
import java.util.Map;

import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.LoginSite;

/**
 * Asks an Aura server one question; the routes in {@code camel/} show the reply as it arrives. With {@code --web} it serves a
 * page to chat with the server; the routes in {@code page/} do that without any Java.
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
            serve(main, arguments.port());
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

    /** Serves the page until the JVM is told to stop. */
    private static void serve(Main main, int port) throws Exception {
        servePage(main, port);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport started) {
                LOG.info("The page is at {} (Ctrl+C ends it)", pageAddress(port));
            }
        });
        try {
            main.run();
        } catch (Exception e) { // Camel wraps the cause in several types
            if (ObjectHelper.getException(BindException.class, e) != null) {
                throw new IllegalStateException(
                        "Port " + port + " is taken; choose another: --web --port " + (port + 1), e);
            }
            throw e;
        }
    }

    /** Starts the routes in {@code page/} instead of those that ask one question. */
    static void servePage(Main main, int port) {
        main.addOverrideProperty("camel.main.routes-include-pattern", "page/*.yaml");
        main.addOverrideProperty("page.port", String.valueOf(port));
    }

    static String pageAddress(int port) {
        return "http://127.0.0.1:" + port + "/";
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
