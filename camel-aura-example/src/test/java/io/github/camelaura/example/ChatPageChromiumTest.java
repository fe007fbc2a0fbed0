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
package io.github.camelaura.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.Gate;

/** The chat page in a real browser. */
@Tag("chromium")
@ExtendWith(AuraServerExtension.class)
class ChatPageChromiumTest {

    private static ChatBrowser browser;

    private RunningPage page;

    @BeforeAll
    static void startBrowser() {
        browser = ChatBrowser.start();
    }

    @AfterAll
    static void quitBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openPage(AuraServer server) {
        page = RunningPage.asking(server);
        browser.resize(1100, 800, false);
        browser.prefer("light");
        browser.open(page);
    }

    @AfterEach
    void closePage() {
        page.close();
    }

    @Test
    void chunksAppearOneByOne(AuraServer server) {
        Gate gate = new Gate();
        server.enqueue(
                AuraReply.chunks("Hel").gate(gate).chunk("lo,\n").gate(gate).chunk(" you"));

        browser.type("Who is there?", Keys.ENTER);

        browser.awaitChunks("Hel");
        assertThat(browser.text(".turn .question .text")).isEqualTo("Who is there?");
        assertThat(browser.text(".turn .first")).matches("First chunk after \\d+\\.\\d\\d s");
        assertThat(browser.text(".turn .chunks")).isEqualTo("1 chunk");
        gate.awaitReached();
        gate.let(1);
        browser.awaitChunks("Hel", "lo,\n");
        assertThat(browser.text(".turn .chunks")).isEqualTo("2 chunks");
        assertThat(browser.shows("#stop")).isTrue();
        gate.let(1);
        browser.awaitChunks("Hel", "lo,\n", " you");
        browser.awaitEnd();
        assertThat(browser.text(".turn .chunks")).isEqualTo("3 chunks");
        assertThat(browser.text(".turn .end")).matches("\\d+\\.\\d\\d s in all");
    }

    @Test
    void stopButtonCancelsTheReply(AuraServer server) {
        Gate gate = new Gate();
        server.enqueue(AuraReply.chunks("One, ").gate(gate).chunk("two"), AuraReply.chunks("Three"));
        browser.type("Count", Keys.ENTER);
        browser.awaitChunks("One, ");

        browser.click("#stop");

        server.awaitClientGone(1);
        browser.awaitEnd();
        assertThat(browser.chunks()).containsExactly("One, ");
        assertThat(browser.text(".turn .end")).isEqualTo("Stopped");
        assertThat(browser.focused()).isEqualTo(browser.find("#question"));

        // the model knows what came
        browser.type("Go on", Keys.ENTER);
        browser.awaitChunks("Three");
        assertThat(contents(server, 1)).containsExactly("Count", "One, ", "Go on");
    }

    @Test
    void escapeKeyCancelsAReplyBeforeItsFirstChunk(AuraServer server) {
        Gate gate = new Gate();
        server.enqueue(AuraReply.chunks("One").headersAfter(gate));
        browser.type("Count", Keys.ENTER);
        gate.awaitReached();

        browser.type(Keys.ESCAPE);

        server.awaitClientGone(1);
        browser.awaitEnd();
        assertThat(browser.text(".turn .numbers")).isEqualTo("Stopped");
    }

    @Test
    void leavingThePageCancelsTheReply(AuraServer server) {
        Gate gate = new Gate();
        server.enqueue(AuraReply.chunks("One, ").gate(gate).chunk("two"));
        browser.type("Count", Keys.ENTER);
        browser.awaitChunks("One, ");

        browser.open(page);

        server.awaitClientGone(1);
    }

    @Test
    void failureShowsAMessageAndKeepsTheQuestionForARetry(AuraServer server) {
        server.enqueue(AuraReply.status(500, "Oops", "<b>java.lang.NullPointerException</b>"));
        browser.type("Who are you?", Keys.ENTER);
        browser.awaitEnd();

        String sentence = "The chat server could not answer (it said 500). Please try again in a minute.";
        assertThat(browser.shows(".turn .failure")).isTrue();
        assertThat(browser.text(".turn .failure")).isEqualTo(sentence);
        assertThat(browser.text("#status")).isEqualTo(sentence);

        server.enqueue(AuraReply.chunks("Me"));
        browser.type(Keys.ENTER);
        browser.awaitChunks("Me");
        assertThat(contents(server, 1)).containsExactly("Who are you?");
    }

    @Test
    void brokenReplyKeepsItsChunks(AuraServer server) {
        Gate gate = new Gate();
        server.enqueue(AuraReply.chunks("I am").gate(gate).cut());
        browser.type("Who are you?", Keys.ENTER);
        browser.awaitChunks("I am");
        gate.open();
        browser.awaitEnd();

        assertThat(browser.text(".turn .failure")).isEqualTo("The reply broke off here; the rest of it did not come.");
        assertThat(browser.chunks()).containsExactly("I am");

        // the model knows what the page shows
        server.enqueue(AuraReply.chunks("Me"));
        browser.type(Keys.ENTER);
        browser.awaitChunks("Me");
        assertThat(contents(server, 1)).containsExactly("Who are you?", "I am", "Who are you?");
    }

