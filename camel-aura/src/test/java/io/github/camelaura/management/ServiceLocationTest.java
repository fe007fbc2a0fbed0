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

import java.util.Map;

import org.apache.camel.impl.engine.DefaultEndpointServiceRegistry;
import org.apache.camel.spi.EndpointServiceRegistry;
import org.apache.camel.spi.EndpointServiceRegistry.EndpointService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.component.AuraEndpoint;
import io.github.camelaura.support.AuraTestSupport;

/** The server of an endpoint, as Camel's registry of services and its consoles show it. */
class ServiceLocationTest extends AuraTestSupport {

    @Test
    void registryOfServicesHasTheServerOfAProducer() throws Exception {
        routes(r -> r.from("direct:ask")
                .to(uri("support", "model=m1", "browserName=htmlunit", "loginUsername=jane", "loginPassword=s3cret")));

        EndpointServiceRegistry services = new DefaultEndpointServiceRegistry(context);

        assertThat(services.listAllEndpointServices()).singleElement().satisfies(service -> {
            assertThat(service.getComponent()).isEqualTo("aura");
            assertThat(service.getServiceUrl()).isEqualTo(server().baseUrl());
            assertThat(service.getServiceProtocol()).isEqualTo("http");
            assertThat(service.getServiceMetadata()).isEqualTo(Map.of("model", "m1"));
            assertThat(service.isHostedService()).isFalse();
        });
        assertThat(services.listAllEndpointServices())
                .extracting(EndpointService::getServiceUrl, EndpointService::getServiceMetadata)
                .asString()
                .doesNotContain("jane", "s3cret");
    }

    @Test
    void consumerWithoutServerIsNoService() throws Exception {
        routes(r -> r.from("aura:support").to("log:chunk"));

        assertThat(new DefaultEndpointServiceRegistry(context).listAllEndpointServices())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://chat.example.com, https://chat.example.com, https",
        "HTTPS://chat.example.com:8443/base, HTTPS://chat.example.com:8443/base, https",
        "http://jane:s3cret@chat.example.com/base, http://chat.example.com/base, http",
        "http://jane:p@ss@chat.example.com, http://chat.example.com, http",
        "https://chat.example.com?token=s3cret, https://chat.example.com, https",
        "https://chat.example.com/base#s3cret, https://chat.example.com/base, https"
    })
    void locationHasNoSecret(String baseUrl, String url, String protocol) {
        var endpoint = context.getEndpoint("aura:support?baseUrl=RAW(" + baseUrl + ")", AuraEndpoint.class);

        assertThat(endpoint.getServiceUrl()).isEqualTo(url);
        assertThat(endpoint.getServiceProtocol()).isEqualTo(protocol);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://jane:s3/cret@chat.example.com",
                "https://jane:s3?cret@chat.example.com",
                "https://jane:s3#cret@chat.example.com",
                "https:jane:s3cret@chat.example.com",
                "jane:s3cret@chat.example.com"
            })
    void invalidAddressIsNoService(String baseUrl) {
        var endpoint = context.getEndpoint("aura:support?baseUrl=RAW(" + baseUrl + ")", AuraEndpoint.class);

        assertThat(endpoint.getServiceUrl()).isNull();
        assertThat(endpoint.getServiceProtocol()).isNull();
    }
}
