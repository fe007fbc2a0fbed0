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

import java.util.regex.Pattern;

import io.github.camelaura.AuraConnectException;
import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraHttpException;
import io.github.camelaura.AuraOverloadException;
import io.github.camelaura.AuraRequestException;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.call.AuthenticatedCall;
import io.github.camelaura.call.RequestAtFaultException;

/** The categories of failures. Camel's AI components use the same names since Camel 4.23. */
enum ErrorCategory {
    /** The server, its provider or an option of the endpoint allows no more requests at this time. */
    RATE_LIMIT,
    /** The server cannot be reached, failed, or broke its reply. */
    SERVER_ERROR,
    /** The request is invalid, or the server rejects its content. */
    VALIDATION,
    /** There is no credential that the server accepts. */
    AUTH,
    /** Any other cause: the stream was cancelled or stopped, or a route failed. */
    UNKNOWN;

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    /** Texts of OpenAI, Azure, Anthropic, Google, Mistral, Groq, OpenRouter and Bedrock, and what HTTP libraries make of a 429. */
    private static final Pattern RATE_LIMIT_TEXT = Pattern.compile(
            "rate[ _-]?limit|too many (requests|tokens)|\\bquotas?\\b|insufficient_quota|throttl|resource[ _]exhausted"
                    + "|overloaded with other requests|capacity exceeded|status( code)? 429",
            Pattern.CASE_INSENSITIVE);

    /** Returns the category of an exception with which a stream or its request failed. */
    static ErrorCategory of(Throwable failure) {
        if (failure instanceof AuraHttpException answer) {
            return ofAnswer(answer);
        }
        if (failure instanceof AuraStreamException stream) {
            return stream.getReason() == AuraStreamException.Reason.REPLY_FAILED ? SERVER_ERROR : UNKNOWN;
        }
        if (failure instanceof AuraCredentialException credential) {
            return switch (credential.getReason()) {
                case STOPPED, CREDENTIAL_STORE_FAILED -> UNKNOWN;
                case SITE_NOT_REACHABLE -> SERVER_ERROR;
                default -> AUTH;
            };
        }
        if (failure instanceof AuraConnectException) {
            return AuthenticatedCall.isCredentialRejected(failure.getCause()) ? AUTH : SERVER_ERROR;
        }
        if (failure instanceof AuraOverloadException) {
            return RATE_LIMIT;
        }
        return failure instanceof AuraRequestException ? VALIDATION : UNKNOWN;
    }

    private static ErrorCategory ofAnswer(AuraHttpException answer) {
        int status = answer.getStatusCode();
        if (status == TOO_MANY_REQUESTS || (status >= 400 && saysRateLimit(answer))) {
            return RATE_LIMIT;
        }
        if (answer.getCause() instanceof RequestAtFaultException) {
            return VALIDATION; // also with 401 and 403, because the server accepts the credential for other requests
        }
        if (status == UNAUTHORIZED || status == FORBIDDEN || status / 100 == 2) {
            return AUTH; // with 2xx, because a credential processor judged it to be forbidden
        }
        if (status == REQUEST_TIMEOUT || status >= 500) {
            return SERVER_ERROR;
        }
        return status >= 400 ? VALIDATION : UNKNOWN;
    }

    /** Reads the reason phrase, where an Aura server returns its provider's message, and JSON, where some forks do. */
    private static boolean saysRateLimit(AuraHttpException answer) {
        String body = answer.getResponseBody();
        return RATE_LIMIT_TEXT.matcher(answer.getReasonPhrase()).find()
                || (body.stripLeading().startsWith("{")
                        && RATE_LIMIT_TEXT.matcher(body).find());
    }
}
