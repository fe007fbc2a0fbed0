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

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.logging.log4j.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.LogCapture;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.LoginSite;

/** Reports of failed logins, with either browser. */
@Tag("browser")
abstract class LoginReportTests extends AuraTestSupport {

    private static final String PASSWORD = "s3cret/pässword&more";
    private static final String SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private static final String COOKIE = "c00kie-value-of-the-session";
    private static final String SHORT_COOKIE = "k00kie-2";
    private static final String TOKEN = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJqYW5lIn0.t0ken";
    private static final String WORD_TOKEN = "tokenofletters";
    private static final Pattern PATH = Pattern.compile("The report is in (\\S+-[0-9a-f]{8})");

    private final List<String> codes = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    /** The options that choose the browser. */
    abstract List<String> browser();

    /** Whether the browser takes pictures. */
    abstract boolean takesPictures();

    String login(String password, String... more) {
        List<String> options = new ArrayList<>(browser());
        options.addAll(List.of("loginUsername=jane", "loginPassword=RAW(" + password + ")"));
        options.addAll(List.of(more));
        return uri("support", options.toArray(String[]::new));
    }

    String reported(String... more) {
        return login(
                "wrong",
                Stream.concat(Stream.of("loginReportFolder=" + folder), Stream.of(more))
                        .toArray(String[]::new));
    }

    AuraCredentialException refused(String uri) throws Exception {
        Exchange exchange = await(ask(uri, "count"));
        assertThat(exchange.getException()).isInstanceOf(AuraCredentialException.class);
        return (AuraCredentialException) exchange.getException();
    }

    /** Returns the folder that the message names. */
    static Path reportOf(Exception e) {
        Matcher path = PATH.matcher(e.getMessage());
        assertThat(path.find()).as(e.getMessage()).isTrue();
        return Path.of(path.group(1));
    }

    private static String page(Path report) throws IOException {
        return Files.readString(report.resolve("report.html"));
    }

    /** Returns the page when it has console and picture, which come after the failure. */
    static String completePage(Path report) {
        return Awaitility.await()
                .atMost(PATIENCE, TimeUnit.SECONDS)
                .ignoreExceptionsInstanceOf(
                        NoSuchFileException.class) // the login ends without the report if the disk is slow
                .until(() -> page(report), page -> !page.contains("has not returned them"));
    }

    @Test
    void rejectedLoginLeavesAReportThatItsMessageNames() throws Exception {
        LoginSite.protect(server());

        AuraCredentialException failure = refused(reported());

        Path report = reportOf(failure);
        assertThat(failure.getReason()).isEqualTo(Reason.REJECTED);
        assertThat(folder.toFile().listFiles()).containsExactly(report.toFile());
        assertThat(report.getFileName().toString()).startsWith("aura-login-");
        assertThat(completePage(report))
                .contains("<strong>REJECTED</strong>: ")
                .contains("rejected the user name or the password")
                .contains(server().baseUrl() + "/<br>Log in")
                .contains("FIELD password password autocomplete=current-password, label: Password (visible, empty)")
                .contains("Fill the user name into the field username")
                .contains("Fill the password into the field password")
                .contains("Send the form with the button")
                .contains("Fail with REJECTED: ");
        assertThat(report.resolve("picture.png").toFile().exists()).isEqualTo(takesPictures());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(report)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(report)) {
            assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
    }

    @Test
    void reportNamesEachStep() throws Exception {
        LoginSite.protect(server());

        AuraCredentialException failure = refused(reported("loginSteps=classpath:login-steps/form.yaml"));

        assertThat(failure.getReason()).isEqualTo(Reason.REJECTED);
        assertThat(page(reportOf(failure)))
                .contains("step 1 (fill [name=username]) of loginSteps: Fill the user name into the field username")
                .contains("step 2 (fill [name=password]) of loginSteps: Fill the password into the field password")
                .contains("step 3 (click button) of loginSteps: Send the form with the button")
                .contains("step 4 (waitFor #welcome) of loginSteps waits: no visible element matches");
    }

