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
 * The rejection of one attempt of a request, for the next attempt.
 *
 * @param sent the state when the attempt was sent
 * @param accepted whether the server had accepted its credential before
 * @param number the number of the rejection in the {@link RefusalJudge}; {@link #NEVER} if it does not count there
 * @param mayLogIn whether a login may begin for the next attempt; otherwise it can only use a newer credential that is held
 * @param mayHaveEnded whether another node had obtained the credential before the request needed it
 */
record Refused(Sent sent, String signature, boolean accepted, long number, boolean mayLogIn, boolean mayHaveEnded) {

    /** The number of a rejection that is never settled. */
    static final long NEVER = Long.MAX_VALUE;
}
