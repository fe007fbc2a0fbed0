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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A login page made at random: one login or none, among forms and decoys that are no login, in any order, with fields and
 * buttons that appear, are enabled or are replaced after a while, and with frames that grab the focus.
 */
public final class RandomLoginPage {

    /** Forms that are no login, whatever they ask for. */
    private static final List<String> OTHER_FORMS = List.of("""
            <form method="post" action="/typed"><h2>Create your account</h2>
            <input type="email" name="email"><input type="password" name="password" autocomplete="new-password">
            <input type="password" name="repeat" autocomplete="new-password"><button type="submit">Sign up</button></form>
            """, """
            <form method="post" action="/typed"><input name="name"><input type="password" name="password">
            <input type="password" name="password2"><button type="submit">Create account</button></form>
            """, """
            <form method="post" action="/typed"><label>Newsletter <input type="email" name="email"></label>
            <button type="submit">Subscribe</button></form>
            """, """
            <form method="get" action="/typed" role="search"><input type="text" name="q"><button>Search</button></form>
            """, """
            <form method="post" action="/typed"><h2>Reset your password</h2><input type="email" name="email">
            <button type="submit">Send reset link</button></form>
            """, """
            <form method="post" action="/typed"><label>API key <input type="password" name="openai_key"></label>
            <button type="submit">Save</button></form>
            """, """
            <form method="post" action="/typed"><input type="password" name="old"><input type="password" name="new1">
            <input type="password" name="new2"><button type="submit">Change password</button></form>
            """, """
            <form method="post" action="/typed"><textarea name="password"></textarea><button type="submit">Send</button></form>
            """, """
            <div contenteditable="true" class="password">Note</div>
            """);

    /** Styles that hide a login from a person, and which a browser without layout understands. */
    private static final List<String> HIDING = List.of("display:none", "visibility:hidden", "opacity:0");

    private static final List<String> HIDING_BY_LAYOUT = List.of(
            "position:absolute;left:-9999px",
            "height:0;width:0;overflow:hidden",
            "position:absolute;clip:rect(0,0,0,0)");

    private static final String FOCUS_FRAME = """
            <iframe src="{other}/frame" width="200" height="50"></iframe>
            """;

    private static final String FOCUS_PAGE = """
            <!-- other-origin: /frame -->
            <!DOCTYPE html>
            <html><body><input id="field"><script>
            var field = document.getElementById('field');
            setInterval(function () { window.focus(); field.focus(); }, 10);
            field.addEventListener('input', function () {
              var request = new XMLHttpRequest();
              request.open('POST', '/typed');
              request.send(field.value);
            });
            </script></body></html>
            """;

    private final Random random;
    private final boolean layout;
    private final List<String> scripts = new ArrayList<>();
    private String outcome = "logged-in";

    private RandomLoginPage(Random random, boolean layout) {
        this.random = random;
        this.layout = layout;
    }

    /**
     * Makes a page.
     *
     * @param layout whether its browser lays pages out
     */
    public static LoginPageFile make(String name, Random random, boolean layout) {
        return LoginPageFile.parse(name, new RandomLoginPage(random, layout).text());
    }

