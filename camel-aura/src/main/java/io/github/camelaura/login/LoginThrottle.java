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
 * <p>Who calls: {@code Logins} joins an account for each login that it makes; {@code CredentialKeeper} asks for a
 * {@link LoginTurn} before a login and tells it how the login went. Any thread may call; nothing blocks.
 *
 * <p>Lock: this object guards the list of accounts, all {@link AccountRecord}s, and the state of all turns. Turns are given
 * outside of it, on the thread that ended the turn before.
 *
 * <p>What is kept for an account lives as long as the logins that joined it. Of its passwords, fingerprints are kept of those
 * that were rejected or that options were changed for; a session that is accepted ends the latter.
 */
public final class LoginThrottle {

    private final Clock clock;
    private final DoubleSupplier random;
    private final List<AccountRecord> shared = new ArrayList<>();
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

    /** What is known of the account; accounts that are found to be the same are one from now on. */
    public synchronized ThrottledAccount join(LoginAccount account) {
        AccountRecord joined = null;
        for (Iterator<AccountRecord> known = shared.iterator(); known.hasNext(); ) {
            AccountRecord next = known.next();
            if (!next.account().isSameAs(account)) {
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
            joined = new AccountRecord(account);
            if (account.username() != null) {
                shared.add(joined);
            }
        }
        joined.widen(account);
        return new ThrottledAccount(this, joined);
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
}
