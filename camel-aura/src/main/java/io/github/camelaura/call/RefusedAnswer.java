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

import java.net.URI;
import java.time.Duration;
import java.util.Collection;

import org.apache.camel.Exchange;

import io.github.camelaura.AuraHttpException;
import io.github.camelaura.http.ChatResponse;
import io.github.camelaura.http.ShownText;

/**
 * A failed response, kept for messages after its connection was closed.
 *
 * @param reason the reason phrase
 * @param body the beginning of the body
 * @param shown the part of the body that messages show; may be empty
 * @param shownReason the part of the reason phrase that messages show
 * @param refusal the reason why it is a rejection, as text; empty if it is not a rejection
 * @param remedy the options that may help, as text; null if none do
 */
public record RefusedAnswer(
        int status,
        String reason,
        String mediaType,
        Duration retryAfter,
        String body,
        String shown,
        String shownReason,
        String refusal,
        String remedy) {

    /**
     * Reads the response. The body of a redirect to a login is not read, because some servers do not mark its end.
     *
     * @param secrets the secrets to mask in messages
     */
    static RefusedAnswer read(
            ChatResponse response, String refusal, CallSettings settings, Collection<String> secrets) {
        String body = "";
        if (!refusal.isEmpty() && response.status() / 100 == 3) {
            response.discard();
        } else {
            body = refusal.isEmpty() ? response.errorBody() : response.refusalBody();
        }
        return new RefusedAnswer(
                response.status(),
                response.reason(),
                response.mediaType(),
                response.retryAfter(),
                body,
                ShownText.body(response.mediaType(), body, secrets),
                ShownText.text(response.reason(), secrets),
                ShownText.text(refusal, secrets),
                ApiChallenge.remedy(response, body, settings));
    }

    /** Returns a colon and the shown part of the body in quotes; empty if there is nothing to show. */
    String quoted() {
        return shown.isEmpty() || shown.equals(shownReason) ? "" : ": \"" + shown + "\"";
    }

    /** Returns the reason of the rejection and the shown part of the body, in parentheses. */
    public String why() {
        return " (" + refusal + quoted() + ")";
    }

    /** Returns a text by which the same rejection is recognized: two responses with the same page have the same signature. */
    String signature() {
        return status + " " + mediaType + " " + refusal + (Refusals.isPage(mediaType) ? " " + shown : "");
    }

    /** Returns the remedy as the end of a message; empty if there is none. */
    public String hint() {
        return remedy == null ? "" : ". " + remedy;
    }

    /** Makes the exception of a request that the server rejected although it accepts the credential. */
    AuraHttpException atFault(String why, URI uri, Exchange exchange) {
        String how = refusal.equals("status " + status) ? "" : " (" + refusal + ")";
        return failure(told(uri) + how + ". " + why + hint(), exchange);
    }

    /** Makes the exception of a request that would fail with any credential. */
    AuraHttpException failure(String message, Exchange exchange) {
        return new AuraHttpException(message, exchange, status, reason, retryAfter, body);
    }

    /** Returns the beginning of the message of each exception with this response. */
    String told(URI uri) {
        return uri + " returned status " + status + (shownReason.isEmpty() ? "" : " " + shownReason) + quoted();
    }
}
