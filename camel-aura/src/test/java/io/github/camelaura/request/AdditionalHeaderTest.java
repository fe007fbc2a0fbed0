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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.util.URISupport;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraHttpException;
import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.component.AuraConfiguration;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.LogCapture;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.LoginSite;

/** Which requests carry the headers of {@code additionalHeader.*}, and where their values do not appear. */
class AdditionalHeaderTest extends AuraTestSupport {

    private static final String TENANT = "additionalHeader.X-Tenant=s3cret-tenant";

    @RegisterExtension
    final AuraServerExtension other = new AuraServerExtension();

    private Exchange send(String... options) throws Exception {
        return await(ask(uri("support", options), "count"));
    }

    @Test
    void chatRequestCarriesTheHeader() throws Exception {
        context.getRegistry().bind("stage", "qa");

        Exchange exchange =
                send(TENANT, "additionalHeader.X-Name=RAW(Zo\u00EB & co)", "additionalHeader.x-stage=%23bean:stage");

        assertThat(exchange.getException()).isNull();
        AuraRequest request = server().requests().get(0);
        assertThat(request.headers("X-Tenant")).containsExactly("s3cret-tenant");
        assertThat(request.headers("X-Stage")).containsExactly("qa");
        assertThat(request.headers().toString()).contains("Zo");
        assertThat(request.headers("Content-Type")).containsExactly("application/json; charset=UTF-8");
    }

    @Test
    void headerOfAMessageDoesNotChangeIt() throws Exception {
        await(template.asyncSend(uri("support", TENANT), exchange -> {
            exchange.getMessage().setHeader("X-Tenant", "other");
            exchange.getMessage().setHeader("additionalHeader.X-Tenant", "other");
            exchange.getMessage().setBody("count");
        }));

        assertThat(server().requests().get(0).headers("X-Tenant")).containsExactly("s3cret-tenant");
    }

    @Test
    void headerOfACredentialProcessorReplacesThatOfTheOption() throws Exception {
        context.getRegistry().bind("credential", (Processor)
                exchange -> exchange.getMessage().setHeader("x-tenant", List.of("mine", "also mine")));

        send(TENANT, "additionalHeader.X-Stage=qa", "credentialProcessor=%23credential");

        AuraRequest request = server().requests().get(0);
        assertThat(request.headers("X-Tenant")).containsExactly("mine", "also mine");
        assertThat(request.headers("X-Stage")).containsExactly("qa");
    }

    @Test
    void headerOfTheEndpointReplacesThatOfTheComponentInAnyCase() throws Exception {
        AuraConfiguration defaults =
                context.getComponent("aura", AuraComponent.class).getConfiguration();
        defaults.setAdditionalHeader(Map.of("x-tenant", "default", "X-Stage", "qa"));

        send(TENANT);

        AuraRequest request = server().requests().get(0);
        assertThat(request.headers("X-Tenant")).containsExactly("s3cret-tenant");
        assertThat(request.headers("X-Stage")).containsExactly("qa");
    }

    @Test
    void headersOfABeanReplaceThoseOfTheComponent() throws Exception {
        context.getRegistry().bind("headers", Map.of("X-Tenant", "s3cret-tenant", "X-Level", 7));
        context.getComponent("aura", AuraComponent.class)
                .getConfiguration()
                .setAdditionalHeader(Map.of("X-Stage", "qa"));

        send("additionalHeader=%23headers");

        AuraRequest request = server().requests().get(0);
        assertThat(request.header("X-Tenant")).isEqualTo("s3cret-tenant");
        assertThat(request.header("X-Level")).isEqualTo("7");
        assertThat(request.header("X-Stage")).isNull();
    }

