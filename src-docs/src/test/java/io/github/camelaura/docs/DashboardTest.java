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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.LoginSite;

/** The queries of the dashboard and of the alert rules find what Micrometer's Prometheus registry prints. */
class DashboardTest {

    private static final Path ATTACHMENTS = Docs.ROOT.resolve("attachments");

    private static final Pattern SELECTOR = Pattern.compile("([a-z_]+)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("\\bby\\s*\\(([^)]*)\\)");

    /** Prometheus adds them to the labels of the application. */
    private static final Set<String> LABELS_OF_PROMETHEUS = Set.of("job", "instance");

    /** The series after streams and a login: the labels of each, by the name of the metric. */
    private static final List<Map.Entry<String, Map<String, String>>> SERIES = new ArrayList<>();

    @BeforeAll
    static void runStreams() throws Exception {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (CamelContext context = new DefaultCamelContext();
                AuraServer server = AuraServer.start();
                AuraServer withLogin = AuraServer.start()) {
            context.getRegistry().bind("meters", registry);
            context.start();
            LoginSite.protect(withLogin);
            server.enqueue(AuraReply.chunks("a", "b"), AuraReply.error());
            ProducerTemplate template = context.createProducerTemplate();

            for (int request = 0; request < 2; request++) {
                template.send("aura:a?baseUrl=" + server.baseUrl(), asked -> asked.getMessage()
                        .setBody("x"));
            }
            template.requestBody(
                    "aura:b?browserName=htmlunit&loginUsername=" + LoginSite.USER + "&loginPassword=RAW("
                            + LoginSite.PASSWORD + ")&baseUrl=" + withLogin.baseUrl(),
                    "x");

            registry.scrape()
                    .lines()
                    .map(SELECTOR::matcher)
                    .filter(Matcher::lookingAt)
                    .forEach(series -> SERIES.add(Map.entry(series.group(1), labels(series.group(2)))));
        }
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        MATCHER.matcher(text).results().forEach(label -> labels.put(label.group(1), label.group(3)));
        return labels;
    }

    static Stream<String> queries() throws Exception {
        return Stream.concat(dashboard(), alerts());
    }

    private static Stream<String> dashboard() throws Exception {
        List<String> found = new ArrayList<>();
        walk(
                new ObjectMapper()
                        .readValue(ATTACHMENTS.resolve("grafana-dashboard.json").toFile(), Map.class),
                (key, value) -> {
                    if (key.equals("expr") || key.equals("definition")) {
                        found.add(value.toString());
                    }
                });
        return found.stream();
    }

    private static Stream<String> alerts() throws Exception {
        List<String> found = new ArrayList<>();
        walk(rules(), (key, value) -> {
            if (key.equals("expr")) {
                found.add(value.toString());
            }
        });
        return found.stream();
    }

    private static Object rules() throws Exception {
        return new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(ATTACHMENTS.resolve("prometheus-alerts.yaml")));
    }

    private static void walk(Object node, BiConsumer<String, Object> visitor) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                visitor.accept(key.toString(), value);
                walk(value, visitor);
            });
        } else if (node instanceof List<?> list) {
            list.forEach(each -> walk(each, visitor));
        }
    }

    @ParameterizedTest
    @MethodSource("queries")
    void selectorsOfAQueryFindSeries(String query) {
        List<String> selectors = SELECTOR.matcher(query)
                .results()
                .map(selector -> {
                    assertThat(matching(selector.group(1), selector.group(2)))
                            .as("series for %s", selector.group())
                            .isNotEmpty();
                    return selector.group(1);
                })
                .toList();

        assertThat(selectors).as("selectors of %s", query).isNotEmpty();
        assertThat(SELECTOR.matcher(query).replaceAll(""))
                .as("names without a selector")
                .doesNotContain("_seconds", "camel_");
        GROUPING.matcher(query)
                .results()
                .flatMap(grouping -> Stream.of(grouping.group(1).split("\\s*,\\s*")))
                .filter(label -> !LABELS_OF_PROMETHEUS.contains(label))
                .forEach(label -> assertThat(SERIES)
                        .as("label %s of %s", label, selectors)
                        .filteredOn(series -> selectors.contains(series.getKey()))
                        .isNotEmpty()
                        .allSatisfy(series -> assertThat(series.getValue()).containsKey(label)));
    }

    private static List<Map<String, String>> matching(String metric, String matchers) {
        return SERIES.stream()
                .filter(series -> series.getKey().equals(metric))
                .map(Map.Entry::getValue)
                .filter(labels -> MATCHER.matcher(matchers)
                        .results()
                        .allMatch(matcher -> matcher.group(2).equals("=")
                                ? matcher.group(3).equals(labels.get(matcher.group(1)))
                                : labels.containsKey(matcher.group(1))))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void bracketsOfAQueryArePaired(String query) {
        for (String pair : List.of("()", "[]", "{}")) {
            assertThat(query.chars().filter(each -> each == pair.charAt(0)).count())
                    .isEqualTo(
                            query.chars().filter(each -> each == pair.charAt(1)).count());
        }
    }

    /** Each component counts all logins of its CamelContext, so a sum would count a login once for each component. */
    @ParameterizedTest
    @MethodSource("queries")
    void loginsAreNotAddedOverTheComponentsOfAContext(String query) {
        if (query.contains("camel_aura_logins")) {
            assertThat(query).containsPattern("max by \\(job, instance(, state)?\\) \\(camel_aura_logins");
        }
    }

    @Test
    void panelsDoNotOverlapAndHaveADescription() throws Exception {
        Map<?, ?> dashboard = new ObjectMapper()
                .readValue(ATTACHMENTS.resolve("grafana-dashboard.json").toFile(), Map.class);
        Set<String> cells = new HashSet<>();
        for (Object each : (List<?>) dashboard.get("panels")) {
            Map<?, ?> panel = (Map<?, ?>) each;
            Map<?, ?> place = (Map<?, ?>) panel.get("gridPos");
            assertThat(panel.get("description").toString()).endsWith(".");
            for (int x = (int) place.get("x"); x < (int) place.get("x") + (int) place.get("w"); x++) {
                for (int y = (int) place.get("y"); y < (int) place.get("y") + (int) place.get("h"); y++) {
                    assertThat(cells.add(x + "," + y))
                            .as("%s at %s,%s", panel.get("title"), x, y)
                            .isTrue();
                }
            }
        }
        assertThat(cells).isNotEmpty();
    }

    @Test
    void everyMeterOfTheComponentIsInTheDashboard() throws Exception {
        String all = String.join("\n", dashboard().toList());

        assertThat(SERIES)
                .extracting(Map.Entry::getKey)
                .filteredOn(name -> !name.endsWith("_max"))
                .map(name -> name.replaceFirst("_(count|sum|bucket)$", ""))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(all).contains(name));
    }

    @Test
    void monitoringPageNamesEveryAlert() throws Exception {
        List<String> names = new ArrayList<>();
        walk(rules(), (key, value) -> {
            if (key.equals("alert")) {
                names.add(value.toString());
            }
        });

        assertThat(Docs.ROOT.resolve("pages/monitoring.adoc")).content().contains(names);
    }
}
