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

import static io.github.camelaura.login.SharedNodes.cookie;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.SharedNodes.Node;

/** A site that allows one session of an account: a login ends the session before it. */
final class OneSessionSite {

    private final AtomicInteger passwords = new AtomicInteger();
    private final AtomicInteger loginsAtOnce = new AtomicInteger();
    private volatile String session;
    volatile boolean overlapped;

    int passwords() {
        return passwords.get();
    }

    /** Ends the session. */
    void end() {
        session = null;
    }

    /** Has the nodes log in at this site. */
    void serves(Node... nodes) {
        for (Node node : nodes) {
            node.logins = SiteLogin::new;
        }
    }

    /** Has a node send the password, and die. */
    void killsAfterPassword(Node node) {
        node.logins = () -> new SiteLogin() {
            @Override
            void passwordSent() throws LoginException {
                node.kill();
                throw new LoginException(Reason.STOPPED, "The node was killed");
            }
        };
    }

    /**
     * Sends a request of a node, as {@code AuthenticatedCall} does.
     *
     * @param atFault whether the site rejects the request with each credential
     * @return the number of attempts
     */
    int request(Node node, boolean atFault) throws Exception {
        List<String> rejected = new ArrayList<>();
        Refused refused = null;
        for (int attempt = 1; attempt == 1 || (attempt <= 3 && (attempt == 2 || refused.mayHaveEnded())); attempt++) {
            Credential credential = node.session.get(null, refused);
            Sent sent = node.session.sent(credential == null ? 0 : credential.generation());
            boolean valid = credential != null && ("session=" + session).equals(node.cookies(credential));
            if (valid && !atFault) {
                node.session.answered(sent, true, SharedNodes.REQUEST, List.of());
                return attempt;
            }
            rejected.add("generation %d with %s instead of session=%s"
                    .formatted(sent.generation(), credential == null ? "none" : node.cookies(credential), session));
            refused = node.session.refused(sent, valid ? "403 filter" : "401", refused);
        }
        throw new IllegalStateException("The site has rejected the request: " + rejected);
    }

    private class SiteLogin implements Login {

        @Override
        public void check() {}

        @Override
        public void abort() {}

        @Override
        public void run(Account account, Observer observer) throws LoginException {
            observer.passwordUsed();
            overlapped |= loginsAtOnce.incrementAndGet() > 1;
            int number;
            try {
                observer.sending();
                number = passwords.incrementAndGet();
                passwordSent();
            } finally {
                loginsAtOnce.decrementAndGet();
            }
            session = "s" + number;
            observer.succeeded(new Result(List.of(cookie("session", "s" + number)), "agent", null));
        }

        void passwordSent() throws LoginException {}
    }
}
