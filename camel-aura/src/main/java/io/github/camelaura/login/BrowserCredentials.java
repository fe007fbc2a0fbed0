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
package io.github.camelaura.login;

import java.net.URI;
import java.time.Clock;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.ExchangeHelper;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.call.Credentials;
import io.github.camelaura.call.OutgoingRequest;
import io.github.camelaura.call.Refusals;
import io.github.camelaura.call.RefusedAnswer;
import io.github.camelaura.call.RequestAtFaultException;

/** Adds the credential of a {@link LoginSession} to requests, and reports to the session how the server answers. */
public final class BrowserCredentials implements Credentials {

    private static final int FORBIDDEN = 403;
    private static final AtomicLong IDS = new AtomicLong();

    /** Part of the names of exchange properties, because beans of several logins may be called with one exchange. */
    private final long id = IDS.incrementAndGet();

    /** The exchange property with the {@link Sent} of the present attempt. */
    private final String sentProperty = "CamelAuraCredentialSent-" + id;

    /** The exchange property with the {@link Refused} of the first attempt. */
    private final String refusedProperty = "CamelAuraCredentialRefused-" + id;

    private final LoginSession session;
    private final LoginSettings settings;
    private final Object options;
    private final boolean onStart;
    private final Clock clock;

    /**
     * Creates the credentials of an endpoint or a bean.
     *
     * @param options equal for equal settings; contains no password
     * @param onStart whether to log in when the endpoint starts
     */
    BrowserCredentials(LoginSession session, LoginSettings settings, Object options, boolean onStart, Clock clock) {
        this.session = session;
        this.settings = settings;
        this.options = options;
        this.onStart = onStart;
        this.clock = clock;
    }

    @Override
    public void start() throws LoginException {
        if (onStart || settings.configuresLogin() || settings.configuresBrowser()) {
            session.method().logins().get().check();
        }
        if (onStart) {
            session.renewInBackground();
        }
    }

    /** Makes the next request log in, even if the server has not required it. */
    public void require() {
        session.require();
    }

    @Override
    public void calledFrom(Exchange caller) {
        Route route = ExchangeHelper.getRoute(caller);
        if (route != null) {
            session.users().routes().add(route);
        }
    }

    @Override
    public void process(Exchange exchange) throws LoginException, InterruptedException, RequestAtFaultException {
        Credential credential;
        try {
            credential = credential(exchange);
        } catch (RequestAtFaultException e) {
            exchange.removeProperty(refusedProperty); // a redelivery starts with a first attempt
            throw e;
        }
        exchange.setProperty(sentProperty, session.sent(credential == null ? 0 : credential.generation()));
        if (credential != null) {
            Message message = exchange.getMessage();
            credential.headers(settings.request(), clock.instant()).forEach(message::setHeader);
        }
    }

    /** Returns the credential, which the exchange uses until it is done; null if no login is needed yet. */
    private Credential credential(Exchange exchange)
            throws LoginException, InterruptedException, RequestAtFaultException {
        while (true) {
            Credential credential = session.get(ExchangeHelper.getRouteId(exchange), earlier(exchange));
            if (credential == null || uses(exchange, credential.use())) {
                return credential;
            }
        }
    }

    /** Adds an exchange to the use of a credential; returns false if it was replaced and is being logged out. */
    private static boolean uses(Exchange exchange, CredentialUse use) {
        UseEnd end = new UseEnd(use);
        boolean used = exchange.getExchangeExtension().containsOnCompletion(end);
        if (!used && use.enter()) {
            exchange.getExchangeExtension().addOnCompletion(end);
            return true;
        }
        return used;
    }

    @Override
    public void answered(Exchange exchange) {
        boolean accepted = status(exchange) < 400;
        session.answered(sent(exchange), accepted, settings.request(), setCookies(exchange.getMessage()));
        exchange.removeProperty(refusedProperty);
    }

    @Override
    public void refused(Exchange exchange) throws RequestAtFaultException {
        Refused earlier = earlier(exchange);
        exchange.removeProperty(refusedProperty);
        exchange.setProperty(
                refusedProperty, session.refused(sent(exchange), OutgoingRequest.signature(exchange), earlier));
    }

    /**
     * Judges a rejection with status 403 soon after a login to be about the request, because another login would give the same
     * permissions. This does not hold for an HTML page, which is a login page; nor for a second attempt after a rejected
     * credential that was accepted before, because {@link #refused} then decides whether the request is at fault.
     */
    @Override
    public Verdict judge(Exchange exchange, Verdict verdict) {
        return verdict == Verdict.REFUSED && status(exchange) == FORBIDDEN && isAboutRequest(exchange)
                ? Verdict.FORBIDDEN
                : verdict;
    }

    private boolean isAboutRequest(Exchange exchange) {
        Refused earlier = earlier(exchange);
        return !Refusals.isPage(mediaType(exchange))
                && (earlier == null || !earlier.accepted())
                && session.isForbidden(sent(exchange).generation());
    }

    /** A credential of another node may have ended before this node used it, so it does not count as an attempt. */
    @Override
    public boolean triesAgain(int attempt, Exchange exchange) {
        return attempt == 1 || (attempt == 2 && earlier(exchange).mayHaveEnded());
    }

    /** Returns true if no option configures a login: the server may require an API key, so a login would not help. */
    @Override
    public boolean areUnconfigured() {
        return !onStart && !settings.configuresLogin();
    }

    @Override
    public AuraCredentialException rejected(RefusedAnswer answer, URI uri, Exchange exchange) {
        if (areUnconfigured() && answer.remedy() != null) {
            return new AuraCredentialException(
                    uri + " rejected the request" + answer.why() + answer.hint(), exchange, null, Reason.LOGIN_NEEDED);
        }
        return Credentials.super.rejected(answer, uri, exchange);
    }

    @Override
    public Collection<String> secrets() {
        return session.runs().passwords();
    }

    @Override
    public void forget() {
        session.sharing().forget();
        session.forget();
    }

    /** Ends the use of the session by its endpoint. */
    @Override
    public void close() {
        session.users().removeEndpoint(options);
    }

    private Refused earlier(Exchange exchange) {
        return exchange.getProperty(refusedProperty, Refused.class);
    }

    private static String mediaType(Exchange exchange) {
        String type = exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, "", String.class);
        return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static int status(Exchange exchange) {
        return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, int.class);
    }

    private Sent sent(Exchange exchange) {
        return exchange.getProperty(sentProperty, Sent.WITHOUT_CREDENTIAL, Sent.class);
    }

    /** Returns the {@code Set-Cookie} headers. The names of a message's headers may be case-sensitive in this context. */
    private static Collection<String> setCookies(Message message) {
        return message.getHeaders().entrySet().stream()
                .filter(header -> "Set-Cookie".equalsIgnoreCase(header.getKey()))
                .flatMap(header -> header.getValue() instanceof Collection<?> values
                        ? values.stream()
                        : Stream.ofNullable(header.getValue()))
                .map(String::valueOf)
                .toList();
    }

    /** Ends the use of a credential when the exchange is done. */
    private record UseEnd(CredentialUse use) implements Synchronization {

        @Override
        public void onComplete(Exchange exchange) {
            use.leave();
        }

        @Override
        public void onFailure(Exchange exchange) {
            use.leave();
        }
    }
}
