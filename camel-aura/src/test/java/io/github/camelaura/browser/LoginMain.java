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
package io.github.camelaura.browser;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;

/** A program that sends one request to an endpoint, for tests that stop the whole JVM. */
final class LoginMain {

    private LoginMain() {}

    /**
     * Runs until the JVM is stopped.
     *
     * @param arguments {@code main} for Camel's Main, which stops the context when the JVM stops, or {@code context}
     * for a context that nothing stops; then the endpoint's URI
     */
    public static void main(String[] arguments) throws Exception {
        RouteBuilder asks = new RouteBuilder() {
            @Override
            public void configure() {
                from("timer:once?repeatCount=1").setBody(constant("count")).to(arguments[1]);
            }
        };
        if (arguments[0].equals("main")) {
            Main main = new Main();
            main.configure().setShutdownTimeout(5);
            main.configure().addRoutesBuilder(asks);
            main.run();
        } else {
            DefaultCamelContext context = new DefaultCamelContext();
            context.addRoutes(asks);
            context.start();
            Thread.currentThread().join();
        }
    }
}
