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
package io.github.camelaura.call;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Collection;
import java.util.Map;

import org.apache.camel.Exchange;

import io.github.camelaura.AuraConnectException;
import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.AuraException;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.call.Refusals.ChatAddress;
import io.github.camelaura.call.RefusedAnswer.Secrets;
import io.github.camelaura.http.ChatCall;
import io.github.camelaura.http.ChatResponse;

/** A request with its credential. It is sent again if the server rejects the credential. */
public final class AuthenticatedCall {

    /** Receives the progress of the call, on the calling thread. */
    public interface Progress {

        /** The credential processor is being called. */
        void credential();

        /** The call waits for a connection. */
        void connecting();

        /** The connection is established: the request is being sent, or the call waits for the response. */
        void sending();
    }

    private static final int FORBIDDEN = 403;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private final ChatCall call;
    private final Credentials credentials;
    private final CallSettings settings;
    private final Exchange exchange;
    private RefusedAnswer refused;
    private Thread inProcessor;
    private boolean cancelled;

    /**
     * Prepares a request.
     *
     * @param exchange the request exchange, for exceptions
     */
    public AuthenticatedCall(ChatCall call, Credentials credentials, CallSettings settings, Exchange exchange) {
        this.call = call;
        this.credentials = credentials;
        this.settings = settings;
        this.exchange = exchange;
    }

    /**
     * Sends the request.
     *
     * @return the body of the reply, as it arrives
     * @throws AuraException if the server does not return a reply; the message gives the reason
     * @throws IOException if there is no response
     */
    public InputStream open(Progress progress) throws AuraException, IOException {
        OutgoingRequest outgoing = null;
        for (int attempt = 0; attempt < credentials.attempts(); attempt++) {
            outgoing = new OutgoingRequest(call, exchange, outgoing);
            InputStream reply = attempt(outgoing, progress);
            if (reply != null) {
                return reply;
            }
        }
        throw credentials.rejected(refused, call.uri(), exchange);
    }

    /** Returns the reply; null if the server rejected the credential. */
    private InputStream attempt(OutgoingRequest outgoing, Progress progress) throws AuraException, IOException {
        progress.credential();
        process(() -> credentials.process(outgoing.exchange()), outgoing);
        Map<String, Collection<String>> headers = outgoing.headers();
        credentials.check(headers, exchange);
        progress.connecting();
        ChatResponse response = call.execute(headers, progress::sending);
        checkReached(response);
        String refusal = Refusals.of(response, call.uri(), settings.acceptHtmlReply());
        outgoing.answer(response);
        if (refusal == null || isForbidden(response, outgoing)) {
            progress.credential();
            process(() -> credentials.answered(outgoing.exchange()), outgoing);
            progress.sending();
            return reply(response, headers);
        }
        refused = read(response, refusal, headers);
        if (refused.remedy() != null && credentials.areUnconfigured()) {
            throw credentials.rejected(refused, call.uri(), exchange);
        }
        outgoing.refused(refused.signature());
        progress.credential();
        process(() -> credentials.refused(outgoing.exchange()), outgoing);
        return null;
    }

    /** Returns whether the server may have received the request. */
    public boolean isSent() {
        return call.isSent();
    }

    /** Returns whether the request was not sent because there is no OAuth2 token for it. */
    public boolean isWithoutToken() {
        return call.isWithoutToken();
    }

    /** Prevents the request from being sent; returns false if it may already have been sent. */
    public boolean withhold() {
        return call.withhold();
    }

    /** Closes the connection, or interrupts the credential processor. Any thread may call this at any time. */
    public void cancel() {
        call.cancel(); // first, because an interrupted processor may return normally
        synchronized (this) {
            cancelled = true;
            if (inProcessor != null) {
                inProcessor.interrupt();
            }
        }
    }

    private boolean isForbidden(ChatResponse response, OutgoingRequest outgoing) {
        return response.status() == FORBIDDEN && credentials.isForbidden(outgoing.exchange());
    }

    private void process(Step step, OutgoingRequest outgoing) throws AuraException, IOException {
        enterProcessor();
        try {
            step.run();
        } catch (Exception e) { // a user's bean may throw any exception
            outgoing.exchange().setException(e);
        } finally {
            leaveProcessor();
        }
        Exception failure = outgoing.exchange().getException();
        if (failure instanceof AuraException aura) {
            throw aura;
        }
        if (failure instanceof CredentialMissingException missing) {
            throw missing.on(exchange, refused == null ? "" : refused.hint());
        }
        if (failure instanceof RequestAtFaultException) {
            throw refused.atFault(failure.getMessage(), call.uri(), exchange);
        }
        if (failure != null) {
            throw new AuraCredentialException(
                    "The credential processor failed", exchange, failure, Reason.PROCESSOR_FAILED);
        }
    }

    private synchronized void enterProcessor() throws IOException {
        if (cancelled) {
            throw new InterruptedIOException("The request was cancelled");
        }
        inProcessor = Thread.currentThread();
    }

    private synchronized void leaveProcessor() {
        inProcessor = null;
        if (cancelled) {
            Thread.interrupted(); // clears the flag: the interrupt was for the processor
        }
    }

    /** Fails if the response comes from a proxy that rejected the request. */
    private void checkReached(ChatResponse response) throws AuraConnectException {
        if (!call.isSent() || response.status() == PROXY_AUTHENTICATION_REQUIRED) {
            response.discard();
            throw new AuraConnectException(
                    "The proxy rejected the request with status " + response.status() + " " + response.reason()
                            + "; check proxyHost, proxyAuthUsername and proxyAuthPassword",
                    exchange);
        }
    }

    private InputStream reply(ChatResponse response, Map<String, Collection<String>> headers)
            throws AuraException, IOException {
        if (response.status() / 100 != 2) {
            URI location = response.location();
            String remedy = location == null ? "" : "; " + ChatAddress.remedy(call.uri(), location);
            RefusedAnswer answer = read(response, "", headers);
            throw answer.failure(answer.told(call.uri()) + remedy, exchange);
        }
        if (response.contentEncoding() != null) {
            response.discard();
            throw new AuraStreamException(
                    "The reply has Content-Encoding " + response.contentEncoding()
                            + " although the request accepts only"
                            + " identity; disable compression in the server or in the proxy in front of it",
                    exchange,
                    null,
                    0,
                    "");
        }
        return response.body();
    }

    private RefusedAnswer read(ChatResponse response, String refusal, Map<String, Collection<String>> sent) {
        return RefusedAnswer.read(
                response, refusal, settings, Secrets.of(settings.secrets(), credentials.secrets(), sent));
    }

    private interface Step {
        void run() throws Exception;
    }
}
