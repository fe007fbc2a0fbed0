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
package io.github.camelaura.login;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.http.BrowserCookie;

/** A login with scripted results, immediate or held, for tests that need a clock but no browser. */
final class ScriptedLogin implements Login {

    private static final Object PASSWORD = new Object();
    private static final Object TIMEOUT = new Object();

    private final Queue<Object> script = new ConcurrentLinkedQueue<>();
    private final AtomicInteger runs = new AtomicInteger();
    private final Semaphore permits = new Semaphore(Integer.MAX_VALUE);

    void succeedsWith(BrowserCookie... cookies) {
        script.add(new Login.Result(List.of(cookies), "agent", null));
    }

    void succeedsWith(BearerToken token) {
        script.add(new Login.Result(List.of(), "agent", token));
    }

    void fails(Reason reason) {
        script.add(new LoginException(reason, "It failed."));
    }

    void failsWithPasswordSent(Reason reason) {
        script.add(PASSWORD);
        fails(reason);
    }

    void timesOutBeforeItsPasswordIsSent() {
        script.add(TIMEOUT);
        failsWithPasswordSent(Reason.STOPPED);
    }

    void succeedsWithPasswordSent(BrowserCookie... cookies) {
        script.add(PASSWORD);
        succeedsWith(cookies);
    }

    /** Holds every login from now on. */
    void hold() {
        permits.drainPermits();
    }

    void letGo() {
        permits.release();
    }

    /** A session logs in by this login, as Jane. */
    LoginMethod method(RenewalPolicy policy, Object options) {
        return method(policy, options, () -> new Account("jane", "pw", null));
    }

    LoginMethod method(RenewalPolicy policy, Object options, LoginMethod.AccountSource accounts) {
        return method(policy, options, accounts, 60_000);
    }

    LoginMethod method(RenewalPolicy policy, Object options, LoginMethod.AccountSource accounts, long timeout) {
        return new LoginMethod(options, accounts, timeout, () -> this, policy);
    }

    int runs() {
        return runs.get();
    }

    @Override
    public void check() {}

    @Override
    public void abort() {}

    @Override
    public void run(Account account, Login.Observer observer) throws LoginException {
        runs.incrementAndGet();
        permits.acquireUninterruptibly();
        Object next = script.remove();
        if (next == TIMEOUT) {
            observer.failed(new LoginException(Reason.NOT_READY_IN_TIME, "It took too long."));
            next = script.remove();
        }
        if (next == PASSWORD) {
            observer.passwordUsed();
            next = script.remove();
        }
        if (next instanceof LoginException failure) {
            throw failure;
        }
        observer.succeeded((Login.Result) next);
    }
}
