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

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraConnectException;
import io.github.camelaura.AuraConversationException;
import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraException;
import io.github.camelaura.AuraHttpException;
import io.github.camelaura.AuraOverloadException;
import io.github.camelaura.AuraRequestException;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.call.RequestAtFaultException;

/** The category of each exception and each of its reasons. */
class ErrorCategoryTest {

    private static final CamelContext CONTEXT = new DefaultCamelContext();

    /** What is not in this map is AUTH. */
    private static final Map<AuraCredentialException.Reason, ErrorCategory> CREDENTIALS = new EnumMap<>(Map.of(
            AuraCredentialException.Reason.SITE_NOT_REACHABLE, ErrorCategory.SERVER_ERROR,
            AuraCredentialException.Reason.STOPPED, ErrorCategory.UNKNOWN,
            AuraCredentialException.Reason.CREDENTIAL_STORE_FAILED, ErrorCategory.UNKNOWN));

    private static final Map<AuraStreamException.Reason, ErrorCategory> STREAMS = new EnumMap<>(Map.of(
            AuraStreamException.Reason.REPLY_FAILED, ErrorCategory.SERVER_ERROR,
            AuraStreamException.Reason.ROUTE_FAILED, ErrorCategory.UNKNOWN,
            AuraStreamException.Reason.CANCELLED, ErrorCategory.UNKNOWN,
            AuraStreamException.Reason.STOPPED, ErrorCategory.UNKNOWN,
            AuraStreamException.Reason.READ_TOO_LATE, ErrorCategory.UNKNOWN,
            AuraStreamException.Reason.CONVERSATION_FAILED, ErrorCategory.UNKNOWN));

    record Row(Throwable failure, ErrorCategory category) {

        @Override
        public String toString() {
            return failure.getMessage() + ": " + category;
        }
    }

