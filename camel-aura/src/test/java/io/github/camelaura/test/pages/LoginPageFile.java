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
package io.github.camelaura.test.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.camelaura.test.AuraRequest;

/**
 * One page of the corpus in {@code src/test/resources/login-pages}, with what a login there must lead to.
 *
 * <p>The file begins with a comment of lines {@code name: value}; a name may come several times:
 *
 * <pre>
 * about     one sentence
 * browsers  chromium, htmlunit or both, separated by a comma
 * option    a further option of the endpoint, such as loginSubmitSelector=#go
 * outcome   logged-in; unclear for any failure that is not a rejection; any if only what servers may not receive
 *           matters; or a reason of the exception: rejected, not-ready-in-time, host-not-trusted, more-asked
 * message   a text that the exception's message contains
 * field     "VALUE in FIELD of PATH": exactly one request to this path has this value of a loginField option, and no
 *           other request contains it
 * received  nothing, or "password in FIELD of PATH", or "username in FIELD of PATH"
 * </pre>
 *
 * <p>A {@code POST} with the password to a path of {@code received} logs in if all fields that are named there hold what they
 * must, and shows the page again otherwise.
 *
 * <p>The document that {@code GET /} shows follows. Others follow behind {@code <!-- page: [METHOD] PATH [STATUS
 * [LOCATION]] -->}; with {@code other-origin} in place of {@code page} they are on another origin. {@code LOCATION} is where
 * a redirect leads to; the status {@code never} is no answer at all, and {@code logged-in} is the session's cookie with a
 * redirect to {@code LOCATION}. A status with {@code +SECONDS} is answered that much later. {@code GET /done} is a page
 * without a form, where a login leads to.
 *
 * <p>Documents, options and messages may hold {@code {site}} and {@code {other}}, the base addresses of the two origins, and
 * {@code {other-host}}, host and port of the second, or its port as {@code {other-port}}. A page that wants to know what is
 * typed sends it to {@code /typed} on either origin, and so do forms that nothing may be sent with: a request to that path
 * fails the test. A secret of a page that no message may show is called {@code s3cr3t}.
 */
