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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.ComponentModel.ComponentOptionModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.apache.camel.util.StringHelper;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

import io.github.camelaura.ChunkUnit;
import io.github.camelaura.LoginStep;
import io.github.camelaura.MalformedInput;
import io.github.camelaura.StreamFormat;
import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.component.AuraComponentConfigurer;
import io.github.camelaura.component.AuraConfiguration;

/** Options of {@code camel.component.aura.*}, bound by Spring Boot. */
class SpringBootOptionsTest {

    private static final String PREFIX = "camel.component.aura.";

    private static final Processor CREDENTIAL = exchange -> {};
    private static final LoginStep STEP = page -> false;
    private static final Object DRIVER = new Object();
    private static final ConcurrentMap<String, String> STORE = new ConcurrentHashMap<>();
    private static final SecretKey KEY = new SecretKeySpec(new byte[32], "AES");
    private static final AuraConfiguration CONFIGURATION = new AuraConfiguration();

    static List<ComponentOptionModel> options() throws Exception {
        try (InputStream in =
                AuraComponent.class.getResourceAsStream("/org/apache/camel/catalog/components/aura.json")) {
            ComponentModel model =
                    JsonMapper.generateComponentModel(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return model.getComponentOptions();
        }
    }

    @Test
    void everyComponentOptionIsBound() throws Exception {
        SpringApplicationBuilder builder = application();
        for (ComponentOptionModel option : options()) {
            builder.properties(property(option) + "=" + sample(option).text());
        }

        try (ConfigurableApplicationContext application = builder.run()) {
            AuraComponent component = component(application);

            assertThat(options()).isNotEmpty().allSatisfy(option -> assertThat(value(component, option))
                    .isEqualTo(sample(option).value()));
        }
    }

    private static String property(ComponentOptionModel option) {
        return PREFIX + StringHelper.camelCaseToDash(option.getName()) + (isMap(option) ? ".userAgent" : "");
    }

    private static Object value(AuraComponent component, ComponentOptionModel option) {
        return new AuraComponentConfigurer().getOptionValue(component, option.getName(), true);
    }

    private static boolean isMap(ComponentOptionModel option) {
        return option.getJavaType().startsWith("java.util.Map");
    }

    /** What is written, and what it then is. */
    private record Sample(String text, Object value) {}

    private static Sample sample(ComponentOptionModel option) {
        return switch (option.getName()) {
            case "configuration" -> new Sample("#bean:configuration", CONFIGURATION);
            case "credentialProcessor" -> new Sample("#bean:credential", CREDENTIAL);
            case "loginStep" -> new Sample("#bean:step", STEP);
            case "webDriver" -> new Sample("#bean:driver", DRIVER);
            case "conversationStore", "credentialStore" -> new Sample("#bean:store", STORE);
            case "credentialStoreKey" -> new Sample("#bean:key", KEY);
            case "streamFormat" -> new Sample("ndjson", StreamFormat.NDJSON);
            case "additionalHeader" -> new Sample("acme", Map.of("userAgent", "acme"));
            case "additionalBodyProperty" -> new Sample("7", Map.of("userAgent", "7"));
            case "loginField" -> new Sample("acme", Map.of("userAgent", "acme"));
            case "httpOptions" -> new Sample("agent", Map.of("userAgent", "agent"));
            case "chunkUnit" -> new Sample("sentence", ChunkUnit.SENTENCE);
            case "onMalformedInput" -> new Sample("report", MalformedInput.REPORT);
            default ->
                switch (option.getType()) {
                    case "string" -> new Sample("text & more", "text & more");
                    case "boolean" -> {
                        boolean other = !Boolean.parseBoolean(String.valueOf(option.getDefaultValue()));
                        yield new Sample(String.valueOf(other), other);
                    }
                    case "integer" -> new Sample("17", 17);
                    case "number" -> new Sample("0.7", 0.7);
                    case "duration" -> new Sample("2m", 120_000L);
                    default ->
                        throw new AssertionError("an option of a kind that this test knows no value of: " + option);
                };
        };
    }

    @ParameterizedTest
    @CsvSource({"CAMEL_COMPONENT_AURA_BASEURL", "CAMEL_COMPONENT_AURA_BASE_URL"})
    void environmentVariableSetsAnOption(String variable) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                Map.of(variable, "https://chat.example.com")));

        try (ConfigurableApplicationContext application =
                application().environment(environment).run()) {
            assertThat(component(application).getConfiguration().getBaseUrl()).isEqualTo("https://chat.example.com");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "login-field[tenant-id], tenant-id",
        "loginField[Tenant_Id], Tenant_Id",
        "login-field[a.b], a.b",
        "login-field.company, company",
        "login-field.tenant_id, tenant_id"
    })
    void nameOfALoginFieldIsKept(String property, String name) {
        try (ConfigurableApplicationContext application =
                application().properties(PREFIX + property + "=acme").run()) {
            assertThat(component(application).getConfiguration().getLoginField())
                    .isEqualTo(Map.of(name, "acme"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "additional-header.CF-Access-Client-Id, CF-Access-Client-Id",
        "additionalHeader.cf-access-client-id, cf-access-client-id",
        "additional-header[X_Tenant], X_Tenant",
        "additional-header.X_Tenant, X_Tenant"
    })
    void nameOfAnAdditionalHeaderIsKept(String property, String name) {
        try (ConfigurableApplicationContext application =
                application().properties(PREFIX + property + "=acme").run()) {
            assertThat(component(application).getConfiguration().getAdditionalHeader())
                    .isEqualTo(Map.of(name, "acme"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "additional-body-property.course_name, course_name",
        "additionalBodyProperty.pluginKeys, pluginKeys",
        "additional-body-property.bot-id, bot-id",
        "additional-body-property.a.b_c, a.b_c",
        "additional_body_property.course_name, course_name",
        "additional-body-property[bot_id], bot_id"
    })
    void nameOfAnAdditionalBodyPropertyIsKept(String property, String name) {
        try (ConfigurableApplicationContext application =
                application().properties(PREFIX + property + "=7").run()) {
            assertThat(component(application).getConfiguration().getAdditionalBodyProperty())
                    .isEqualTo(Map.of(name, "7"));
        }
    }

    @Test
    void placeholdersOfSpringAndOfCamelAreResolved() {
        try (ConfigurableApplicationContext application = application()
                .properties(
                        "chat=https://chat.example.com", PREFIX + "base-url=${chat}", PREFIX + "login-url={{chat}}/in")
                .run()) {
            AuraConfiguration configuration = component(application).getConfiguration();

            assertThat(configuration.getBaseUrl()).isEqualTo("https://chat.example.com");
            assertThat(configuration.getLoginUrl()).isEqualTo("https://chat.example.com/in");
        }
    }

    @ParameterizedTest
    @CsvSource({"temprature", "httpOption.userAgent", "model.id", "configuration.model"})
    void misspeltOptionIsRejectedWithAListOfOptions(String name) {
        Throwable failure = catchThrowable(
                () -> application().properties(PREFIX + name + "=1").run());

        List<FailureAnalysis> explanations = SpringFactoriesLoader.forDefaultResourceLocation()
                .load(
                        FailureAnalyzer.class,
                        FailureHandler.handleMessage((message, cause) -> {})) // of those that need beans
                .stream()
                .map(analyzer -> analyzer.analyze(failure))
                .filter(Objects::nonNull)
                .toList();
        assertThat(explanations)
                .first()
                .extracting(FailureAnalysis::getDescription, InstanceOfAssertFactories.STRING)
                .startsWith(PREFIX + name.toLowerCase(Locale.ROOT) + " does not name an option. The options of ")
                .contains("system-message, temperature, ");
    }

    @Test
    void misspeltSystemPropertyIsRejected() {
        System.setProperty(PREFIX + "temprature", "1");
        try {
            assertThatThrownBy(() -> application().run()).hasStackTraceContaining("temprature");
        } finally {
            System.clearProperty(PREFIX + "temprature");
        }
    }

    @ParameterizedTest
    @CsvSource({"chunk-timeout, soon, chunkTimeout", "login-step, #bean:none, none"})
    void invalidValueIsRejected(String name, String value, String told) {
        try (ConfigurableApplicationContext application =
                application().properties(PREFIX + name + "=" + value).run()) {
            assertThatThrownBy(() -> component(application)).hasStackTraceContaining(told);
        }
    }

    @ParameterizedTest
    @CsvSource({"enabled", "customizer.enabled"})
    void configurationByPropertiesCanBeDisabled(String name) {
        try (ConfigurableApplicationContext application = application()
                .properties(PREFIX + name + "=false", PREFIX + "model=other")
                .run()) {
            assertThat(component(application).getConfiguration().getModel()).isEqualTo("openchat_3.6");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "camel.aiObservability.enabled=false, false",
        "camel.ai-observability.enabled=false, false",
        "camel.aiObservability.enabled=true, true"
    })
    void propertyOfCamelDecidesWhetherThereAreMeters(String property, boolean expected) {
        MeterRegistry meters = new SimpleMeterRegistry();
        try (ConfigurableApplicationContext application = application()
                .properties(property)
                .initializers((GenericApplicationContext registering) ->
                        registering.registerBean("meters", MeterRegistry.class, () -> meters))
                .run()) {
            component(application).start();

            assertThat(meters.find("camel.aura.streams").gauges().isEmpty()).isNotEqualTo(expected);
        }
    }

    private static SpringApplicationBuilder application() {
        return AuraApplication.builder()
                .properties("camel.main.routes-include-pattern=false", "camel.main.auto-startup=false")
                .properties(PREFIX + "base-url=http://localhost")
                .initializers((GenericApplicationContext application) -> {
                    application.registerBean("credential", Processor.class, () -> CREDENTIAL);
                    application.registerBean("step", LoginStep.class, () -> STEP);
                    application.registerBean("store", ConcurrentMap.class, () -> STORE);
                    application.registerBean("key", SecretKey.class, () -> KEY);
                    application.registerBean("driver", Object.class, () -> DRIVER);
                    application.registerBean("configuration", AuraConfiguration.class, () -> CONFIGURATION);
                });
    }

    private static AuraComponent component(ConfigurableApplicationContext application) {
        return application.getBean(CamelContext.class).getComponent("aura", AuraComponent.class);
    }
}
