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

import java.util.List;

import io.github.camelaura.login.LoginStatus;
import io.github.camelaura.stream.StreamState;
import io.github.camelaura.stream.StreamStatistics;
import io.github.camelaura.stream.StreamStatistics.Server;

/**
 * All that is shown of a component at one moment; nothing of it is secret, and to take it asks no server.
 *
 * @param counts the streams that were
 * @param streams the streams that run, the oldest first
 * @param endpoints the endpoints that ask
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
     * An endpoint that asks.
     *
     * @param uri its URI, without secrets
     * @param baseUrl the server's address
     * @param counts the streams that were
     * @param server the server as the last stream found it; null if none has tried
     */
    public record EndpointState(String uri, String baseUrl, StreamStatistics.Counts counts, Server server) {}

    /**
     * A consumer of a route.
     *
     * @param name the name of the streams
     * @param routeId the id of the route
     * @param delivered how many chunks and events it gave to the route
     * @param failed how many of them failed there
     */
    public record ConsumerState(String name, String routeId, long delivered, long failed) {}
}
