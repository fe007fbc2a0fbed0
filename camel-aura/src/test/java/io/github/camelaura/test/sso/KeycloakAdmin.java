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
package io.github.camelaura.test.sso;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Changes the realm of a Keycloak that runs already, because its start takes long. */
final class KeycloakAdmin {

    static final String NAME = "admin";
    static final String PASSWORD = "admin-password";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI keycloak;

    KeycloakAdmin(URI keycloak) {
        this.keycloak = keycloak;
    }

    boolean isReady() {
        try {
            HttpRequest request = request("/realms/" + Keycloak.REALM).build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    void changeRealm(Map<String, Object> settings) {
        send(authorized("").PUT(BodyPublishers.ofString(json(settings))).header("Content-Type", "application/json"));
    }

    void endAllSessions() {
        send(authorized("/logout-all").POST(BodyPublishers.noBody()));
    }

    private HttpRequest.Builder authorized(String path) {
        return request("/admin/realms/" + Keycloak.REALM + path).header("Authorization", "Bearer " + token());
    }

    /** A new one each time: it does not last long. */
    private String token() {
        String form = "grant_type=password&client_id=admin-cli&username=" + NAME + "&password=" + PASSWORD;
        String answer = send(request("/realms/master/protocol/openid-connect/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
        try {
            return JSON.readTree(answer).required("access_token").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(keycloak.resolve(path)).timeout(PATIENCE);
    }

    private String send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(response + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot ask " + request.uri(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static String json(Map<String, Object> settings) {
        try {
            return JSON.writeValueAsString(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while asking Keycloak", e);
    }
}
