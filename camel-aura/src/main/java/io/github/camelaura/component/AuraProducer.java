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

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultAsyncProducer;

import io.github.camelaura.AuraStreamException;
import io.github.camelaura.stream.FailureProperties;
import io.github.camelaura.stream.StreamManager;
import io.github.camelaura.stream.StreamRequest;

/** Sends requests to the server. Each request starts a stream, which runs independently of the producer. */
@ManagedResource(description = "Managed Aura producer")
public class AuraProducer extends DefaultAsyncProducer {

    private final AuraEndpoint endpoint;
    private final StreamManager streams;
    private final Requests requests;
    private volatile EndpointResources resources;

    AuraProducer(AuraEndpoint endpoint, Requests requests) {
        super(endpoint);
        this.endpoint = endpoint;
        this.streams = endpoint.getComponent().getStreams();
        this.requests = requests;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        FailureProperties.remove(exchange);
        if (streams.failsAgain(exchange, requests.name())) {
            callback.done(true);
            return true;
        }
        StreamRequest request;
        try {
            request = requests.of(this, startedResources(exchange), exchange, callback);
        } catch (Throwable e) { // also an Error, of a type converter for example, because the exchange must be answered
            FailureProperties.fail(exchange, e);
            callback.done(true);
            return true;
        }
        streams.start(request);
        return false;
    }

    private EndpointResources startedResources(Exchange exchange) throws AuraStreamException {
        EndpointResources current = resources;
        if (current == null) {
            throw StreamManager.hasStopped(endpoint.getStreamName(), exchange);
        }
        return current;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        resources = endpoint.getResources().acquire();
        try {
            endpoint.warnOfUnencryptedCredential();
            resources.credentials().start();
        } catch (Exception e) {
            releaseResources(); // Camel does not stop a service that failed to start
            throw e;
        }
    }

    @Override
    protected void doStop() throws Exception {
        streams.abortOrphans(this);
        if (resources != null) {
            releaseResources();
        }
        super.doStop();
    }

    private void releaseResources() {
        endpoint.getResources().release();
        resources = null;
    }

    @ManagedAttribute(description = "Number of streams that run or wait for a slot")
    public long getRunningStreams() {
        return streams.running(this);
    }

    @ManagedOperation(
            description = "Drops the credential from the browser and resets the account's login back-off and rejection:"
                    + " the next request logs in, if the server requires it")
    public void forgetCredential() {
        endpoint.forgetCredential();
    }
}