    @Test
    void eachConversationHasARandomIdThatIsKeptNowhere(AuraServer server) {
        browser.run("window.sent = []; const send = WebSocket.prototype.send;"
                + "WebSocket.prototype.send = function (text) { sent.push(text); send.call(this, text); }");
        server.enqueue(AuraReply.chunks("a"), AuraReply.chunks("b"), AuraReply.chunks("c"));
        for (String question : List.of("first", "second", "third")) {
            if (question.equals("third")) {
                browser.click("#new");
            }
            browser.type(question, Keys.ENTER);
            browser.awaitEnd();
        }

        List<String> sent = ((List<?>) browser.run("return sent"))
                .stream().map(String.class::cast).toList();
        List<String> ids = sent.stream().map(text -> text.split("\n")[0]).toList();
        assertThat(sent).extracting(text -> text.split("\n")[1]).containsExactly("first", "second", "third");
        assertThat(ids).allMatch(id -> id.matches("[0-9a-f]{32}"));
        assertThat(ids.get(0)).isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2));
        assertThat(browser.run(
                        "return localStorage.length + sessionStorage.length + document.cookie + location.search"))
                .isEqualTo("0");
    }

    @Test
    void lostConnectionShowsAMessage() {
        page.close();
        browser.type("Are you there?", Keys.ENTER);
        browser.awaitEnd();

        assertThat(browser.text(".turn .failure")).startsWith("The connection to this page's server is lost.");
    }

    @Test
    void requestsContainTheConversationUntilANewOneBegins(AuraServer server) {
        server.enqueue(AuraReply.chunks("a"), AuraReply.chunks("b"), AuraReply.chunks("c"));
        browser.type("first", Keys.ENTER);
        browser.awaitEnd();
        browser.type("second", Keys.ENTER);
        browser.awaitChunks("b");
        browser.awaitEnd();
        browser.click("#new");
        assertThat(browser.shows(".turn")).isFalse();
        browser.type("third", Keys.ENTER);
        browser.awaitChunks("c");

        assertThat(contents(server, 0)).containsExactly("first");
        assertThat(contents(server, 1)).containsExactly("first", "a", "second");
        assertThat(contents(server, 2)).containsExactly("third");
    }

    @Test
    void windowsKeepTheirConversationsApart(AuraServer server) {
        Gate gate = new Gate();
        server.answer(
                request -> AuraReply.chunks(request.question(), "1").gate(gate).chunk("2"));
        browser.type("left", Keys.ENTER);
        browser.awaitChunks("left", "1");
        Runnable back = browser.openAnother(page);
        browser.type("right", Keys.ENTER);
        browser.awaitChunks("right", "1");
        gate.awaitReached(2);
        gate.open();

        browser.awaitChunks("right", "1", "2");
        browser.awaitEnd();
        browser.type("more", Keys.ENTER);
        browser.awaitChunks("more", "1", "2");
        assertThat(contents(server, 2)).containsExactly("right", "right12", "more");
        back.run();
        browser.awaitChunks("left", "1", "2");
        browser.awaitEnd();
        browser.type("less", Keys.ENTER);
        browser.awaitChunks("less", "1", "2");
        assertThat(contents(server, 3)).containsExactly("left", "left12", "less");
    }

    @Test
    void pageCanBeUsedWithTheKeyboardOnly(AuraServer server) {
        Gate gate = new Gate();
        server.enqueue(AuraReply.chunks("One, ").gate(gate).chunk("two"));

        browser.type("First line", Keys.chord(Keys.SHIFT, Keys.ENTER), "second line", Keys.ENTER);
        browser.awaitChunks("One, ");
        assertThat(server.requests().get(0).question()).isEqualTo("First line\nsecond line");
        browser.type(Keys.TAB);
        assertThat(browser.focused().getAccessibleName()).isEqualTo("Stop the reply");
        browser.type(Keys.ENTER);
        server.awaitClientGone(1);
        browser.awaitEnd();
        assertThat(browser.focused()).isEqualTo(browser.find("#question"));

        browser.type(Keys.chord(Keys.SHIFT, Keys.TAB));
        assertThat(browser.focused().getAccessibleName()).isEqualTo("Conversation");
        browser.type(Keys.chord(Keys.SHIFT, Keys.TAB));
        assertThat(browser.focused().getAccessibleName()).isEqualTo("New conversation");
        browser.type(Keys.ENTER);
        assertThat(browser.focused()).isEqualTo(browser.find("#question"));
        browser.type(Keys.chord(Keys.SHIFT, Keys.TAB), Keys.NULL);
        browser.type(Keys.SPACE);
        server.awaitRequests(2);
        assertThat(browser.text(".turn .question .text")).isEqualTo("When would I split a message?");
    }

    @Test
    void screenReaderAnnouncesTheReplyOnce(AuraServer server) {
        Gate gate = new Gate();
        server.enqueue(AuraReply.chunks("Hel").gate(gate).chunk("lo"));
        assertThat(browser.find("#status").getAriaRole()).isEqualTo("status");
        assertThat(browser.find("#question").getAccessibleName()).isEqualTo("Your question");
        assertThat(browser.find("#send").getAccessibleName()).isEqualTo("Send");

        browser.type("Say hello", Keys.ENTER);
        browser.awaitChunks("Hel");
        assertThat(browser.text("#status")).isEqualTo("Asked. The reply is coming.");
        assertThat(browser.find(".turn .reply").getDomAttribute("aria-busy")).isEqualTo("true");
        gate.open();
        browser.awaitEnd();
        assertThat(browser.text("#status")).isEqualTo("Reply: Hello");
        assertThat(browser.find(".turn .reply").getDomAttribute("aria-busy")).isNull();
    }

    @Test
    void endOfTheReplyDoesNotMoveTheFocus(AuraServer server) {
        Gate gate = new Gate();
        server.enqueue(AuraReply.chunks("Hel").gate(gate).chunk("lo"));
        browser.type("Say hello", Keys.ENTER);
        browser.awaitChunks("Hel");
        browser.type(Keys.chord(Keys.SHIFT, Keys.TAB));
        gate.open();
        browser.awaitEnd();

        assertThat(browser.focused().getAccessibleName()).isEqualTo("Conversation");
    }

    @Test
    void htmlInMessagesIsShownAsText(AuraServer server) {
        String html = "<img src=x onerror=\"document.title='hacked'\"><script>document.title='hacked'</script>";
        server.enqueue(AuraReply.chunks("<b>", html));

        browser.type(html, Keys.ENTER);

        browser.awaitChunks("<b>", html);
        browser.awaitEnd();
        assertThat(browser.text(".turn .question .text")).isEqualTo(html);
        assertThat(browser.shows(".turn img, .turn b, .turn script")).isFalse();
        assertThat(browser.run("return document.title")).isEqualTo("Aura chat");
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 390})
    void phoneLayoutScrollsOnlyVertically(int width, AuraServer server) {
        browser.resize(width, 700, true);
        assertNothingSticksOut(width);
        server.enqueue(AuraReply.chunks("https://example.com/" + "x".repeat(300), " word".repeat(400)));

        browser.type("w".repeat(200), Keys.ENTER);

        browser.awaitEnd();
        assertNothingSticksOut(width);
        assertThat(
                        browser.run(
                                "const c = document.getElementById('conversation');"
                                        + "return c.scrollHeight > c.clientHeight && c.scrollTop + c.clientHeight > c.scrollHeight - 2"))
                .as("the end of the reply is in view")
                .isEqualTo(true);
    }

    private static void assertNothingSticksOut(int width) {
        assertThat(browser.run("return innerWidth")).isEqualTo((long) width);
        assertThat(
                        (List<?>)
                                browser.run(
                                        "return [...document.querySelectorAll('body *:not(.unseen)')].filter("
                                                + "e => e.getBoundingClientRect().right > innerWidth || e.scrollLeft > 0"
                                                + "|| (e.scrollWidth > e.clientWidth && getComputedStyle(e).overflowX === 'auto')).map(e => e.outerHTML)"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void contrastIsSufficientInLightAndDark(String colours, AuraServer server) {
        browser.prefer(colours);
        assertThat((List<?>) browser.run(CONTRASTS)).isEmpty();
        server.enqueue(AuraReply.chunks("Well").cut());

        browser.type("So?", Keys.ENTER);

        browser.awaitEnd();
        assertThat((List<?>) browser.run(CONTRASTS)).isEmpty();
        assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo(colours.equals("light") ? "rgb(246, 246, 248)" : "rgb(19, 19, 24)");
    }

    /** Elements whose text differs from what is behind it by less than 4.5 to 1, as WCAG counts. */
    private static final String CONTRASTS = """
            const light = colour => {
              const [r, g, b] = colour.match(/[\\d.]+/g).map(v => v / 255)
                  .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
              return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const behind = e => {
              const colour = getComputedStyle(e).backgroundColor;
              return colour === 'rgba(0, 0, 0, 0)' ? behind(e.parentElement) : colour;
            };
            document.getAnimations().filter(a => a.effect.getTiming().iterations === 1).forEach(a => a.finish());
            return [...document.querySelectorAll('body *')]
                .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim() !== ''))
                .map(e => [e, light(getComputedStyle(e).color), light(behind(e))])
                .filter(([e, a, b]) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5)
                .map(([e]) => e.outerHTML);
            """;

    /** The contents of the messages of a request. */
    private static List<String> contents(AuraServer server, int request) {
        server.awaitRequests(request + 1);
        return RunningPage.contents(server).get(request);
    }
}
