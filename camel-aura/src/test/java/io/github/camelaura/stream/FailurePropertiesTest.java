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

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.AuraException;
import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.Held;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.LoginSite;

/** The exchange properties CamelAiErrorCategory and CamelAiRetryAfterMillis of requests that fail. */
class FailurePropertiesTest extends AuraTestSupport {

    private static final String OAUTH2 =
            "http.oauth2ClientId=me&http.oauth2ClientSecret=secret&http.oauth2TokenEndpoint=";

    private final Categories seen = new Categories();

    @Test
    void invalidRequestHasItsCategory() throws Exception {
        assertThat(category(ask(uri("support"), ""))).isEqualTo("VALIDATION");
    }

    @Test
    void cancellationWithoutAKeyHasItsCategory() throws Exception {
        assertThat(category(ask("aura:support?operation=cancel", "count"))).isEqualTo("VALIDATION");
    }

    @Test
    void serverThatCannotBeReachedHasItsCategory() throws Exception {
        assertThat(category(ask("aura:support?baseUrl=http://127.0.0.1:1", "count")))
                .isEqualTo("SERVER_ERROR");
    }

    @Test
    void missingCredentialHasItsCategory() throws Exception {
        LoginSite.protect(server());

        assertThat(category(ask(uri("support", "credentialProcessor=none"), "count")))
                .isEqualTo("AUTH");
    }

    @Test
    void rateLimitInTheReasonPhraseHasItsCategory() throws Exception {
        server().enqueue(AuraReply.status(500, "Rate limit reached for requests", "Error"));

        Exchange failed = await(ask(uri("support"), "count"));

        assertThat(failed.getProperty(AuraException.ERROR_CATEGORY)).isEqualTo("RATE_LIMIT");
        assertThat(failed.getProperties()).doesNotContainKey(AuraException.RETRY_AFTER_MILLIS);
    }

    @ParameterizedTest
    @CsvSource({"streaming=false,7", "streaming=true,7"})
    void retryAfterIsInMilliseconds(String option, String seconds) throws Exception {
        server().enqueue(AuraReply.status(429, "Too Many Requests", "").header("Retry-After", seconds));

        Exchange failed = await(ask(uri("support", option), "count"));

        assertThat(failed.getProperty(AuraException.ERROR_CATEGORY)).isEqualTo("RATE_LIMIT");
        assertThat(failed.getProperty(AuraException.RETRY_AFTER_MILLIS)).isEqualTo(7000L);
    }

    @Test
    void dateOfRetryAfterCountsFromTheDateOfTheResponse() throws Exception {
        Instant sent = Instant.parse("2020-02-03T04:05:06Z"); // the clock of this server is years behind
        server().enqueue(AuraReply.status(503, "Service Unavailable", "")
                .header("Date", date(sent))
                .header("Retry-After", date(sent.plusSeconds(90))));

        assertThat(await(ask(uri("support"), "count")).getProperty(AuraException.RETRY_AFTER_MILLIS))
                .isEqualTo(90_000L);
    }

