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
package io.github.camelaura.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.logging.log4j.Level;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.AuraCredentialProcessor;
import io.github.camelaura.AuraHttpException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.LogCapture;
import io.github.camelaura.test.AuraReply;

/** Which responses reject the credential: the options {@code refused*}, and the verdict of a bean. */
@Timeout(120)
class RefusedStatusTest extends AuraTestSupport {

    private final Judge judge = new Judge();

    @BeforeEach
    void bind() {
        context.getRegistry().bind("judge", judge);
    }

    private Exchange asked(String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("credentialProcessor=%23judge");
        return await(ask(uri("support", all.toArray(String[]::new)), "count"));
    }

    private void succeedsAfterARenewal(String... options) throws Exception {
        server().enqueue(AuraReply.chunks("welcome"));

        Exchange exchange = asked(options);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("welcome");
        assertThat(judge.calls).containsExactly("process", "refused", "process", "answered");
    }

    private void failsWithoutARenewal(int status, String... options) throws Exception {
        Exchange exchange = asked(options);

        assertThat(exchange.getException(AuraHttpException.class).getStatusCode())
                .isEqualTo(status);
        assertThat(judge.calls).containsExactly("process", "answered");
        assertThat(server().requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 419, 440, 304})
    void statusOfTheListIsARejection(int status) throws Exception {
        server().enqueue(AuraReply.status(status, "Lost", status == 304 ? "" : "log in"));

        succeedsAfterARenewal("refusedStatusCodes=401, 419,440,404,304");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void listReplacesTheDefault(int status) throws Exception {
        server().enqueue(AuraReply.status(status, "No", "no"));

        failsWithoutARenewal(status, "refusedStatusCodes=419");
    }

    @Test
    void redirectToALoginIsARejectionWithAnyList() throws Exception {
        server().enqueue(AuraReply.redirect(302, "/login"));

        succeedsAfterARenewal("refusedStatusCodes=419");
    }

    @ParameterizedTest
    @CsvSource({"501,Session expired,x", "400,Bad Request,Session expired", "409,Session   expired,x"})
    void patternFindsARejectionInReasonOrBody(int status, String reason, String body) throws Exception {
        server().enqueue(AuraReply.status(status, reason, body));

        succeedsAfterARenewal("refusedStatusCodes=401,501", "refusedPattern=RAW(Session\\s+expired)");
    }

    @ParameterizedTest
    @CsvSource({"501,Not Implemented", "500,Session expired", "400,Bad Request"})
    void serverErrorNeedsItsStatusInTheListAndAMatch(int status, String reason) throws Exception {
        server().enqueue(AuraReply.status(status, reason, "nothing"));

        failsWithoutARenewal(status, "refusedStatusCodes=401,501", "refusedPattern=expired");
    }

    @Test
    void patternIsNotSearchedInAReply() throws Exception {
        server().enqueue(AuraReply.chunks("Session expired"));

        assertThat(asked("refusedPattern=expired").getMessage().getBody()).isEqualTo("Session expired");
    }

    @Test
    void patternIsSearchedInTheFirst8KiBOnly() throws Exception {
        server().enqueue(AuraReply.status(400, "Bad Request", "x".repeat(8192) + "expired"));

        failsWithoutARenewal(400, "refusedPattern=expired");
    }

    @ParameterizedTest
    @CsvSource({
        "(a+)+$, takes too long",
        "(a|aa)+$, repeats a group too often",
        "^(([a-z])+.)+[A-Z]([a-z])+$, takes too long",
        "(a|b)*c, repeats a group too often"
    })
    void patternThatNeedsTooMuchDoesNotMatch(String pattern, String why) throws Exception {
        server().enqueue(AuraReply.status(400, "Bad Request", "a".repeat(8000) + "!"));
        try (LogCapture log = new LogCapture("io.github.camelaura.call", Level.WARN)) {
            failsWithoutARenewal(400, "refusedPattern=RAW(" + pattern + ")");

            assertThat(log.lines()).anyMatch(line -> line.contains("refusedPattern=" + pattern + " " + why));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "refusedStatusCodes=401,,403|refusedStatusCodes contains ''",
                "refusedStatusCodes=200|refusedStatusCodes contains '200'",
                "refusedStatusCodes=4O1|refusedStatusCodes contains '4O1'",
                "refusedStatusCodes=600|refusedStatusCodes contains '600'",
                "refusedStatusCodes=401,407|refusedStatusCodes contains 407, with which a proxy rejects",
                "refusedStatusCodes=401,501|refusedStatusCodes contains 501, which needs refusedPattern",
                "refusedPattern=RAW((expired)|refusedPattern is not a Java regular expression: Unclosed group"
            })
    void invalidOptionIsRejectedAtStart(String option, String message) {
        Throwable failure =
                catchThrowable(() -> routes(route -> route.from("direct:in").to(uri("support", option))));

        assertThat(Throwables.getRootCause(failure))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Option " + message);
    }

    @Test
    void beanSeesHeadersStatusAndBodyOfAFailure() throws Exception {
        server().enqueue(AuraReply.status(418, "Teapot", "short and stout").header("X-Session", "lost"));
        List<Object> seen = new CopyOnWriteArrayList<>();
        judge.rule = (exchange, verdict) -> {
            seen.addAll(List.of(
                    exchange.getMessage().getHeader("X-Session"),
                    exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE),
                    exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_TEXT),
                    exchange.getMessage().getBody(),
                    verdict));
            return verdict;
        };

