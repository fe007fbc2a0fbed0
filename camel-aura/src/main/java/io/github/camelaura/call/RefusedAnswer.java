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
 * What is kept of an answer whose connection is let go, for messages to tell.
 *
 * @param reason the reason phrase
 * @param body the beginning of the body
 * @param shown what a message shows of the body, perhaps nothing
 * @param shownReason what a message shows of the reason phrase
 * @param refusal what makes it a refusal, in words; empty if it is none
 * @param remedy which options may help, in words, or null
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
     * Reads the body, but not of a redirect to a login, as some servers do not tell where it ends.
     *
     * @param secrets what no message shows
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

    /** What the server says, in quotes behind a colon; empty if it says nothing that can be shown. */
    String quoted() {
        return shown.isEmpty() || shown.equals(shownReason) ? "" : ": \"" + shown + "\"";
    }

    /** Why the answer is a rejection, and what the server says, in parentheses. */
    public String why() {
        return " (" + refusal + quoted() + ")";
    }

    /** By what the answer is known again: two answers of the same page have the same signature. */
    String signature() {
        return status + " " + mediaType + " " + refusal + (Refusals.isPage(mediaType) ? " " + shown : "");
    }

    /** The remedy as the end of a message; empty if there is none. */
    public String hint() {
        return remedy == null ? "" : ". " + remedy;
    }

    /** The failure of a request that the server refuses while it takes the credential. */
    AuraHttpException atFault(String why, URI uri, Exchange exchange) {
        String how = refusal.equals("status " + status) ? "" : " (" + refusal + ")";
        return failure(told(uri) + how + ". " + why + hint(), exchange);
    }

    /** The failure of a request that would fail with any credential. */
    AuraHttpException failure(String message, Exchange exchange) {
        return new AuraHttpException(message, exchange, status, reason, retryAfter, body);
    }

    /** The beginning of the message of any failure with this answer. */
    String told(URI uri) {
        return uri + " answered with status " + status + (shownReason.isEmpty() ? "" : " " + shownReason) + quoted();
    }
}
