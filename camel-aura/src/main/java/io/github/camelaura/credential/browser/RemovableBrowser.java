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
package io.github.camelaura.credential.browser;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;

import org.openqa.selenium.WebDriver;

import io.github.camelaura.credential.LoginException;

/** A browser that is started by its driver, and gone with it: on a grid, in this JVM, or of a user's making. */
final class RemovableBrowser implements Browser {

    /** Makes the driver. */
    interface Start {
        WebDriver driver() throws LoginException;
    }

    private final Start start;
    private final ExecutorService executor;
    private final AtomicReference<WebDriver> running = new AtomicReference<>();

    RemovableBrowser(Start start, ExecutorService executor) {
        this.start = start;
        this.executor = executor;
    }

    @Override
    public WebDriver start() throws LoginException {
        WebDriver driver = start.driver();
        running.set(driver);
        return driver;
    }

    @Override
    public void abort() {
        close();
    }

    @Override
    public void close() {
        WebDriver driver = running.getAndSet(null);
        if (driver != null) {
            Briefly.run("quit", driver::quit, executor);
        }
    }
}
