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

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Makes the table of what the build tests, from the reports of the tests that ran. It reads the modules that the root's
 * {@code pom.xml} builds without a profile, and uses no library, so it runs without the build:
 *
 * <pre>
 * java src-docs/src/test/java/io/github/camelaura/docs/TestedTable.java [--check]
 * </pre>
 *
 * The working directory is the root of the repository. Without {@code --check} it writes {@code partials/tested.adoc}.
 * With it, it fails with status 1 if that file has other rows than what ran, or if much fewer tests ran.
 */
final class TestedTable {

    private static final String FILE = "src-docs/modules/ROOT/partials/tested.adoc";
    private static final String COMMAND = "java src-docs/src/test/java/io/github/camelaura/docs/TestedTable.java";
    private static final Pattern MODULE = Pattern.compile("<module>(.*?)</module>");
    private static final Pattern NAME =
            Pattern.compile("<name>(?:Camel :: Aura(?: :: )?)?(?:Tests with )?(.*?)</name>");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]*) \\| ([\\d,]+)$");

    /** The libraries whose versions a reader asks for, by the names of their jars. */
    private static final Map<String, String> LIBRARIES = libraries();

    /**
     * What some tests ran with, as the table shows it.
     *
     * @param libraries names with versions, empty if there is none of {@link #LIBRARIES}
     */
    record Row(String module, String java, String camel, String libraries) {}

    /** The report of one test class: how many of its tests ran, and the system properties of its JVM. */
    private record Report(String testClass, int ran, Map<String, String> properties) {

        Row row(String module, boolean chromium) {
            String classPath = properties.getOrDefault("java.class.path", "");
            List<String> with = new ArrayList<>();
            LIBRARIES.forEach((jar, name) -> {
                String version = version(classPath, jar);
                if (!version.isEmpty()) {
                    with.add(name + " " + version);
                }
            });
            if (chromium) {
                with.add("Chromium");
            }
            String java = properties.get("java.specification.version");
            boolean virtual = "true".equals(properties.get("camel.threads.virtual.enabled"));
            return new Row(
                    module,
                    virtual ? java + ", virtual threads" : java,
                    version(classPath, "camel-api"),
                    String.join(", ", with));
        }

        boolean usesChromium() {
            return testClass.contains("Chromium");
        }
    }

    private TestedTable() {}

    private static Map<String, String> libraries() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("spring-boot", "Spring Boot");
        names.put("kafka-clients", "Kafka clients");
        names.put("hazelcast", "Hazelcast");
        names.put("htmlunit", "HtmlUnit");
        return names;
    }

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of("");
        Path file = root.resolve(FILE);
        Map<Row, Integer> ran = ran(root);
        if (arguments.length == 0) {
            // shows whoever has not run all tests which rows get lost
            differences(Files.readString(file), ran).forEach(System.out::println);
            Files.writeString(file, table(ran));
            return;
        }
        if (!List.of(arguments).equals(List.of("--check"))) {
            System.err.println("The only argument is --check");
            System.exit(2);
        }
        List<String> differences = differences(Files.readString(file), ran);
        if (!differences.isEmpty()) {
            differences.forEach(System.err::println);
            System.err.println(FILE + " differs from what was tested: run " + COMMAND + ", and commit the file");
            System.exit(1);
        }
        System.out.println(FILE + " is what was tested");
    }

    /** Returns the number of tests that ran for each row, in the order of the modules. */
    static Map<Row, Integer> ran(Path root) throws IOException, XMLStreamException {
        Map<Row, Integer> ran = new LinkedHashMap<>();
        String pom = Files.readString(root.resolve("pom.xml"));
        Matcher modules = MODULE.matcher(pom.substring(0, pom.indexOf("</modules>")));
        while (modules.find()) {
            Path module = root.resolve(modules.group(1));
            String name = name(module);
            for (List<Report> run : runs(module)) {
                boolean chromium = run.stream().anyMatch(Report::usesChromium);
                run.forEach(report -> ran.merge(report.row(name, chromium), report.ran(), Integer::sum));
            }
        }
        return ran;
    }

    private static String name(Path module) throws IOException {
        Matcher name = NAME.matcher(Files.readString(module.resolve("pom.xml")));
        if (!name.find()) {
            throw new IllegalStateException(module + "/pom.xml has no <name>");
        }
        return name.group(1).isEmpty() ? "The component" : name.group(1);
    }

    /** Returns the reports of each folder of reports, without those of classes whose tests were all skipped. */
    private static List<List<Report>> runs(Path module) throws IOException, XMLStreamException {
        List<List<Report>> runs = new ArrayList<>();
        Path target = module.resolve("target");
        for (Path folder : sorted(target, "surefire-reports*")) {
            List<Report> run = new ArrayList<>();
            for (Path file : sorted(folder, "TEST-*.xml")) {
                Report report = report(file);
                if (report.ran() > 0) {
                    run.add(report);
                }
            }
            runs.add(run);
        }
        return runs;
    }

    private static List<Path> sorted(Path folder, String names) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, names)) {
                found.forEach(files::add);
            }
        }
        files.sort(null);
        return files;
    }

    private static Report report(Path file) throws IOException, XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        String testClass = "";
        int ran = 0;
        Map<String, String> properties = new LinkedHashMap<>();
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.END_ELEMENT
                        && xml.getLocalName().equals("properties")) {
                    break;
                }
                if (event == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("testsuite")) {
                    testClass = xml.getAttributeValue(null, "name");
                    ran = number(xml, "tests") - number(xml, "skipped");
                } else if (event == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("property")) {
                    properties.put(xml.getAttributeValue(null, "name"), xml.getAttributeValue(null, "value"));
                }
            }
        }
        return new Report(testClass, ran, properties);
    }

    private static int number(XMLStreamReader xml, String attribute) {
        return Integer.parseInt(xml.getAttributeValue(null, attribute));
    }

    /** Returns the version of a jar of a class path, or an empty text. */
    private static String version(String classPath, String jar) {
        Matcher found =
                Pattern.compile("[/\\\\]" + jar + "-(\\d[^/\\\\:;]*)\\.jar").matcher(classPath);
        return found.find() ? found.group(1) : "";
    }

    static String table(Map<Row, Integer> ran) {
        StringBuilder table = new StringBuilder("// Generated from the reports of the tests: ")
                .append(COMMAND)
                .append("\n[cols=\"3,2,1,4,1\"]\n|===\n| Tests | Java | Camel | With | Number\n\n");
        ran.forEach((row, number) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %,d\n",
                row.module(),
                row.java(),
                row.camel(),
                row.libraries(),
                roundedDown(number))));
        return table.append("|===\n").toString();
    }

    /** Rounds down to hundreds, or to one digit below that, so that the table changes with few commits. */
    private static int roundedDown(int number) {
        int unit = number >= 100 ? 100 : number >= 10 ? 10 : 1;
        return number / unit * unit;
    }

    /** Returns what a table states and did not run, what ran and is not stated, and of what much fewer tests ran. */
    static List<String> differences(String table, Map<Row, Integer> ran) {
        List<String> differences = new ArrayList<>();
        Map<Row, Integer> stated = new LinkedHashMap<>();
        Matcher rows = ROW.matcher(table);
        while (rows.find()) {
            stated.put(
                    new Row(rows.group(1), rows.group(2), rows.group(3), rows.group(4)),
                    Integer.parseInt(rows.group(5).replace(",", "")));
        }
        stated.forEach((row, number) -> {
            if (!ran.containsKey(row)) {
                differences.add("In the table, but did not run: " + row);
            } else if (ran.get(row) < number * 0.8) {
                differences.add("Only " + ran.get(row) + " tests instead of " + number + " ran: " + row);
            }
        });
        ran.keySet().stream()
                .filter(row -> !stated.containsKey(row))
                .forEach(row -> differences.add("Ran, but is not in the table: " + row));
        return differences;
    }
}
