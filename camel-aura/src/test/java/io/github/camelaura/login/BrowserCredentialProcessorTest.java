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

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.apache.camel.Exchange;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.LoginSite;

/** A {@code BrowserCredentialProcessor} bean in front of a plain http call. */
@Tag("browser")
class BrowserCredentialProcessorTest extends AuraTestSupport {

    @Test
    void routeCallsASiteBehindALoginWithPlainHttp() throws Exception {
        LoginSite site = LoginSite.protect(server());
        load("""
                - beans:
                    - name: siteLogin
                      type: io.github.camelaura.component.BrowserCredentialProcessor
                      properties:
                        baseUrl: %1$s/api/chat
                        loginUrl: %1$s
                        loginUsername: %2$s
                        loginPassword: "%3$s"
                        browserName: htmlunit
                - route:
                    from:
                      uri: direct:call
                      steps:
                        - setProperty:
                            name: question
                            expression:
                              simple:
                                expression: "${body}"
                        - doTry:
                            steps:
                              - to:
                                  uri: direct:once
                            doCatch:
                              - exception:
                                  - org.apache.camel.http.base.HttpOperationFailedException
                                steps:
                                  - bean:
                                      ref: siteLogin
                                      method: refused
                                  - setBody:
                                      expression:
                                        simple:
                                          expression: "${exchangeProperty.question}"
                                  - to:
                                      uri: direct:once
                - route:
                    from:
                      uri: direct:once
                      steps:
                        - process:
                            ref: siteLogin
                        - to:
                            uri: "%1$s/api/chat"
                            parameters:
                              httpMethod: POST
                        - bean:
                            ref: siteLogin
                            method: answered
                        - removeHeaders:
                            pattern: "Cookie|Authorization"
                        - convertBodyTo:
                            type: String
                """.formatted(server().baseUrl(), LoginSite.USER, LoginSite.PASSWORD));
        String question = "{\"model\":{\"id\":\"openchat_3.6\"},\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

        Exchange first = await(ask("direct:call", question));
        site.expireSessions();
        Exchange second = await(ask("direct:call", question));

        for (Exchange exchange : List.of(first, second)) {
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody(String.class)).startsWith("You asked");
            assertThat(exchange.getMessage().getHeaders()).doesNotContainKeys("Cookie", "Authorization");
        }
        assertThat(site.logins()).isEqualTo(2);
    }

    private void load(String yaml) throws Exception {
        Resource resource = ResourceHelper.fromString("routes.yaml", yaml);
        PluginHelper.getRoutesLoader(context).loadRoutes(resource);
    }
}