    private static String date(Instant instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atZone(ZoneOffset.UTC));
    }

    @Test
    void fullQueueHasItsCategory() throws Exception {
        Held held = new Held();
        routes(r -> r.from("aura:support").process(held));
        String uri = uri("support", "maxConcurrentStreams=1", "maxWaitingStreams=0");
        server().enqueue(AuraReply.chunks("a"));
        var running = ask(uri, "count");
        held.awaitReached();

        assertThat(category(ask(uri, "count"))).isEqualTo("RATE_LIMIT");

        held.open();
        await(running);
    }

    @ParameterizedTest
    @CsvSource({"400,AUTH", "401,AUTH", "403,AUTH", "500,SERVER_ERROR"})
    void tokenEndpointThatRejectsTheClientHasAnotherCategoryThanOneThatFails(int status, String expected)
            throws Exception {
        try (AuraServer endpoint = AuraServer.start()) {
            endpoint.answer(request -> AuraReply.status(status, "No", "{\"error\":\"invalid_client\"}"));

            Exchange failed = await(ask(uri("support", OAUTH2 + endpoint.baseUrl() + "/token"), "count"));

            assertThat(failed.getProperty(AuraException.ERROR_CATEGORY)).isEqualTo(expected);
            if (expected.equals("AUTH")) {
                assertThat(failed.getException())
                        .hasMessageContaining("http.oauth2TokenEndpoint returned status " + status
                                + " with the error invalid_client");
            }
        }
    }

    @Test
    void proxyThatRejectsItsCredentialHasItsCategory() throws Exception {
        try (AuraServer proxy = AuraServer.start()) {
            proxy.answer(request -> AuraReply.status(407, "Proxy Authentication Required", ""));

            assertThat(category(ask(
                            "aura:support?baseUrl=http://chat.example.com&proxyHost=localhost&proxyPort="
                                    + proxy.port(),
                            "count")))
                    .isEqualTo("AUTH");
        }
    }

    @Test
    void onExceptionReadsTheCategoryOfAStreamThatBreaks() throws Exception {
        server().enqueue(AuraReply.chunks("a").cut());
        routes(r -> r.from("direct:ask")
                .onException(Exception.class)
                .handled(true)
                .setBody(r.exchangeProperty(AuraException.ERROR_CATEGORY))
                .end()
                .to(uri("support")));

        assertThat(await(ask("direct:ask", "count")).getMessage().getBody()).isEqualTo("SERVER_ERROR");
    }

    @Test
    void streamThatBreaksInASplitHasItsCategory() throws Exception {
        server().enqueue(AuraReply.chunks("a").cut());
        routes(r -> r.from("direct:ask")
                .onException(Exception.class)
                .process(seen)
                .end()
                .to(uri("support", "streaming=true"))
                .split(r.body())
                .streaming()
                .to("log:chunk"));

        Exchange failed = await(ask("direct:ask", "count"));

        assertThat(failed.getException()).isNotNull();
        assertThat(failed.getProperty(AuraException.ERROR_CATEGORY)).isEqualTo("SERVER_ERROR");
        assertThat(seen.categories).containsExactly("SERVER_ERROR");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void redeliveryThatSucceedsLeavesNoProperty(boolean streaming) throws Exception {
        server().enqueue(
                        AuraReply.status(429, "Too Many Requests", "").header("Retry-After", "7"),
                        AuraReply.chunks("a", "b"));
        routes(r -> r.from("direct:ask")
                .onException(Exception.class)
                .maximumRedeliveries(2)
                .redeliveryDelay(0)
                .onRedelivery(seen)
                .end()
                .to(uri("support", "streaming=" + streaming))
                .convertBodyTo(String.class));

        Exchange exchange = await(ask("direct:ask", "count"));

        assertThat(exchange.getException()).isNull();
        assertThat(seen.categories).containsExactly("RATE_LIMIT");
        assertThat(exchange.getProperties())
                .doesNotContainKeys(AuraException.ERROR_CATEGORY, AuraException.RETRY_AFTER_MILLIS);
    }

    @Test
    void redeliveryThatMayNotSendAgainHasTheCategoryOfTheFailure() throws Exception {
        server().enqueue(AuraReply.chunks("a").cut());
        routes(r -> r.from("direct:ask")
                .onException(Exception.class)
                .maximumRedeliveries(2)
                .redeliveryDelay(0)
                .end()
                .to(uri("support")));

        assertThat(category(ask("direct:ask", "count"))).isEqualTo("SERVER_ERROR");
        assertThat(server().requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"from", "streamRepliesTo"})
    void chunkExchangeOfTheFailureHasTheCategory(String way) throws Exception {
        server().enqueue(AuraReply.status(429, "Too Many Requests", "").header("Retry-After", "7"));
        boolean consumer = way.equals("from");
        routes(r -> r.from(consumer ? "aura:support?forwardOnError=true" : "direct:chunks")
                .process(seen));

        await(ask(
                consumer ? uri("support") : uri("support", "streamRepliesTo=direct:chunks&forwardOnError=true"), "x"));

        assertThat(seen.categories).containsExactly("RATE_LIMIT");
        assertThat(seen.waits).containsExactly(7000L);
    }

    @Test
    void chunkExchangesHaveNoCategory() throws Exception {
        routes(r -> r.from("aura:support?forwardOnCompleted=true").process(seen));
        server().enqueue(AuraReply.chunks("a"));
        await(ask(uri("support"), "count"));

        Awaitility.await().untilAsserted(() -> assertThat(seen.categories).hasSize(2));
        assertThat(seen.categories).containsOnlyNulls();
    }

    @Test
    void cancelledStreamHasNoOtherCategory() throws Exception {
        Bodies ids = new Bodies();
        routes(r -> r.from("aura:support")
                .setBody(r.header(AuraConstants.STREAM_ID))
                .process(ids));
        server().enqueue(AuraReply.chunks("a").stall());
        var running = ask(uri("support"), "count");
        assertThat(context.getComponent("aura", AuraComponent.class).cancelStream(ids.next()))
                .isTrue();

        assertThat(category(running)).isEqualTo("UNKNOWN");
    }

    @Test
    void requestDuringTheBackOffOfALoginHasItsWait() throws Exception {
        LoginSite.protect(server());
        String uri = uri(
                "support",
                "browserName=htmlunit",
                "loginUrl=http://127.0.0.1:1/",
                "loginUsername=jane",
                "loginPassword=RAW(x)");
        assertThat(category(ask(uri, "count"))).isEqualTo("SERVER_ERROR");

        Exchange waiting = await(ask(uri, "count"));

        assertThat(((AuraCredentialException) waiting.getException()).getReason())
                .isEqualTo(Reason.BACKING_OFF);
        assertThat(waiting.getProperty(AuraException.ERROR_CATEGORY)).isEqualTo("AUTH");
        assertThat(waiting.getProperty(AuraException.RETRY_AFTER_MILLIS, Long.class))
                .isBetween(1L, 20_000L);
    }

    @Test
    void recipeSendsARateLimitedRequestAgainAfterTheWaitOfTheServer() throws Exception {
        context.getComponent("aura", AuraComponent.class).getConfiguration().setBaseUrl(server().baseUrl());
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.resolveResource(
                        context, "file:../src-docs/modules/ROOT/examples/rate-limit.yaml"));
        server().enqueue(
                        AuraReply.status(500, "Rate limit reached for requests", "Error")
                                .header("Retry-After", "0"),
                        AuraReply.chunks("a", "b"),
                        AuraReply.error());

        assertThat(await(ask("direct:ask", "count")).getMessage().getBody()).isEqualTo("ab");
        assertThat(category(ask("direct:ask", "count"))).isEqualTo("SERVER_ERROR");
        assertThat(server().requests()).hasSize(3);
    }

    private static Object category(CompletableFuture<Exchange> asked) throws Exception {
        Exchange failed = await(asked);
        assertThat(failed.getException()).isNotNull();
        return failed.getProperty(AuraException.ERROR_CATEGORY);
    }

    /** Notes the properties of the exchanges that it processes. */
    private static final class Categories implements Processor {

        private final List<Object> categories = new CopyOnWriteArrayList<>();
        private final List<Object> waits = new CopyOnWriteArrayList<>();

        @Override
        public void process(Exchange exchange) {
            categories.add(exchange.getProperty(AuraException.ERROR_CATEGORY));
            waits.add(exchange.getProperty(AuraException.RETRY_AFTER_MILLIS));
        }
    }
}
