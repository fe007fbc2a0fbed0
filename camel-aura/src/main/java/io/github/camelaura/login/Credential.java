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
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.camelaura.http.CookieJar;

/**
 * The credential from one login.
 *
 * @param generation the number of the login in its session, from 1
 * @param obtained when the login was done
 * @param userAgent the browser's {@code User-Agent}, because the server may compare it
 * @param token the bearer token; null if there is none
 * @param use the requests that use it
 * @param origin its place in {@code credentialStore}; null if nodes do not share it
 */
record Credential(
        int generation,
        Instant obtained,
        CookieJar cookies,
        String userAgent,
        BearerToken token,
        CredentialUse use,
        SharedOrigin origin) {

    /**
     * Creates the credential of a login.
     *
     * @param request the address of the requests that use it
     */
    static Credential of(Login.Result login, int generation, Instant now, URI request) {
        CookieJar cookies = new CookieJar(request);
        cookies.addAll(login.cookies(), now);
        SharedSession found = login.origin() == null ? null : login.origin().found();
        BearerToken token = found != null || login.token() == null
                ? login.token()
                : login.token().obtained(now);
        Instant obtained = found == null ? now : found.obtained();
        CredentialUse use = new CredentialUse(login.end());
        return new Credential(generation, obtained, cookies, login.userAgent(), token, use, login.origin());
    }

    /** Returns whether another node had obtained it before a request needed it, so its session may have ended since. */
    boolean mayHaveEnded() {
        return origin != null && !origin.fresh();
    }

    /**
     * Returns the headers of a request that carries the credential.
     *
     * @param address an address with the origin of the site
     */
    Map<String, String> headers(URI address, Instant now) {
        return headers(userAgent, cookies.header(address, now), token);
    }

    /**
     * Returns the headers of a request that carries parts of a credential.
     *
     * @param cookies the header {@code Cookie}; null for none
     * @param token the bearer token; null for none
     */
    static Map<String, String> headers(String userAgent, String cookies, BearerToken token) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", userAgent);
        if (cookies != null) {
            headers.put("Cookie", cookies);
        }
        if (token != null) {
            headers.put("Authorization", "Bearer " + token.value());
        }
        return headers;
    }

    /** Notes that no further request gets the credential. {@link CredentialUse} ends its session after the last request. */
    void retire(boolean logsOut) {
        use.retire(this, logsOut);
    }

    /**
     * Stores the cookies that an answer sets.
     *
     * @param accepted whether the server accepted the credential; otherwise no cookie is deleted
     * @param address the address of the request
     */
    void update(Collection<String> setCookies, boolean accepted, URI address, Instant now) {
        if (accepted) {
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
