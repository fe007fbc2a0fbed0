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

import java.io.Closeable;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceHelper;

import io.github.camelaura.AuraOperation;
import io.github.camelaura.browser.BrowserLogin;
import io.github.camelaura.call.AuthenticatedCall;
import io.github.camelaura.call.BeanCredentials;
import io.github.camelaura.call.CallSettings;
import io.github.camelaura.call.Credentials;
import io.github.camelaura.call.Credentials.NoCredentials;
import io.github.camelaura.conversation.ConversationSettings;
import io.github.camelaura.http.ChatCall;
import io.github.camelaura.http.ChatClient;
import io.github.camelaura.http.HttpSettings;
import io.github.camelaura.login.LoginSettings;
import io.github.camelaura.login.Logins;
import io.github.camelaura.page.LoginFields;
import io.github.camelaura.page.LoginSteps;
import io.github.camelaura.stream.StreamSettings;
import io.github.camelaura.stream.StreamSlots;

/**
 * The resources that the producers of an endpoint share.
 *
 * @param rules what messages may set
 * @param additionalBody the additional fields of requests
 * @param settings the options of the streams
 * @param conversation the options of conversations; null without {@code conversationMemory}
 * @param callSettings the options of the classification of responses
 * @param client the HTTP client
 * @param credentials the credentials of the requests
 * @param slots the limit of concurrent streams
 * @param repliesTo sends events to {@code streamRepliesTo}; null if it is not set
 */
record EndpointResources(
        RequestRules rules,
        AdditionalBody additionalBody,
        StreamSettings settings,
        ConversationSettings conversation,
        CallSettings callSettings,
        ChatClient client,
        Credentials credentials,
        StreamSlots slots,
        ReplyForwarder repliesTo)
        implements Closeable {

    private static final List<String> SECRET_HTTP_OPTIONS =
            List.of("authUsername", "authPassword", "oauth2ClientSecret", "proxyAuthUsername", "proxyAuthPassword");

    /**
     * Makes the resources. Later changes of the options have no effect.
     *
     * @throws IllegalArgumentException if an option is invalid; the message names it
     * @throws Exception if camel-http cannot be configured
     */
    static EndpointResources of(CamelContext context, AuraConfiguration configuration, AuraOperation operation)
            throws Exception {
        boolean chat = operation == AuraOperation.CHAT;
        configuration.validate();
        RequestRules rules = configuration.requestRules();
        AdditionalBody additionalBody = AdditionalBody.of(configuration.getAdditionalBodyProperty());
        StreamSettings settings = configuration.streamSettings(chat);
        ConversationSettings conversation =
                chat && configuration.isConversationMemory() ? configuration.conversationSettings() : null;
        LoginSteps steps = StepsResource.read(context, configuration);
        ChatClient client = new ChatClient(context, configuration.httpSettings());
        ReplyForwarder repliesTo = null;
        try {
            repliesTo = chat ? ReplyForwarder.start(context, configuration) : null;
            return new EndpointResources(
                    rules,
                    additionalBody,
                    settings,
                    conversation,
                    callSettings(configuration, steps),
                    client,
                    credentials(context, configuration, client.uri(), steps),
                    new StreamSlots(settings.maxConcurrentStreams(), settings.maxWaitingStreams()),
                    repliesTo);
        } catch (RuntimeException e) {
            ServiceHelper.stopService(repliesTo);
            client.close();
            throw e;
        }
    }

    private static Credentials credentials(
            CamelContext context, AuraConfiguration configuration, URI request, LoginSteps steps) {
        Object option = configuration.getCredentialProcessor();
        if ("none".equals(option)) {
            return new NoCredentials();
        }
        if ("browser".equals(option)) {
            LoginSettings settings = configuration.loginSettings(request, steps);
            HttpSettings http = configuration.httpSettings();
            return logins(context)
                    .acquire(settings, () -> new ChatClient(context, http), configuration.isLoginOnStart());
        }
        if (option instanceof Processor processor) {
            return new BeanCredentials(context, processor);
        }
        throw new IllegalArgumentException(
                "Option credentialProcessor must be browser, none, or the reference (#name) of a bean that"
                        + " implements Processor, but it is "
                        + (option == null ? "missing" : "a " + option.getClass().getName()));
    }

    /** Returns the logins of a context, which use browsers. */
    static Logins logins(CamelContext context) {
        // not a constructor reference, because linking it would load Selenium, which may be missing
        return Logins.of(context, (options, executor) -> new BrowserLogin(options, executor));
    }

    private static CallSettings callSettings(AuraConfiguration configuration, LoginSteps steps) {
        Map<String, Object> http = Objects.requireNonNullElse(configuration.getHttpOptions(), Map.of());
        Stream<Object> options = Stream.of(
                configuration.getApiKey(),
                configuration.getLoginUsername(),
                configuration.getLoginPassword(),
                configuration.getLoginTotpSecret(),
                configuration.getProxyAuthUsername(),
                configuration.getProxyAuthPassword());
        List<String> secrets = Stream.of(
                        options,
                        SECRET_HTTP_OPTIONS.stream().map(http::get),
                        HeaderOptions.read(configuration).secrets().stream(),
                        steps.secretsWith(LoginFields.of(configuration.getLoginField())).stream())
                .flatMap(each -> each)
                .filter(Objects::nonNull)
                .map(Object::toString)
                .toList();
        return new CallSettings(
                configuration.isAcceptHtmlReply(),
                configuration.refusalRules(),
                configuration.getApiKey() != null,
                http.containsKey("authUsername"),
                secrets);
    }

    /** Returns a request with its credential. */
    AuthenticatedCall call(ChatCall call, Exchange exchange) {
        credentials.calledFrom(exchange);
        return new AuthenticatedCall(call, credentials, callSettings, exchange);
    }

    /** Accepts no more streams and closes after the last one, because a producer that a cache of toD evicts may have streams. */
    @Override
    public void close() {
        slots.close(() -> {
            credentials.close();
            client.close();
            ServiceHelper.stopService(repliesTo);
        });
    }
}
