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

/**
 * A copy of an exception of a map that nodes share, with its classes, stack traces and causes but without its messages, because these may
 * contain values of the map or the address of a server with a password.
 */
public final class MapFailure extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Enough causes to find the reason; also ends a circle of causes. */
    private static final int MOST_CAUSES = 8;

    private MapFailure(Throwable failure, MapFailure cause) {
        super(failure.getClass().getName() + " (the message is left out, because it may be confidential)", cause);
        setStackTrace(failure.getStackTrace());
    }

    /** Copies an exception. */
    public static MapFailure of(Throwable failure) {
        return copy(failure, MOST_CAUSES);
    }

    private static MapFailure copy(Throwable failure, int most) {
        Throwable cause = failure.getCause();
        return new MapFailure(failure, cause == null || most == 1 ? null : copy(cause, most - 1));
    }
}