    @Test
    void lateLoginLeavesAReportThatItsMessageNames() throws Exception {
        LoginSite.protect(server()).page(LoginSite.Page.EMPTY);

        AuraCredentialException failure = refused(reported("loginTimeout=10000"));

        Path report = reportOf(failure);
        assertThat(failure.getReason()).isEqualTo(Reason.NOT_READY_IN_TIME);
        assertThat(page(report))
                .contains("<strong>NOT_READY_IN_TIME</strong>")
                .contains("Wait: ")
                .contains(" looks</td>");
        assertThat(completePage(report).contains("<img src=\"picture.png\"")).isEqualTo(takesPictures());
    }

    @Test
    void loginThatSucceedsLeavesNoReport() throws Exception {
        LoginSite.protect(server());

        Exchange exchange = await(ask(login(LoginSite.PASSWORD, "loginReportFolder=" + folder), "count"));

        assertThat(exchange.getException()).isNull();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void browserThatDoesNotOpenThePageLeavesAReport() throws Exception {
        LoginSite.protect(server());

        AuraCredentialException failure = refused(reported("loginUrl=http://nosuchhost.invalid/"));

        assertThat(failure.getReason()).isEqualTo(Reason.SITE_NOT_REACHABLE);
        assertThat(page(reportOf(failure))).contains("SITE_NOT_REACHABLE");
    }

    @Test
    void folderThatCannotBeCreatedDoesNotChangeTheFailure() throws Exception {
        LoginSite.protect(server());
        Path file = Files.writeString(folder.resolve("file"), "x");
        try (LogCapture log = new LogCapture("io.github.camelaura.browser", Level.WARN)) {
            AuraCredentialException failure = refused(login("wrong", "loginReportFolder=" + file));

            assertThat(failure.getReason()).isEqualTo(Reason.REJECTED);
            assertThat(failure).hasMessageNotContaining("report");
            assertThat(log.lines()).singleElement().asString().contains("loginReportFolder=" + file);
        }
    }

    @Test
    void folderInWhichNothingCanBeCreatedDoesNotChangeTheFailure() throws Exception {
        Path system = Path.of("/proc"); // also root cannot create a folder there
        Assumptions.assumeTrue(Files.isDirectory(system));
        assertThatReportIsMissing(system);
    }

    @Test
    void fullDiskDoesNotChangeTheFailure() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/bin/mount")) && run("mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs") == 0,
                "only root can create a small file system");
        try {
            Path all = Files.write(folder.resolve("all-of-the-disk"), new byte[4096]);
            assertThatReportIsMissing(folder);
            assertThat(folder.toFile().listFiles()).containsExactly(all.toFile());
        } finally {
            run("umount");
        }
    }

    private int run(String... command) throws Exception {
        List<String> words = new ArrayList<>(List.of(command));
        words.add(folder.toString());
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private void assertThatReportIsMissing(Path parent) throws Exception {
        LoginSite.protect(server());
        try (LogCapture log = new LogCapture("io.github.camelaura.browser", Level.WARN)) {
            AuraCredentialException failure = refused(login("wrong", "loginReportFolder=" + parent));

            assertThat(failure.getReason()).isEqualTo(Reason.REJECTED);
            assertThat(failure).hasMessageNotContaining("report");
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("The report of the failed login cannot be stored in loginReportFolder=" + parent + ": ");
        }
    }

    @Test
    void messageOfAPageDoesNotShowCookiesAndTokensInExceptionAndLog() throws Exception {
        rejectingSite("""
                document.cookie = 'session=%1$s; path=/';
                document.cookie = 'other=%2$s; path=/';
                localStorage.setItem('token', '%3$s');
                document.querySelector('.error').textContent = 'Invalid password for %2$s, %1$s and %3$s';
                """.formatted(COOKIE, SHORT_COOKIE, TOKEN));
        try (LogCapture log = new LogCapture("io.github.camelaura", Level.TRACE)) {
            AuraCredentialException failure = refused(reported());

            assertThat(failure.getReason()).isEqualTo(Reason.REJECTED);
            assertThat(failure)
                    .hasMessageContaining("Invalid password for ***")
                    .hasMessageNotContainingAny(COOKIE, SHORT_COOKIE, TOKEN);
            assertThat(log.lines())
                    .isNotEmpty()
                    .noneMatch(line -> line.contains(COOKIE) || line.contains(SHORT_COOKIE) || line.contains(TOKEN));
        }
    }

    @Test
    void firstVersionOfAReportHasNoCookieInTheTitle() throws Exception {
        rejectingSite("""
                document.cookie = 'session=%1$s; path=/';
                document.title = 'Hello %1$s';
                var value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
                Object.defineProperty(HTMLInputElement.prototype, 'value', {get: value.get, set: function (text) {
                  if (text === '') { while (true) {} }
                  value.set.call(this, text);
                }});
                """.formatted(SHORT_COOKIE));

        assertThat(page(reportOf(refused(reported("loginTimeout=15000")))))
                .contains("Hello ***")
                .doesNotContain(SHORT_COOKIE);
    }

    @Test
    void browserThatHangsWithThePictureDoesNotChangeTheFailure() throws Exception {
        rejectingSite("""
                var value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
                Object.defineProperty(HTMLInputElement.prototype, 'value', {get: value.get, set: function (text) {
                  if (text === '') { while (true) {} }
                  value.set.call(this, text);
                }});
                document.querySelector('input').value = 'typed';
                """);

        AuraCredentialException failure = refused(reported("loginTimeout=15000"));

        assertThat(failure.getReason()).isEqualTo(Reason.REJECTED);
        assertThat(page(reportOf(failure))).contains("<strong>REJECTED</strong>");
    }

    @Test
    void longValuesInTheStorageDoNotChangeTheFailure() throws Exception {
        rejectingSite("""
                for (var i = 0; i < 200; i++) { localStorage.setItem('key-' + i, (i + '-{"a%3b":').repeat(900)); }
                document.cookie = 'session=' + 'letters-'.repeat(450) + '; path=/';
                document.title = 'letters-'.repeat(450);
                """);

        AuraCredentialException failure = refused(reported());

        assertThat(failure.getReason()).isEqualTo(Reason.REJECTED);
        assertThat(completePage(reportOf(failure))).contains("***").doesNotContain("letters-letters-");
    }

    @Test
    void secretAtWhichALongTextIsCutIsMasked() throws Exception {
        rejectingSite("""
                document.title = 't '.repeat(97) + '%1$s';
                document.querySelector('.error').textContent = 'Invalid password' + ' m'.repeat(90) + ' %1$s';
                document.querySelector('button').textContent = 'b '.repeat(48) + '%1$s';
                """.formatted(PASSWORD));

        AuraCredentialException failure = refused(login(PASSWORD, "loginReportFolder=" + folder));

        assertThat(failure.getReason()).isEqualTo(Reason.REJECTED);
        assertThat(failure).hasMessageNotContaining("s3");
        assertThat(completePage(reportOf(failure)))
                .contains("t t t", "b b b", "m m m")
                .doesNotContain("s3c");
    }

    /** Has the server reject each password on a page with a script. */
    private void rejectingSite(String script) {
        server().answer(request -> {
            if (request.path().equals("/api/chat")) {
                return AuraReply.status(401, "Unauthorized", "no");
            }
            boolean rejected = request.method().equals("POST");
            return AuraReply.html("""
                    <!DOCTYPE html><title>Log in</title>%s
                    <form method="post" action="/login"><input name="username"><input type="password" name="password">
                    <button>Log in</button></form><script>%s</script>
                    """.formatted(
                    rejected ? "<p class=\"error\">Invalid user name or password</p>" : "", rejected ? script : ""));
        });
    }

    @Test
    void htmlOfThePageIsEscaped() throws Exception {
        server().answer(request ->
                request.path().equals("/api/chat") ? AuraReply.status(401, "Unauthorized", "no") : AuraReply.html("""
                        <title>&lt;script&gt;alert(1)&lt;/script&gt;</title><h1>&lt;img src=x onerror=alert(2)&gt;</h1>
                        <p role="alert" class="error">&lt;b&gt;bold&lt;/b&gt; "quoted" 'single'</p>
                        <form method="post" action="/login"><input name='"><script>alert(3)</script>'>
                        <input type="password" name="password"><button>&lt;i&gt;Go&lt;/i&gt;</button></form>
                        <script>console.error('<u>underlined</u>')</script>
                        """));

        String report = completePage(reportOf(refused(reported())));

        assertThat(report)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;img src=x onerror=alert(2)&gt;")
                .contains("&lt;b&gt;bold&lt;/b&gt;", "&lt;i&gt;Go&lt;/i&gt;", "underlined")
                .contains("Content-Security-Policy\" content=\"default-src 'none'")
                .doesNotContain("<script", "<img src=x", "<b>", "<i>", "<u>", "href");
    }

    @Test
    void noFileOfAReportContainsASecret() throws Exception {
        server().answer(this::leakingSite);

        AuraCredentialException failure = refused(login(
                PASSWORD,
                "loginReportFolder=" + folder,
                "loginTotpSecret=RAW(otpauth://totp/jane?secret=" + SEED + "&digits=8&period=10)"));

        assertThat(failure.getReason()).isEqualTo(Reason.CODE_REJECTED);
        assertThat(codes).hasSize(2);
        String report = completePage(reportOf(failure));
        assertThat(report)
                .contains("token: ***")
                .contains("at " + server().baseUrl() + "/x")
                .contains("Fill a one-time code into the field");
        List<String> secrets = new ArrayList<>(codes);
        secrets.addAll(List.of(SEED, "jane:", "query-of-an-address", "fragment-of-an-address"));
        for (String secret : List.of(PASSWORD, COOKIE, SHORT_COOKIE, TOKEN, WORD_TOKEN)) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            secrets.add(secret);
            secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
            secrets.add(Base64.getEncoder().encodeToString(bytes));
        }
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(file -> assertThat(
                            Files.readString(file, StandardCharsets.ISO_8859_1) + Files.readString(file, charset(file)))
                    .as(file.toString())
                    .doesNotContain(secrets));
        }
    }

    /** Pictures are not text. */
    private static Charset charset(Path file) {
        return file.toString().endsWith(".html") ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    }

    /** A login that shows all it knows: on the page, in names and addresses, and on the console. */
    private AuraReply leakingSite(AuraRequest request) {
        if (request.path().equals("/api/chat")) {
            return AuraReply.status(401, "Unauthorized", "no");
        }
        String body = request.body();
        Matcher code = Pattern.compile("otp=(\\d+)").matcher(body);
        boolean rejects = code.find();
        if (rejects) {
            codes.add(code.group(1));
        }
        String field = request.method().equals("POST")
                ? "<input name=\"otp\" autocomplete=\"one-time-code\">"
                : "<input name=\"username\"><input type=\"password\" name=\"password\">";
        String typed = rejects ? code.group(1) : "";
        return AuraReply.html("""
                <!DOCTYPE html><html><head><meta charset="utf-8"><title>Code %1$s of %2$s</title></head><body>
                <script>
                localStorage.setItem('msal', JSON.stringify({secret: '%3$s', id: '%4$s'}));
                sessionStorage.setItem('word', '%4$s');
                document.cookie = 'session=%5$s; path=/';
                document.cookie = 'other=%6$s; path=/';
                console.error('token: %3$s, code %1$s, cookie %5$s, %6$s, password ' + '%2$s', '%4$s', btoa('%4$s'));
                console.error('at %7$s/x?q=query-of-an-address#fragment-of-an-address and /y?q=query-of-an-address');
                console.error('Basic ' + btoa(unescape(encodeURIComponent('jane:' + '%2$s'))), encodeURIComponent('%2$s'));
                </script>
                <h1>%6$s</h1>
                %8$s
                <form method="post" action="/login">%9$s<label for="x%1$s">%3$s</label>
                <input type="checkbox" id="x%1$s" name="%5$s"><button>Send %1$s</button></form>
                </body></html>
                """.formatted(
                typed,
                PASSWORD,
                TOKEN,
                WORD_TOKEN,
                COOKIE,
                SHORT_COOKIE,
                server().baseUrl(),
                rejects ? "<p role=\"alert\" class=\"error\">Invalid code " + typed + " for " + COOKIE + "</p>" : "",
                field));
    }
}
