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
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelaura.docs.TestedTable.Row;

/** The table of what was tested, from reports as Surefire writes them. */
class TestedTableTest {

    private static final Row COMPONENT = new Row("The component", "17", "4.18.0", "HtmlUnit 5.5.0");
    private static final Row NEXT =
            new Row("The component", "25, virtual threads", "4.22.0", "HtmlUnit 5.5.0, Chromium");
    private static final Row KAFKA = new Row("Kafka", "17", "4.18.0", "Kafka clients 4.1.1");

    @TempDir
    private Path root;

    @BeforeEach
    void modules() throws Exception {
        write("pom.xml", """
                <modules><module>camel-aura</module><module>it/kafka</module></modules>
                <modules><module>of-a-profile</module></modules>""");
        write("camel-aura/pom.xml", "<name>Camel :: Aura</name>");
        write("it/kafka/pom.xml", "<name>Camel :: Aura :: Tests with Kafka</name>");
    }

    @Test
    void eachRunOfAModuleIsARow() throws Exception {
        report("camel-aura/target/surefire-reports", "ATest", 1234, 0, "17", "false", "4.18.0", "htmlunit-5.5.0");
        report("camel-aura/target/surefire-reports", "BTest", 5, 1, "17", "false", "4.18.0", "htmlunit-5.5.0");
        report("camel-aura/target/surefire-reports", "ChromiumTest", 3, 3, "17", "false", "4.18.0", "htmlunit-5.5.0");
        String next = "camel-aura/target/surefire-reports-camel-4.22.0";
        report(next, "ATest", 1234, 0, "25", "true", "4.22.0", "htmlunit-5.5.0");
        report(next, "ChromiumTest", 3, 0, "25", "true", "4.22.0", "htmlunit-5.5.0");
        report("it/kafka/target/surefire-reports", "KafkaTest", 8, 0, "17", "false", "4.18.0", "kafka-clients-4.1.1");

        Map<Row, Integer> ran = TestedTable.ran(root);

        assertThat(ran).containsExactly(Map.entry(COMPONENT, 1238), Map.entry(NEXT, 1237), Map.entry(KAFKA, 8));
        assertThat(TestedTable.table(ran))
                .contains(
                        "| The component | 17 | 4.18.0 | HtmlUnit 5.5.0 | 1,200\n",
                        "| The component | 25, virtual threads | 4.22.0 | HtmlUnit 5.5.0, Chromium | 1,200\n",
                        "| Kafka | 17 | 4.18.0 | Kafka clients 4.1.1 | 8\n");
    }

    @Test
    void tableIsTrueWhileTheNumbersChangeLittle() {
        String table = TestedTable.table(Map.of(COMPONENT, 1238));

        assertThat(TestedTable.differences(table, Map.of(COMPONENT, 1238))).isEmpty();
        assertThat(TestedTable.differences(table, Map.of(COMPONENT, 2000))).isEmpty();
        assertThat(TestedTable.differences(table, Map.of(COMPONENT, 960))).isEmpty();
        assertThat(TestedTable.differences(table, Map.of(COMPONENT, 959)))
                .containsExactly("Only 959 tests instead of 1200 ran: " + COMPONENT);
    }

    @Test
    void otherVersionsAreDifferences() {
        Map<Row, Integer> before = new LinkedHashMap<>();
        before.put(COMPONENT, 1238);
        before.put(KAFKA, 8);
        Row withoutLibraries = new Row("The component", "21", "4.18.0", "");

        assertThat(TestedTable.differences(TestedTable.table(before), Map.of(COMPONENT, 1238, withoutLibraries, 8)))
                .containsExactly(
                        "In the table, but did not run: " + KAFKA, "Ran, but is not in the table: " + withoutLibraries);
        assertThat(TestedTable.differences(TestedTable.table(Map.of(withoutLibraries, 8)), Map.of(withoutLibraries, 8)))
                .isEmpty();
    }

    private void report(
            String folder,
            String testClass,
            int tests,
            int skipped,
            String java,
            String virtualThreads,
            String camel,
            String jar)
            throws Exception {
        write(folder + "/TEST-com.example." + testClass + ".xml", """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite name="com.example.%s" tests="%d" errors="0" skipped="%d" failures="0">
                  <properties>
                    <property name="java.specification.version" value="%s"/>
                    <property name="java.class.path" value="/m2/camel-api-%s.jar:/m2/htmlunit-csp-1.0.jar:/m2/%s.jar"/>
                    <property name="camel.threads.virtual.enabled" value="%s"/>
                  </properties>
                  <testcase name="one" classname="com.example.One" time="0.1"/>
                </testsuite>
                """.formatted(
                        testClass, tests, skipped, java, camel, jar, virtualThreads));
    }

    private void write(String name, String text) throws Exception {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
