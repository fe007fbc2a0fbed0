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
package io.github.camelaura.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebDriver;

import io.github.camelaura.ChunkUnit;
import io.github.camelaura.LoginStep;
import io.github.camelaura.MalformedInput;
import io.github.camelaura.StreamFormat;

/** Options follow Camel's binding rules, and an invalid value is rejected with the option's name. */
class OptionsTest {

    private static final String BASE = "aura:support?baseUrl=http://localhost";

    @Test
    void everyComponentOptionIsBoundFromProperties() throws Exception {
        Map<String, String> values = Map.ofEntries(
                Map.entry("base-url", "https://chat.example.com"),
                Map.entry("chat-path", "/chat"),
                Map.entry("models-path", "/models"),
                Map.entry("model", "m"),
                Map.entry("model-name", "M"),
                Map.entry("max-length", "11"),
                Map.entry("max-tokens", "2222"),
                Map.entry("temperature", "0.7"),
                Map.entry("system-message", "s"),
                Map.entry("body-may-set", "system"),
                Map.entry("allowed-models", "m,n"),
                Map.entry("api-key", "k"),
                Map.entry("accept-html-reply", "true"),
                Map.entry("refused-status-codes", "401,419"),
                Map.entry("refused-pattern", "log in"),
                Map.entry("streaming", "true"),
                Map.entry("streamFormat", "ndjson"),
                Map.entry("keepAliveInterval", "7s"),
                Map.entry("conversation-memory", "true"),
                Map.entry("conversation-store", "#bean:store"),
                Map.entry("max-history-messages", "12"),
                Map.entry("max-history-tokens", "3000"),
                Map.entry("conversation-ttl", "1h"),
                Map.entry("keep-partial-reply", "true"),
                Map.entry("stream-replies-to", "seda:x"),
                Map.entry("forward-on-completed", "true"),
                Map.entry("forward-on-error", "true"),
                Map.entry("chunk-unit", "sentence"),
                Map.entry("chunk-interval", "1s"),
                Map.entry("chunk-min-length", "20"),
                Map.entry("chunk-locale", "pt-BR"),
                Map.entry("copy-headers", "false"),
                Map.entry("stop-on-exception", "true"),
                Map.entry("connect-timeout", "1s"),
                Map.entry("first-chunk-timeout", "2s"),
                Map.entry("chunk-timeout", "3s"),
                Map.entry("request-timeout", "4m"),
                Map.entry("max-concurrent-streams", "5"),
                Map.entry("max-waiting-streams", "7"),
                Map.entry("max-reply-size", "6"),
                Map.entry("on-malformed-input", "REPORT"),
                Map.entry("credential-processor", "#bean:credential"),
                Map.entry("proxy-host", "proxy"),
                Map.entry("proxy-port", "3128"),
                Map.entry("proxy-auth-username", "u"),
                Map.entry("proxy-auth-password", "p"),
                Map.entry("non-proxy-hosts", "localhost"),
                Map.entry("login-url", "https://l"),
                Map.entry("login-username", "jane"),
                Map.entry("login-password", "w"),
                Map.entry("login-password-file", "f"),
                Map.entry("login-totp-secret", "t"),
                Map.entry("login-totp-secret-file", "g"),
                Map.entry("login-totp-selector", "#t"),
                Map.entry("login-hosts", "h"),
                Map.entry("login-username-selector", "#u"),
                Map.entry("login-password-selector", "#p"),
                Map.entry("login-submit-selector", "#s"),
                Map.entry("login-click-selectors", "#a, #b"),
                Map.entry("login-step", "#bean:step"),
                Map.entry("login-ready-cookie", "c"),
                Map.entry("login-ready-selector", "#r"),
                Map.entry("login-token-storage-key", "t"),
                Map.entry("login-token-path", "/t"),
                Map.entry("login-timeout", "5s"),
                Map.entry("login-min-interval", "6s"),
                Map.entry("login-on-start", "true"),
                Map.entry("login-report-folder", "d"),
                Map.entry("login-steps", "classpath:steps.yaml"),
                Map.entry("credential-ttl", "1h"),
                Map.entry("credential-store", "#bean:store"),
                Map.entry("credential-store-key", "#bean:key"),
                Map.entry("credential-store-key-file", "k"),
                Map.entry("credential-store-excluded-cookies", "AWSALB*"),
                Map.entry("login-verify-url", "https://chat.example.com/api/me"),
                Map.entry("logout-url", "https://chat.example.com/logout"),
                Map.entry("browser-name", "htmlunit"),
                Map.entry("browser-remote-url", "http://g"),
                Map.entry("browser-binary", "b"),
                Map.entry("browser-driver", "e"),
                Map.entry("browser-download", "true"),
                Map.entry("browser-arguments", "--x"),
                Map.entry("browser-headless", "false"),
                Map.entry("web-driver", "#bean:driver"),
                Map.entry("login-field[tenant-id]", "acme"),
                Map.entry("additional-header[X-Tenant]", "acme"),
                Map.entry("additional-body-property[botId]", "7"),
                Map.entry("http-options[userAgent]", "agent"));
        Processor credential = exchange -> {};
        Main main = new Main();
        main.bind("credential", credential);
        LoginStep step = page -> false;
        main.bind("step", step);
        Supplier<WebDriver> driver = () -> null;
        main.bind("driver", driver);
        ConcurrentMap<String, String> store = new ConcurrentHashMap<>();
        main.bind("store", store);
        SecretKey key = new SecretKeySpec(new byte[32], "AES");
        main.bind("key", key);
        values.forEach((name, value) -> main.addInitialProperty("camel.component.aura." + name, value));
        main.start();
        try {
            CamelContext context = main.getCamelContext();
            AuraConfiguration configuration =
                    context.getEndpoint("aura:support", AuraEndpoint.class).getConfiguration();

            assertThat(configuration)
                    .usingRecursiveComparison()
                    .isEqualTo(context.getComponent("aura", AuraComponent.class).getConfiguration());
            assertThat(configuration.getBaseUrl()).isEqualTo("https://chat.example.com");
            assertThat(configuration.getChatPath()).isEqualTo("/chat");
            assertThat(configuration.getModelsPath()).isEqualTo("/models");
            assertThat(configuration.getModel()).isEqualTo("m");
            assertThat(configuration.getModelName()).isEqualTo("M");
            assertThat(configuration.getMaxLength()).isEqualTo(11);
            assertThat(configuration.getMaxTokens()).isEqualTo(2222);
            assertThat(configuration.getTemperature()).isEqualTo(0.7);
            assertThat(configuration.getSystemMessage()).isEqualTo("s");
            assertThat(configuration.getBodyMaySet()).isEqualTo("system");
            assertThat(configuration.getAllowedModels()).isEqualTo("m,n");
            assertThat(configuration.getApiKey()).isEqualTo("k");
            assertThat(configuration.isAcceptHtmlReply()).isTrue();
            assertThat(configuration.isStreaming()).isTrue();
            assertThat(configuration.getStreamFormat()).isEqualTo(StreamFormat.NDJSON);
            assertThat(configuration.getKeepAliveInterval()).isEqualTo(7_000);
            assertThat(configuration.isConversationMemory()).isTrue();
            assertThat(configuration.getConversationStore()).isSameAs(store);
            assertThat(configuration.getMaxHistoryMessages()).isEqualTo(12);
            assertThat(configuration.getMaxHistoryTokens()).isEqualTo(3_000);
            assertThat(configuration.getConversationTtl()).isEqualTo(3_600_000);
            assertThat(configuration.isKeepPartialReply()).isTrue();
            assertThat(configuration.getStreamRepliesTo()).isEqualTo("seda:x");
            assertThat(configuration.isForwardOnCompleted()).isTrue();
            assertThat(configuration.isForwardOnError()).isTrue();
            assertThat(configuration.getChunkUnit()).isEqualTo(ChunkUnit.SENTENCE);
            assertThat(configuration.getChunkInterval()).isEqualTo(1_000);
            assertThat(configuration.getChunkMinLength()).isEqualTo(20);
            assertThat(configuration.getChunkLocale()).isEqualTo("pt-BR");
            assertThat(configuration.isCopyHeaders()).isFalse();
            assertThat(configuration.isStopOnException()).isTrue();
            assertThat(configuration.getConnectTimeout()).isEqualTo(1_000);
            assertThat(configuration.getFirstChunkTimeout()).isEqualTo(2_000);
            assertThat(configuration.getChunkTimeout()).isEqualTo(3_000);
            assertThat(configuration.getRequestTimeout()).isEqualTo(240_000);
            assertThat(configuration.getMaxConcurrentStreams()).isEqualTo(5);
            assertThat(configuration.getMaxWaitingStreams()).isEqualTo(7);
            assertThat(configuration.getMaxReplySize()).isEqualTo(6);
            assertThat(configuration.getOnMalformedInput()).isEqualTo(MalformedInput.REPORT);
            assertThat(configuration.getCredentialProcessor()).isSameAs(credential);
            assertThat(configuration.getProxyHost()).isEqualTo("proxy");
            assertThat(configuration.getProxyPort()).isEqualTo(3128);
            assertThat(configuration.getProxyAuthUsername()).isEqualTo("u");
            assertThat(configuration.getProxyAuthPassword()).isEqualTo("p");
            assertThat(configuration.getNonProxyHosts()).isEqualTo("localhost");
            assertThat(configuration.getLoginUrl()).isEqualTo("https://l");
            assertThat(configuration.getLoginUsername()).isEqualTo("jane");
            assertThat(configuration.getLoginPassword()).isEqualTo("w");
            assertThat(configuration.getLoginPasswordFile()).isEqualTo("f");
            assertThat(configuration.getLoginTotpSecret()).isEqualTo("t");
            assertThat(configuration.getLoginTotpSecretFile()).isEqualTo("g");
            assertThat(configuration.getLoginTotpSelector()).isEqualTo("#t");
            assertThat(configuration.getLoginHosts()).isEqualTo("h");
            assertThat(configuration.getLoginUsernameSelector()).isEqualTo("#u");
            assertThat(configuration.getLoginPasswordSelector()).isEqualTo("#p");
            assertThat(configuration.getLoginSubmitSelector()).isEqualTo("#s");
            assertThat(configuration.getLoginClickSelectors()).isEqualTo("#a, #b");
            assertThat(configuration.getLoginStep()).isSameAs(step);
            assertThat(configuration.getLoginReadyCookie()).isEqualTo("c");
            assertThat(configuration.getLoginReadySelector()).isEqualTo("#r");
            assertThat(configuration.getLoginTokenStorageKey()).isEqualTo("t");
            assertThat(configuration.getLoginTokenPath()).isEqualTo("/t");
            assertThat(configuration.getLoginTimeout()).isEqualTo(5_000);
            assertThat(configuration.getLoginMinInterval()).isEqualTo(6_000);
            assertThat(configuration.isLoginOnStart()).isTrue();
            assertThat(configuration.getLoginReportFolder()).isEqualTo("d");
            assertThat(configuration.getLoginSteps()).isEqualTo("classpath:steps.yaml");
            assertThat(configuration.getCredentialTtl()).isEqualTo(3_600_000);
            assertThat(configuration.getCredentialStore()).isSameAs(store);
            assertThat(configuration.getCredentialStoreKey()).isSameAs(key);
            assertThat(configuration.getCredentialStoreKeyFile()).isEqualTo("k");
            assertThat(configuration.getCredentialStoreExcludedCookies()).isEqualTo("AWSALB*");
            assertThat(configuration.getBrowserName()).isEqualTo("htmlunit");
            assertThat(configuration.getBrowserRemoteUrl()).isEqualTo("http://g");
            assertThat(configuration.getBrowserBinary()).isEqualTo("b");
            assertThat(configuration.getBrowserDriver()).isEqualTo("e");
            assertThat(configuration.isBrowserDownload()).isTrue();
            assertThat(configuration.getBrowserArguments()).isEqualTo("--x");
            assertThat(configuration.isBrowserHeadless()).isFalse();
            assertThat(configuration.getWebDriver()).isSameAs(driver);
            assertThat(configuration.getLoginField()).isEqualTo(Map.of("tenant-id", "acme"));
            assertThat(configuration.getAdditionalHeader()).isEqualTo(Map.of("X-Tenant", "acme"));
            assertThat(configuration.getAdditionalBodyProperty()).isEqualTo(Map.of("botId", "7"));
            assertThat(configuration.getHttpOptions()).containsEntry("userAgent", "agent");
            assertThat(optionNames(context))
                    .as("options that this test leaves out")
                    .hasSize(values.size());
        } finally {
            main.stop();
        }
    }

