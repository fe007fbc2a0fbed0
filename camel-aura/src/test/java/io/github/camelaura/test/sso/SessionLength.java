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

import java.time.Duration;
import java.util.Map;

/**
 * How long a login lasts, in whole seconds, counted from the login; use does not make it longer.
 *
 * @param signOn how long Keycloak knows the user without asking for the password again
 * @param site how long the site behind it does, before it sends the user to Keycloak; at most as long as {@code signOn}
 */
public record SessionLength(Duration signOn, Duration site) {

    /**
     * The same for both, so that afterwards the password is needed again.
     *
     * @param length how long
     * @return the length of both sessions
     */
    public static SessionLength of(Duration length) {
        return new SessionLength(length, length);
    }

    /** The settings of a realm in Keycloak. The site's session lasts as long as its token. */
    Map<String, Object> settings() {
        return Map.of(
                "ssoSessionMaxLifespan", signOn.toSeconds(),
                "ssoSessionIdleTimeout", signOn.toSeconds(),
                "accessTokenLifespan", site.toSeconds());
    }
}
