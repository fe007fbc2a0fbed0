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
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.camel.Exchange;

import io.github.camelaura.AuraConnectException;
import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.AuraCredentialProcessor.Verdict;
import io.github.camelaura.AuraException;
import io.github.camelaura.AuraHttpException;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.call.Refusals.ChatAddress;
import io.github.camelaura.call.RefusedAnswer.Secrets;
import io.github.camelaura.http.ChatCall;
import io.github.camelaura.http.ChatResponse;
import io.github.camelaura.http.NoTokenException;

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

    private static final int NOT_FOUND = 404;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private final ChatCall call;
    private final Credentials credentials;
    private final CallSettings settings;
    private final Exchange exchange;
    private final AtomicReference<OutgoingRequest> latest = new AtomicReference<>();
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
        for (int attempt = 1; attempt == 1 || credentials.triesAgain(attempt - 1, outgoing.exchange()); attempt++) {
            outgoing = next(outgoing);
            InputStream reply = attempt(outgoing, progress);
            if (reply != null) {
                return reply;
            }
        }
        throw credentials.rejected(refused, call.uri(), exchange);
    }

    private OutgoingRequest next(OutgoingRequest earlier) {
        end();
        OutgoingRequest next = new OutgoingRequest(call, exchange, earlier);
        latest.set(next);
        return next;
    }

    /** Notes that the reply is not read any more, so the request does not use its credential any more. */
    public void end() {
        OutgoingRequest ended = latest.getAndSet(null);
        if (ended != null) {
            ended.complete();
        }
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
        String body = response.isSuccess() ? null : Refusals.body(response, call.uri(), settings);
        String refusal = Refusals.of(response, body, call.uri(), settings);
        if (refusal == null && !response.isSuccess() && isCancelled()) {
            throw failure(response, answer(response, body, "", headers)); // its time was over while the body was read
        }
        outgoing.answer(response, body);
        progress.credential();
        Verdict verdict = judge(outgoing, refusal == null ? Verdict.ACCEPTED : Verdict.REFUSED);
        if (verdict == Verdict.REFUSED) {
            refuse(answer(response, body, refusal, headers), outgoing);
            return null;
        }
        process(() -> credentials.answered(outgoing.exchange()), outgoing);
        progress.sending();
        if (verdict == Verdict.FORBIDDEN || !response.isSuccess()) {
            throw failure(response, answer(response, body, "", headers));
        }
        return reply(response);
    }

    private Verdict judge(OutgoingRequest outgoing, Verdict proposed) throws AuraException, IOException {
        AtomicReference<Verdict> verdict = new AtomicReference<>();
        process(
                () -> verdict.set(Objects.requireNonNull(
                        credentials.judge(outgoing.exchange(), proposed), "judge(...) returned null")),
                outgoing);
        return verdict.get();
    }

    private void refuse(RefusedAnswer answer, OutgoingRequest outgoing) throws AuraException, IOException {
        refused = answer;
        if (answer.remedy() != null && credentials.areUnconfigured()) {
            throw credentials.rejected(answer, call.uri(), exchange);
        }
        outgoing.refused(answer.signature());
        process(() -> credentials.refused(outgoing.exchange()), outgoing);
    }

    /** Returns whether the server may have received the request. */
    public boolean isSent() {
        return call.isSent();
    }

    /** Returns whether the request was not sent because there is no OAuth2 token for it. */
    public boolean isWithoutToken() {
        return call.isWithoutToken();
    }

    /** Returns a colon and the reason why there is no token, for a message; empty if the exception has no reason for users. */
    public static String whyNoToken(Throwable failure) {
        return failure instanceof NoTokenException ? ": " + failure.getMessage() : "";
    }

    /** Returns whether a credential was rejected before the request was sent: that of the OAuth2 client, or that of the proxy. */
    public static boolean isCredentialRejected(Throwable cause) {
        return cause instanceof NoTokenException || cause instanceof ProxyCredentialException;
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
        if (failure instanceof RequestAtFaultException atFault) {
            throw refused.atFault(atFault, call.uri(), exchange);
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

    private synchronized boolean isCancelled() {
        return cancelled;
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
                    exchange,
                    response.status() == PROXY_AUTHENTICATION_REQUIRED ? new ProxyCredentialException() : null);
        }
    }

    private AuraHttpException failure(ChatResponse response, RefusedAnswer answer) {
        if (response.isSuccess()) {
            return answer.failure(
                    answer.told(call.uri()) + "; the credential processor judged the request to be forbidden",
                    exchange);
        }
        URI location = response.location();
        String remedy = location == null ? "" : "; " + ChatAddress.remedy(call.address(), location);
        if (response.status() == NOT_FOUND) {
            remedy = "; " + call.address().remedyOfNotFound();
        }
        return answer.failure(answer.told(call.uri()) + remedy, exchange);
    }

    private InputStream reply(ChatResponse response) throws AuraException, IOException {
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

    /**
     * Returns the answer to a request that is not a reply.
     *
     * @param body null if it has not been read yet
     * @param refusal the reason of the component; null if a credential processor judged otherwise
     */
    private RefusedAnswer answer(
            ChatResponse response, String body, String refusal, Map<String, Collection<String>> sent) {
        return RefusedAnswer.of(
                response,
                body == null ? response.refusalBody() : body,
                refusal == null ? "status " + response.status() : refusal,
                settings,
                Secrets.of(settings.secrets(), credentials.secrets(), sent));
    }

    private interface Step {
        void run() throws Exception;
    }
}
