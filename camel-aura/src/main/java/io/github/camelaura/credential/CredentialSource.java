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
package io.github.camelaura.credential;

import java.io.Closeable;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ExchangeHelper;

import io.github.camelaura.AuraConfiguration;
import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.SiteConfiguration;

/**
 * What the option {@code credentialProcessor} says.
 *
 * @param context the context
 * @param configuration the options
 * @param processor gives the credential, if any
 * @param none why there is no credential, for the message of a refusal; null if there is one
 * @param login where the credential comes from, if it is a browser; else null
 * @param settings how that login is done; null if there is none
 */
public record CredentialSource(
        CamelContext context,
        AuraConfiguration configuration,
        AuraCredentialProcessor processor,
        String none,
        SharedLogin login,
        LoginSettings settings)
        implements Closeable {

    private static final AuraCredentialProcessor NOTHING = exchange -> {};

    /**
     * Reads the option.
     *
     * @param request where the credential is for
     * @throws IllegalArgumentException if it is anything but {@code browser}, {@code none} or a {@link Processor}, or the
     *     options of the login make no sense
     */
    public static CredentialSource of(CamelContext context, AuraConfiguration configuration, URI request) {
        Object option = configuration.getCredentialProcessor();
        if ("none".equals(option)) {
            return new CredentialSource(context, configuration, NOTHING, "credentialProcessor=none", null, null);
        }
        if ("browser".equals(option)) {
            SharedLogin login = BrowserLogins.of(context).acquire(configuration, request);
            LoginSettings settings = LoginSettings.of(configuration, request);
            return new CredentialSource(context, configuration, login.credentialsFor(request), null, login, settings);
        }
        if (option instanceof Processor processor) {
            CamelContextAware.trySetCamelContext(processor, context);
            return new CredentialSource(
                    context,
                    configuration,
                    processor instanceof AuraCredentialProcessor aura ? aura : processor::process,
                    null,
                    null,
                    null);
        }
        throw new IllegalArgumentException(
                "Option credentialProcessor must be browser, none, or the reference (#name) of a bean that is a"
                        + " Processor, but it is "
                        + (option == null ? "missing" : "a " + option.getClass().getName()));
    }

    /**
     * Has a login begin, if it is to begin with the route.
     *
     * @throws LoginException if a login is configured that could not begin
     */
    public void start(SiteConfiguration configuration) throws LoginException {
        if (login == null) {
            return;
        }
        if (isLoginConfigured(configuration)) {
            login.keeper().check();
        }
        if (configuration.isLoginOnStart()) {
            login.keeper().renewInBackground();
        }
    }

    /** Is told of each request; a route that stops waits for no login. */
    public void calledFrom(Exchange caller) {
        if (login != null) {
            login.calledFrom(ExchangeHelper.getRoute(caller));
        }
    }

    /** The login itself, which others may need, goes on. */
    @Override
    public void close() {
        if (login != null) {
            login.release(settings);
        }
    }

    /** Forgets what a browser got, and why logins failed; what a bean has is its own business. */
    public void forget() {
        if (login != null) {
            login.keeper().forget();
        }
    }

    /** Forgets this of all logins of the context. */
    public static void forgetAll(CamelContext context) {
        BrowserLogins.all(context).forEach(login -> login.keeper().forget());
    }

    /** What is known of all logins of the context. */
    public static List<LoginState> states(CamelContext context) {
        return BrowserLogins.all(context).stream().map(SharedLogin::state).toList();
    }

    private static boolean isLoginConfigured(SiteConfiguration configuration) {
        return isLoginOptionSet(configuration)
                || Stream.of(
                                configuration.getBrowserArguments(),
                                configuration.getBrowserBinary(),
                                configuration.getBrowserDriver())
                        .anyMatch(Objects::nonNull);
    }

    private static boolean isLoginOptionSet(SiteConfiguration configuration) {
        boolean any = Stream.of(
                        configuration.getLoginUrl(),
                        configuration.getLoginUsername(),
                        configuration.getLoginStep(),
                        configuration.getLoginHosts(),
                        configuration.getLoginUsernameSelector(),
                        configuration.getLoginSubmitSelector(),
                        configuration.getLoginClickSelectors(),
                        configuration.getLoginReadyCookie(),
                        configuration.getLoginReadySelector(),
                        configuration.getLoginTokenStorageKey())
                .anyMatch(Objects::nonNull);
        return any || configuration.isLoginOnStart();
    }

    /** How often the server may refuse. */
    int attempts() {
        return none == null ? 2 : 1;
    }

    /** Whether a login can't help against a server that wants an API key or the like: nobody has said how to log in. */
    boolean isLoginOfNoUse() {
        return login != null && !isLoginOptionSet(configuration);
    }

    /** The failure of a request that the server refused for good. */
    AuraCredentialException refused(RefusedAnswer answer, URI uri, Exchange exchange) {
        String why = " (" + answer.refusal() + answer.quoted() + ")";
        String hint = answer.hint();
        if (none != null) {
            return new AuraCredentialException(
                    uri + " asks for a login" + why + ", but there is none with " + none
                            + ". Configure a bean as credentialProcessor, or apiKey or http.auth* if the server takes them"
                            + hint,
                    exchange,
                    null,
                    Reason.LOGIN_NEEDED);
        }
        if (isLoginOfNoUse() && answer.remedy() != null) {
            return new AuraCredentialException(
                    uri + " refused the request" + why + hint, exchange, null, Reason.LOGIN_NEEDED);
        }
        return new AuraCredentialException(
                uri + " refused the credential twice" + why + ", the second time right after it was renewed" + hint,
                exchange,
                null,
                Reason.REFUSED_AFTER_RENEWAL);
    }
}
