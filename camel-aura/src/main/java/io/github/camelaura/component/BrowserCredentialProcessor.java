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

import java.net.URI;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.AuraCredentialProcessor;
import io.github.camelaura.call.RequestAtFaultException;
import io.github.camelaura.http.ChatClient;
import io.github.camelaura.http.HttpSettings;
import io.github.camelaura.login.BrowserCredentials;
import io.github.camelaura.login.LoginException;
import io.github.camelaura.login.LoginSettings;
import io.github.camelaura.login.Logins;

/**
 * A bean for routes that call a site behind a login with {@code http:} or {@code https:}. As a step before the call, it adds
 * cookies, user agent and bearer token to the message. Its options are the login options of the {@code aura:} endpoint;
 * {@code baseUrl} is the address of the calls and determines which cookies are sent.
 *
 * <p>It logs in before the first call. After a successful call the route calls {@link #answered(Exchange)}. After a rejected call
 * the route calls {@link #refused(Exchange)} ({@code bean:myLogin?method=refused}), and then this step and the call again. The
 * headers stay on the message: remove {@code Cookie} and {@code Authorization} after the call.
 */
public class BrowserCredentialProcessor extends LoginConfiguration
        implements AuraCredentialProcessor, CamelContextAware {

    /** The time in milliseconds to connect to {@code loginVerifyUrl} and {@code logoutUrl}. */
    private static final long CONNECT_MILLIS = 10_000;

    private final UnencryptedCredential unencrypted = new UnencryptedCredential();
    private CamelContext camelContext;
    private volatile Used used;

    /**
     * Adds the credential to the message. Waits for a login if one is needed.
     *
     * @throws AuraCredentialException if no credential is available
     */
    @Override
    public void process(Exchange exchange) throws AuraCredentialException, InterruptedException {
        BrowserCredentials credentials = credentials();
        unencrypted.warnOnce(this);
        credentials.calledFrom(exchange);
        credentials.require();
        try {
            credentials.process(exchange);
        } catch (LoginException e) {
            throw e.on(exchange, "");
        } catch (RequestAtFaultException e) {
            throw failure(e, exchange);
        }
    }

    @Override
    public void answered(Exchange exchange) {
        credentials().answered(exchange);
    }

    /**
     * Called by the route when the call was rejected.
     *
     * @throws AuraCredentialException if another credential would not help, because the server rejects only this call
     */
    @Override
    public void refused(Exchange exchange) throws AuraCredentialException {
        try {
            credentials().refused(exchange);
        } catch (RequestAtFaultException e) {
            throw failure(e, exchange);
        }
    }

    @Override
    public Verdict judge(Exchange exchange, Verdict verdict) {
        return credentials().judge(exchange, verdict);
    }

    private static AuraCredentialException failure(RequestAtFaultException e, Exchange exchange) {
        return new AuraCredentialException(e.getMessage(), exchange, null, Reason.REFUSED_AFTER_RENEWAL);
    }

    /** The properties are read for the first exchange, and again after the context has stopped and started. */
    private BrowserCredentials credentials() {
        Logins logins = EndpointResources.logins(camelContext);
        Used last = used;
        if (last == null || last.logins != logins) {
            HttpSettings http = HttpSettings.of(request(), proxySettings(), CONNECT_MILLIS);
            LoginSettings settings = loginSettings(request(), StepsResource.read(camelContext, this));
            last = new Used(logins, logins.forBean(settings, () -> new ChatClient(camelContext, http)));
            used = last;
        }
        return last.credentials;
    }

    private URI request() {
        if (getBaseUrl() == null) {
            throw new IllegalArgumentException(
                    "Property baseUrl is missing: set it to the address that the route calls");
        }
        return URI.create(getBaseUrl());
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    private record Used(Logins logins, BrowserCredentials credentials) {}
}
