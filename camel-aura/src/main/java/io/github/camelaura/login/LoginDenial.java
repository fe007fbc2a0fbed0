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

import io.github.camelaura.AuraCredentialException.Reason;

/**
 * Why a login may not be tried now.
 *
 * @param reason {@link Reason#REJECTED} or {@link Reason#BACKING_OFF}
 * @param message what failed before, and until when the account is left alone
 * @param cause what failed before
 */
public record LoginDenial(Reason reason, String message, Exception cause) {}
