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
package io.github.camelaura.test;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The pages of a {@link LoginSite}. */
final class LoginPages {

    static final String NO_ERROR = "";
    static final String WRONG_PASSWORD = error("Invalid user name or password");
    static final String CONSENT_COOKIE = "consent";

    private static final String USER_NAME_FIELD = """
            <p><label>User name <input name="username" autocomplete="username" required></label></p>
            """;
    private static final String PASSWORD_FIELD = """
            <p><label>Password
            <input type="password" name="password" autocomplete="current-password" required></label></p>
            """;

    private LoginPages() {}

    static AuraReply form(String error) {
        return page("Log in", error + loginForm());
    }

    /** The message for a wrong code, which repeats it, also in two groups, as some sites do. */
    static String wrongCode(String code) {
        int half = code.length() / 2;
        return error("Invalid code " + code + " (" + code.substring(0, half) + " " + code.substring(half) + ")");
    }

    static AuraReply userName() {
        return page("Log in", form("/login/user", USER_NAME_FIELD, "Next"));
    }

    static AuraReply password(String userName, String error) {
        String action = "/login?username=" + URLEncoder.encode(userName, StandardCharsets.UTF_8);
        return page("Log in", error + form(action, PASSWORD_FIELD, "Log in"));
    }

    static AuraReply secondFactor(String ticket, String error) {
        String field = """
                <p><label>Code from your phone
                <input name="otp" autocomplete="one-time-code" inputmode="numeric" required></label></p>
                """;
        return page("One-time code", error + form("/login/otp?ticket=" + ticket, field, "Log in"));
    }

    /** A form with a code beside the password. */
    static AuraReply formWithCode(String error) {
        String code = "<p><label>One-time code <input name=\"otp\" inputmode=\"numeric\"></label></p>\n";
        return page("Log in", error + form("/login", USER_NAME_FIELD + PASSWORD_FIELD + code, "Log in"));
    }

    /** Six boxes, each of which gives the focus to the next; the last one sends the form by a method of it. */
    static AuraReply codeBoxes(String ticket, String error, String method) {
        return page(
                "Enter the code",
                error
                        + """
                <form method="post" action="/login/otp?ticket=%s">
                <input type="hidden" name="otp">
                %s<p><button type="submit">Verify</button></p>
                </form>
                <script>
                const form = document.querySelector('form');
                const boxes = Array.from(document.querySelectorAll('.box'));
                boxes.forEach((box, i) => box.addEventListener('input', () => {
                    form.elements.otp.value = boxes.map((each) => each.value).join('');
                    if (i < 5) {
                        boxes[i + 1].focus();
                    } else {
                        form.%s();
                    }
                }));
                form.addEventListener('submit', (event) => {
                    event.preventDefault();
                    fetch(form.action, {method: 'POST', body: new URLSearchParams(new FormData(form))})
                        .then(() => { location.href = '/'; });
                });
                </script>
                """.formatted(
                                ticket, "<input class=\"box\" type=\"text\" maxlength=\"1\">\n".repeat(6), method));
    }

    /** A field and a button without a form. A wrong code is answered with the next ticket. */
    static AuraReply scriptedCode(String ticket) {
        return page("Enter the code", """
                <p id="error" class="error" role="alert"></p>
                <p><label>Authentication code <input id="otp" type="tel"></label></p>
                <p><button type="button">Verify</button></p>
                <script>
                let ticket = '%s';
                const field = document.getElementById('otp');
                document.querySelector('button').addEventListener('click', () => {
                    document.getElementById('error').textContent = '';
                    fetch(`/login/otp?ticket=${ticket}`, {
                        method: 'POST',
                        headers: {'Content-Type': 'application/x-www-form-urlencoded'},
                        credentials: 'same-origin',
                        body: `otp=${field.value}`
                    }).then((response) => {
                        if (response.ok) {
                            location.href = '/';
                        } else {
                            response.text().then((next) => {
                                ticket = next;
                                field.value = '';
                                document.getElementById('error').textContent = 'The code was incorrect';
                            });
                        }
                    });
                });
                </script>
                """.formatted(ticket));
    }

    static AuraReply banner(String error) {
        return page("Log in", error + """
                <div id="login" style="display: none">%s</div>
                <div id="banner" style="position: fixed; top: 0; left: 0; width: 100%%; height: 100%%; z-index: 9;
                    background: white">
                <p>We value your privacy.</p>
                <button type="button" id="accept">Accept all</button>
                </div>
                <script>
                document.getElementById('accept').addEventListener('click', function () {
                    document.cookie = '%s=all; Path=/';
                    document.getElementById('banner').remove();
                    document.getElementById('login').style.display = 'block';
                });
                </script>
                """.formatted(loginForm(), CONSENT_COOKIE));
    }

    static AuraReply scriptedForm() {
        return page("Log in", """
                <div id="app">Loading</div>
                <script>
                const app = document.getElementById('app');
                const show = (error) => {
                    document.getElementById('error').innerHTML = error;
                };
                const logIn = (form) => {
                    const fields = ['username', 'password']
                        .map((name) => `${name}=${encodeURIComponent(form.elements[name].value)}`);
                    fetch('/login', {
                        method: 'POST',
                        headers: {'Content-Type': 'application/x-www-form-urlencoded'},
                        credentials: 'same-origin',
                        body: fields.join('&')
                    }).then((response) => {
                        if (response.ok) {
                            location.href = '/';
                        } else {
                            response.text().then(show);
                        }
                    });
                };
                setTimeout(() => {
                    app.innerHTML = `<div id="error"></div>%s`;
                    app.querySelector('form').addEventListener('submit', (event) => {
                        event.preventDefault();
                        logIn(event.target);
                    });
                }, 500);
                </script>
                """.formatted(loginForm()));
    }

    /** A form that is filled in and sent a second after it was loaded. */
    static AuraReply person(String userName, String password) {
        return page("Log in", loginForm() + """
                <script>
                setTimeout(function () {
                    const form = document.querySelector('form');
                    form.elements.username.value = '%s';
                    form.elements.password.value = '%s';
                    form.querySelector('button').click();
                }, 1000);
                </script>
                """.formatted(userName, password));
    }

    /** A page that sets this cookie a second after it was loaded. */
    static AuraReply lateCookie(String cookie) {
        return page("One moment", """
                <script>
                setTimeout(function () { document.cookie = '%s'; }, 1000);
                </script>
                """.formatted(cookie));
    }

    static AuraReply loggedIn() {
        return page("You are logged in", "<p id=\"welcome\">Welcome</p>\n");
    }

    static AuraReply loggedInWith(String token) {
        return page("You are logged in", "<script>localStorage.setItem('access_token', '" + token + "');</script>");
    }

    static AuraReply empty() {
        return page("Welcome", "");
    }

    private static String loginForm() {
        return form("/login", USER_NAME_FIELD + PASSWORD_FIELD, "Log in");
    }

    private static String form(String action, String fields, String button) {
        return "<form method=\"post\" action=\"" + action + "\">\n" + fields + "<p><button type=\"submit\">" + button
                + "</button></p>\n</form>\n";
    }

    private static String error(String message) {
        return "<p class=\"error\" role=\"alert\">" + message + "</p>\n";
    }

    private static AuraReply page(String title, String body) {
        return AuraReply.html("""
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%1$s</title></head>
                <body>
                <h1>%1$s</h1>
                %2$s</body>
                </html>
                """.formatted(title, body));
    }
}
