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
package io.github.camelaura.stream;

/**
 * The identity of a stream.
 *
 * @param id the id of the stream
 * @param name the name of the stream, such as {@code aura:support}
 * @param model the id of the model, which the message of a caller may have named
 * @param ofEndpoint whether the model is the one that the endpoint names
 * @param exchangeId the id of the request exchange
 * @param routeId the id of the route that sent the request; null if it was sent without a route
 */
public record StreamInfo(String id, String name, String model, boolean ofEndpoint, String exchangeId, String routeId) {}
