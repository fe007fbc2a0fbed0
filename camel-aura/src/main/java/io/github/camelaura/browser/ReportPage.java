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
package io.github.camelaura.browser;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.github.camelaura.browser.LoginTrace.Step;
import io.github.camelaura.login.LoginException;

/** Writes a report as an HTML page without scripts. All texts are masked and escaped. */
final class ReportPage {

    /**
     * The content of a report.
     *
     * @param request the address of the requests that need the login
     * @param loginUrl the page that the browser opened first
     * @param browser the name of the browser and its version
     * @param console the errors of the console; null if they are not known
     * @param picture the file name of the picture; null if there is none
     */
    record Content(
            LoginException failure,
            Instant begun,
            Instant ended,
            String request,
            String loginUrl,
            String browser,
            LoginTrace.Steps steps,
            List<ConsoleLog.Entry> console,
            String picture) {}

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'">
            <meta name="referrer" content="no-referrer">
            <title>Failed login</title>
            <style>
            body { font: 15px/1.45 sans-serif; margin: 2em auto; max-width: 75em; padding: 0 1em; color: #1b1b1b; background: #fff }
            table { border-collapse: collapse; width: 100% }
            th, td { border: 1px solid #ccc; padding: .35em .6em; text-align: left; vertical-align: top; overflow-wrap: anywhere }
            th { background: #f2f2f2 }
            tr > th[scope=row] { width: 11em }
            .message { font-size: 1.15em }
            .no { color: #595959 }
            img { max-width: 100%; border: 1px solid #ccc }
            ul { margin: 0; padding-left: 1.2em }
            </style>
            </head>
            <body>
            """;

    private final StringBuilder html = new StringBuilder(HEAD);
    private final Content content;
    private final ReportMask mask;

    private ReportPage(Content content, ReportMask mask) {
        this.content = content;
        this.mask = mask;
    }

    static String of(Content content, ReportMask mask) {
        ReportPage page = new ReportPage(content, mask);
        page.write();
        return page.html.toString();
    }

    private void write() {
        html.append("<h1>Failed login</h1>\n<p class=\"message\"><strong>")
                .append(content.failure().reason())
                .append("</strong>: ")
                .append(escaped(mask.message(content.failure().getMessage())))
                .append("</p>\n<table>\n");
        row("Requests", content.request());
        row("Login page", content.loginUrl());
        row("Browser", content.browser());
        row("Begin", content.begun().truncatedTo(ChronoUnit.MILLIS).toString());
        row("End", content.ended().truncatedTo(ChronoUnit.MILLIS).toString());
        html.append("</table>\n");
        steps();
        console();
        html.append("<h2>Picture</h2>\n");
        if (content.picture() == null) {
            html.append("<p class=\"no\">No picture was taken.</p>\n");
        } else {
            html.append("<p>Fields are empty, and dots replace texts that may be secret.</p>\n<img src=\"")
                    .append(content.picture())
                    .append("\" alt=\"The page where the login failed\">\n");
        }
        html.append("</body>\n</html>\n");
    }

    private void row(String name, String value) {
        html.append("<tr><th scope=\"row\">")
                .append(name)
                .append("</th><td>")
                .append(escaped(mask.name(value)))
                .append("</td></tr>\n");
    }

    private void steps() {
        html.append("<h2>Steps</h2>\n");
        LoginTrace.Steps steps = content.steps();
        if (steps.first().isEmpty() && steps.last().isEmpty()) {
            html.append("<p class=\"no\">The browser has shown no page.</p>\n");
            return;
        }
        html.append("<table>\n<tr><th>Time (UTC)</th><th>Page</th><th>Found</th><th>Done</th></tr>\n");
        steps.first().forEach(this::step);
        if (steps.omitted() > 0) {
            html.append("<tr><td colspan=\"4\" class=\"no\">")
                    .append(steps.omitted())
                    .append(" steps are not shown</td></tr>\n");
        }
        steps.last().forEach(this::step);
        html.append("</table>\n");
    }

    private void step(Step step) {
        html.append("<tr><td>").append(TIME.format(step.first()));
        if (step.looks() > 1) {
            html.append(" to ")
                    .append(TIME.format(step.last()))
                    .append(", ")
                    .append(step.looks())
                    .append(" looks");
        }
        html.append("</td><td>")
                .append(escaped(mask.name(step.address())))
                .append("<br>")
                .append(escaped(mask.text(step.title())));
        list(step.messages().stream()
                .map(mask::text)
                .map(text -> "Message: " + text)
                .toList());
        html.append("</td><td>");
        list(step.found().stream().map(this::part).toList());
        html.append("</td><td>").append(escaped(mask.label(step.action())));
        list(step.notes().stream().map(mask::label).toList());
        html.append("</td></tr>\n");
    }

    private String part(PagePart part) {
        StringBuilder text = new StringBuilder(part.kind());
        append(text, " ", mask.name(part.name()));
        append(text, ", label: ", mask.label(part.label()));
        append(text, " (", part.state().isEmpty() ? "" : mask.name(part.state()) + ")");
        return text.toString();
    }

    private static void append(StringBuilder text, String before, String value) {
        if (!value.isEmpty()) {
            text.append(before).append(value);
        }
    }

    private void list(List<String> texts) {
        if (!texts.isEmpty()) {
            html.append("<ul>");
            texts.forEach(text -> html.append("<li>").append(escaped(text)).append("</li>"));
            html.append("</ul>");
        }
    }

    private void console() {
        html.append("<h2>Console errors</h2>\n");
        if (content.console() == null) {
            html.append("<p class=\"no\">The browser has not returned them.</p>\n");
        } else if (content.console().isEmpty()) {
            html.append("<p class=\"no\">There are none.</p>\n");
        } else {
            list(content.console().stream()
                    .map(entry -> TIME.format(entry.at()) + " " + mask.text(entry.text()))
                    .toList());
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
