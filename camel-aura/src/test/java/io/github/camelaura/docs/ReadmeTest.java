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
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.AuraServerExtension;

/** The snippets of the README work. */
@ExtendWith(AuraServerExtension.class)
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");

    @Test
    void yamlRouteOfTheReadmeWorks(AuraServer server) throws Exception {
        assertThat(run(server, context -> load(context, "yaml", "- route:"))).isEqualTo("one two");
    }

    @Test
    @Tag("not-on-4.22")
    void xmlRouteOfTheReadmeWorks(AuraServer server) throws Exception {
        assertThat(run(server, context -> load(context, "xml", "<routes"))).isEqualTo("one two");
    }

    @Test
    void javaRouteOfTheReadmeWorks(AuraServer server) throws Exception {
        Object body = run(server, context -> context.addRoutes(new ReadmeRoutes()));

        assertThat(body).isInstanceOf(Iterator.class);
        String source = Files.readString(Path.of("src/test/java/io/github/camelaura/docs/ReadmeRoutes.java"));
        assertThat(source).contains(snippet("java", "from(").indent(8));
    }

    private static Object run(AuraServer server, Setup setup) throws Exception {
        server.enqueue(AuraReply.chunks("one ", "two"));
        try (CamelContext context = new DefaultCamelContext()) {
            context.getComponent("aura", AuraComponent.class).getConfiguration().setBaseUrl(server.baseUrl());
            setup.apply(context);
            context.start();
            Exchange exchange = context.createProducerTemplate()
                    .send("direct:ask", asked -> asked.getMessage().setBody("count"));
            assertThat(exchange.getException()).isNull();
            return exchange.getMessage().getBody();
        }
    }

    private static void load(CamelContext context, String language, String start) throws Exception {
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString("readme." + language, snippet(language, start)));
    }

    private static String snippet(String language, String start) throws Exception {
        Matcher block = Pattern.compile("```" + language + "\n(" + Pattern.quote(start) + ".*?)```", Pattern.DOTALL)
                .matcher(Files.readString(README));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private interface Setup {
        void apply(CamelContext context) throws Exception;
    }
}
