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
import java.time.Duration;

import org.apache.camel.Exchange;

/** The server rejected the credential, or no credential is available. The server has generated no reply. */
public class AuraCredentialException extends AuraException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The reasons why there is no credential that the server accepts. */
    public enum Reason {
        /** The server requires a login, and no credential processor is configured. */
        LOGIN_NEEDED,
        /** The server rejected a credential immediately after it was renewed. */
        REFUSED_AFTER_RENEWAL,
        /** The browser, its driver or the library for it is missing. */
        NO_BROWSER,
        /** The browser, or a browser of the Selenium Grid, does not start: sandbox, memory, or no free slot. */
        BROWSER_DOES_NOT_START,
        /** The browser cannot reach the site, or an address that it redirects to. */
        SITE_NOT_REACHABLE,
        /** The browser does not trust the certificate of the site, or of an address that it redirects to. */
        CERTIFICATE_NOT_TRUSTED,
        /** The login page is on a host that must not receive the password, or is not encrypted. */
        HOST_NOT_TRUSTED,
        /** The user name or password was rejected. They are not tried again until they change. */
        REJECTED,
        /** The one-time codes were rejected. None is entered again until the seed, the user name or the password changes. */
        CODE_REJECTED,
        /** The page requires more than user name and password, and an option can provide it. */
        MORE_ASKED,
        /** The page requires an approval on another device (push). No program can give it. */
        APPROVAL_ASKED,
        /** The page requires a managed or compliant device. */
        DEVICE_ASKED,
        /** The page requires a passkey or a security key. */
        PASSKEY_ASKED,
        /** The page requires a new password. */
        NEW_PASSWORD_ASKED,
        /** The page requires to set up the account, for instance a second factor. */
        SET_UP_ASKED,
        /** The page requires the consent of an administrator or of the user. */
        CONSENT_ASKED,
        /** The page says that the account is locked or disabled. */
        ACCOUNT_LOCKED,
        /** The page says that the account may not use the site. */
        ACCESS_DENIED,
        /** The login or the credential processor did not finish in time. */
        NOT_READY_IN_TIME,
        /** A login failed recently. The message contains the time of the next attempt. */
        BACKING_OFF,
        /** The map of {@code credentialStore} does not answer, and this node has no credential. */
        CREDENTIAL_STORE_FAILED,
        /** The route or the CamelContext stops. */
        STOPPED,
        /** The credential processor failed; the cause has its exception. */
        PROCESSOR_FAILED
    }

    private final Reason reason;
    private final Duration retryAfter;

    public AuraCredentialException(String message, Exchange exchange, Throwable cause, Reason reason) {
        this(message, exchange, cause, reason, null);
    }

    /**
     * Creates an exception.
     *
     * @param retryAfter the time until a credential may be available; null if it is not known
     */
    public AuraCredentialException(
            String message, Exchange exchange, Throwable cause, Reason reason, Duration retryAfter) {
        super(message, exchange, cause);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** Returns the reason why there is no credential that the server accepts. */
    public Reason getReason() {
        return reason;
    }

    /** Returns the time until the next login, for {@link Reason#BACKING_OFF}; null if it is not known. */
    public Duration getRetryAfter() {
        return retryAfter;
    }
}
