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
package io.github.camelaura.example;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

import io.github.camelaura.component.AuraConfiguration;
import io.github.camelaura.component.AuraEndpoint;

/** The example route for single sign-on can be loaded, and its options have the values shown. */
class CorporateRouteTest {

    @Test
    void optionsReachTheComponentAndTheRouteDoesNotStart() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(context, "classpath:corporate/sso.yaml"));
            context.start();

            assertThat(context.getRouteController().getRouteStatus("corporate")).isEqualTo(ServiceStatus.Stopped);
            AuraConfiguration options = context.getEndpoints().stream()
                    .filter(AuraEndpoint.class::isInstance)
                    .map(endpoint -> ((AuraEndpoint) endpoint).getConfiguration())
                    .findFirst()
                    .orElseThrow();
            assertThat(options.getBaseUrl()).isEqualTo("https://chat.example.com");
            assertThat(options.getLoginUrl()).isEqualTo("https://chat.example.com/login");
            assertThat(options.getLoginHosts()).isEqualTo("sso.example.com");
            assertThat(options.getLoginUsername()).isEqualTo("chat-routes");
            assertThat(options.getLoginPasswordFile()).isEqualTo("/run/secrets/chat-password");
            assertThat(options.getLoginClickSelectors()).isEqualTo("#accept-cookies, a.provider-company");
            assertThat(options.getLoginReadyCookie()).isEqualTo("chat_session");
            assertThat(options.getLoginTimeout()).isEqualTo(60_000);
            assertThat(options.getBrowserRemoteUrl()).isEqualTo("http://selenium-grid.example.com:4444");
            assertThat(options.getProxyHost()).isEqualTo("proxy.example.com");
            assertThat(options.getProxyPort()).isEqualTo(3128);
            assertThat(options.getNonProxyHosts()).isEqualTo("*.internal.example.com");
        }
    }
}