    @Test
    void proxyReceivesNoHeaderWithTheRequestForATunnel() throws Exception {
        other.server().answer(request -> AuraReply.status(403, "Forbidden", ""));

        await(ask(
                "aura:support?baseUrl=https://chat.example.test&credentialProcessor=none&proxyHost=127.0.0.1&proxyPort="
                        + other.server().port() + "&" + TENANT,
                "count"));

        AuraRequest request = other.server().requests().get(0);
        assertThat(request.method()).isEqualTo("CONNECT");
        assertThat(request.header("X-Tenant")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"302", "307", "308"})
    void redirectTargetReceivesNothing(int status) throws Exception {
        server().enqueue(AuraReply.redirect(status, other.server().baseUrl() + "/api/chat"));

        Exchange exchange = send(TENANT, "credentialProcessor=none");

        assertThat(exchange.getException()).isNotNull();
        assertThat(server().requests()).hasSize(1);
        assertThat(other.server().requests()).isEmpty();
    }

    @Test
    void requestsOfALoginCarryTheHeaderExceptThoseOfTheBrowserAndAfterRedirects() throws Exception {
        LoginSite.protect(server()).logout(AuraReply.redirect(302, "/logged-out"));
        String uri = uri(
                "support",
                TENANT,
                "loginUsername=" + LoginSite.USER,
                "loginPassword=RAW(" + LoginSite.PASSWORD + ")",
                "loginVerifyUrl=" + server().baseUrl() + "/api/verify",
                "logoutUrl=" + server().baseUrl() + "/logout",
                "browserName=htmlunit");
        routes(route -> route.from("direct:ask").routeId("ask").to(uri));
        assertThat(await(ask("direct:ask", "count")).getException()).isNull();
        context.getRouteController().stopRoute("ask");
        context.removeRoute("ask");
        server().awaitRequests(8);

        assertThat(server().requests())
                .filteredOn(request -> request.header("X-Tenant") != null)
                .extracting(request -> request.method() + " " + request.path())
                .containsExactly("POST /api/chat", "GET /api/verify", "POST /api/chat", "GET /logout");
        assertThat(server().requests())
                .filteredOn(request -> request.header("X-Tenant") == null)
                .extracting(request -> request.method() + " " + request.path())
                .contains("GET /", "POST /login", "GET /logged-out")
                .doesNotContain("POST /api/chat", "GET /api/verify", "GET /logout");
    }

    @Test
    void logoutAtAnotherOriginCarriesNoHeader() throws Exception {
        LoginSite.protect(server());
        String uri = uri(
                "support",
                TENANT,
                "loginUsername=" + LoginSite.USER,
                "loginPassword=RAW(" + LoginSite.PASSWORD + ")",
                "logoutUrl=" + other.server().baseUrl() + "/",
                "browserName=htmlunit");
        routes(route -> route.from("direct:ask").routeId("ask").to(uri));
        assertThat(await(ask("direct:ask", "count")).getException()).isNull();
        context.getRouteController().stopRoute("ask");
        context.removeRoute("ask");

        assertThat(other.server().awaitRequests(1).get(0).header("X-Tenant")).isNull();
    }

