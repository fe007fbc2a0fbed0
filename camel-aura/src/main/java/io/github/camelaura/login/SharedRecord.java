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

import java.time.Instant;

import io.github.camelaura.AuraCredentialException.Reason;

/**
 * The logins of a session whose state is in {@code credentialStore}: they only wait for each other. {@link SharedAccount} has the
 * waits and rejections.
 */
final class SharedRecord extends AccountRecord {

    private final Object session;

    SharedRecord(LoginAccount account, Object session) {
        super(account, session);
        this.session = session;
    }

    @Override
    boolean isOf(LoginAccount other, Object ofSession) {
        return session.equals(ofSession);
    }

    @Override
    LoginTurn.Denial begin(LoginTurn turn, Instant now) {
        runs(turn);
        return null;
    }

    @Override
    void passwordUsed(LoginTurn turn) {
        // is in the map
    }

    @Override
    void rejected(LoginTurn turn, Instant now, Reason reason, Exception cause) {
        // is in the map
    }

    @Override
    void failedBeforePassword(LoginTurn turn, Instant now, double random, Exception cause) {
        // is in the map
    }

    @Override
    void noSession(LoginTurn turn, Instant now, Instant ended, Exception cause) {
        // is in the map
    }

    @Override
    void expiredUnused(LoginTurn turn, Instant now, Instant ended, Exception cause) {
        // is in the map
    }
}
