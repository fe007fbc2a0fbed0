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

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChain.Scope;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * A request inside which camel-http sends a request for an OAuth2 token, on the same thread and without a time limit. Cancelling
 * the one must cancel the other.
 */
interface TokenRequests {

    /** The request that the thread executes. */
    ThreadLocal<TokenRequests> RUNNING = new ThreadLocal<>();

    /**
     * Begins a request: this one, or one for its token.
     *
     * @return whether it is for a token
     * @throws IOException if this request was cancelled
     */
    boolean begin(Cancellable request) throws IOException;

    /** Executes a request of the client. If it is for a token, lets the running request cancel it, and checks the response. */
    static ClassicHttpResponse proceed(ClassicHttpRequest request, Scope scope, ExecChain chain)
            throws IOException, HttpException {
        TokenRequests running = RUNNING.get();
        boolean forToken =
                running != null && scope.originalRequest instanceof Cancellable begun && running.begin(begun);
        ClassicHttpResponse response = chain.proceed(request, scope);
        if (forToken && response.getEntity() != null) {
            response.setEntity(new BoundedEntity(response.getEntity(), scope.execRuntime::discardEndpoint));
            TokenResponse.check(response);
        }
        return response;
    }
}