        failsWithoutARenewal(418);

        assertThat(seen)
                .containsExactly("lost", 418, "Teapot", "short and stout", AuraCredentialProcessor.Verdict.ACCEPTED);
    }

    @Test
    void bodyOfAReplyIsForTheStreamOnly() throws Exception {
        server().enqueue(AuraReply.chunks("welcome"));
        List<Object> bodies = new CopyOnWriteArrayList<>();
        judge.rule = (exchange, verdict) -> {
            bodies.add(String.valueOf(exchange.getMessage().getBody()));
            return verdict;
        };

        assertThat(asked().getMessage().getBody()).isEqualTo("welcome");

        assertThat(bodies).containsExactly("null");
    }

    @Test
    void beanMayTakeAnyResponseForARejection() throws Exception {
        server().enqueue(AuraReply.chunks("please log in").header("X-Session", "lost"));
        judge.rule = (exchange, verdict) -> exchange.getMessage().getHeader("X-Session") == null
                ? verdict
                : AuraCredentialProcessor.Verdict.REFUSED;

        succeedsAfterARenewal();
    }

    @Test
    void beanMayTakeARejectionForAFailureOfTheRequest() throws Exception {
        server().enqueue(AuraReply.status(403, "Forbidden", "quota"));
        judge.rule = (exchange, verdict) -> AuraCredentialProcessor.Verdict.FORBIDDEN;

        failsWithoutARenewal(403);
    }

    @Test
    void replyThatABeanForbidsFailsTheRequest() throws Exception {
        server().enqueue(AuraReply.html("<html><title>Blocked</title></html>"));
        judge.rule = (exchange, verdict) -> AuraCredentialProcessor.Verdict.FORBIDDEN;

        AuraHttpException failure = asked().getException(AuraHttpException.class);

        assertThat(failure).hasMessageContaining("status 200").hasMessageContaining("Blocked");
        assertThat(judge.calls).containsExactly("process", "answered");
    }

    @Test
    void pageThatABeanAcceptsIsTheReply() throws Exception {
        server().enqueue(AuraReply.html("<html>a page</html>"));
        judge.rule = (exchange, verdict) -> AuraCredentialProcessor.Verdict.ACCEPTED;

        assertThat(asked().getMessage().getBody()).isEqualTo("<html>a page</html>");
    }

    @Test
    void beanWithoutAVerdictFailsTheRequest() throws Exception {
        judge.rule = (exchange, verdict) -> null;

        assertThat(asked().getException(AuraCredentialException.class).getReason())
                .isEqualTo(Reason.PROCESSOR_FAILED);
    }

    @Test
    void completionOfTheExchangeRunsWhenItsStreamHasEnded() throws Exception {
        server().enqueue(AuraReply.status(401, "Unauthorized", "log in"), AuraReply.chunks("one", "two"));
        judge.countsCompletions = true;
        routes(route -> route.from("aura:support").process(exchange -> judge.calls.add("chunk")));

        assertThat(asked().getMessage().getBody()).isEqualTo("onetwo");

        assertThat(judge.calls)
                .containsExactly(
                        "process", "refused", "completed", "process", "answered", "chunk", "chunk", "completed");
    }

    /** Records the calls of the component, and judges by a rule. */
    private static final class Judge implements AuraCredentialProcessor {

        private final List<String> calls = new CopyOnWriteArrayList<>();
        private volatile BiFunction<Exchange, Verdict, Verdict> rule = (exchange, verdict) -> verdict;
        private volatile boolean countsCompletions;

        @Override
        public void process(Exchange exchange) {
            calls.add("process");
            if (countsCompletions) {
                exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                    @Override
                    public void onDone(Exchange done) {
                        calls.add("completed");
                    }
                });
            }
        }

        @Override
        public Verdict judge(Exchange exchange, Verdict verdict) {
            return rule.apply(exchange, verdict);
        }

        @Override
        public void answered(Exchange exchange) {
            calls.add("answered");
        }

        @Override
        public void refused(Exchange exchange) {
            calls.add("refused");
        }
    }
}
