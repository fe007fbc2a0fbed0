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
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraHttpException;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.Gate;
import io.github.camelaura.test.LoginSite;

/** {@code operation=models}. */
class ModelsOperationTest extends AuraTestSupport {

    @Test
    void bodyIsTheListOfModels() throws Exception {
        server().models("openchat_3.6", "gpt-4");

        Exchange exchange = await(ask(models("apiKey=RAW(a-key)"), "ignored"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody())
                .isEqualTo(List.of(
                        Map.of("id", "openchat_3.6", "name", "OpenChat 3.6 (latest)"),
                        Map.of("id", "gpt-4", "name", "gpt-4")));
        assertThat(server().requests().get(0).path()).isEqualTo("/api/models");
        assertThat(server().requests().get(0).json().toString()).isEqualTo("{\"key\":\"a-key\"}");
    }

    @Test
    void requestLogsInLikeAnyOther() throws Exception {
        LoginSite site = LoginSite.protect(server());
        server().models("openchat_3.6");
        String[] login = {
            "browserName=htmlunit", "loginUsername=" + LoginSite.USER, "loginPassword=RAW(" + LoginSite.PASSWORD + ")"
        };

        Exchange exchange = await(ask(models(login), null));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).asInstanceOf(LIST).hasSize(1);
        assertThat(site.logins()).isEqualTo(1);
        assertThat(await(ask(uri("support", login), "count")).getException()).isNull();
        assertThat(site.logins()).as("the credential is shared").isEqualTo(1);
    }

    @Test
    void missingListIsSaid() throws Exception {
        listed(AuraReply.status(404, "Not Found", "no such page"));

        assertThat(await(ask(models(), null)).getException())
                .isInstanceOfSatisfying(AuraHttpException.class, e -> assertThat(e.getStatusCode())
                        .isEqualTo(404))
                .hasMessageContaining("this server has no list of models")
                .hasMessageContaining("modelsPath");
    }

    @Test
    void missingChatNamesItsOption() throws Exception {
        server().enqueue(AuraReply.status(404, "Not Found", "no such page"));

        assertThat(await(ask(uri("support"), "count")).getException())
                .hasMessageContaining("check baseUrl and chatPath");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "some text | it is not JSON",
                "[{\"id\": \"a\"}] <html> | it is not JSON",
                "{\"models\": []} | it is other JSON",
                "[{\"name\": \"x\"}] | element 0 has no id",
                "[{\"id\": \"a\"}, \"b\"] | element 1 has no id"
            })
    void otherReplyIsNoList(String reply, String why) throws Exception {
        listed(AuraReply.chunks(reply));

        assertThat(await(ask(models(), null)).getException())
                .isInstanceOf(AuraStreamException.class)
                .hasMessageContaining("the reply is not a list of models")
                .hasMessageContaining(why)
                .hasMessageContaining("modelsPath");
    }

    @Test
    void nameThatIsNoTextIsReplacedByTheId() throws Exception {
        listed(AuraReply.chunks("[{\"id\": \"a\", \"name\": {\"en\": \"A\"}}]"));

        assertThat(await(ask(models(), null)).getMessage().getBody())
                .isEqualTo(List.of(Map.of("id", "a", "name", "a")));
    }

    @Test
    void emptyListIsAList() throws Exception {
        listed(AuraReply.chunks("[", "]"));

        assertThat(await(ask(models(), null)).getMessage().getBody()).isEqualTo(List.of());
    }

    @Test
    void requestIsNoStreamForConsumersAndCounters() throws Exception {
        MockEndpoint chunks = getMockEndpoint("mock:chunks");
        chunks.expectedMessageCount(0);
        AuraComponent component = context.getComponent("aura", AuraComponent.class);
        component.getConfiguration().setStreaming(true);
        component.getConfiguration().setForwardOnCompleted(true);
        routes(route -> route.from("aura:support").to("mock:chunks"));
        server().models("openchat_3.6");

        Exchange exchange = await(ask(models(), null));

        assertThat(exchange.getMessage().getBody()).isInstanceOf(List.class);
        assertThat(exchange.getMessage().getHeader(AuraConstants.CHUNK_COUNT)).isNull();
        chunks.assertIsSatisfied();
        assertThat(component.getCompletedStreams()).isZero();
    }

    @Test
    void requestNeedsNoModel() throws Exception {
        context.getComponent("aura", AuraComponent.class).getConfiguration().setModel(null);
        server().models("openchat_3.6");

        assertThat(await(ask(models(), null)).getMessage().getBody())
                .asInstanceOf(LIST)
                .hasSize(1);
    }

    @Test
    void redeliveryRepeatsABrokenList() throws Exception {
        listed(AuraReply.chunks("[{").cut());
        routes(route -> route.from("direct:models")
                .errorHandler(route.defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0))
                .to(models()));

        assertThat(await(ask("direct:models", null)).getMessage().getBody())
                .asInstanceOf(LIST)
                .isNotEmpty();
        assertThat(server().requests()).hasSize(2);
    }

    @Test
    void timeLimitsApply() throws Exception {
        listed(AuraReply.chunks().gate(new Gate()));

        assertThat(await(ask(models("firstChunkTimeout=200"), null)).getException())
                .hasMessageContaining("firstChunkTimeout=200");
    }

    /** Scripts the replies to requests for the models; after them come those of a usual server. */
    private void listed(AuraReply... replies) {
        Queue<AuraReply> script = new ConcurrentLinkedQueue<>(List.of(replies));
        server().answer(request -> request.path().equals("/api/models") ? script.poll() : null);
    }

    private String models(String... options) {
        return uri("support", options) + "&operation=models";
    }
}
