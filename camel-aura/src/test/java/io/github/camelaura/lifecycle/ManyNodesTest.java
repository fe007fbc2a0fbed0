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
package io.github.camelaura.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.Gate;
import io.github.camelaura.test.LoginSite;

/** What several CamelContexts, such as the nodes of a cluster, do not share. */
class ManyNodesTest extends AuraTestSupport {

    private final List<CamelContext> nodes = new ArrayList<>();

    private CamelContext node() {
        CamelContext node = new DefaultCamelContext();
        nodes.add(node);
        node.start();
        return node;
    }

    @AfterEach
    void stopNodes() {
        nodes.forEach(CamelContext::stop);
    }

    private static CompletableFuture<Exchange> askOn(CamelContext node, String uri) {
        return node.createProducerTemplate()
                .asyncSend(uri, exchange -> exchange.getMessage().setBody("count"));
    }

    private static void answers(CamelContext node, String uri) throws Exception {
        assertThat(await(askOn(node, uri)).getException()).isNull();
    }

    @Test
    void consumersReceiveOnlyTheChunksOfTheirOwnNode() throws Exception {
        Bodies own = new Bodies();
        Bodies others = new Bodies();
        CamelContext one = node();
        one.addRoutes(consumer(own));
        node().addRoutes(consumer(others));
        server().enqueue(AuraReply.chunks("Hello"));

        answers(one, uri("support"));

        assertThat(own.next()).isEqualTo("Hello");
        assertThat(others.rest()).isEmpty();
    }

    private static RouteBuilder consumer(Bodies bodies) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("aura:support").process(bodies);
            }
        };
    }

    @Test
    void nodesHaveTheirOwnSlots() throws Exception {
        Gate gate = new Gate();
        server().answer(request -> AuraReply.chunks("Hel").gate(gate).chunk("lo"));
        List<CompletableFuture<Exchange>> asked = new ArrayList<>();
        for (CamelContext node : List.of(node(), node(), node())) {
            asked.add(askOn(node, uri("support", "maxConcurrentStreams=1")));
        }

        gate.awaitReached(3);
        gate.open();

        for (CompletableFuture<Exchange> one : asked) {
            assertThat(await(one).getException()).isNull();
        }
    }

    @Test
    void streamIdsAreUniqueAcrossNodes() throws Exception {
        List<Object> ids = new ArrayList<>();
        for (CamelContext node : List.of(node(), node(), node())) {
            ids.add(await(askOn(node, uri("support"))).getMessage().getHeader(AuraConstants.STREAM_ID));
        }

        assertThat(ids).doesNotContainNull().doesNotHaveDuplicates();
    }

    @Test
    void cookiesOfALoadBalancerAreNotSentBackWithoutALogin() throws Exception {
        server().answer(request -> AuraReply.chunks("Hello").header("Set-Cookie", "node=a; Path=/"));
        CamelContext node = node();

        answers(node, uri("support"));
        answers(node, uri("support"));

        assertThat(server().requests())
                .extracting(request -> request.header("Cookie"))
                .containsOnlyNulls();
    }

    @Nested
    @Tag("browser")
    class BehindALogin {

        private LoginSite site;

        @BeforeEach
        void protect() {
            site = LoginSite.protect(server());
        }

        private String account(String password) {
            return uri(
                    "support",
                    "browserName=htmlunit",
                    "loginUsername=" + LoginSite.USER,
                    "loginPassword=RAW(" + password + ")");
        }

        @Test
        void nodesLogInOnceEach() throws Exception {
            List<CamelContext> all = List.of(node(), node(), node());

            for (int i = 0; i < 2; i++) {
                for (CamelContext node : all) {
                    answers(node, account(LoginSite.PASSWORD));
                }
            }

            assertThat(site.logins()).isEqualTo(3);
        }

        @Test
        void wrongPasswordIsTriedOnceByEachNode() throws Exception {
            List<CamelContext> all = List.of(node(), node(), node());

            for (int i = 0; i < 2; i++) {
                for (CamelContext node : all) {
                    Exchange refused = await(askOn(node, account("wrong")));
                    assertThat(refused.getException(AuraCredentialException.class)
                                    .getReason())
                            .isEqualTo(Reason.REJECTED);
                }
            }

            assertThat(site.failedLogins()).isEqualTo(3);
        }

        @Test
        void nodeSendsTheLoadBalancerCookieOfItsOwnLogin() throws Exception {
            CamelContext one = node();
            CamelContext other = node();
            String uri = account(LoginSite.PASSWORD);
            site.extraCookie("node=a; Path=/");
            answers(one, uri);
            site.extraCookie("node=b; Path=/"); // replaces the first cookie
            answers(other, uri);

            answers(one, uri);
            answers(other, uri);
            answers(one, uri);

            List<AuraRequest> requests = server().requests().stream()
                    .filter(request -> request.path().equals("/api/chat"))
                    .toList();
            assertThat(requests.subList(requests.size() - 3, requests.size()))
                    .extracting(request -> request.header("Cookie").replaceAll(".*node=(\\w+).*", "$1"))
                    .containsExactly("a", "b", "a");
        }
    }
}
