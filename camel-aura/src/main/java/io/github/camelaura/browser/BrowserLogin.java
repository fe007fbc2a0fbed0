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

import java.net.URI;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.SiteConfiguration;
import io.github.camelaura.credential.Account;
import io.github.camelaura.credential.Login;
import io.github.camelaura.credential.LoginException;
import io.github.camelaura.credential.LoginResult;

/** Logs in with a browser that runs for that time only. */
public final class BrowserLogin implements Login {

    private final SiteConfiguration configuration;
    private final URI request;
    private final ExecutorService executor;
    private final Browsers browsers;

    /**
     * Checks the options.
     *
     * @param request where the credential is for
     * @param executor for threads as many as it needs
     * @throws IllegalArgumentException if the options make no sense
     */
    public BrowserLogin(SiteConfiguration configuration, URI request, ExecutorService executor) {
        LoginOptions.validate(configuration);
        this.configuration = configuration;
        this.request = request;
        this.executor = executor;
        this.browsers = new Browsers(configuration, executor);
    }

    @Override
    public void check() throws LoginException {
        browsers.check();
    }

    @Override
    public LoginResult run(Account account, Runnable beforePassword, CompletableFuture<Void> unwanted)
            throws LoginException {
        LoginAttempt attempt = new LoginAttempt(configuration, browsers.next(), account, beforePassword, request);
        try {
            if (unwanted.isDone()) {
                throw stopped();
            }
            Future<LoginResult> result = executor.submit(attempt);
            CompletableFuture<Void> unused = unwanted.thenRun(() -> {
                attempt.abort();
                result.cancel(true); // a browser that is not ours may not have ended
            });
            return result.get(configuration.getLoginTimeout(), TimeUnit.MILLISECONDS);
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
