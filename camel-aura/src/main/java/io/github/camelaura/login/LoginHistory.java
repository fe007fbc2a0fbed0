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
 * How the logins of an account went.
 *
 * @param rejected whether the password that was used or asked for last was rejected
 * @param failures how many logins failed since a session was accepted
 * @param notBefore when the next login may be tried at the earliest; null if it need not wait
 * @param failedAt when a login failed last; null if none has
 * @param failure why it failed; null if none has
 */
public record LoginHistory(boolean rejected, int failures, Instant notBefore, Instant failedAt, String failure) {}
