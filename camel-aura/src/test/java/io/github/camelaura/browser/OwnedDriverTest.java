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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.WebDriver;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.LoginException;

/** Lifecycle of a driver that the component starts and quits. */
@Timeout(60)
class OwnedDriverTest {

    private final AtomicInteger quits = new AtomicInteger();

    @Test
    void driverIsQuitOnlyOnce() throws Exception {
        OwnedDriver browser = new OwnedDriver(this::driver);
        try (browser) {
            browser.start();
            browser.abort(() -> {});
        }

        assertThat(quits).hasValue(1);
    }

    @Test
    void driverThatStartsAfterTheAbortIsQuit() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch comes = new CountDownLatch(1);
        OwnedDriver browser = new OwnedDriver(() -> driverAfter(begun, comes));
        FutureTask<LoginException> starting =
                new FutureTask<>(() -> catchThrowableOfType(LoginException.class, browser::start));
        Thread thread = new Thread(starting);
        thread.start();
        begun.await();
        FutureTask<Void> aborting = new FutureTask<>(() -> browser.abort(thread::interrupt), null);
        Thread aborter = new Thread(aborting);
        aborter.start();
        await().until(() -> aborter.getState() == Thread.State.TIMED_WAITING); // it waits for the start

        comes.countDown();

        assertThat(starting.get(30, TimeUnit.SECONDS).reason()).isEqualTo(Reason.STOPPED);
        aborting.get(30, TimeUnit.SECONDS);
        assertThat(quits).hasValue(1);
    }

    @Test
    void startThatHangsIsInterruptedByTheAbort() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        OwnedDriver browser = new OwnedDriver(() -> driverAfter(begun, new CountDownLatch(1)));
        FutureTask<Throwable> starting = new FutureTask<>(() -> catchThrowable(browser::start));
        Thread thread = new Thread(starting);
        thread.start();
        begun.await();

        browser.abort(thread::interrupt);

        assertThat(starting.get(30, TimeUnit.SECONDS)).hasRootCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void quitThatHangsDoesNotHoldItsCaller() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        OwnedDriver browser = new OwnedDriver(() -> driver(() -> awaitUninterruptibly(never)));
        browser.start();

        browser.close();

        never.countDown();
        await().untilAsserted(() -> assertThat(quits).hasValue(1));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean open = false;
        while (!open) {
            try {
                latch.await();
                open = true;
            } catch (InterruptedException e) {
                // as a driver that does not react to interrupts
            }
        }
    }

    private WebDriver driverAfter(CountDownLatch begun, CountDownLatch latch) {
        begun.countDown();
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return driver();
    }

    private WebDriver driver() {
        return driver(() -> {});
    }

    private WebDriver driver(Runnable beforeQuit) {
        return (WebDriver) Proxy.newProxyInstance(
                WebDriver.class.getClassLoader(), new Class<?>[] {WebDriver.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("quit");
                    beforeQuit.run();
                    return quits.incrementAndGet();
                });
    }
}
