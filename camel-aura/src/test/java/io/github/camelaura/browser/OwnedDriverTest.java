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
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.WebDriver;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.LoginException;

/** Lifecycle of a driver that the component starts and quits. */
@Timeout(60)
class OwnedDriverTest {

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final AtomicInteger quits = new AtomicInteger();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void driverIsQuitOnlyOnce() throws Exception {
        OwnedDriver browser = new OwnedDriver(this::driver, executor);
        try (browser) {
            browser.start();
            browser.abort();
        }

        assertThat(quits).hasValue(1);
    }

    @Test
    void driverThatStartsAfterTheAbortIsQuit() throws Exception {
        CountDownLatch comes = new CountDownLatch(1);
        OwnedDriver browser = new OwnedDriver(() -> driverAfter(comes), executor);
        FutureTask<LoginException> starting =
                new FutureTask<>(() -> catchThrowableOfType(LoginException.class, browser::start));
        Thread thread = new Thread(starting);
        thread.start();

        thread.interrupt();
        browser.abort();
        await().until(() -> !thread.isInterrupted()); // the thread has handled the interrupt
        comes.countDown();

        assertThat(starting.get(30, TimeUnit.SECONDS).reason()).isEqualTo(Reason.STOPPED);
        await().untilAsserted(() -> assertThat(quits).hasValue(1));
    }

    private WebDriver driverAfter(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return driver();
    }

    private WebDriver driver() {
        return (WebDriver) Proxy.newProxyInstance(
                WebDriver.class.getClassLoader(), new Class<?>[] {WebDriver.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("quit");
                    return quits.incrementAndGet();
                });
    }
}
