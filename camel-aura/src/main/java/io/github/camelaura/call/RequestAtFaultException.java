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
package io.github.camelaura.call;

import java.io.Serial;

/** The server rejects one request but accepts the same credential for others, so the request is the cause. */
public final class RequestAtFaultException extends Exception {

    public static final String WHY =
            "The server rejects this request but accepts the credential for others, or rejected it again"
                    + " with the credential of a new login. The content of the request is the likely cause (a filter, a web"
                    + " application firewall); the credential is kept";

    @Serial
    private static final long serialVersionUID = 1L;

    public RequestAtFaultException() {
        super(WHY);
    }
}