public record LoginPageFile(
        String name,
        Set<String> browsers,
        List<String> options,
        String outcome,
        List<String> messages,
        List<Place> received,
        List<FieldValue> fields,
        List<Route> routes) {

    private static final Pattern HEADER = Pattern.compile("\\A<!--\\R(.*?)\\R-->\\R", Pattern.DOTALL);
    private static final Pattern MARKER =
            Pattern.compile("(?m)^<!-- (page|other-origin): (?:(GET|POST) )?(/\\S*)(?: (\\S+))?(?: (\\S+))? -->\\R?");
    private static final Pattern PLACE = Pattern.compile("(password|username) in (\\S+) of (/\\S*)");
    private static final Pattern FIELD_VALUE = Pattern.compile("(.+) in (\\S+) of (/\\S*)");
    private static final Set<String> MAY_TIME_OUT = Set.of("any", "unclear", "not-ready-in-time");
    private static final Set<String> NAMES =
            Set.of("about", "browsers", "option", "outcome", "message", "received", "field");

    /** A field of a request. */
    public record Place(boolean password, String field, String path) {}

    /** A value of an option {@code loginField}, and the only field of a request that it may be in. */
    public record FieldValue(String value, String field, String path) {

        /** Whether a request to the path of this field lacks its value. */
        boolean isMissingIn(AuraRequest request) {
            return path.equals(request.path())
                    && !LoginAccount.field(request, field).equals(List.of(value));
        }

        /**
         * Compares what servers received with what they may have received.
         *
         * @return what is wrong; empty if all is right
         */
        public List<String> wrong(List<AuraRequest> requests) {
            long times = requests.stream()
                    .filter(request -> request.path().equals(path)
                            && LoginAccount.field(request, field).equals(List.of(value)))
                    .count();
            List<String> wrong = new ArrayList<>(
                    times == 1 ? List.of() : List.of(value + " is " + times + " times in " + field + " of " + path));
            requests.stream()
                    .filter(request ->
                            !request.path().equals(path) && (request.query() + request.body()).contains(value))
                    .forEach(request -> wrong.add(value + " is in a request to " + request.path()));
            return wrong;
        }
    }

    /**
     * What is answered.
     *
     * @param other whether on the other origin
     * @param status as it is in the marker
     * @param location as it is in the marker, or empty
     */
    public record Route(boolean other, String method, String path, String status, String location, String body) {}

    /** Whether a login on this page usually runs until loginTimeout. */
    public boolean mayTimeOut() {
        return MAY_TIME_OUT.contains(outcome);
    }

    /** Reads all pages of a folder, in the order of their names. */
    public static List<LoginPageFile> all(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".html"))
                    .sorted()
                    .map(LoginPageFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LoginPageFile read(Path file) {
        try {
            return parse(file.getFileName().toString().replace(".html", ""), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a page.
     *
     * @param name what failing tests call it
     * @param text the file
     */
    public static LoginPageFile parse(String name, String text) {
        Matcher header = HEADER.matcher(text);
        if (!header.find()) {
            throw new IllegalArgumentException("The page " + name + " has no comment at its beginning");
        }
        List<String[]> lines = header.group(1)
                .lines()
                .map(line -> line.split(":\\s+", 2))
                .peek(line -> {
                    if (line.length < 2 || !NAMES.contains(line[0])) {
                        throw new IllegalArgumentException(
                                "The page " + name + " has the line " + String.join("", line));
                    }
                })
                .toList();
        List<String> received = values(lines, "received");
        if (received.isEmpty() || values(lines, "about").size() != 1) {
            throw new IllegalArgumentException("The page " + name + " lacks the line about or received");
        }
        return new LoginPageFile(
                name,
                Set.of(only(name, lines, "browsers").split(",\\s*")),
                values(lines, "option"),
                only(name, lines, "outcome"),
                values(lines, "message"),
                received.equals(List.of("nothing"))
                        ? List.of()
                        : received.stream().map(place -> place(name, place)).toList(),
                values(lines, "field").stream().map(LoginPageFile::fieldValue).toList(),
                routes(text.substring(header.end())));
    }

    private static List<String> values(List<String[]> lines, String name) {
        return lines.stream()
                .filter(line -> line[0].equals(name))
                .map(line -> line[1])
                .toList();
    }

    private static String only(String page, List<String[]> lines, String name) {
        List<String> values = values(lines, name);
        if (values.size() != 1) {
            throw new IllegalArgumentException("The page " + page + " has " + values.size() + " lines " + name);
        }
        return values.get(0);
    }

    private static Place place(String page, String text) {
        Matcher matcher = PLACE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("The page " + page + " has the line received: " + text);
        }
        return new Place(matcher.group(1).equals("password"), matcher.group(2), matcher.group(3));
    }

    private static FieldValue fieldValue(String text) {
        Matcher matcher = FIELD_VALUE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("A page has the line field: " + text);
        }
        return new FieldValue(matcher.group(1), matcher.group(2), matcher.group(3));
    }

    private static List<Route> routes(String documents) {
        List<Route> routes = new ArrayList<>();
        Matcher marker = MARKER.matcher(documents);
        Route route = new Route(false, "GET", "/", "200", "", "");
        int from = 0;
        while (marker.find()) {
            routes.add(withBody(route, documents.substring(from, marker.start())));
            from = marker.end();
            route = new Route(
                    marker.group(1).equals("other-origin"),
                    or(marker.group(2), "GET"),
                    marker.group(3),
                    or(marker.group(4), "200"),
                    or(marker.group(5), ""),
                    "");
        }
        routes.add(withBody(route, documents.substring(from)));
        return List.copyOf(routes);
    }

    private static Route withBody(Route route, String body) {
        return new Route(route.other, route.method, route.path, route.status, route.location, body);
    }

    private static String or(String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    @Override
    public String toString() {
        return name;
    }
}
