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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Limits the logins of each account, so that the site does not lock it. At most one login of an account runs at a time. After a
 * failed login, and after one whose session the server did not accept, the next login waits. A rejected password is not tried
 * again. All endpoints and beans of a context share this state.
 *
 * <p>Who calls: {@link Logins} joins an account for each session that it creates, and leaves it when it drops the session. A
 * {@link LoginRun} gets a {@link LoginTurn} before it begins, and reports the result of the login. Any thread may call; nothing
 * blocks.
 *
 * <p>Lock: this object guards the list of accounts, all {@link AccountRecord}s, and the state of all turns. No code that takes
 * another lock is called under it. Decisions about turns complete without it, on the thread that ended the previous turn.
 *
 * <p>Waits, rejections and failed options stay until the context stops, even if no session is left, because a route that starts
 * again must not try a rejected password again. The throttle keeps no password and no seed, only fingerprints of them.
 */
public final class LoginThrottle {

    private final Clock clock;
    private final DoubleSupplier random;
    private final List<AccountRecord> records = new ArrayList<>();
    private final byte[] salt = new byte[16];
    private long turns;

    /**
     * Creates a throttle without accounts.
     *
     * @param random the source of the jitter, from 0 to 1
     */
    public LoginThrottle(Clock clock, DoubleSupplier random) {
        this.clock = clock;
        this.random = random;
        new SecureRandom().nextBytes(salt);
    }

    /**
     * Adds a session of an account. If this shows that two known accounts are the same, merges them.
     *
     * @param session identifies the session; sessions without a user name share an account only if these are equal
     * @return the account, to be used until {@link ThrottledAccount#leave}
     */
    public synchronized ThrottledAccount join(LoginAccount account, Object session) {
        AccountRecord joined = null;
        for (Iterator<AccountRecord> known = records.iterator(); known.hasNext(); ) {
            AccountRecord next = known.next();
            if (next instanceof SharedRecord || !next.isOf(account, session)) {
                continue;
            }
            if (joined == null) {
                joined = next;
            } else {
                joined.absorb(next);
                known.remove();
            }
        }
        if (joined == null) {
            joined = new AccountRecord(account, session);
            records.add(joined);
        }
        joined.join(account);
        return new ThrottledAccount(this, joined);
    }

    /**
     * Adds a session whose state is in {@code credentialStore}. Here its logins only wait for each other.
     *
     * @param session identifies the session
     */
    public synchronized ThrottledAccount joinShared(LoginAccount account, Object session) {
        AccountRecord joined = records.stream()
                .filter(record -> record instanceof SharedRecord && record.isOf(account, session))
                .findFirst()
                .orElseGet(() -> {
                    AccountRecord added = new SharedRecord(account, session);
                    records.add(added);
                    return added;
                });
        joined.join(account);
        return new ThrottledAccount(this, joined);
    }

    /** Removes a session. After the last one, also removes the record, unless it has a wait, a rejection, failed options or a used code. */
    synchronized void leave(AccountRecord record) {
        record.leave();
        removeEmpty();
    }

    /** Forgets the waits, rejections and failed options of all accounts. */
    public synchronized void forgetAll() {
        records.forEach(AccountRecord::forget);
        removeEmpty();
    }

    private void removeEmpty() {
        Instant now = clock.instant();
        records.removeIf(record -> record.isEmpty(now));
    }

    /** Returns the number of records. */
    synchronized int size() {
        return records.size();
    }

    /** Returns a hash of a secret. The salt never leaves this object, so nobody can test guesses of the secret. */
    String fingerprint(String secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }

    Instant now() {
        return clock.instant();
    }

    double random() {
        return random.getAsDouble();
    }

    /** Returns the number of the next turn; later turns have higher numbers. */
    synchronized long nextTurn() {
        return ++turns;
    }

    /**
     * The state of an account's logins.
     *
     * @param rejected whether the site has rejected the password or the one-time codes of the last turn
     * @param failures the number of failed logins since the server last accepted a session
     * @param notBefore when the next login may begin; null if it need not wait
     * @param failedAt when the last login failed; null if none has failed
     * @param failure the message of this failure; null if none has failed
     */
    public record History(boolean rejected, int failures, Instant notBefore, Instant failedAt, String failure) {}
}
