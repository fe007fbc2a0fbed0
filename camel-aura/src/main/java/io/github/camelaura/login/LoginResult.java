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

import java.util.List;

import io.github.camelaura.http.BrowserCookie;

/**
 * What a browser has when it is logged in.
 *
 * @param cookies all that it keeps, of whatever site
 * @param userAgent how it calls itself
 * @param token the bearer token, or null
 */
public record LoginResult(List<BrowserCookie> cookies, String userAgent, String token) {

    @Override
    public String toString() {
        return "login with " + cookies;
    }
}
