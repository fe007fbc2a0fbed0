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

/** What a {@link Login} reports while it runs. Any thread may call it. */
public interface LoginObserver {

    /**
     * The login is about to put the password on a page. Called at most once. From now on a server may have seen the password,
     * however the login ends.
     */
    void passwordUsed();

    /**
     * The login has failed, and its browser may still be ending. Requests that wait for the login fail now. Has no effect after
     * the login has ended.
     */
    void failed(LoginException failure);
}
