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

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.openqa.selenium.WebDriver;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.LoginException;

/**
 * A browser that its driver starts and quits: on a Grid, in this JVM, or from a Supplier of the user.
 *
 * <p>Lock: this object guards all fields that are not final. It is not held while the driver is called.
 */
final class OwnedDriver implements Browser {

    /** Creates the driver, which starts the browser. */
    interface Start {
        WebDriver driver() throws LoginException;
    }

    /** The time for a running start before it is interrupted, because nobody would quit a browser that starts afterwards. */
    private static final int SECONDS_FOR_START = 5;

    private final Start start;
    private final CountDownLatch started = new CountDownLatch(1);
    private WebDriver driver;
    private boolean starting;
    private boolean unwanted;

    OwnedDriver(Start start) {
        this.start = start;
    }

    @Override
    public WebDriver start() throws LoginException {
        synchronized (this) {
            if (unwanted) {
                throw stopped();
            }
            starting = true;
        }
        try {
            WebDriver made = start.driver();
            synchronized (this) {
                if (!unwanted) {
                    driver = made;
                    return made;
                }
            }
            TimeLimit.run("quit", made::quit);
            throw stopped();
        } finally {
            synchronized (this) {
                starting = false;
            }
            started.countDown();
        }
    }

    @Override
    public void abort(Runnable interrupt) {
        boolean awaited;
        synchronized (this) {
            unwanted = true;
            awaited = starting;
        }
        if (awaited) {
            awaitStart();
        }
        interrupt.run(); // closes the connection to a Grid, which then ends the browser that it was starting
        close();
    }

    private void awaitStart() {
        try {
            boolean unused = started.await(SECONDS_FOR_START, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        WebDriver quitting;
        synchronized (this) {
            unwanted = true;
            quitting = driver;
            driver = null;
        }
        if (quitting != null) {
            TimeLimit.run("quit", quitting::quit);
        }
    }

    private static LoginException stopped() {
        return new LoginException(Reason.STOPPED, "The login was ended before its browser had started");
    }
}
