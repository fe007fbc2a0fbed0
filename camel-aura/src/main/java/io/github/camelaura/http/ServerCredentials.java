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
package io.github.camelaura.http;

import java.io.IOException;

import org.apache.hc.client5.http.auth.AuthCache;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.Credentials;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChain.Scope;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Gives the credentials of the server to the server only. camel-http makes them for any host, so that a proxy or an OAuth2 token
 * endpoint would get them if it required authentication, and a token endpoint at once with {@code authenticationPreemptive}.
 */
final class ServerCredentials implements ExecChainHandler {

    private final AuthScope server;

    ServerCredentials(HttpHost server) {
        this.server = new AuthScope(RoutingSupport.normalize(server, DefaultSchemePortResolver.INSTANCE));
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, Scope scope, ExecChain chain)
            throws IOException, HttpException {
        CredentialsProvider configured = scope.clientContext.getCredentialsProvider();
        scope.clientContext.setCredentialsProvider((asking, context) -> credentials(configured, asking, context));
        AuthScope target = new AuthScope(scope.route.getTargetHost());
        AuthCache preemptive = scope.clientContext.getAuthCache();
        if (preemptive != null && !isServer(target) && credentials(configured, target, scope.clientContext) == null) {
            preemptive.remove(scope.route.getTargetHost()); // camel-http has put the credentials of the server there
        }
        return chain.proceed(request, scope);
    }

    private Credentials credentials(CredentialsProvider configured, AuthScope asking, HttpContext context) {
        Credentials found = configured.getCredentials(asking, context);
        return isServer(asking) || found != configured.getCredentials(server, context) ? found : null;
    }

    private boolean isServer(AuthScope asking) {
        return server.getHost().equalsIgnoreCase(asking.getHost()) && server.getPort() == asking.getPort();
    }
}
