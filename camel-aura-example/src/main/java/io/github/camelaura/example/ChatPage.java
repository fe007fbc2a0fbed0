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

import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A page to chat with the server, by the routes in {@code page/}. */
final class ChatPage {

    private static final Logger LOG = LoggerFactory.getLogger("example");

    private ChatPage() {}

    /** Serves it until the JVM is told to stop. */
    static void serve(Main main, int port) throws Exception {
        prepare(main, port);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport started) {
                LOG.info("The page is at {} (Ctrl+C ends it)", address(port));
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

    /** What makes it the page that starts, instead of the routes that ask one question. */
    static void prepare(Main main, int port) {
        main.addOverrideProperty("camel.main.routes-include-pattern", "page/*.yaml");
        main.addOverrideProperty("page.port", String.valueOf(port));
        // not by camel.beans.*: Camel makes those too late for an event notifier
        main.bind("windowStreams", new WindowStreams());
    }

    static String address(int port) {
        return "http://127.0.0.1:" + port + "/";
    }
}
