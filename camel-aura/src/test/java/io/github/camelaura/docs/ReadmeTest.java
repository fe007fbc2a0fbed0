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
package io.github.camelaura.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.AuraServerExtension;

/** The route that the README shows. */
@ExtendWith(AuraServerExtension.class)
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");

    @Test
    void routeOfTheReadmeWorks(AuraServer server) throws Exception {
        server.enqueue(AuraReply.chunks("one ", "two"));
        try (CamelContext context = new DefaultCamelContext()) {
            context.getComponent("aura", AuraComponent.class).getConfiguration().setBaseUrl(server.baseUrl());
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("readme.yaml", route()));
            context.start();

            assertThat(context.createProducerTemplate().requestBody("direct:ask", (Object) "count"))
                    .isEqualTo("one two");
        }
    }

    private static String route() throws Exception {
        Matcher block =
                Pattern.compile("```yaml\n(- route:.*?)```", Pattern.DOTALL).matcher(Files.readString(README));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }
}
