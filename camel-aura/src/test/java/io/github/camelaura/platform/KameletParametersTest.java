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
package io.github.camelaura.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.component.AuraConfiguration;
import io.github.camelaura.component.AuraEndpoint;
import io.github.camelaura.test.AuraServerExtension;

/** The parameters of a Kamelet, with characters that are special in a URI. */
@Tag("not-on-4.22")
class KameletParametersTest {

    private static final List<String> OPTIONS = List.of("apiKey", "loginUsername", "loginPassword", "systemMessage");

    private static final String SECRET = "a&b+c%2B d=#?{x}";

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    private final Main main = new Main();

    @AfterEach
    void stop() {
        main.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RAW(%s)", "RAW({{secret}})"})
    void parametersInRawMayHaveAnyCharacter(String form) {
        yamlRoute(parameters(form.formatted(SECRET)));

        assertThat(secrets()).containsOnly(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RAW(%s)", "RAW({{secret}})"})
    void uriOfAYamlRouteMayHaveAnyCharacterInRaw(String form) {
        yamlRoute("uri: \"" + uri(form.formatted(SECRET)) + "\"");

        assertThat(secrets()).containsOnly(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RAW(%s)", "RAW({{secret}})"})
    void uriOfAJavaRouteMayHaveAnyCharacterInRaw(String form) {
        String uri = uri(form.formatted(SECRET));
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").to(uri);
            }
        });

        assertThat(secrets()).containsOnly(SECRET);
    }

    /** Camel makes a URI of the parameters, and cuts it before the Kamelet receives them. */
    @ParameterizedTest
    @CsvSource({"a+b%2Bc=100%, a+b%2Bc=100%", "a&b, a", "RAW(a&b), a&b", "RAW(a)&b), a"})
    void parameterEndsAtAnAmpersandThatIsNotInRaw(String parameter, String received) {
        yamlRoute(parameters(parameter));

        assertThat(secrets()).containsOnly(received);
    }

    @Test
    void propertiesOfTheKameletMayHaveAnyCharacter() {
        OPTIONS.forEach(name -> main.addInitialProperty("camel.kamelet.aura-ask-action." + name, SECRET));
        yamlRoute(withBaseUrl());

        assertThat(secrets()).containsOnly(SECRET);
    }

    @Test
    void kameletUsesTheOptionsOfTheComponent() {
        OPTIONS.forEach(name -> main.addInitialProperty("camel.component.aura." + name, "a)&b"));
        yamlRoute(withBaseUrl());

        assertThat(secrets()).containsOnly("a)&b");
    }

    @Test
    void kameletUsesTheLoginFieldsOfTheComponent() {
        main.addInitialProperty("camel.component.aura.login-field[tenant_id]", SECRET);
        yamlRoute(parameters("jane"));

        assertThat(options().getLoginField()).isEqualTo(Map.of("tenant_id", SECRET));
    }

    private String uri(String value) {
        return "kamelet:aura-ask-action?baseUrl=" + aura.server().baseUrl()
                + OPTIONS.stream().map(name -> "&" + name + "=" + value).collect(Collectors.joining());
    }

    private String parameters(String value) {
        return withBaseUrl()
                + OPTIONS.stream()
                        .map(name -> "  " + name + ": \"" + value + "\"\n")
                        .collect(Collectors.joining());
    }

    private String withBaseUrl() {
        return """
                uri: kamelet:aura-ask-action
                parameters:
                  baseUrl: "%s"
                """.formatted(aura.server().baseUrl());
    }

    /** Adds a route to the Kamelet. */
    private void yamlRoute(String to) {
        routes(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                PluginHelper.getRoutesLoader(getContext())
                        .loadRoutes(ResourceHelper.fromString("secrets.yaml", """
                        - route:
                            from:
                              uri: direct:ask
                              steps:
                                - to:
                        """ + to.indent(12)));
            }
        });
    }

    private void routes(RouteBuilder routes) {
        main.addInitialProperty("secret", SECRET);
        main.addInitialProperty(
                "camel.component.aura.browserName", "htmlunit"); // nothing logs in; Chromium may be missing
        main.configure().addRoutesBuilder(routes);
    }

    private AuraConfiguration options() {
        main.start();

        return main.getCamelContext().getEndpoints().stream()
                .filter(AuraEndpoint.class::isInstance)
                .map(endpoint -> ((AuraEndpoint) endpoint).getConfiguration())
                .findAny()
                .orElseThrow();
    }

    private List<String> secrets() {
        AuraConfiguration options = options();
        return List.of(
                options.getApiKey(),
                options.getLoginUsername(),
                options.getLoginPassword(),
                options.getSystemMessage());
    }
}
