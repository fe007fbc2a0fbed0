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

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;

import org.apache.camel.main.Main;
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

    private AuraExample() {}

    /**
     * Runs the example, and ends the process with a status other than 0 if it fails.
     *
     * @param args see {@link ExampleArguments#USAGE}
     * @throws Exception if the example fails for a reason that it does not know
     */
    public static void main(String... args) throws Exception {
        int status = run(System.out, System.err, args);
        if (status != 0) {
            System.exit(status);
        }
    }

    /**
     * Runs the example.
     *
     * @param out receives the usage
     * @param err receives the message of a failure, without a stack trace
     * @return the exit status: 0, or that of {@link ExampleException}
     * @throws Exception if the example fails for a reason that it does not know
     */
    static int run(PrintStream out, PrintStream err, String... args) throws Exception {
        try {
            ExampleArguments arguments = ExampleArguments.parse(args);
            if (arguments.help()) {
                out.print(ExampleArguments.USAGE);
            } else {
                start(arguments);
            }
            return 0;
        } catch (ExampleException e) {
            err.println("The example cannot run: " + e.getMessage());
            if (e.status() == ExampleException.WRONG_USAGE) {
                err.println();
                err.print(ExampleArguments.USAGE);
            }
            return e.status();
        } catch (Exception e) {
            String message = FailureMessage.of(e);
            if (message == null) {
                throw e;
            }
            err.println("The example failed: " + message);
            return ExampleException.FAILED;
        }
    }

    /** Runs the example until the reply is complete, or with {@code --web} until Ctrl+C. */
    static void start(ExampleArguments arguments) throws Exception {
        Main main = new Main();
        if (arguments.web()) {
            main.configure().setProfile("web"); // also reads application-web.properties
        }
        arguments.properties().forEach(main::addOverrideProperty);
        main.init();
        if (arguments.web()) {
            checkPort(port(main)); // before a login, which takes seconds
        }
        AuraConfiguration options =
                main.getCamelContext().getComponent("aura", AuraComponent.class).getConfiguration();
        if (options.getBaseUrl() == null) {
            runWithServer(main, options, arguments);
        } else {
            LOG.info("The server is {}", options.getBaseUrl());
            run(main, arguments);
        }
    }

    /** Runs the example with a server of its own, which requires a login. */
    private static void runWithServer(Main main, AuraConfiguration options, ExampleArguments arguments)
            throws Exception {
        try (AuraServer server = AuraServer.start()) {
            LoginSite.protect(server);
            server.wordDelay(Duration.ofMillis(100)); // slow enough to watch the chunks and to stop the reply
            options.setBaseUrl(server.baseUrl());
            options.setLoginUsername(LoginSite.USER);
            options.setLoginPassword(LoginSite.PASSWORD);
            options.setLoginOnStart(true); // so that the first prompt at the page does not wait for the browser
            LOG.info("A test server, which requires a login, has started at {}", server.baseUrl());
            LOG.info("The browser \"{}\" logs in", options.getBrowserName());
            run(main, arguments);
        }
    }

    private static void run(Main main, ExampleArguments arguments) throws Exception {
        try {
            main.start();
            if (arguments.web()) {
                LOG.info("The page is at http://127.0.0.1:{}/ (Ctrl+C ends it)", port(main));
                main.run(); // waits for Ctrl+C
            } else {
                main.getCamelTemplate().requestBody("direct:question", arguments.prompt());
            }
        } finally {
            main.stop();
        }
    }

    private static String port(Main main) throws ExampleException {
        return ExampleArguments.port(main.getCamelContext().resolvePropertyPlaceholders("{{page.port}}"));
    }

    private static void checkPort(String port) throws ExampleException {
        try (ServerSocket free = new ServerSocket(Integer.parseInt(port), 1, InetAddress.getLoopbackAddress())) {
            LOG.debug("Port {} is free", free.getLocalPort());
        } catch (IOException e) {
            throw new ExampleException(
                    ExampleException.FAILED,
                    "Port " + port + " cannot be used (" + e.getMessage()
                            + "). Choose another one, for example --web --port=8081");
        }
    }
}
