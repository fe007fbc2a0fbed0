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

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.openqa.selenium.WebDriver;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.Account;
import io.github.camelaura.login.Login;
import io.github.camelaura.login.LoginException;
import io.github.camelaura.login.LoginResult;
import io.github.camelaura.login.LoginSettings;

/** Logs in with a browser that runs for that time only. */
public final class BrowserLogin implements Login {

    private final LoginSettings settings;
    private final ExecutorService executor;
    private final Browsers browsers;

    /**
     * Prepares logins.
     *
     * @param executor for as many threads as a login needs
     * @throws IllegalArgumentException if {@code webDriver} is not a WebDriver or a Supplier
     */
    public BrowserLogin(LoginSettings settings, ExecutorService executor) {
        Object given = settings.key().webDriver();
        if (given != null && !(given instanceof WebDriver) && !(given instanceof Supplier)) {
            throw new IllegalArgumentException(
                    "Option webDriver must be the reference (#name) of a WebDriver or of a Supplier of them");
        }
        this.settings = settings;
        this.executor = executor;
        this.browsers = new Browsers(settings, executor);
    }

    @Override
    public void check() throws LoginException {
        browsers.check();
    }

    @Override
    public LoginResult run(Account account, Runnable beforePassword, CompletableFuture<Void> unwanted)
            throws LoginException {
        LoginAttempt attempt = new LoginAttempt(settings, browsers.next(), account, beforePassword);
        try {
            if (unwanted.isDone()) {
                throw stopped();
            }
            Future<LoginResult> result = executor.submit(attempt);
            CompletableFuture<Void> unused = unwanted.thenRun(() -> {
                attempt.abort();
                result.cancel(true); // a browser that is not ours may not have ended
            });
            return result.get(settings.timeout(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LoginException failure = attempt.tooLate();
            end(attempt); // beside this thread: who waits has waited long enough
            throw failure;
        } catch (CancellationException | RejectedExecutionException e) {
            throw stopped();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LoginException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            attempt.abort();
            Thread.currentThread().interrupt();
            throw new LoginException(Reason.STOPPED, "The login was interrupted");
        }
    }

    private void end(LoginAttempt attempt) {
        try {
            executor.execute(() -> {
                attempt.takePicture(executor);
                attempt.abort();
            });
        } catch (RejectedExecutionException e) {
            attempt.abort(); // the context stops
        }
    }

    private static LoginException stopped() {
        return new LoginException(Reason.STOPPED, "The login was ended, as its route or context stops");
    }
}
