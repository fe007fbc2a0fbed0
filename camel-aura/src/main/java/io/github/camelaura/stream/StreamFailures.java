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
package io.github.camelaura.stream;

import java.io.IOException;

import org.apache.camel.Exchange;

import io.github.camelaura.AuraConnectException;
import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.AuraException;
import io.github.camelaura.AuraOverloadException;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.call.AuthenticatedCall;
import io.github.camelaura.stream.Answer.RedeliveryGuard;
import io.github.camelaura.stream.StreamState.StreamPhase;

/** Makes the exceptions of failed streams; their messages give the cause and the remedy. */
final class StreamFailures {

    private final StreamRequest request;
    private final StreamSettings settings;
    private final ReplyBuffer reply;

    StreamFailures(StreamRequest request, ReplyBuffer reply) {
        this.request = request;
        this.settings = request.settings();
        this.reply = reply;
    }

    /** Returns the exception that the request exchange gets for this exception. */
    Throwable of(Throwable e) {
        if (e instanceof AuraException || e instanceof Error) {
            return e;
        }
        if (request.call()
                .isWithoutToken()) { // camel-http also fails with runtime exceptions, for JSON that is not a token
            return new AuraConnectException(
                    "Cannot get a token for " + request.name()
                            + AuthenticatedCall.whyNoToken(e)
                            + "; nothing was sent. Check the options"
                            + " http.oauth2TokenEndpoint, http.oauth2ClientId and http.oauth2ClientSecret",
                    request.exchange(),
                    e);
        }
        if (!(e instanceof IOException)) {
            return e;
        }
        if (e instanceof ReplyReader.ReplyException) {
            return stream(request.name() + " failed after " + chunks() + ": " + e.getMessage(), null);
        }
        if (!request.call().isSent()) {
            return new AuraConnectException(
                    "Cannot connect to " + settings.baseUrl() + "; nothing was sent. Check that the server is"
                            + " up, and the options baseUrl, proxyHost and http.sslContextParameters",
                    request.exchange(),
                    e);
        }
        return stream("Reading the reply to " + request.name() + " failed after " + chunks(), e);
    }

    /** The time limit for the connection expired when the request had just been sent. */
    AuraStreamException leftTooLate() {
        return stream(
                "The request to " + request.name()
                        + " was sent at the moment when its time limit to connect expired, and"
                        + " was aborted; the server may have received it",
                null);
    }

    AuraStreamException empty() {
        return stream(
                "The reply to " + request.name()
                        + " is empty. The server returns an empty reply if its provider sends the"
                        + " whole reply at once or nothing at all; a retry may help",
                null);
    }

    AuraStreamException route(Exception cause) {
        return stream(
                "A route failed to process a chunk of " + request.name() + " (stopOnException=true) after " + chunks(),
                cause,
                AuraStreamException.Reason.ROUTE_FAILED);
    }

    AuraStreamException stopped() {
        return stream(
                request.name() + " was aborted after " + chunks() + " because its route or CamelContext stops",
                null,
                AuraStreamException.Reason.STOPPED);
    }

    AuraStreamException cancelled() {
        return stream(request.name() + " was cancelled after " + chunks(), null, AuraStreamException.Reason.CANCELLED);
    }

    AuraStreamException notSaved(Exception cause) {
        return stream(
                "The reply of " + request.name() + " is complete after " + chunks() + ", but the conversation was not"
                        + " saved: " + cause.getMessage(),
                cause,
                AuraStreamException.Reason.CONVERSATION_FAILED);
    }

    /** Has a redelivery of the exchange fail, if its stream broke while it was read. */
    void leaveGuardOn(Exchange exchange, Throwable failure) {
        RedeliveryGuard.leaveOn(exchange, request.name(), failure);
    }

    /** Whether a redelivery must not send the request again: routes have received chunks, or nobody wants the reply any more. */
    boolean isFinal(Throwable failure) {
        return (request.isChat() && reply.chunks() > 0)
                || (failure instanceof AuraStreamException stream
                        && stream.getReason() == AuraStreamException.Reason.CANCELLED);
    }

