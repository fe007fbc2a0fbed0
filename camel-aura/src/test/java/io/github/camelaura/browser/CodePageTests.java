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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.Gate;

/** Pages whose scripts send a one-time code, or something else, as soon as the code is typed. */
@Tag("browser")
abstract class CodePageTests extends AuraTestSupport {

    private static final String SEED = "RAW(otpauth://totp/jane?secret=GEZDGNBVGY3TQOJQ&period=10)";

    static final String PASSWORD_FIELDS = """
            <input name="username" autocomplete="username"><input type="password" name="password">
            """;

    /** Longer than the pause before a code in boxes is sent. */
    private static final Duration NOTHING_MORE = Duration.ofSeconds(4);

    final Gate gate = new Gate();
    final List<String> codes = new CopyOnWriteArrayList<>();
    private final List<String> telemetry = new CopyOnWriteArrayList<>();
    volatile String codePage = "";
    volatile String loginPage =
            "<form method='post' action='/login'>" + PASSWORD_FIELDS + "<button type='submit'>Log in</button></form>";

    /** The options that choose the browser. */
    abstract List<String> browser();

    @BeforeEach
    void protect() {
        server().answer(this::answer);
    }

    @AfterEach
    void release() {
        gate.open();
    }

    private AuraReply answer(AuraRequest request) {
        boolean loggedIn = String.valueOf(request.header("Cookie")).contains("session=ok");
        return switch (request.method() + " " + request.path()) {
            case "POST /api/chat" -> loggedIn ? null : AuraReply.status(401, "Unauthorized", "");
            case "POST /login" -> page(codePage);
            case "POST /otp", "GET /otp" -> {
                codes.add(request.body());
                yield AuraReply.redirect(303, "/")
                        .header("Set-Cookie", "session=ok; Path=/")
                        .headersAfter(gate);
            }
            case "POST /telemetry" -> {
                telemetry.add(request.body());
                yield AuraReply.status(204, "No Content", "");
            }
            default -> page(loggedIn ? "Logged in" : loginPage);
        };
    }

    private static AuraReply page(String body) {
        return AuraReply.html("<!DOCTYPE html><html><head><title>x</title></head><body>" + body + "</body></html>");
    }

    CompletableFuture<Exchange> login() {
        List<String> options = new ArrayList<>(browser());
        options.addAll(List.of("loginUsername=jane", "loginPassword=pw", "loginTotpSecret=" + SEED));
        return ask(uri("support", options.toArray(String[]::new)), "count");
    }

    /** A field with the code, which a script sends as this request, after the last digit and with the button. */
    private static String field(String request) {
        return """
                <input id="otp" autocomplete="one-time-code"><button type="button">Verify</button>
                <script>
                const field = document.getElementById('otp');
                function done() { location.href = '/'; }
                function send() { const code = field.value; %s }
                document.querySelector('button').addEventListener('click', send);
                field.addEventListener('input', function () {
                    if (field.value.length === 6) {
                        send();
                    }
                });
                </script>
                """.formatted(request);
    }

    private static String post(String body) {
        return "fetch('/otp', {method: 'POST', body: " + body + "}).then(done);";
    }

    private static String postByXhr(String body) {
        return "const request = new XMLHttpRequest(); request.open('POST', '/otp'); request.onload = done; request.send("
                + body + ");";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JSON.stringify({code: code})",
                "JSON.stringify({digits1: code.split('')})",
                "'d1=' + code.split('').join('&d2=')",
                "new Blob([code.split('').reverse().join('')])"
            })
    void codeThatAScriptHasSentIsNotSentAgain(String body) throws Exception {
        codeIsSentOnce(field(body.contains("Blob") ? postByXhr(body) : post(body)));
    }

    @Test
    void codeInTheAddressOfARequestIsNotSentAgain() throws Exception {
        codeIsSentOnce(field("fetch('/otp?code=' + code).then(done);"));
    }

    /** Asserts that a code is sent once although its response takes longer than any pause. */
    void codeIsSentOnce(String page) throws Exception {
        codePage = page;

        CompletableFuture<Exchange> exchange = login();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> codes.size() == 1);
        Awaitility.await()
                .during(NOTHING_MORE)
                .atMost(NOTHING_MORE.plusSeconds(2))
                .until(() -> codes.size() == 1);
        gate.open();

        assertThat(await(exchange).getException()).isNull();
        assertThat(codes).hasSize(1);
    }

    private static final String TELEMETRY = """
            <script>
            document.querySelectorAll('input').forEach(function (each) {
                each.addEventListener('change', function () {
                    fetch('/telemetry', {method: 'POST', body: JSON.stringify({event: 'change', at: Date.now()})});
                });
            });
            </script>
            """;

    @Test
    void telemetryAfterTheCodeDoesNotKeepItFromBeingSent() throws Exception {
        gate.open();
        codePage = """
                <input id="otp" autocomplete="one-time-code"><button type="button">Verify</button>
                <script>
                document.querySelector('button').addEventListener('click', function () {
                    const code = document.getElementById('otp').value;
                    fetch('/otp', {method: 'POST', body: code}).then(function () { location.href = '/'; });
                });
                </script>
                """ + TELEMETRY;

        assertThat(await(login()).getException()).isNull();
        assertThat(codes).hasSize(1);
        assertThat(telemetry).isNotEmpty();
    }

    @Test
    void telemetryAfterACodeBesideThePasswordDoesNotKeepThemFromBeingSent() throws Exception {
        gate.open();
        loginPage = "<form method='post' action='/otp'>" + PASSWORD_FIELDS
                + "<input name='otp'><button type='submit'>Log in</button></form>" + TELEMETRY;

        assertThat(await(login()).getException()).isNull();
        assertThat(codes).hasSize(1);
        assertThat(telemetry).isNotEmpty();
    }
}
