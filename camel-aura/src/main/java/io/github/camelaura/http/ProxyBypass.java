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

import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChain.Scope;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;

/**
 * Bypasses the proxy for each request to loopback, whatever the options, the component http, system properties or a bean
 * configure.
 */
final class ProxyBypass {

    private ProxyBypass() {}

    static ClassicHttpResponse proceed(ClassicHttpRequest request, Scope scope, ExecChain chain)
            throws IOException, HttpException {
        HttpRoute route = scope.route;
        HttpHost target = route.getTargetHost();
        if (route.getProxyHost() == null || !Origin.isLoopback(target.getHostName())) {
            return chain.proceed(request, scope);
        }
        boolean secure = "https".equalsIgnoreCase(target.getSchemeName());
        HttpRoute direct = new HttpRoute(target, route.getLocalAddress(), secure);
        return chain.proceed(
                request,
                new Scope(scope.exchangeId, direct, scope.originalRequest, scope.execRuntime, scope.clientContext));
    }
}
