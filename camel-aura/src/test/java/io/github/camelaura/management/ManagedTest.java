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
package io.github.camelaura.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.apache.camel.Exchange;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.component.AuraConfiguration;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.Gate;
import io.github.camelaura.test.LoginSite;

/** Attributes and operations in JMX. */
class ManagedTest extends AuraTestSupport {

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withJMX(true);
    }

    private MBeanServer beans() {
        return context.getManagementStrategy().getManagementAgent().getMBeanServer();
    }

    private ObjectName bean(String type, String name) throws Exception {
        Set<ObjectName> found = beans().queryNames(
                        new ObjectName(
                                "org.apache.camel:context=" + context.getManagementName() + ",type=" + type + ",*"),
                        null);
        return found.stream()
                .filter(bean -> bean.getKeyProperty("name").contains(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " in " + found));
    }

    private Object get(String type, String name, String attribute) throws Exception {
        return beans().getAttribute(bean(type, name), attribute);
    }

    private Object call(String type, String name, String operation, String... arguments) throws Exception {
        String[] signature = new String[arguments.length];
        Arrays.fill(signature, String.class.getName());
        return beans().invoke(bean(type, name), operation, arguments, signature);
    }

    @Test
    void jmxCountsStreamsAndChunks() throws Exception {
        server().enqueue(AuraReply.chunks("a", "b", "c"));
        String uri = uri("support");
        routes(route -> {
            route.from("direct:ask").to(uri);
            route.from("aura:support").to("log:chunks");
        });
        await(ask("direct:ask", "count"));

        assertThat(get("components", "aura", "CompletedStreams")).isEqualTo(1L);
        assertThat(get("components", "aura", "RunningStreams")).isEqualTo(0);
        assertThat(get("endpoints", "baseUrl=", "Chunks")).isEqualTo(3L);
        assertThat(get("endpoints", "baseUrl=", "ServerReachable")).isEqualTo(true);
        assertThat(get("producers", "Aura", "RunningStreams")).isEqualTo(0L);
        assertThat(get("consumers", "Aura", "DeliveredChunks")).isEqualTo(3L);

        call("components", "aura", "resetStatistics");
        call("consumers", "Aura", "resetStatistics");

        assertThat(get("components", "aura", "CompletedStreams")).isEqualTo(0L);
        assertThat(get("consumers", "Aura", "DeliveredChunks")).isEqualTo(0L);
        assertThat(get("endpoints", "baseUrl=", "CompletedStreams")).isEqualTo(1L);
    }

    @Test
    void forgettingCredentialsStartsNoLoginAtAServerThatNeverRequiredOne() throws Exception {
        routes(route -> route.from("direct:ask")
                .to(uri("support", "browserName=htmlunit", "loginUsername=jane", "loginPassword=x")));
        await(ask("direct:ask", "count"));

        call("components", "aura", "forgetCredentials");
        call("endpoints", "baseUrl=", "forgetCredential");

        assertThat(await(ask("direct:ask", "count")).getException()).isNull();
        assertThat(get("components", "aura", "CompletedStreams")).isEqualTo(2L);
    }

    @Test
    void jmxOperationCancelsAStream() throws Exception {
        Gate gate = new Gate();
        server().enqueue(AuraReply.chunks("a").gate(gate));
        Bodies ids = new Bodies();
        routes(route -> route.from("aura:support")
                .setBody()
                .header(AuraConstants.STREAM_ID)
                .process(ids));
        CompletableFuture<Exchange> asked = ask(uri("support"), "count");
        String id = ids.next();

        assertThat(call("components", "aura", "cancelStream", "another")).isEqualTo(false);
        assertThat(call("components", "aura", "cancelStream", id)).isEqualTo(true);

        assertThat(await(asked).getException())
                .isInstanceOf(AuraStreamException.class)
                .hasMessageContaining("was cancelled after 1 chunk");
        server().awaitClientGone(1);
    }

    @Test
    void jmxOperationLetsARejectedAccountTryAgain() throws Exception {
        LoginSite site = LoginSite.protect(server()).account("jane", "another");
        String uri = uri("support", "loginUsername=jane", "loginPassword=RAW(right)", "browserName=htmlunit");
        routes(route -> route.from("direct:ask").to(uri));
        assertThat(refused("direct:ask")).isEqualTo(Reason.REJECTED);
        site.account("jane", "right");
        assertThat(refused("direct:ask")).isEqualTo(Reason.REJECTED);

        call("endpoints", "baseUrl=", "forgetCredential");

        assertThat(await(ask("direct:ask", "count")).getException()).isNull();
        call("components", "aura", "forgetCredentials");
        assertThat(await(ask("direct:ask", "count")).getException()).isNull();
        assertThat(site.logins()).isEqualTo(2);
    }

    /**
     * Camel shows a value that is part of the route's text, so the route has a placeholder. It also shows all but the first of the
     * secrets in a URI that components have registered, so there is one.
     */
    @ParameterizedTest
    @ValueSource(strings = {"loginField.company", "additionalHeader.X-Tenant"})
    void jmxShowsNoValuesOfLoginFieldsAndHeaders(String option) throws Exception {
        LoginSite.protect(server());
        context.getPropertiesComponent().addInitialProperty("tenant", "acme-4711");
        AuraConfiguration defaults =
                context.getComponent("aura", AuraComponent.class).getConfiguration();
        defaults.setLoginField(Map.of("realm", "acme-4712"));
        defaults.setAdditionalHeader(Map.of("X-Realm", "acme-4713"));
        String uri = uri(
                "support",
                "loginUsername=" + LoginSite.USER,
                "loginPassword=RAW(" + LoginSite.PASSWORD + ")",
                option + "={{tenant}}",
                "browserName=htmlunit");
        routes(route -> route.from("direct:ask").to(uri));
        assertThat(await(ask("direct:ask", "count")).getException()).isNull();

        List<String> shown = everythingShown();

        assertThat(shown)
                .anyMatch(text -> text.contains("EndpointUri") && text.contains(option))
                .anyMatch(text -> text.contains("dumpRouteAsXml") && text.contains(option))
                .noneMatch(text -> text.contains("acme-471"));
    }

    /** Reads all attributes, and the texts of all routes, endpoints and processors. */
    private List<String> everythingShown() throws Exception {
        List<String> shown = new ArrayList<>();
        ObjectName all = new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",*");
        for (ObjectName name : beans().queryNames(all, null)) {
            MBeanInfo info = beans().getMBeanInfo(name);
            for (MBeanAttributeInfo attribute : info.getAttributes()) {
                shown.add(name + " " + attribute.getName() + " "
                        + beans().getAttributes(name, new String[] {attribute.getName()}));
            }
            for (MBeanOperationInfo operation : info.getOperations()) {
                // Camel 4.22 has dumpRoutesAsJava, which needs camel-java-io
                if (operation.getName().matches("dump(?!.*AsJava).*") && operation.getSignature().length == 0) {
                    shown.add(name + " " + operation.getName() + " "
                            + beans().invoke(name, operation.getName(), null, null));
                }
            }
        }
        return shown;
    }

    private Reason refused(String uri) throws Exception {
        return await(ask(uri, "count"))
                .getException(AuraCredentialException.class)
                .getReason();
    }
}