    /**
     * The stream was read after its exchange was done.
     *
     * @param subExchange whether this was a sub-exchange of the exchange of the route
     */
    AuraStreamException readTooLate(boolean subExchange) {
        return stream(
                "The stream of " + request.name() + " was closed when its "
                        + (subExchange
                                ? "sub-exchange (of recipientList, multicast or split) was done. Read it inside the"
                                        + " sub-exchange, for example in a direct: route that sends the request and reads"
                                        + " the stream, or remove streaming=true to get the whole reply"
                                : "request exchange was done. Read it inside the route, or remove streaming=true to get"
                                        + " the whole reply"),
                null,
                AuraStreamException.Reason.READ_TOO_LATE);
    }

    /** Returns the failure of a stream that will not get a slot. */
    AuraException notAdmitted(StreamSlots.Admission admission) {
        return admission == StreamSlots.Admission.FULL
                ? tooManyWaiting()
                : StreamManager.hasStopped(request.name(), request.exchange());
    }

    private AuraOverloadException tooManyWaiting() {
        return new AuraOverloadException(
                "Too many requests wait for " + request.name() + ": maxConcurrentStreams="
                        + settings.maxConcurrentStreams() + " streams are running and maxWaitingStreams="
                        + settings.maxWaitingStreams()
                        + " requests wait; nothing was sent. Raise one of the options, or send"
                        + " fewer requests",
                request.exchange());
    }

    AuraException timeout(StreamPhase phase, boolean whole) {
        String within = whole ? " within requestTimeout=" + settings.requestTimeout() + " ms" : null;
        return switch (phase) {
            case TURN ->
                new AuraOverloadException(
                        "The conversation was not free for " + request.name() + within
                                + " because an earlier request of it"
                                + " was running; nothing was sent. Raise requestTimeout, or let a user wait for the reply",
                        request.exchange());
            case SLOT ->
                new AuraOverloadException(
                        "No slot became free for " + request.name() + within + " because maxConcurrentStreams="
                                + settings.maxConcurrentStreams() + " streams were running; nothing was sent."
                                + " Raise maxConcurrentStreams, or send fewer requests",
                        request.exchange());
            case CREDENTIAL ->
                new AuraCredentialException(
                        "The credential processor provided no credential for " + request.name() + within
                                + "; the server has accepted no request",
                        request.exchange(),
                        null,
                        Reason.NOT_READY_IN_TIME);
            case CONNECT -> {
                boolean token = request.call().isWithoutToken();
                yield new AuraConnectException(
                        (token ? "No token for " + request.name() : "No connection to " + settings.baseUrl())
                                + (whole ? within : within("connectTimeout", settings.connectTimeout()))
                                + "; nothing was sent. Check "
                                + (token ? "http.oauth2TokenEndpoint" : "baseUrl")
                                + ", the network and the proxy",
                        request.exchange());
            }
            case FIRST_CHUNK ->
                stream(
                        "The server sent no chunk for " + request.name()
                                + (whole ? within : within("firstChunkTimeout", settings.firstChunkTimeout())),
                        null);
            case CHUNK ->
                stream(
                        "The reply to " + request.name() + " stalled after " + chunks() + ": the server sent nothing"
                                + (whole ? within : within("chunkTimeout", settings.chunkTimeout())),
                        null);
            case ROUTES ->
                stream("The stream of " + request.name() + " did not end" + within + ", after " + chunks(), null);
        };
    }

    private static String within(String option, long millis) {
        return " within " + option + "=" + millis + " ms";
    }

    private String chunks() {
        long count = reply.chunks();
        return count == 1 ? "1 chunk" : count + " chunks";
    }

    private AuraStreamException stream(String message, Throwable cause) {
        return stream(message, cause, AuraStreamException.Reason.REPLY_FAILED);
    }

    private AuraStreamException stream(String message, Throwable cause, AuraStreamException.Reason reason) {
        return new AuraStreamException(message, request.exchange(), cause, reply.chunks(), reply.text(), reason);
    }
}
