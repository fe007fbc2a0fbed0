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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;

/** What Keycloak is to know from its start: one realm with two users and one client, in the format of its import. */
final class RealmFile {

    private static final Map<String, Object> PASSWORD = Map.of("type", "password", "value", Keycloak.PASSWORD);

    /** The bytes of {@link Keycloak#CODE_SEED} as text. */
    private static final Map<String, Object> CODES = Map.of(
            "type",
            "otp",
            "secretData",
            "{\"value\":\"12345678901234567890\"}",
            "credentialData",
            "{\"subType\":\"totp\",\"digits\":6,\"counter\":0,\"period\":30,\"algorithm\":\"HmacSHA1\"}");

    private RealmFile() {}

    private static Map<String, Object> user(String name, List<Map<String, Object>> credentials) {
        return Map.of(
                "username",
                name,
                "enabled",
                true,
                // Or the first login asks for what is missing
                "email",
                name + "@example.org",
                "emailVerified",
                true,
                "firstName",
                "Jane",
                "lastName",
                "Doe",
                "credentials",
                credentials);
    }

    static void write(Path file, SessionLength length) {
        Map<String, Object> client = Map.of(
                "clientId",
                Keycloak.CLIENT,
                "secret",
                Keycloak.CLIENT_SECRET,
                "enabled",
                true,
                "publicClient",
                false,
                // The ports of the sites are not known yet
                "redirectUris",
                List.of("*"));
        Map<String, Object> realm = new HashMap<>(length.settings());
        realm.putAll(Map.of(
                "realm",
                Keycloak.REALM,
                "enabled",
                true,
                "sslRequired",
                "none",
                "users",
                List.of(user(Keycloak.USER, List.of(PASSWORD)), user(Keycloak.CODE_USER, List.of(PASSWORD, CODES))),
                "clients",
                List.of(client)));
        try {
            Files.createDirectories(file.getParent());
            new ObjectMapper().writeValue(file.toFile(), realm);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
