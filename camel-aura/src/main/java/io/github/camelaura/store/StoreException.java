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

import java.io.Serial;
import java.time.Duration;

/**
 * The map of the option {@code credentialStore} failed, or did not answer. The message has no key, name or value of the map. The causes
 * have no messages of the map, see {@link MapFailure}.
 */
public final class StoreException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final String UNKNOWN = ". The value may or may not have been changed";
    private static final String NOTHING = ". Nothing was read or changed";

    private StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Describes a map that refuses all changes of a value. */
    public static StoreException refused(int attempts) {
        return new StoreException(
                "credentialStore refused to change a value " + attempts
                        + " times in a row. Use a map whose putIfAbsent, replace and remove are atomic and compare with"
                        + " equals, and whose get returns the current value (no near cache)",
                null);
    }

    /** Describes an access that the map answered with an exception. */
    static StoreException failed(Throwable cause) {
        return new StoreException(
                "credentialStore failed with " + cause.getClass().getName() + UNKNOWN
                        + ". Check whether the map can be reached, and whether its keys and values are text",
                MapFailure.of(cause));
    }

    /** Describes an access that takes longer than the limit. */
    static StoreException late(Duration limit) {
        return new StoreException(
                "credentialStore did not answer within " + limit.toSeconds() + " s" + UNKNOWN
                        + ". Check whether the map can be reached",
                null);
    }

    /** Describes an access that was not begun, because another one is late. */
    static StoreException hanging(Duration since) {
        return new StoreException(
                "credentialStore has not answered for " + since.toSeconds() + " s" + NOTHING
                        + ". It is used again when it has answered. Check whether the map can be reached",
                null);
    }

    /** Describes an access that no thread could begin. */
    static StoreException notBegun(Throwable cause) {
        return new StoreException(
                "credentialStore cannot be accessed, because the executor failed with "
                        + cause.getClass().getName() + NOTHING
                        + ". The component has stopped, or no thread can be created: check the limit of threads",
                cause);
    }
}
