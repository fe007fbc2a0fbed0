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
 * Sends no request on a connection that the server has closed while it idled, as the request would fail and is not repeated;
 * nor on one on which something has come since the last answer, as that must not be taken for the answer to this request
 * (RFC 9112, section 6.3). HttpClient's own look takes as long and sees the first only.
 */
final class IdleConnectionCheck extends HttpRequestExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(IdleConnectionCheck.class);

    /** Nothing was sent, and the connection is to be given up. */
    private static final class UnusableConnectionException extends IOException {

        private static final long serialVersionUID = 1L;

        UnusableConnectionException(HttpClientConnection connection) {
            super("The connection " + connection + " was closed, or has data that nobody asked for");
        }
    }

    /** Takes the next connection, in place of one that can't be used. */
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
        EndpointDetails details = connection.getEndpointDetails(); // null if a cancelled request has closed it
        if (details != null && details.getRequestCount() > 0 && !isUsable(connection, details)) {
            throw new UnusableConnectionException(connection);
        }
        return super.execute(request, connection, informationCallback, context);
    }

    private static boolean isUsable(HttpClientConnection connection, EndpointDetails details) {
        long received = details.getReceivedBytesCount();
        try {
            return !connection.isStale() // which reads for a millisecond
                    && details.getReceivedBytesCount() == received;
        } catch (IOException e) {
            return false;
        }
    }
}
