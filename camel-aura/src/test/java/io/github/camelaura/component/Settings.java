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
package io.github.camelaura.component;

import java.net.URI;

import org.apache.camel.impl.DefaultCamelContext;

import io.github.camelaura.http.ProxySettings;
import io.github.camelaura.login.LoginSettings;
import io.github.camelaura.management.ComponentState;

/** Gives tests of other packages access to package-private parts of the component. */
public final class Settings {

    private Settings() {}

    /** The settings of a login. */
    public static LoginSettings login(LoginConfiguration configuration, URI request) {
        return configuration.loginSettings(request, StepsResource.read(new DefaultCamelContext(), configuration));
    }

    /** The settings of a proxy. */
    public static ProxySettings proxy(LoginConfiguration configuration) {
        return configuration.proxySettings();
    }

    /** The state that the console and the health check of a component show. */
    public static ComponentState state(AuraComponent component) {
        return component.state();
    }
}