    private static List<String> optionNames(CamelContext context) throws Exception {
        ComponentModel model = JsonMapper.generateComponentModel(
                PluginHelper.getRuntimeCamelCatalog(context).componentJSonSchema("aura"));
        return model.getEndpointParameterOptions().stream()
                .map(ComponentModel.EndpointOptionModel::getName)
                .filter(name -> !List.of(
                                "bridgeErrorHandler",
                                "exceptionHandler",
                                "exchangePattern",
                                "lazyStartProducer",
                                "operation")
                        .contains(name))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                BASE + "&temprature=1 | temprature",
                BASE + "&http.conectTimeout=1 | http.conectTimeout",
                BASE + "&http.connectTimeout=1 | connectTimeout",
                BASE + "&http.httpClient.foo=1 | foo",
                BASE + "&http.httpConnection.foo=1 | foo",
                BASE + "&http.httpMethod=GET | http.httpMethod",
                BASE + "&http.httpClient=%23x | http.httpClient",
                BASE + "&maxReplySize=16MB | maxReplySize",
                BASE + "&maxReplySize=0 | maxReplySize",
                BASE + "&maxConcurrentStreams=0 | maxConcurrentStreams",
                BASE + "&chunkTimeout=-1 | chunkTimeout",
                BASE + "&maxLength=0 | Option maxLength must be at least 1",
                BASE + "&maxTokens=0 | Option maxTokens must be at least 1",
                BASE + "&temperature=-0.1 | Option temperature must be from 0 to 2",
                BASE + "&temperature=2.1 | Option temperature must be from 0 to 2",
                BASE + "&temperature=NaN | Option temperature must be from 0 to 2",
                BASE + "&onMalformedInput=FOO | onMalformedInput",
                BASE + "&bodyMaySet=key | Option bodyMaySet contains 'key'",
                BASE + "&credentialProcessor=foo | credentialProcessor",
                BASE + "&credentialProcessor=%23foo | foo",
                BASE + "&streaming=true&streamRepliesTo=seda:x | streamRepliesTo",
                BASE + "&streamFormat=sse | Option streamFormat=sse requires streaming=true",
                BASE + "&streaming=true&streamFormat=json | streamFormat",
                BASE + "&streaming=true&streamFormat=sse&keepAliveInterval=-1 | keepAliveInterval",
                BASE + "&conversationMemory=true&maxHistoryMessages=1 | Option maxHistoryMessages",
                BASE + "&conversationMemory=true&maxHistoryTokens=-1 | Option maxHistoryTokens",
                BASE + "&conversationMemory=true&conversationTtl=-1 | Option conversationTtl",
                BASE + "&conversationMemory=true&conversationStore=#nowhere | nowhere",
                BASE + "&credentialStore=#store | Option credentialStore needs a key",
                BASE + "&credentialStoreKeyFile=k | need credentialStore",
                BASE + "&credentialStoreExcludedCookies=AWSALB | need credentialStore",
                BASE + "&credentialStore=#store&credentialStoreKey=#key&credentialStoreKeyFile=k | exclude each other",
                BASE + "&credentialStore=#store&credentialStoreKey=#shortKey | credentialStoreKey",
                BASE
                        + "&credentialStore=#store&credentialStoreKey=RAW(c2VjcmV0) | Option credentialStoreKey does not contain 32 bytes",
                BASE + "&credentialStore=#store&credentialStoreKey=#store | Option credentialStoreKey must be 256 bits",
                BASE
                        + "&credentialStore=#store&credentialStoreKeyFile=/nowhere/key | credentialStoreKeyFile=/nowhere/key",
                BASE + "&credentialStore=#nowhere | nowhere",
                BASE + "&http.connectionsPerRoute=20 | http.connectionsPerRoute",
                BASE + "&proxyHost=proxy | proxyPort is missing",
                BASE + "&proxyPort=3128 | proxyHost is missing",
                BASE + "&http.authBearerToken=t | http.authBearerToken",
                BASE + "&http.maxTotalConnections=20 | http.maxTotalConnections",
                BASE + "&loginUsername=jane&loginPassword=x&loginField.=x | Option loginField. has no name",
                BASE + "&loginUsername=jane&loginPassword=x&loginField.company= | Option loginField.company is empty",
                BASE + "&loginField.company=x | Options loginField.* need loginUsername",
                BASE + "&chatPath=api/chat | Option chatPath is 'api/chat'",
                BASE + "&modelsPath=/../models | Option modelsPath is '/../models'",
                "aura:support | baseUrl",
                "aura:support?baseUrl=chat.example.com | baseUrl",
                "aura:support?baseUrl=ftp://chat.example.com | baseUrl",
                "aura:?model=m | name of a stream",
            })
    void invalidOptionIsRejectedByName(String uri, String name) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("store", new ConcurrentHashMap<>());
            context.getRegistry().bind("key", new SecretKeySpec(new byte[32], "AES"));
            context.getRegistry().bind("shortKey", new SecretKeySpec(new byte[16], "AES"));
            context.start();
            assertThatThrownBy(() -> context.getEndpoint(uri).createProducer().start())
                    .hasStackTraceContaining(name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"temprature", "httpOption"})
    void misspeltPropertyIsRejectedByName(String name) {
        Main main = new Main();
        main.addInitialProperty("camel.component.aura." + name, "1");
        try {
            assertThatThrownBy(main::start).hasStackTraceContaining(name);
        } finally {
            main.stop();
        }
    }

    @Test
    void loginFieldsOfTheEndpointReplaceThoseOfTheComponentByName() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().addInitialProperty("tenant", "a&b");
            AuraConfiguration defaults =
                    context.getComponent("aura", AuraComponent.class).getConfiguration();
            defaults.setLoginField(Map.of("company", "default", "realm", "default"));
            context.start();
            AuraEndpoint endpoint = context.getEndpoint(
                    BASE + "&loginField.company=RAW({{tenant}})&loginField.a.b=c", AuraEndpoint.class);

            assertThat(endpoint.getConfiguration().getLoginField())
                    .isEqualTo(Map.of("company", "a&b", "a.b", "c", "realm", "default"));
            assertThat(defaults.getLoginField()).isEqualTo(Map.of("company", "default", "realm", "default"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "login-field[tenant-id], tenant-id",
        "loginField[Tenant_Id], Tenant_Id",
        "login-field[form:a.b], form:a.b",
        "login-field.company, company",
        "login-field.tenant-id, tenant-id",
        "loginField.tenantId, tenantId"
    })
    void nameOfALoginFieldIsKept(String property, String name) throws Exception {
        assertThat(configured(property).getLoginField()).isEqualTo(Map.of(name, "acme"));
    }

    @ParameterizedTest
    @CsvSource({
        "additional-header.CF-Access-Client-Id, CF-Access-Client-Id",
        "additionalHeader.cf-access-client-id, cf-access-client-id",
        "additional-header[X-Tenant], X-Tenant",
        "additional-header.X_Tenant, X_Tenant",
        "additionalHeader.Authorization, Authorization"
    })
    void nameOfAnAdditionalHeaderIsKept(String property, String name) throws Exception {
        assertThat(configured(property).getAdditionalHeader()).isEqualTo(Map.of(name, "acme"));
    }

    @ParameterizedTest
    @CsvSource({
        "additional-body-property.course_name, course_name",
        "additionalBodyProperty.pluginKeys, pluginKeys",
        "additional-body-property.bot-id, bot-id",
        "additional-body-property[bot-id], bot-id",
        "additional-body-property[a.b], a.b"
    })
    void nameOfAnAdditionalBodyPropertyIsKept(String property, String name) throws Exception {
        assertThat(configured(property).getAdditionalBodyProperty()).isEqualTo(Map.of(name, "acme"));
    }

    /** Returns the configuration of an endpoint in an application of Camel Main with this property. */
    private static AuraConfiguration configured(String property) {
        Main main = new Main();
        main.addInitialProperty("camel.component.aura." + property, "acme");
        main.start();
        try {
            return main.getCamelContext()
                    .getEndpoint("aura:support", AuraEndpoint.class)
                    .getConfiguration();
        } finally {
            main.stop();
        }
    }

    @Test
    void formerNameOfAnOptionIsRejectedWithTheNewName() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            assertThatThrownBy(() -> context.getEndpoint(BASE + "&loginScreenshotFolder=d"))
                    .hasStackTraceContaining("set loginReportFolder=d");
        }
        for (String name :
                List.of("login-screenshot-folder", "loginScreenshotFolder", "configuration.loginScreenshotFolder")) {
            Main main = new Main();
            main.addInitialProperty("camel.component.aura." + name, "d");
            try {
                assertThatThrownBy(main::start).as(name).hasStackTraceContaining("set loginReportFolder=d");
            } finally {
                main.stop();
            }
        }
        BrowserCredentialProcessor bean = new BrowserCredentialProcessor();
        assertThatThrownBy(() -> bean.setLoginScreenshotFolder("d")).hasMessageContaining("set loginReportFolder=d");
    }

    @Test
    void consumerStartsWithoutABaseUrl() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            context.getEndpoint("aura:support").createConsumer(exchange -> {}).start();
        }
    }
}
