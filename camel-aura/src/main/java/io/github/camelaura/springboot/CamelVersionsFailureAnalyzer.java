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
package io.github.camelaura.springboot;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains a start that failed because Camel and its Spring Boot starters have different versions. This happens without
 * a line of ours on the stack: {@code camel-spring-boot-bom} manages the starters only, and this component's dependencies
 * then decide the version of {@code camel-api}.
 *
 * <p>It comes before Spring Boot's own analyzer of a {@link NoSuchMethodError}, which does not know the BOM.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class CamelVersionsFailureAnalyzer extends AbstractFailureAnalyzer<LinkageError> {

    private static final String CAMEL = "org.apache.camel";
    private static final String STARTERS = "org.apache.camel.springboot";

    /** The first two come with this component, the third with the starters. */
    private static final List<String> JARS = List.of("camel-api", "camel-http", "camel-core-engine");

    /** Returns null, and leaves the failure to others, unless it names a class of Camel and the versions differ. */
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, LinkageError cause) {
        String starters = version(STARTERS, "camel-spring-boot");
        Map<String, String> versions = new TreeMap<>();
        for (String jar : JARS) {
            String version = version(CAMEL, jar);
            if (version != null) {
                versions.put(jar, version);
            }
        }
        if (starters == null || !namesCamel(cause) || versions.values().stream().allMatch(starters::equals)) {
            return null;
        }
        return new FailureAnalysis(
                "Camel's jars have different versions: " + list(versions, starters) + ". The start failed with " + cause
                        + ".",
                "Import org.apache.camel:camel-bom:" + starters + " in the dependency management of your application, "
                        + "in addition to org.apache.camel.springboot:camel-spring-boot-bom:" + starters
                        + ", which manages Camel's Spring Boot starters only.",
                cause);
    }

    private static boolean namesCamel(LinkageError cause) {
        return cause.getMessage() != null
                && cause.getMessage().replace('/', '.').contains(CAMEL + ".");
    }

    private static String list(Map<String, String> versions, String starters) {
        return Stream.concat(
                        versions.entrySet().stream().map(jar -> jar.getKey() + " " + jar.getValue()),
                        Stream.of("camel-spring-boot " + starters))
                .collect(Collectors.joining(", "));
    }

    /** Returns the version of the jar on the class path; null if there is no such jar, or if it does not say. */
    private static String version(String group, String artifact) {
        String file = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
        try (InputStream in = CamelVersionsFailureAnalyzer.class.getResourceAsStream(file)) {
            if (in == null) {
                return null;
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            return null; // the failure is then reported as it is
        }
    }
}
