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
package io.github.camelaura.store;

import java.time.Instant;

/**
 * Whether the map of the option {@code credentialStore} works.
 *
 * @param failedSince when the first access failed after the last one that succeeded; null if the last access succeeded, or there was none
 * @param failure the message of the last failure, without keys and values; null if {@code failedSince} is null
 */
public record StoreState(Instant failedSince, String failure) {

    static final StoreState WORKING = new StoreState(null, null);

    /** Returns the state after one more failure. */
    StoreState failed(StoreException e, Instant now) {
        return new StoreState(failedSince == null ? now : failedSince, e.getMessage());
    }
}