    static List<Row> rows() {
        Exchange exchange = new DefaultExchange(CONTEXT);
        Stream<Row> others = Stream.of(
                new Row(new AuraRequestException("request", exchange), ErrorCategory.VALIDATION),
                new Row(new AuraOverloadException("overload", exchange), ErrorCategory.RATE_LIMIT),
                new Row(new AuraConnectException("connect", exchange), ErrorCategory.SERVER_ERROR),
                new Row(http(500, "Internal Server Error", ""), ErrorCategory.SERVER_ERROR),
                new Row(new AuraConversationException("store", exchange, null), ErrorCategory.UNKNOWN),
                new Row(new IllegalStateException("of a converter"), ErrorCategory.UNKNOWN),
                new Row(new NoSuchMethodError("of a library"), ErrorCategory.UNKNOWN));
        Stream<Row> credentials = Arrays.stream(AuraCredentialException.Reason.values())
                .map(reason -> new Row(
                        new AuraCredentialException(reason.name(), exchange, null, reason),
                        CREDENTIALS.getOrDefault(reason, ErrorCategory.AUTH)));
        Stream<Row> streams = Arrays.stream(AuraStreamException.Reason.values())
                .map(reason -> new Row(
                        new AuraStreamException(reason.name(), exchange, null, 0, "", reason), STREAMS.get(reason)));
        return Stream.of(others, credentials, streams).flatMap(each -> each).toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachExceptionHasACategory(Row row) {
        assertThat(ErrorCategory.of(row.failure)).isEqualTo(row.category);
    }

    @Test
    void rowsHaveEachExceptionOfTheComponent() {
        Set<String> classes = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.github.camelaura")
                        .stream()
                        .filter(each -> each.isAssignableTo(AuraException.class))
                        .filter(each -> !each.isEquivalentTo(AuraException.class))
                        .map(JavaClass::getName)
                        .collect(Collectors.toSet());

        assertThat(rows())
                .extracting(row -> row.failure.getClass().getName())
                .containsAll(classes)
                .doesNotContainNull();
        assertThat(classes).hasSizeGreaterThanOrEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({
        "200, AUTH",
        "302, UNKNOWN",
        "400, VALIDATION",
        "401, AUTH",
        "403, AUTH",
        "404, VALIDATION",
        "408, SERVER_ERROR",
        "413, VALIDATION",
        "422, VALIDATION",
        "429, RATE_LIMIT",
        "500, SERVER_ERROR",
        "503, SERVER_ERROR",
        "529, SERVER_ERROR"
    })
    void statusDeterminesTheCategory(int status, ErrorCategory category) {
        assertThat(ErrorCategory.of(http(status, "", ""))).isEqualTo(category);
    }

    /** What providers say with status 429, as their documentation or their clients show it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Rate limit reached for requests",
                "Rate limit reached for gpt-4 in organization org-x on tokens per min (TPM): Limit 10000, Used 9000.",
                "You exceeded your current quota, please check your plan and billing details.",
                "insufficient_quota",
                "That model is currently overloaded with other requests. You can retry your request.",
                "Requests to the ChatCompletions_Create Operation under Azure OpenAI API have exceeded call rate limit of"
                        + " your current OpenAI S0 pricing tier. Please retry after 20 seconds.",
                "This request would exceed your organization's rate limit of 40,000 input tokens per minute",
                "rate_limit_error",
                "Resource exhausted. Please try again later.",
                "RESOURCE_EXHAUSTED",
                "Requests rate limit exceeded",
                "Service tier capacity exceeded for this model.",
                "ThrottlingException: Too many tokens per day, please wait before trying again.",
                "Too Many Requests",
                "Request failed with status code 429"
            })
    void reasonPhraseOfAProvidersRateLimitIsOne(String reason) {
        assertThat(ErrorCategory.of(http(500, reason, "Error"))).isEqualTo(ErrorCategory.RATE_LIMIT);
        assertThat(ErrorCategory.of(http(500, "", "{\"error\":\"" + reason + "\"}")))
                .isEqualTo(ErrorCategory.RATE_LIMIT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Internal Server Error",
                "Error",
                "Incorrect API key provided: sk-x",
                "The server had an error while processing your request",
                "The engine is currently overloaded, please try again later",
                "quotation marks are missing",
                "4290 tokens"
            })
    void otherReasonPhrasesAreNoRateLimit(String reason) {
        assertThat(ErrorCategory.of(http(500, reason, ""))).isEqualTo(ErrorCategory.SERVER_ERROR);
    }

    @Test
    void pageThatMentionsARateLimitIsNone() {
        assertThat(ErrorCategory.of(http(502, "Bad Gateway", "<html>Our rate limits</html>")))
                .isEqualTo(ErrorCategory.SERVER_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 401, 403})
    void requestThatAFirewallRejectsIsInvalid(int status) {
        AuraHttpException answer = http(status, "", "");
        answer.initCause(new RequestAtFaultException());

        assertThat(ErrorCategory.of(answer)).isEqualTo(ErrorCategory.VALIDATION);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "20, 20000", "86400, 86400000", "999999999, 86400000"})
    void waitIsAtMostADay(long seconds, long millis) {
        assertThat(retryAfter(
                        new AuraHttpException("429", exchange(), 429, "", Duration.ofSeconds(seconds), ""), exchange()))
                .isEqualTo(millis);
    }

    @Test
    void failureWithoutAWaitRemovesAnEarlierWait() {
        Exchange exchange = exchange();
        FailureProperties.set(exchange, new AuraHttpException("429", exchange, 429, "", Duration.ofSeconds(1), ""));

        assertThat(retryAfter(http(500, "", ""), exchange)).isNull();
    }

    private static Object retryAfter(Throwable failure, Exchange exchange) {
        FailureProperties.set(exchange, failure);
        return exchange.getProperty(AuraException.RETRY_AFTER_MILLIS);
    }

    private static AuraHttpException http(int status, String reason, String body) {
        return new AuraHttpException("status " + status, exchange(), status, reason, null, body);
    }

    private static Exchange exchange() {
        return new DefaultExchange(CONTEXT);
    }
}
