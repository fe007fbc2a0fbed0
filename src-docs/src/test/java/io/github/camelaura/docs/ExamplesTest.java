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
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.example.BuilderRoutes;
import org.apache.camel.CamelContext;
import org.apache.camel.Producer;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.component.BrowserCredentialProcessor;

/** Every snippet of the pages is a file, and the files work. */
class ExamplesTest {

    private static final Pattern SOURCE =
            Pattern.compile("\\[source,(yaml|xml|java|properties)]\\R(?:\\..*\\R)?----\\R(.*)\\R");

    static Stream<Path> routes() throws Exception {
        return Stream.concat(single(".yaml"), single(".xml").filter(file -> !isForMaven(file)));
    }

    private static boolean isForMaven(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("pom") || name.endsWith("dependency.xml");
    }

    static Stream<Path> properties() throws Exception {
        return single(".properties");
    }

    /** Not those of the projects, which go together. */
    private static Stream<Path> single(String suffix) throws Exception {
        return Docs.files(Docs.EXAMPLES, suffix).stream()
                .filter(file -> file.getParent().equals(Docs.EXAMPLES));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void routeExampleStarts(Path file) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            AuraComponent aura = context.getComponent("aura", AuraComponent.class);
            aura.getConfiguration().setBaseUrl("https://chat.example.com");
            aura.getConfiguration().setBrowserName("htmlunit"); // which is always there
            context.getRegistry().bind("wiki", new BrowserCredentialProcessor());
            context.getRegistry().bind("conversations", new ConcurrentHashMap<>());
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.resolveResource(context, "file:" + file));
            context.start();

            assertThat(context.getRoutes()).isNotEmpty().allMatch(ExamplesTest::isStarted);
        }
    }

    @Test
    void loginStepsExampleIsAccepted() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().addInitialProperty("company", "acme");
            context.start();
            for (String steps : List.of("company.yaml", "optional.yaml")) {
                Producer producer = context.getEndpoint("aura:ask?baseUrl=https://chat.example.com&browserName=htmlunit"
                                + "&loginUsername=jane&loginPasswordFile=/none&loginTotpSecretFile=/none&loginSteps=file:"
                                + Docs.EXAMPLES.resolve("login-steps").resolve(steps))
                        .createProducer();
                producer.start();
                producer.stop();
            }
        }
    }

    @Test
    void builderRouteExampleStarts() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.getComponent("aura", AuraComponent.class).getConfiguration().setBaseUrl("https://chat.example.com");
            context.addRoutes(new BuilderRoutes());
            context.start();

            assertThat(context.getRoutes()).hasSize(2).allMatch(ExamplesTest::isStarted);
        }
    }

    private static boolean isStarted(Route route) {
        return route.getCamelContext()
                .getRouteController()
                .getRouteStatus(route.getRouteId())
                .isStarted();
    }

    @ParameterizedTest
    @MethodSource("properties")
    void propertiesExampleIsAccepted(Path file) {
        Main main = new Main();
        main.setPropertyPlaceholderLocations("file:" + file);
        main.addInitialProperty("camel.main.autoConfigurationFailFast", "true");
        main.bind("conversations", new ConcurrentHashMap<>());
        main.bind("credentials", new ConcurrentHashMap<>());
        main.start();
        try {
            assertThat(main.getCamelContext().getComponent("aura").getClass()).isEqualTo(AuraComponent.class);
        } finally {
            main.stop();
        }
    }

    @Test
    void dependencySnippetsNameThisVersion() throws Exception {
        List<Path> files = Docs.files(Docs.EXAMPLES, ".xml").stream()
                .filter(ExamplesTest::isForMaven)
                .toList();
        assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(file)
                .content()
                .contains("<artifactId>camel-aura</artifactId>")
                .contains(">" + System.getProperty("project.version") + "</"));
    }

    @Test
    void springBoot35QuickStartDiffersInVersionsOnly() throws Exception {
        Path folder = Docs.EXAMPLES.resolve("quickstart-spring-boot");

        assertThat(withoutVersions(folder.resolve("pom-3.5.xml")))
                .isEqualTo(withoutVersions(folder.resolve("pom.xml")));
    }

    @Test
    void springBootPageHasTheTestedVersionsOfHtmlUnit() throws Exception {
        String parent = Files.readString(Docs.REPOSITORY.resolve("pom.xml"));
        String springBoot4 = Files.readString(Docs.REPOSITORY.resolve("camel-aura/src/it/spring-boot-4/pom.xml"));

        assertThat(Docs.ROOT.resolve("pages/spring-boot.adoc"))
                .content()
                .contains(
                        "| `selenium.version` | " + property(parent, "selenium.version") + "\n",
                        "| `selenium-htmlunit.version` | " + property(parent, "htmlunit3-driver.version") + "\n",
                        "| `htmlunit.version` | " + property(springBoot4, "htmlunit.version") + "\n");
    }

    private static String property(String pom, String name) {
        return pom.replaceAll("(?s).*<" + name + ">([^<]+)</" + name + ">.*", "$1");
    }

    private static List<String> withoutVersions(Path pom) throws Exception {
        return Files.readAllLines(pom).stream()
                .filter(line -> !line.contains("::versions[]"))
                .map(line -> line.replaceAll("version>[\\d.]+</", "version></"))
                .toList();
    }

    @Test
    void pagesIncludeTheirSnippetsFromFiles() throws Exception {
        for (Path page : Docs.pages()) {
            Matcher source = SOURCE.matcher(Files.readString(page));
            while (source.find()) {
                assertThat(source.group(2)).as("source in %s", page).startsWith("include::{examples}");
            }
        }
    }

    @Test
    void everyExampleFileIsShownOnAPage() throws Exception {
        StringBuilder pages = new StringBuilder();
        for (Path page : Docs.pages()) {
            pages.append(Files.readString(page));
        }
        List<Path> files = Docs.files(Docs.EXAMPLES, "");
        assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(pages)
                .contains("include::{examples}" + Docs.EXAMPLES.relativize(file).toString() + "["));
    }
}
