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
 * When an account may be logged in: one login at a time, a wait after each that led to no accepted session, and never again
 * with a password that was rejected. One account is one, whichever endpoints and beans of the context use it.
 *
 * <p>Who calls: {@link Logins} joins an account for each session that it makes, and leaves it when it drops the session. A
 * {@link LoginRun} gets a {@link LoginTurn} before it begins, and reports how the login went. Any thread may call; nothing
 * blocks.
 *
 * <p>Lock: this object guards the list of accounts, all {@link AccountRecord}s, and the state of all turns. Nothing is called
 * under it that takes another lock. Turns are given without it, on the thread that ended the turn before.
 *
 * <p>What a wait, a rejection or a change of options depends on lives until the context stops, also without a session: a route
 * that starts again must not try a rejected password again. No password is kept, only fingerprints of passwords.
 */
public final class LoginThrottle {

    private final Clock clock;
    private final DoubleSupplier random;
    private final List<AccountRecord> records = new ArrayList<>();
    private final byte[] salt = new byte[16];
    private long turns;

    /**
     * Makes a throttle that knows no account.
     *
     * @param random from 0 to 1, for the jitter
     */
    public LoginThrottle(Clock clock, DoubleSupplier random) {
        this.clock = clock;
        this.random = random;
        new SecureRandom().nextBytes(salt);
    }

    /**
     * Adds a session of an account. Accounts that are found to be the same are one from now on.
     *
     * @param session identifies the session; sessions without a user name share what is known only if these are equal
     * @return what is known of the account, until {@link ThrottledAccount#leave}
     */
    public synchronized ThrottledAccount join(LoginAccount account, Object session) {
        AccountRecord joined = null;
        for (Iterator<AccountRecord> known = records.iterator(); known.hasNext(); ) {
            AccountRecord next = known.next();
            if (!next.isOf(account, session)) {
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

    /** Removes a session; the record goes with the last one, unless it holds a wait, a rejection or options that failed. */
    synchronized void leave(AccountRecord record) {
        record.leave();
        removeBlank();
    }

    /** Forgets waits, rejections and lifts of all accounts. */
    public synchronized void forgetAll() {
        records.forEach(AccountRecord::forget);
        removeBlank();
    }

    private void removeBlank() {
        records.removeIf(AccountRecord::isBlank);
    }

    /** The number of accounts that something is known of. */
    synchronized int size() {
        return records.size();
    }

    /** What a password is known by: without the salt, which stays here, nobody can find the password for it. */
    String fingerprint(String password) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return HexFormat.of().formatHex(digest.digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    Instant now() {
        return clock.instant();
    }

    double random() {
        return random.getAsDouble();
    }

    /** The number of the next turn: a later one has a higher number. */
    synchronized long nextTurn() {
        return ++turns;
    }

    /**
     * How the logins of an account went.
     *
     * @param rejected whether the password that was used or asked for last was rejected
     * @param failures how many logins failed since a session was accepted
     * @param notBefore when the next login may be tried at the earliest; null if it need not wait
     * @param failedAt when a login failed last; null if none has
     * @param failure why it failed; null if none has
     */
    public record History(boolean rejected, int failures, Instant notBefore, Instant failedAt, String failure) {}
}
