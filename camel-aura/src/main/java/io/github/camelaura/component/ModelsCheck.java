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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.AuraConnectException;
import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraHttpException;
import io.github.camelaura.management.ComponentState.ModelsState;
import io.github.camelaura.management.ComponentState.ModelsState.Outcome;
import io.github.camelaura.stream.StreamSlots;
import io.github.camelaura.stream.StreamStatistics;

/**
 * Requests the models of the server of an endpoint in the background, for {@code healthCheckModels}.
 *
 * <p>Threads: a health check requests, on any thread; the thread of the request stores the result. {@code begun} is null while no
 * request has begun, and is set before one begins. Nothing waits.
 */
final class ModelsCheck {

    private static final Logger LOG = LoggerFactory.getLogger(ModelsCheck.class);

    private static final int NOT_FOUND = 404;

    /** A request that has begun. */
    private record Begun(Instant at, boolean ended) {}

    private final AuraEndpoint endpoint;
    private final Clock clock;
    private final ModelsRequests requests;
    private final AtomicReference<Begun> begun = new AtomicReference<>();
    private volatile ModelsState latest;

    ModelsCheck(AuraEndpoint endpoint, Clock clock) {
        this.endpoint = endpoint;
        this.clock = clock;
        this.requests = new ModelsRequests(endpoint);
    }

    /** Begins a request, unless one is under way or has begun within the interval. */
    void request(Duration interval) {
        Begun last = begun.get();
        Instant now = clock.instant();
        boolean due = last == null || (last.ended() && !now.isBefore(last.at().plus(interval)));
        Begun next = new Begun(now, false);
        if (due && begun.compareAndSet(last, next)) {
            endpoint.getResources()
                    .current()
                    .ifPresentOrElse(resources -> begin(resources, next), () -> begun.set(last));
        }
    }

    private void begin(EndpointResources resources, Begun request) {
        Exchange exchange = endpoint.createExchange();
        try {
            endpoint.getComponent()
                    .getStreams()
                    .start(requests.of(
                            this,
                            resources,
                            new StreamSlots(1, 0), // does not take one of the streams, nor wait for it
                            new StreamStatistics(),
                            exchange,
                            done -> end(exchange, request)));
        } catch (RuntimeException e) {
            exchange.setException(e);
            end(exchange, request);
        }
    }

    private void end(Exchange exchange, Begun request) {
        latest = result(exchange);
        LOG.debug("The models of {} were requested: {}", endpoint.getStreamName(), latest.outcome());
        begun.set(new Begun(request.at(), true));
    }

    private ModelsState result(Exchange exchange) {
        Exception failure = exchange.getException();
        Outcome outcome = failure == null ? Outcome.LISTED : outcome(failure);
        String message = failure == null ? null : failure.getMessage();
        String model = endpoint.getConfiguration().getModel();
        if (failure == null && !contains(exchange.getMessage().getBody(List.class), model)) {
            outcome = Outcome.NOT_LISTED;
            message = "The model " + model + " of " + endpoint.getStreamName() + " is not in the list of models of "
                    + endpoint.getConfiguration().getBaseUrl() + ": check the option model";
        }
        return new ModelsState(clock.instant(), outcome, message);
    }

    private static boolean contains(List<?> models, String id) {
        return models.stream().anyMatch(model -> model instanceof Map<?, ?> entry && id.equals(entry.get("id")));
    }

    private static Outcome outcome(Exception failure) {
        if (failure instanceof AuraConnectException) {
            return Outcome.UNREACHABLE;
        }
        if (failure instanceof AuraCredentialException) {
            return Outcome.LOGIN_FAILED;
        }
        return failure instanceof AuraHttpException answer && answer.getStatusCode() == NOT_FOUND
                ? Outcome.NO_LIST
                : Outcome.FAILED;
    }

    /** Returns the result of the last request; null if none has ended. */
    ModelsState latest() {
        return latest;
    }
}