    private String text() {
        String username = one("username", "user_name", "j_username", "email", "login", "k7");
        String password = one("password", "passwd", "j_password", "x9");
        List<String> parts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            parts.add(OTHER_FORMS.get(random.nextInt(OTHER_FORMS.size())));
        }
        if (random.nextInt(3) == 0) {
            parts.add(decoy());
        }
        boolean frame = random.nextInt(3) == 0;
        if (frame) {
            parts.add(FOCUS_FRAME);
        }
        boolean login = random.nextInt(5) > 0;
        if (login) {
            parts.add(login(username, password));
        } else {
            outcome = "unclear";
        }
        Collections.shuffle(parts, random);
        String received = login
                ? "received: password in " + password + " of /login\nreceived: username in " + username + " of /login\n"
                : "option: loginTimeout=5000\nreceived: nothing\n";
        return "<!--\nabout: Made at random.\nbrowsers: chromium, htmlunit\noutcome: " + outcome + "\n" + received
                + "-->\n<!DOCTYPE html>\n<html><head><title>Page</title></head><body>\n" + String.join("", parts)
                + "<script>\n" + String.join("", scripts) + "</script></body></html>\n" + (frame ? FOCUS_PAGE : "");
    }

    private String decoy() {
        List<String> styles = new ArrayList<>(HIDING);
        if (layout) {
            styles.addAll(HIDING_BY_LAYOUT);
        }
        return "<div style=\"" + styles.get(random.nextInt(styles.size()))
                + "\"><form method=\"post\" action=\"/typed\">"
                + "<input name=\"username\"><input type=\"password\" name=\"password\"><button type=\"submit\">Log in"
                + "</button></form></div>\n";
    }

    private String login(String username, String password) {
        String fields = "<input id=\"login-user\" name=\"" + username + "\"" + maybe(" autocomplete=\"username\"")
                + maybe(" type=\"email\"") + ">" + maybe("<input name=\"website\" style=\"display:none\">")
                + "<input id=\"login-pass\" type=\"password\" name=\"" + password + "\""
                + maybe(" autocomplete=\"current-password\"") + ">"
                + maybe("<button type=\"button\" aria-label=\"Show password\">&#128065;</button>")
                + maybe("<label><input type=\"checkbox\" name=\"remember\"> Remember me</label>")
                + maybe("<a href=\"/typed\">Forgot your password?</a>");
        boolean late = random.nextInt(3) == 0;
        String button = one(
                        "<button type=\"submit\" id=\"login-go\"%s>Log in</button>",
                        "<input type=\"submit\" id=\"login-go\" value=\"Sign in\"%s>",
                        "<button id=\"login-go\"%s>Continue</button>")
                .formatted(late ? " disabled" : "");
        if (late) {
            scripts.add(enabling(random.nextInt(1500)));
        }
        boolean shownLate = random.nextInt(4) == 0;
        if (shownLate) {
            scripts.add("setTimeout(function () { document.getElementById('login').style.display = 'block'; }, "
                    + random.nextInt(2000) + ");\n");
        }
        addRedraw();
        if (layout && random.nextInt(4) == 0) {
            scripts.add(covering(random.nextInt(2500)));
        }
        return "<form method=\"post\" action=\"/login\" id=\"login\"" + (shownLate ? " style=\"display:none\"" : "")
                + ">"
                + maybe("<button type=\"submit\" formaction=\"/typed\">Sign in with GitHub</button>") + fields + button
                + maybe("<button type=\"submit\" formaction=\"/typed\">Forgot password?</button>") + "</form>\n";
    }

    /** The fields are replaced when the user name was typed, or at some moment, which may lose what was typed. */
    private void addRedraw() {
        switch (random.nextInt(6)) {
            case 0 ->
                scripts.add("document.getElementById('login-user').addEventListener('change', function () {\n"
                        + redrawing(true) + "});\n");
            case 1 -> {
                scripts.add("setTimeout(function () {\n" + redrawing(true) + "}, " + random.nextInt(3000) + ");\n");
                outcome = "any";
            }
            case 2 -> {
                scripts.add("setTimeout(function () {\n" + redrawing(false) + "}, " + random.nextInt(3000) + ");\n");
                outcome = "any";
            }
            default -> {
                // stays as it is
            }
        }
    }

    private static String redrawing(boolean keepsValues) {
        return """
                ['login-user', 'login-pass'].forEach(function (id) {
                  var old = document.getElementById(id);
                  var field = old.cloneNode();
                  %s
                  old.parentNode.replaceChild(field, old);
                });
                """.formatted(keepsValues ? "field.value = old.value;" : "field.value = '';");
    }

    private static String enabling(int millis) {
        return """
                document.addEventListener('input', function () {
                  setTimeout(function () {
                    document.getElementById('login-go').disabled =
                        !document.getElementById('login-user').value || !document.getElementById('login-pass').value;
                  }, %d);
                });
                """.formatted(millis);
    }

    private static String covering(int millis) {
        return """
                var cover = document.createElement('div');
                cover.id = 'cover';
                cover.style = 'position:fixed;left:0;top:0;width:100%%;height:100%%;background:white;z-index:9';
                document.body.appendChild(cover);
                setTimeout(function () { cover.remove(); }, %d);
                """.formatted(millis);
    }

    private String maybe(String part) {
        return random.nextBoolean() ? part : "";
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
