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
package io.github.camelaura;

import java.io.Serial;

import org.apache.camel.Exchange;

/** The server refused the credential, or none could be had. No reply was paid for. */
public class AuraCredentialException extends AuraException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Why there is no credential that the server takes. */
    public enum Reason {
        /** The server asks for a login, and no credential processor is configured. */
        LOGIN_NEEDED,
        /** The server refused a credential that was renewed a moment ago. */
        REFUSED_AFTER_RENEWAL,
        /** There is no browser, no driver for it, or no library to drive it with. */
        NO_BROWSER,
        /** The browser, or the Selenium Grid, does not start one: the sandbox, memory, or no free slot. */
        BROWSER_DOES_NOT_START,
        /** The browser can't reach the site, or what it redirects to. */
        SITE_NOT_REACHABLE,
        /** The browser does not trust the certificate of the site, or of what it redirects to. */
        CERTIFICATE_NOT_TRUSTED,
        /** A page that asks for the password is on a host that may not have it, or not encrypted. */
        HOST_NOT_TRUSTED,
        /** User name or password were rejected; they are not tried again until they change. */
        REJECTED,
        /** The page asks for more than user name and password. */
        MORE_ASKED,
        /** The login, or the credential processor, was not done in time. */
        NOT_READY_IN_TIME,
        /** A login failed a short while ago; the message says when the next one is tried. */
        BACKING_OFF,
        /** The route or the context stops. */
        STOPPED,
        /** The credential processor failed; the cause says how. */
        PROCESSOR_FAILED
    }

    private final Reason reason;

    public AuraCredentialException(String message, Exchange exchange, Throwable cause, Reason reason) {
        super(message, exchange, cause);
        this.reason = reason;
    }

    /** Why there is no credential that the server takes. */
    public Reason getReason() {
        return reason;
    }
}
