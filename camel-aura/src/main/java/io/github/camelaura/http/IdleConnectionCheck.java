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
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks an idle connection before a request is sent on it. A connection that the server has closed is not used, because the
 * request would fail and is not retried. A connection that has received data since the last response is not used either, because
 * this data must not be taken for the response to the request (RFC 9112, section 6.3). HttpClient's own check takes as long, but
 * detects only closed connections.
 */
final class IdleConnectionCheck extends HttpRequestExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(IdleConnectionCheck.class);

    /** The connection must be closed; nothing was sent on it. */
    private static final class UnusableConnectionException extends IOException {

        private static final long serialVersionUID = 1L;

        UnusableConnectionException(HttpClientConnection connection) {
            super("The connection " + connection + " was closed, or has received data that belongs to no request");
        }
    }

    /** Sends the request on the next connection if a connection is unusable. */
    static ClassicHttpResponse takeNext(ClassicHttpRequest request, Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpRequest next = request;
        while (true) {
            try {
                return chain.proceed(next, scope);
            } catch (UnusableConnectionException e) {
                LOG.debug(e.getMessage());
                next = ClassicRequestBuilder.copy(scope.originalRequest).build();
            }
        }
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback informationCallback,
            HttpContext context)
            throws IOException, HttpException {
        EndpointDetails details = connection.getEndpointDetails(); // null if the request was cancelled
        if (details != null && details.getRequestCount() > 0 && !isUsable(connection, details)) {
            throw new UnusableConnectionException(connection);
        }
        return super.execute(request, connection, informationCallback, context);
    }

    private static boolean isUsable(HttpClientConnection connection, EndpointDetails details) {
        long received = details.getReceivedBytesCount();
        try {
            return !connection.isStale() // isStale() reads for up to one millisecond
                    && details.getReceivedBytesCount() == received;
        } catch (IOException e) {
            return false;
        }
    }
}
