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
 * Which stream it is.
 *
 * @param id its id
 * @param name its name, such as {@code aura:support}
 * @param model the id of the model that is asked
 * @param exchangeId the id of the exchange that asks
 * @param routeId the id of the route that asks, or null if no route does
 */
public record StreamInfo(String id, String name, String model, String exchangeId, String routeId) {}
