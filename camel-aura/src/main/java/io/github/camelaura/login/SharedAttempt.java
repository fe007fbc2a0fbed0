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

import java.time.Instant;

/**
 * One login of an account as other nodes see it. The fingerprints are HMACs with the key of {@code credentialStore}, so equal
 * values have equal fingerprints on all nodes, and nobody without the key can test guesses.
 *
 * @param id identifies this login among those of all nodes
 * @param node the node that logs in, for people
 * @param session the name of the session in the map
 * @param password the fingerprint of user name and password
 * @param passwordAndSeed the fingerprint of user name, password and the seed of one-time codes
 * @param options the fingerprint of the options that decide how the login proceeds
 * @param started when the first endpoint with these options started on this node
 */
record SharedAttempt(
        String id,
        String node,
        String session,
        String password,
        String passwordAndSeed,
        String options,
        Instant started) {}
