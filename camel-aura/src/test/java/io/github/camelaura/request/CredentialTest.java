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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.util.URISupport;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraConnectException;
import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.AuraCredentialProcessor;
import io.github.camelaura.AuraException;
import io.github.camelaura.AuraHttpException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;

/** Credentials of a processor: what goes on a request, and what happens after a rejection. */
class CredentialTest extends AuraTestSupport {

    static Stream<AuraReply> refusals() {
        return Stream.of(
                AuraReply.status(401, "Unauthorized", "log in"),
                AuraReply.status(403, "Forbidden", "log in"),
                AuraReply.redirect(301, "https://sso.example.com/auth?state=x"),
                AuraReply.redirect(302, "https://sso.example.com/auth?state=x"),
                AuraReply.redirect(303, "https://sso.example.com/auth?state=x"),
                AuraReply.redirect(307, "https://sso.example.com/auth?state=x"),
                AuraReply.redirect(308, "https://sso.example.com/auth?state=x"),
                AuraReply.redirect(302, "/oauth2/start?rd=x"),
                AuraReply.html("<html>log in</html>"),
                AuraReply.chunks("<html/>").header("Content-Type", "TEXT/Html"),
                AuraReply.chunks("<html/>").header("Content-Type", "application/xhtml+xml; charset=utf-8"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void rejectionWithoutACredentialProcessorFailsWithLoginNeeded(AuraReply refusal) throws Exception {
        server().enqueue(refusal);

        AuraCredentialException failure = refused("none");

        assertThat(failure.getReason()).isEqualTo(Reason.LOGIN_NEEDED);
        assertThat(failure)
                .hasMessageContaining("credentialProcessor=none")
                .message()
                .doesNotContain("state=x", "rd=x");
        assertThat(server().requests()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void rejectedRequestIsRetriedOnceWithANewCredential(AuraReply refusal) throws Exception {
        Recorder recorder = bind(new Recorder());
        server().enqueue(refusal, AuraReply.chunks("welcome"));

        Exchange exchange = await(ask(uri("support", "credentialProcessor=%23credential"), "count"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("welcome");
        assertThat(recorder.calls).containsExactly("process", "refused", "process", "answered 200");
        assertThat(server().requests())
                .extracting(request -> request.header("Authorization"))
                .containsExactly("token 1", "token 2");
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void requestRejectedTwiceIsNotRetriedAgain(AuraReply refusal) throws Exception {
        Recorder recorder = bind(new Recorder());
        server().answer(request -> refusal);

        AuraCredentialException failure = refused("%23credential");

        assertThat(failure.getReason()).isEqualTo(Reason.REFUSED_AFTER_RENEWAL);
        assertThat(recorder.calls).containsExactly("process", "refused", "process", "refused");
        assertThat(server().requests()).hasSize(2);
    }

    static Stream<AuraReply> otherErrors() {
        return Stream.of(
                AuraReply.redirect(302, "/api/chat?again"),
                AuraReply.redirect(301, "https://127.0.0.1/api/chat?again"),
                AuraReply.redirect(307, "/api/chat/"),
                AuraReply.redirect(308, "/api/chat"),
                AuraReply.status(302, "Found", ""),
                AuraReply.redirect(304, "https://sso.example.com/auth"),
                AuraReply.status(404, "Not Found", "<html/>").header("Content-Type", "text/html"),
                AuraReply.status(500, "Oops", "<html/>").header("Content-Type", "text/html"));
    }

    @ParameterizedTest
    @MethodSource("otherErrors")
    void errorThatNoCredentialCanFixIsAnHttpFailure(AuraReply answer) throws Exception {
        Recorder recorder = bind(new Recorder());
        server().enqueue(answer);

        Exchange exchange = await(ask(uri("support", "credentialProcessor=%23credential"), "count"));

        assertThat(exchange.getException()).isInstanceOf(AuraHttpException.class);
        assertThat(recorder.calls).first().isEqualTo("process");
        assertThat(recorder.calls).doesNotContain("refused");
        assertThat(server().requests()).hasSize(1);
    }

    @Test
    void htmlWrittenByTheModelIsAReply() throws Exception {
        server().enqueue(AuraReply.chunks("<html>", "</html>"));

        assertThat(await(ask(uri("support"), "a page, please")).getMessage().getBody())
                .isEqualTo("<html></html>");
    }

    @Test
    void processorSeesTheRequestAndMaySetSafeHeaders() throws Exception {
        context.getRegistry().bind("credential", (Processor) exchange -> {
            assertThat(exchange.getMessage().getBody(String.class)).contains("\"count\"");
            assertThat(exchange.getMessage().getHeader(Exchange.HTTP_URI)).isEqualTo(server().baseUrl() + "/api/chat");
            exchange.getMessage().setHeader("X-Many", List.of("a", "b"));
            exchange.getMessage().setHeader("Cookie", "session=1");
            exchange.getMessage().setHeader("User-Agent", "mine");
            exchange.getMessage().setHeader("Host", "evil.example.com");
            exchange.getMessage().setHeader("Content-Length", "3");
            exchange.getMessage().setHeader("Transfer-Encoding", "foo");
            exchange.getMessage().setHeader("Accept-Encoding", "gzip");
            exchange.getMessage().setHeader(Exchange.HTTP_URI, "http://evil.example.com");
            exchange.getMessage().setBody("something else");
        });

        assertThat(await(ask(uri("support", "credentialProcessor=%23credential"), "count"))
                        .getException())
                .isNull();

        AuraRequest request = server().requests().get(0);
        assertThat(request.headers("X-Many")).containsExactly("a", "b");
        assertThat(request.headers("Cookie")).containsExactly("session=1");
        assertThat(request.headers("User-Agent")).containsExactly("mine");
        assertThat(request.headers("Host")).containsExactly("127.0.0.1:" + server().port());
        assertThat(request.headers("Accept-Encoding")).containsExactly("identity");
        assertThat(request.headers("CamelHttpUri")).isEmpty();
        assertThat(request.question()).isEqualTo("count");
    }

    @Test
    void headersOfTheExchangeAreNotSent() throws Exception {
        Exchange exchange = await(template.asyncSend(uri("support"), asked -> {
            asked.getMessage().setBody("count");
            Stream.of("CamelHttpUri", "CamelHttpPath", "CamelHttpQuery", "Host", "Cookie", "Authorization", "X-Mine")
                    .forEach(name -> asked.getMessage().setHeader(name, "http://evil.example.com"));
            asked.getMessage().setHeader("CamelHttpMethod", "DELETE");
        }));

        assertThat(exchange.getException()).isNull();
        AuraRequest request = server().requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/api/chat");
        assertThat(request.query()).isNullOrEmpty();
        assertThat(request.headers())
                .containsOnlyKeys(
                        "Accept-Encoding", "Connection", "Content-Length", "Content-Type", "Host", "User-Agent");
        assertThat(request.headers().toString()).doesNotContain("evil");
    }

    @Test
    void fieldsOfABodyChangeNeitherAddressNorHeaders() throws Exception {
        Exchange exchange = await(template.asyncSend(uri("support"), asked -> {
            asked.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
            asked.getMessage().setBody("""
                    {"messages": [{"role": "user", "content": "count", "key": "evil"}], "key": "evil", "apiKey": "evil",
                     "baseUrl": "http://evil.example.com", "headers": {"Cookie": "evil"}, "Authorization": "evil"}""");
        }));

        assertThat(exchange.getException()).isNull();
        AuraRequest request = server().requests().get(0);
        assertThat(request.question()).isEqualTo("count");
        assertThat(request.headers() + request.body()).doesNotContain("evil");
    }

    @Test
    void failingProcessorFailsTheRequest() throws Exception {
        IllegalStateException cause = new IllegalStateException("vault is sealed");
        context.getRegistry().bind("credential", (Processor) exchange -> {
            throw cause;
        });

        AuraCredentialException failure = refused("%23credential");

        assertThat(failure.getReason()).isEqualTo(Reason.PROCESSOR_FAILED);
        assertThat(failure).hasCause(cause);
        assertThat(server().requests()).isEmpty();
    }

    @Test
    void credentialExceptionOfAProcessorIsKept() throws Exception {
        AuraCredentialException own = new AuraCredentialException("log in by hand", null, null, Reason.LOGIN_NEEDED);
        context.getRegistry().bind("credential", (Processor) exchange -> {
            throw own;
        });

        assertThat(refused("%23credential")).isSameAs(own);
        assertThat(server().requests()).isEmpty();
    }

    @Test
    void exceptionSetOnTheExchangeFailsTheRequest() throws Exception {
        IllegalStateException cause = new IllegalStateException("vault is sealed");
        context.getRegistry().bind("credential", (Processor) exchange -> exchange.setException(cause));

        assertThat(refused("%23credential")).hasCause(cause);
        assertThat(server().requests()).isEmpty();
    }

    @Test
    void failureInAnsweredFailsTheRequest() throws Exception {
        Recorder recorder = bind(new Recorder() {
            @Override
            public void answered(Exchange exchange) {
                super.answered(exchange);
                throw new IllegalStateException("disk is full");
            }
        });
        server().enqueue(AuraReply.chunks("welcome").stall());

        assertThat(refused("%23credential").getReason()).isEqualTo(Reason.PROCESSOR_FAILED);
        assertThat(recorder.calls).containsExactly("process", "answered 200");
        assertThat(server().requests()).hasSize(1);
        server().awaitClientGone(1);
    }

    @Test
    void failureInRefusedFailsTheRequest() throws Exception {
        Recorder recorder = bind(new Recorder() {
            @Override
            public void refused(Exchange exchange) {
                super.refused(exchange);
                throw new IllegalStateException("vault is sealed");
            }
        });
        server().enqueue(AuraReply.status(401, "Unauthorized", ""));

        assertThat(refused("%23credential").getReason()).isEqualTo(Reason.PROCESSOR_FAILED);
        assertThat(recorder.calls).containsExactly("process", "refused");
        assertThat(server().requests()).hasSize(1);
    }

    @Test
    void lostServerAfterARejectionIsAConnectFailure() throws Exception {
        bind(new Recorder() {
            @Override
            public void refused(Exchange exchange) {
                server().close();
            }
        });
        server().enqueue(AuraReply.status(401, "Unauthorized", ""));

        Exchange exchange = await(ask(uri("support", "credentialProcessor=%23credential"), "count"));

        assertThat(exchange.getException()).isInstanceOf(AuraConnectException.class);
    }

    @Test
    void plainProcessorIsCalledAgainAfterARejection() throws Exception {
        AtomicInteger token = new AtomicInteger();
        context.getRegistry().bind("credential", (Processor)
                exchange -> exchange.getMessage().setHeader("Authorization", token.incrementAndGet()));
        server().enqueue(AuraReply.status(401, "Unauthorized", ""), AuraReply.chunks("welcome"));

        Exchange exchange = await(ask(uri("support", "credentialProcessor=%23credential"), "count"));

        assertThat(exchange.getMessage().getBody()).isEqualTo("welcome");
        assertThat(server().requests())
                .extracting(request -> request.header("Authorization"))
                .containsExactly("1", "2");
    }

    @Test
    void processorSeesCookiesAndReasonPhraseOfTheResponse() throws Exception {
        List<Object> seen = new CopyOnWriteArrayList<>();
        bind(new Recorder() {
            @Override
            public void answered(Exchange exchange) {
                seen.add(exchange.getMessage().getHeader("Set-Cookie"));
                seen.add(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_TEXT));
            }
        });
        server().enqueue(AuraReply.chunks("welcome").header("Set-Cookie", "a=1").header("Set-Cookie", "b=2"));

        Exchange exchange = await(ask(uri("support", "credentialProcessor=%23credential"), "count"));

        assertThat(seen).containsExactly(List.of("a=1", "b=2"), "OK");
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKeys("Set-Cookie", "Authorization");
    }

    static Stream<Arguments> places() {
        return Stream.of(
                Arguments.of("/login%0A%1B%5B31mevil", "to /login%0A"),
                Arguments.of("https://user:s3cret@sso.example.com/", "to https://sso.example.com"));
    }

    @ParameterizedTest
    @MethodSource("places")
    void redirectOfARejectionIsShownWithoutSecretsAndControlCharacters(String location, String shown) throws Exception {
        server().enqueue(AuraReply.redirect(302, location));

        assertThat(refused("none"))
                .hasMessageContaining(shown)
                .message()
                .doesNotContain("s3cret")
                .doesNotContainPattern("\\p{Cc}");
    }

    @Test
    void httpAuthOptionsAnswerABasicChallenge() throws Exception {
        server().answer(request -> request.header("Authorization") == null
                ? AuraReply.status(401, "Unauthorized", "").header("WWW-Authenticate", "Basic realm=\"chat\"")
                : AuraReply.chunks("welcome"));

        Exchange exchange = await(
                ask(uri("support", "http.authMethod=Basic", "http.authUsername=u", "http.authPassword=s3cret"), "hi"));

        assertThat(exchange.getMessage().getBody()).isEqualTo("welcome");
        assertThat(server().requests()).hasSize(2);
    }

    /** The server repeats the secrets in some of its responses. */
    @Test
    void secretsAreNotInFailuresOrInTheTextOfAnEndpoint() throws Exception {
        context.getRegistry().bind("credential", (Processor)
                exchange -> exchange.getMessage().setHeader("X-Token", List.of("s3cret-token-1", "s3cret-token-2")));
        String uri = uri(
                "support",
                "apiKey=s3cret-key",
                "proxyAuthPassword=s3cret-of-proxy",
                "http.authPassword=s3cret-of-server",
                "http.proxyAuthPassword=s3cret-of-http-proxy",
                "http.oauth2ClientSecret=s3cret-of-client",
                "credentialProcessor=%23credential");
        String repeated =
                "s3cret-token-1 s3cret-token-2 s3cret-key s3cret-of-proxy s3cret-of-server s3cret-of-http-proxy"
                        + " s3cret-of-client";
        for (AuraReply answer : List.of(
                AuraReply.status(401, repeated, repeated).header("Content-Type", "text/plain"),
                AuraReply.status(500, repeated, repeated).header("Content-Type", "text/plain"),
                AuraReply.chunks("one ").cut())) {
            server().answer(request -> answer);

            assertThat(await(ask(uri, "count")).getException())
                    .isInstanceOf(AuraException.class)
                    .satisfies(failure ->
                            assertThat(Throwables.getStackTrace(failure)).doesNotContain("s3cret"));
        }
        assertThat(context.getEndpoint(uri).toString()).doesNotContain("s3cret");
    }

    /** A shorter part may be a word of any message. */
    @ParameterizedTest
    @CsvSource({"abc1234, abc1234", "abcd1234, ***"})
    void repeatedPartOfAHeaderIsMaskedIfItHasEightCharacters(String token, String shown) throws Exception {
        context.getRegistry().bind("credential", (Processor)
                exchange -> exchange.getMessage().setHeader("Authorization", "Bearer " + token));
        server().enqueue(AuraReply.status(500, "Oops", "No " + token));

        Exchange exchange = await(ask(uri("support", "credentialProcessor=%23credential"), "count"));

        assertThat(exchange.getException()).hasMessageContaining("\"No " + shown + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apiKey",
                "loginPassword",
                "loginTotpSecret",
                "loginField.company",
                "additionalHeader.X-Tenant",
                "proxyAuthPassword",
                "http.authPassword",
                "http.proxyAuthPassword",
                "http.oauth2ClientSecret"
            })
    void secretsAreMaskedInUris(String option) throws Exception {
        String uri = context.getEndpoint(uri("support", option + "=s3cret")).getEndpointUri();

        assertThat(uri).contains("s3cret");
        assertThat(URISupport.sanitizeUri(uri)).doesNotContain("s3cret");
    }

    @Test
    void optionWhoseNameSaysNoSecretIsMaskedAfterThoseWhoseNamesDo() throws Exception {
        context.getEndpoint(uri("support"));

        assertThat(URISupport.sanitizeUri(
                        "aura:support?loginPassword=a&loginTotpSecret=b&apiKey=c&loginField.company=s3cret&logUrl=x"))
                .doesNotContain("s3cret")
                .contains("logUrl=x");
    }

    @Test
    void apiKeyIsInTheRequestButNotInAFailure() throws Exception {
        server().enqueue(AuraReply.status(500, "Oops", "Error"));

        Exchange exchange = await(ask(uri("support", "apiKey=s3cret"), "count"));

        assertThat(server().requests().get(0).json().get("key").asText()).isEqualTo("s3cret");
        assertThat(exchange.getException()).isInstanceOf(AuraHttpException.class);
        assertThat(exchange.getException().toString()).doesNotContain("s3cret");
    }

    private AuraCredentialException refused(String processor) throws Exception {
        Exchange exchange = await(ask(uri("support", "credentialProcessor=" + processor), "count"));
        assertThat(exchange.getException()).isInstanceOf(AuraCredentialException.class);
        return (AuraCredentialException) exchange.getException();
    }

    private Recorder bind(Recorder recorder) {
        context.getRegistry().bind("credential", recorder);
        return recorder;
    }

    private static class Recorder implements AuraCredentialProcessor {

        final List<String> calls = new CopyOnWriteArrayList<>();
        private int token;

        @Override
        public void process(Exchange exchange) {
            calls.add("process");
            exchange.getMessage().setHeader("Authorization", "token " + ++token);
        }

        @Override
        public void answered(Exchange exchange) {
            calls.add("answered " + exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE));
        }

        @Override
        public void refused(Exchange exchange) {
            calls.add("refused");
        }
    }
}
