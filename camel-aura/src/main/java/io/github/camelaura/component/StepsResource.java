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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;

import io.github.camelaura.login.OptionalLibrary;
import io.github.camelaura.page.LoginSteps;
import io.github.camelaura.page.LoginStepsFile;

/** Reads the resource of {@code loginSteps}. */
final class StepsResource {

    private StepsResource() {}

    /**
     * Returns the steps, with the property placeholders of the context resolved.
     *
     * @throws IllegalArgumentException if the resource does not exist or is not valid; the message names it
     */
    static LoginSteps read(CamelContext context, LoginConfiguration configuration) {
        String resource = configuration.getLoginSteps();
        if (resource == null) {
            return LoginSteps.none();
        }
        if (!resource.matches("(classpath|file):.+")) {
            throw new IllegalArgumentException(
                    "Option loginSteps=" + resource + " must begin with classpath: or file:");
        }
        if (!OptionalLibrary.YAML.isPresent()) {
            throw new IllegalArgumentException(
                    "Option loginSteps needs org.snakeyaml:snakeyaml-engine on the classpath; camel-yaml-dsl brings it");
        }
        return LoginStepsFile.read(resource, text(context, resource), context::resolvePropertyPlaceholders);
    }

    private static String text(CamelContext context, String resource) {
        try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(context, resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "Option loginSteps: " + resource + " cannot be read. Check its name and its permissions", e);
        }
    }
}
