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
package io.github.camelaura.login;

import io.github.camelaura.store.StoreState;

/**
 * What monitoring shows of the logins of a session, on this node or, with {@code credentialStore}, on all nodes.
 *
 * @param generation the number of logins
 * @param node the node that logged in; null without a session or without {@code credentialStore}
 * @param history the logins; those of other nodes when this node last read the map
 * @param store whether the map answers; null without {@code credentialStore}
 */
record SharedStatus(int generation, String node, LoginThrottle.History history, StoreState store) {}
