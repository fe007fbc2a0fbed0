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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

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

    private static final String HTML_REPLY_REMEDY =
            "The body does not begin like a page: set acceptHtmlReply=true if the server sends replies as text/html";

    /**
     * Makes the answer.
     *
     * @param body the beginning of the body
     * @param secrets the secrets to mask in messages
     */
    static RefusedAnswer of(
            ChatResponse response, String body, String refusal, CallSettings settings, Collection<String> secrets) {
        return new RefusedAnswer(
                response.status(),
                response.reason(),
                response.mediaType(),
                response.retryAfter(),
                body,
                ShownText.body(response.mediaType(), body, secrets),
                ShownText.text(response.reason(), secrets),
                ShownText.text(refusal, secrets),
                Refusals.isHtmlThatMayBeText(response, body)
                        ? HTML_REPLY_REMEDY
                        : ApiChallenge.remedy(response, body, settings));
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
    AuraHttpException atFault(RequestAtFaultException why, URI uri, Exchange exchange) {
        String how = refusal.equals("status " + status) ? "" : " (" + refusal + ")";
        AuraHttpException failure = failure(told(uri) + how + ". " + why.getMessage() + hint(), exchange);
        failure.initCause(why);
        return failure;
    }

    /** Makes the exception of a request that would fail with any credential. */
    AuraHttpException failure(String message, Exchange exchange) {
        return new AuraHttpException(message, exchange, status, reason, retryAfter, body);
    }

    /** Returns the beginning of the message of each exception with this response. */
    String told(URI uri) {
        return uri + " returned status " + status + (shownReason.isEmpty() ? "" : " " + shownReason) + quoted();
    }

    /** Recognizes a 401 that requires Basic authentication or an API key instead of a login page. */
    private static final class ApiChallenge {

        private static final int UNAUTHORIZED = 401;
        private static final List<String> KEYS = List.of("api key", "api_key", "api-key", "apikey", "openai");

        private ApiChallenge() {}

        /**
         * Returns the options that solve the problem, as text for a message.
         *
         * @return null if the response requires neither
         */
        static String remedy(ChatResponse response, String body, CallSettings settings) {
            if (response.status() != UNAUTHORIZED) {
                return null;
            }
            if (challenges(response).anyMatch(value -> value.matches("(?is)(.*,)?\\s*basic\\b.*"))) {
                return settings.basicAuthentication()
                        ? "The server requires Basic authentication and rejected http.authUsername and http.authPassword"
                        : "The server requires Basic authentication: set http.authMethod=Basic, http.authUsername and"
                                + " http.authPassword";
            }
            String mediaType = response.mediaType();
            if (mediaType == null || !mediaType.contains("json")) {
                return null;
            }
            String text = body.toLowerCase(Locale.ROOT);
            if (KEYS.stream().noneMatch(text::contains)) {
                return null;
            }
            return settings.apiKey()
                    ? "The server requires an API key and rejected the one in apiKey"
                    : "The server requires an API key: set apiKey";
        }

        private static Stream<String> challenges(ChatResponse response) {
            return response.headers().entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase("WWW-Authenticate"))
                    .flatMap(header -> header.getValue().stream());
        }
    }

    /** Collects the secrets that messages mask, because servers may repeat in a response what they received. */
    static final class Secrets {

        /** The minimum length of a secret. Shorter parts of a cookie or header (a flag, a scheme) would mask too much text. */
        private static final int SHORTEST_PART = 8;

        private Secrets() {}

        /**
         * Returns the secrets of one request.
         *
         * @param options the values of secret options
         * @param credential the secrets of the credential
         * @param sent the headers that the credential processor set
         */
        static Collection<String> of(
                Collection<String> options, Collection<String> credential, Map<String, Collection<String>> sent) {
            List<String> secrets = new ArrayList<>(options);
            secrets.addAll(credential);
            sent.entrySet().stream()
                    .filter(header -> !header.getKey().equalsIgnoreCase("User-Agent"))
                    .flatMap(header -> header.getValue().stream())
                    .flatMap(value -> Stream.concat(Stream.of(value), Arrays.stream(value.split("[=;,\\s]+"))))
                    .filter(part -> part.length() >= SHORTEST_PART)
                    .forEach(secrets::add);
            return secrets;
        }
    }
}
