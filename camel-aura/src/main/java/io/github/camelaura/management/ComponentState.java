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
package io.github.camelaura.management;

import java.time.Instant;
import java.util.List;

import io.github.camelaura.login.LoginStatus;
import io.github.camelaura.stream.StreamState;
import io.github.camelaura.stream.StreamStatistics;
import io.github.camelaura.stream.StreamStatistics.Server;

/**
 * The state of a component at one moment. It contains no secrets, and no request is sent to obtain it.
 *
 * @param counts the numbers of streams
 * @param streams the running streams, oldest first
 * @param endpoints the endpoints with producers
 * @param consumers the consumers of routes
 * @param logins the logins of the CamelContext
 */
public record ComponentState(
        StreamStatistics.Counts counts,
        List<StreamState> streams,
        List<EndpointState> endpoints,
        List<ConsumerState> consumers,
        List<LoginStatus> logins) {

    /**
     * An endpoint with producers.
     *
     * @param uri the URI of the endpoint, without secrets
     * @param baseUrl the address of the server
     * @param counts the numbers of streams
     * @param server the state of the server when the last stream ended; null if no stream has tried to connect
     * @param models the last result of {@code healthCheckModels}; null if there is none
     */
    public record EndpointState(
            String uri, String baseUrl, StreamStatistics.Counts counts, Server server, ModelsState models) {}

    /**
     * The result of a request for the models of a server.
     *
     * @param asOf when the request ended
     * @param outcome the outcome
     * @param message what failed, in one sentence; null if nothing did
     */
    public record ModelsState(Instant asOf, Outcome outcome, String message) {

        /** The outcomes. */
        public enum Outcome {
            /** The model of the endpoint is in the list. */
            LISTED,
            /** The model of the endpoint is not in the list. */
            NOT_LISTED,
            /** The server was not reached. */
            UNREACHABLE,
            /** The server has no list. */
            NO_LIST,
            /** The server rejects the credential, and the login failed. */
            LOGIN_FAILED,
            /** The server returned an error, or something else than a list. */
            FAILED
        }
    }

    /**
     * A consumer of a route.
     *
     * @param name the name of the streams
     * @param routeId the id of the route
     * @param delivered the number of chunks and events delivered to the route
     * @param failed the number of delivered chunks and events that failed in the route
     */
    public record ConsumerState(String name, String routeId, long delivered, long failed) {}
}
