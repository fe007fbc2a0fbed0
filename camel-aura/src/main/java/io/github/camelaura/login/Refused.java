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

/**
 * What one attempt of a request leaves for the next one, after the server refused it.
 *
 * @param sent how it went out
 * @param ofAccepted whether the server had accepted its credential before
 * @param number counts the refusals of a credential that was accepted; {@link #NEVER} for those of another one
 * @param mayLogIn whether a login may begin for it, and not only a newer credential be used that is there
 */
record Refused(Sent sent, String signature, boolean ofAccepted, long number, boolean mayLogIn) {

    /** A number that is never cleared. */
    static final long NEVER = Long.MAX_VALUE;
}
