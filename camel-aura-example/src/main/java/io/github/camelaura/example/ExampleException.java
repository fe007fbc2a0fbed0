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
package io.github.camelaura.example;

/** A reason why the example ends that its user can remove; the message says how, so no stack trace is needed. */
final class ExampleException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The exit status of a wrong command line; of anything else it is {@link #FAILED}. */
    static final int WRONG_USAGE = 2;

    static final int FAILED = 1;

    private final int status;

    ExampleException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Returns the exit status of the process, which is not 0. */
    int status() {
        return status;
    }
}
