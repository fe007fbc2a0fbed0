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

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.openqa.selenium.WebDriver;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.LoginException;

/** A browser that is started by its driver, and gone with it: on a grid, in this JVM, or of a user's making. */
final class OwnedDriver implements Browser {

    /** Makes the driver. */
    interface Start {
        WebDriver driver() throws LoginException;
    }

    /** A start that is not wanted any more is waited for: nobody else would quit a browser that comes later. */
    private static final int SECONDS_FOR_START = 5;

    private final Start start;
    private final ExecutorService executor;
    private WebDriver driver;
    private boolean unwanted;

    OwnedDriver(Start start, ExecutorService executor) {
        this.start = start;
        this.executor = executor;
    }

    @Override
    public WebDriver start() throws LoginException {
        Future<WebDriver> starting;
        try {
            starting = executor.submit(this::startDriver); // a thread that is not interrupted with this one
        } catch (RejectedExecutionException e) {
            throw stopped();
        }
        try {
            return starting.get();
        } catch (InterruptedException e) {
            await(starting);
            Thread.currentThread().interrupt();
            throw stopped();
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private WebDriver startDriver() throws LoginException {
        WebDriver started = start.driver();
        synchronized (this) {
            if (!unwanted) {
                driver = started;
                return started;
            }
        }
        TimeLimit.run("quit", started::quit, executor);
        throw stopped();
    }

    private static void await(Future<WebDriver> starting) {
        try {
            starting.get(SECONDS_FOR_START, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            starting.cancel(true); // a grid that hears its client leave ends what it was about to start
        }
    }

    private static LoginException failure(Throwable cause) {
        if (cause instanceof LoginException failure) {
            return failure;
        }
        if (cause instanceof RuntimeException failure) {
            throw failure;
        }
        throw new IllegalStateException(cause);
    }

    private static LoginException stopped() {
        return new LoginException(Reason.STOPPED, "The login is not wanted any more");
    }

    @Override
    public void abort() {
        close();
    }

    @Override
    public void close() {
        WebDriver started;
        synchronized (this) {
            unwanted = true;
            started = driver;
            driver = null;
        }
        if (started != null) {
            TimeLimit.run("quit", started::quit, executor);
        }
    }
}
