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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.openqa.selenium.WebDriver;

import io.github.camelaura.support.LogCapture;
import io.github.camelaura.support.LoginPageRun;
import io.github.camelaura.test.pages.LoginAccount;
import io.github.camelaura.test.pages.LoginPageFile;

/** Logs in on many pages: on {@code -Dpages.parallel} of them at the same time, and on as many that end by a timeout. */
abstract class LoginPageTests {

    private final ExecutorService executor = executor();

    /** For logins that end by a timeout: they mostly wait, so they do not delay the others. */
    private final ExecutorService timeouts = executor();

    private LogCapture log;

    /** The name of the browser in the files of the pages. */
    abstract String browserName();

    /** The number of threads for logins; as many more serve those that end by a timeout. */
    abstract int atATime();

    /** The options that choose the browser. */
    abstract List<String> browser();

    /** Gives the browser; null if the options choose it. */
    Supplier<WebDriver> webDriver() {
        return null;
    }

    @BeforeEach
    void listen() {
        log = new LogCapture("io.github.camelaura", Level.TRACE);
    }

    @AfterEach
    void end() {
        log.close();
        executor.shutdownNow();
        timeouts.shutdownNow();
    }

    /**
     * Returns one test per page, and one for the log of all of them.
     *
     * @param about what the description of a test contains besides the name of the page
     */
    Stream<DynamicTest> tests(List<LoginPageFile> pages, String about) {
        List<String> browser = browser(); // skips the test if there is none
        List<DynamicTest> tests = new ArrayList<>();
        for (LoginPageFile page : pages) {
            String description = page.name() + " with " + browserName() + about;
            FutureTask<Void> run = new FutureTask<>(() -> {
                new LoginPageRun(page, description, browser, webDriver()).run();
                return null;
            });
            (page.mayTimeOut() ? timeouts : executor).execute(run);
            tests.add(DynamicTest.dynamicTest(description, () -> await(run)));
        }
        tests.add(DynamicTest.dynamicTest("log with " + browserName(), () -> assertThat(log.lines())
                .isNotEmpty()
                .noneMatch(line -> line.contains(LoginAccount.JANE.password()) || line.contains("acme-4711"))));
        return tests.stream();
    }

    private ExecutorService executor() {
        return Executors.newFixedThreadPool(Integer.getInteger("pages.parallel", atATime()));
    }

    private static void await(Future<Void> run) throws Throwable {
        try {
            run.get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }
}
