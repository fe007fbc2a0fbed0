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
package io.github.camelaura.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Checks the response of an OAuth2 token endpoint. Without a token in it, camel-http would send, and cache, the token "null". */
final class TokenResponse {

    /** The statuses of RFC 6749, section 5.2, with which it rejects the client, and 403, which some servers return instead. */
    private static final Set<Integer> REJECTIONS =
            Set.of(HttpStatus.SC_BAD_REQUEST, HttpStatus.SC_UNAUTHORIZED, HttpStatus.SC_FORBIDDEN);

    private static final String CODE_OF_ERROR = "[a-z_]{1,40}";

    private TokenResponse() {}

    /**
     * Reads the body of a response that has a token or rejects the client, so that camel-http can read it again.
     *
     * @throws NoTokenException if it rejects the client, or is a JSON object without a token; camel-http fails by itself for any
     *     other response
     */
    static void check(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        boolean success = response.getCode() == HttpStatus.SC_OK;
        if (!success && !REJECTIONS.contains(response.getCode())) {
            return;
        }
        byte[] body = EntityUtils.toByteArray(entity);
        response.setEntity(new ByteArrayEntity(body, ContentType.parseLenient(entity.getContentType())));
        Object json = json(body);
        if (!success) {
            throw new NoTokenException(
                    "http.oauth2TokenEndpoint returned status " + response.getCode() + error(json, " with the error "));
        }
        if (json instanceof JsonObject object && isBlank(object.get("access_token"))) {
            throw new NoTokenException("http.oauth2TokenEndpoint returned status 200 without access_token"
                    + error(json, ", but with the error "));
        }
    }

    private static boolean isBlank(Object token) {
        return token == null || token.toString().isBlank();
    }

    /** Returns the code of the error (RFC 6749, section 5.2), which some servers send with status 200; empty if there is none. */
    private static String error(Object json, String before) {
        return json instanceof JsonObject object
                        && object.get("error") instanceof String code
                        && code.matches(CODE_OF_ERROR)
                ? before + code
                : "";
    }

    private static Object json(byte[] body) {
        try {
            return Jsoner.deserialize(new String(body, StandardCharsets.UTF_8));
        } catch (DeserializationException e) {
            return null;
        }
    }
}
