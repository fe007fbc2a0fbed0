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
package io.github.camelaura.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import org.apache.camel.ProducerTemplate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServerExtension;

/** Health and meters of the component in Spring Boot's Actuator, read over HTTP. */
class ActuatorTest {

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    @Test
    void healthIsDownAfterARequestThatDidNotReachTheServer() throws Exception {
        try (ConfigurableApplicationContext application = start()) {
            HttpResponse<String> before = get(application, "health");
            assertThat(before.statusCode()).isEqualTo(200);
            assertThat(before.body()).contains("\"producer:aura\":\"UP\"");

            aura.server().close();
            application.getBean(ProducerTemplate.class).send("direct:ask", exchange -> exchange.getMessage()
                    .setBody("count"));

            HttpResponse<String> after = get(application, "health");
            assertThat(after.statusCode()).isEqualTo(503);
            assertThat(after.body()).contains("\"producer:aura\":\"DOWN\"");
        }
    }

    /** A replica that does not reach its server gets no requests, and is not restarted. */
    @Test
    void readinessProbeFailsAndLivenessProbeDoesNot() throws Exception {
        try (ConfigurableApplicationContext application = start(exampleOfProbes())) {
            assertThat(get(application, "health/readiness").statusCode()).isEqualTo(200);

            aura.server().close();
            application.getBean(ProducerTemplate.class).send("direct:ask", exchange -> exchange.getMessage()
                    .setBody("count"));

            assertThat(get(application, "health/readiness").statusCode()).isEqualTo(503);
            assertThat(get(application, "health/liveness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void healthIsDownIfTheServerDoesNotListTheModel() throws Exception {
        aura.server().models("another");
        try (ConfigurableApplicationContext application = start("camel.component.aura.health-check-models=true")) {
            Awaitility.await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> assertThat(
                            get(application, "health").body())
                    .contains("\"producer:aura\":\"DOWN\""));
        }
    }

    @Test
    void metersTimeAStream() throws Exception {
        aura.server().enqueue(AuraReply.chunks("one ", "two"));
        try (ConfigurableApplicationContext application = start()) {
            application.getBean(ProducerTemplate.class).requestBody("direct:ask", "count");

            assertThat(get(application, "metrics/gen_ai.client.operation.duration?tag=outcome:completed")
                            .body())
                    .contains("{\"statistic\":\"COUNT\",\"value\":1.0}");
        }
    }

    private ConfigurableApplicationContext start(String... properties) {
        return AuraApplication.builder()
                .web(WebApplicationType.SERVLET)
                .properties(
                        "server.address=127.0.0.1",
                        "server.port=0",
                        "management.endpoints.web.exposure.include=health,metrics",
                        "management.endpoint.health.show-details=always",
                        "camel.health.producers-enabled=true",
                        "camel.health.exposure-level=full",
                        "camel.component.aura.base-url=" + aura.server().baseUrl())
                .properties(properties)
                .run();
    }

    /** Returns the properties that the documentation shows. */
    private static String[] exampleOfProbes() throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of(System.getProperty("health"), "spring-boot.properties"))) {
            properties.load(in);
        }
        return properties.stringPropertyNames().stream()
                .map(name -> name + "=" + properties.getProperty(name))
                .toArray(String[]::new);
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext application, String endpoint)
            throws Exception {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/" + endpoint);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
