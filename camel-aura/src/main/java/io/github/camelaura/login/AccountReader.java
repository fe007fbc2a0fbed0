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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Reads the account of a session for its logins, and remembers the passwords for messages that must not show them.
 *
 * <p>Threads: {@code loginPasswordFile} or {@code loginTotpSecretFile} may be on a mount that hangs, so a thread of the executor reads it. That thread may hang for
 * ever. Therefore at most one read is under way: a login that begins after an earlier one has timed out waits for the same read.
 *
 * <p>Lock: this object guards {@code reading}. It is held while no other code runs.
 */
final class AccountReader {

    private final Executor executor;
    private volatile List<String> passwords = List.of();
    private CompletableFuture<Account> reading;

    AccountReader(Executor executor) {
        this.executor = executor;
    }

    /**
     * Reads the account. All methods of a session have the same account.
     *
     * @return completes with the account, which is null for a login without one; completes with the failure of the read, or with a
     *     {@link java.util.concurrent.TimeoutException} after the time-out of the method
     */
    CompletableFuture<Account> read(LoginMethod method) {
        CompletableFuture<Account> started = new CompletableFuture<>();
        CompletableFuture<Account> read;
        synchronized (this) {
            if (reading == null || reading.isDone()) {
                reading = started;
            }
            read = reading;
        }
        if (read == started) {
            start(method.accounts(), started);
        }
        return read.copy().orTimeout(method.timeout(), TimeUnit.MILLISECONDS);
    }

    private void start(LoginMethod.AccountSource accounts, CompletableFuture<Account> read) {
        try {
            executor.execute(() -> complete(accounts, read));
        } catch (RejectedExecutionException | OutOfMemoryError e) { // stopped, or the system has no more threads
            read.completeExceptionally(e);
        }
    }

    private void complete(LoginMethod.AccountSource accounts, CompletableFuture<Account> read) {
        Account account;
        try {
            account = accounts.read();
        } catch (Throwable e) { // logins wait for the result, so it must be completed in all cases
            read.completeExceptionally(e);
            return;
        }
        if (account != null && !passwords.contains(account.password())) {
            passwords = Stream.concat(Stream.of(account.password()), passwords.stream())
                    .limit(2)
                    .toList();
        }
        read.complete(account);
    }

    /** Returns the latest password and the one before it, which the site may still show. */
    List<String> passwords() {
        return passwords;
    }
}
