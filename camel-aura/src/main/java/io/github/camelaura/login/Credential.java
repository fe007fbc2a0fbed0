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

import java.net.URI;
import java.time.Instant;
import java.util.Collection;

import io.github.camelaura.http.CookieJar;

/**
 * What the server wants to see, from one login.
 *
 * @param generation counts the logins
 * @param obtained when the login was done
 * @param token null if there is none
 */
record Credential(int generation, Instant obtained, CookieJar cookies, String userAgent, String token) {

    /**
     * Makes the credential of a login.
     *
     * @param request the address of the requests that it is for
     */
    static Credential of(Login.Result login, int generation, Instant now, URI request) {
        CookieJar cookies = new CookieJar(request);
        cookies.addAll(login.cookies(), now);
        return new Credential(generation, now, cookies, login.userAgent(), login.token());
    }

    /**
     * Takes the cookies of an answer.
     *
     * @param taken whether the server has surely checked the credential; otherwise no cookie is deleted
     * @param address the address of the request
     */
    void update(Collection<String> setCookies, boolean taken, URI address, Instant now) {
        if (taken) {
            cookies.set(address, setCookies, now);
        } else {
            cookies.setButDeleteNone(address, setCookies, now);
        }
    }

    @Override
    public String toString() {
        return "credential of generation " + generation;
    }
}
