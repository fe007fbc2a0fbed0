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

    private static final String CODE_OF_ERROR = "[a-z_]{1,40}";

    private TokenResponse() {}

    /**
     * Reads the body of a response, if its status is 200, so that camel-http can read it again.
     *
     * @throws NoTokenException if it is a JSON object without a token; camel-http fails by itself for any other body
     */
    static void check(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        if (response.getCode() != HttpStatus.SC_OK) {
            return;
        }
        byte[] body = EntityUtils.toByteArray(entity);
        response.setEntity(new ByteArrayEntity(body, ContentType.parseLenient(entity.getContentType())));
        if (json(body) instanceof JsonObject json && isBlank(json.get("access_token"))) {
            throw new NoTokenException(
                    "http.oauth2TokenEndpoint returned status 200 without access_token" + error(json));
        }
    }

    private static boolean isBlank(Object token) {
        return token == null || token.toString().isBlank();
    }

    /** Returns the code of the error (RFC 6749, section 5.2), which some servers send with status 200. */
    private static String error(JsonObject json) {
        return json.get("error") instanceof String code && code.matches(CODE_OF_ERROR)
                ? ", but with the error " + code
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
