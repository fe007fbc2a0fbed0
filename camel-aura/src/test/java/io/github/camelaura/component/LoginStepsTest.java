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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The option {@code loginSteps} at start. */
class LoginStepsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://example.com/steps.yaml | '' | must begin with classpath: or file:",
                "steps.yaml | '' | must begin with classpath: or file:",
                "classpath:none.yaml | '' | classpath:none.yaml cannot be read",
                "file:/none/none.yaml | '' | file:/none/none.yaml cannot be read",
                "classpath:login-steps/account.yaml | '' | step 2 (fill #user) of loginSteps in classpath:login-steps/account.yaml needs loginUsername",
                "classpath:login-steps/code.yaml | &loginUsername=jane&loginPassword=x | needs loginTotpSecret or loginTotpSecretFile",
                "classpath:login-steps/open-other-host.yaml | '' | 'step 1 (open https://evil.example.com/login) of loginSteps in classpath:login-steps/open-other-host.yaml would open https://evil.example.com, which is not trusted: only https://chat.example.com and'",
                "classpath:login-steps/open-other-host.yaml | '' | 'add evil.example.com:443 to loginHosts'",
                "classpath:login-steps/open-unencrypted.yaml | &loginHosts=chat.example.com:80 | would open http://chat.example.com without encryption",
                "classpath:login-steps/tenant.yaml | &loginUsername=jane&loginPassword=acme-4711 | 'has the password as its value. Write with: password'",
            })
    void invalidStepsAreAnErrorAtStart(String resource, String options, String message) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            assertThatThrownBy(() -> start(context, resource, options)).hasStackTraceContaining(message);
        }
    }

    @Test
    void stepMayOpenAnAddressOfBaseUrlAndOfLoginHosts() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            start(context, "classpath:login-steps/open-other-host.yaml", "&loginHosts=evil.example.com");
            start(context, "classpath:login-steps/open-chat.yaml", "&loginHosts=evil.example.com");
        }
    }

    @Test
    void placeholdersOfValuesAreResolvedAndOneThatIsMissingIsNamed() throws Exception {
        Path steps = folder.resolve("steps.yaml");
        Files.writeString(steps, "- {fill: x, with: value, value: '{{tenant}}'}");
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();
            assertThatThrownBy(() -> start(context, "file:" + steps, ""))
                    .hasStackTraceContaining("step 1 of file:" + steps)
                    .hasStackTraceContaining("tenant");

            Properties properties = new Properties();
            properties.setProperty("tenant", "acme");
            context.getPropertiesComponent().setOverrideProperties(properties);
            AuraConfiguration configuration = new AuraConfiguration();
            configuration.setLoginSteps("file:" + steps);
            assertThat(StepsResource.read(context, configuration).all())
                    .singleElement()
                    .matches(step -> "acme".equals(step.value()));
        }
    }

    private static void start(CamelContext context, String resource, String options) throws Exception {
        String uri =
                "aura:support?browserName=htmlunit&baseUrl=https://chat.example.com&loginSteps=" + resource + options;
        context.getEndpoint(uri).createProducer().start();
    }
}