    @Test
    void tokenEndpointReceivesNoHeader() throws Exception {
        AuraServer tokens = other.server();
        tokens.answer(request -> AuraReply.status(200, "OK", "{\"access_token\":\"t1\",\"expires_in\":60}")
                .header("Content-Type", "application/json"));

        send(
                TENANT,
                "credentialProcessor=none",
                "http.oauth2ClientId=c",
                "http.oauth2ClientSecret=s",
                "http.oauth2TokenEndpoint=" + tokens.baseUrl() + "/token");

        assertThat(tokens.requests().get(0).header("X-Tenant")).isNull();
        assertThat(server().requests().get(0).header("Authorization")).isEqualTo("Bearer t1");
        assertThat(server().requests().get(0).header("X-Tenant")).isEqualTo("s3cret-tenant");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "additionalHeader.Authorization=Bearer s3cret | set credentialProcessor=none",
                "additionalHeader.authorization=Bearer s3cret&credentialProcessor=%23credential | set credentialProcessor=none",
                "additionalHeader.Authorization=Bearer s3cret&credentialProcessor=none&http.authUsername=jane | cannot be combined with http.authUsername",
                "additionalHeader.Authorization=Bearer s3cret&credentialProcessor=none&http.authMethod=Basic | cannot be combined with http.authMethod",
                "additionalHeader.Authorization=Bearer s3cret&credentialProcessor=none&http.oauth2ClientId=c | cannot be combined with http.oauth2ClientId",
                "additionalHeader.Cookie=session=s3cret | set credentialProcessor=none",
                "additionalHeader.cookie=session=s3cret&credentialProcessor=%23credential | set credentialProcessor=none",
                "additionalHeader.Host=s3cret | Option additionalHeader.Host is not allowed",
                "additionalHeader.User-Agent=s3cret | set http.userAgent",
                "additionalHeader.X-A=s3cret%0D%0AX-Evil: 1 | control character U+000D",
                "additionalHeader.X-A= | Option additionalHeader.X-A is empty",
                "additionalHeader.=s3cret | additionalHeader.*: '' has a name that HTTP does not allow",
                "additionalHeader=s3cret | Option additionalHeader has no name: write additionalHeader.X-Tenant",
                "additionalHeader[X-A]=s3cret | Option additionalHeader has no name: write additionalHeader.X-Tenant",
                "additionalHeader.X-A=%23s3cret | Option additionalHeader.X-A begins with # and so refers to a bean"
            })
    void headerThatIsNotAllowedIsRejectedWithoutItsValue(String options, String message) {
        context.getRegistry().bind("credential", (Processor) exchange -> {});

        assertThatThrownBy(() -> context.getEndpoint(uri("support", options))
                        .createProducer()
                        .start())
                .satisfies(failure -> {
                    Throwable root = failure;
                    while (root.getCause() != null) {
                        root = root.getCause();
                    }
                    assertThat(root).message().contains(message).doesNotContain("s3cret");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "additionalHeader.Authorization=Bearer t1",
                "additionalHeader.Cookie=a=1; b=2",
                "additionalHeader.Authorization=Bearer t1&http.proxyAuthUsername=jane&http.proxyAuthPassword=pw"
            })
    void credentialIsSentWithoutACredentialProcessor(String options) throws Exception {
        assertThat(send("credentialProcessor=none", options).getException()).isNull();

        AuraRequest request = server().requests().get(0);
        assertThat(request.header("Authorization") + " " + request.header("Cookie"))
                .isIn("Bearer t1 null", "null a=1; b=2");
    }

    @Test
    void valueThatTheServerRepeatsIsMasked() throws Exception {
        server().enqueue(AuraReply.status(
                        400, "No tenant s3cret-tenant", "{\"error\": \"s3cret-tenant or s3cret-token unknown\"}")
                .header("Content-Type", "application/json"));

        Exchange exchange =
                send(TENANT, "additionalHeader.Authorization=Bearer s3cret-token", "credentialProcessor=none");

        assertThat(exchange.getException())
                .isInstanceOf(AuraHttpException.class)
                .hasMessageContaining("No tenant ")
                .message()
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "CFAccessClientId, true",
        "XTenant, true",
        "xTenant, true",
        "CF-Access-Client-Id, false",
        "CF%2DAccess%2DClient%2DId, false",
        "Authorization, false",
        "apikey, false",
        "APIKEY, false"
    })
    void nameThatHasLostItsHyphensLogsAWarning(String name, boolean warned) throws Exception {
        try (LogCapture log = new LogCapture("io.github.camelaura", Level.WARN)) {
            context.getEndpoint(uri("support", "additionalHeader." + name + "=s3cret"));

            assertThat(log.lines())
                    .hasSize(warned ? 1 : 0)
                    .allMatch(line -> line.contains("Option additionalHeader." + name + " has a name in camel case"))
                    .noneMatch(line -> line.contains("s3cret"));
        }
    }

    @Test
    void valueIsMaskedInUris() throws Exception {
        String uri = context.getEndpoint(uri("support", TENANT)).getEndpointUri();

        assertThat(uri).contains("s3cret-tenant");
        assertThat(URISupport.sanitizeUri(uri))
                .contains("additionalHeader.X-Tenant")
                .doesNotContain("s3cret");
    }
}
