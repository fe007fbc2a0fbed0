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
package io.github.camelaura.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.Gate;

/** Servers that send replies with the media type of a page. */
class HtmlReplyTest extends AuraTestSupport {

    @ParameterizedTest
    @ValueSource(strings = {"Hello ", "<", "<b>bold</b>", "\n", "<!-- note -->", "<htm"})
    void replyWithTheMediaTypeOfAPageIsAcceptedIfTheOptionAllowsIt(String beginning) throws Exception {
        server().enqueue(html(beginning, "world"));

        Exchange exchange = asked("acceptHtmlReply=true");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo(beginning + "world");
    }

    @Test
    void chunkOfSuchAReplyIsEmittedImmediately() throws Exception {
        Bodies chunks = new Bodies();
        routes(r -> r.from("aura:support").process(chunks));
        Gate gate = new Gate();
        server().enqueue(AuraReply.chunks("<", "p> ").gate(gate).chunk("end").header("Content-Type", "text/html"));

        var asked = ask(uri("support", "credentialProcessor=none", "acceptHtmlReply=true"), "count");

        assertThat(chunks.next()).isEqualTo("<");
        assertThat(chunks.next()).isEqualTo("p> ");
        gate.open();
        assertThat(chunks.next()).isEqualTo("end");
        assertThat(await(asked).getMessage().getBody()).isEqualTo("<p> end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE html>", "<html lang='en'>", "\r\n  <!doctype HTML>", "\uFEFF<HTML>"})
    void replyThatBeginsLikeAPageIsALoginPage(String beginning) throws Exception {
        server().enqueue(html(beginning.substring(0, 3), beginning.substring(3), "<title>Log in</title>"));

        assertThat(asked("acceptHtmlReply=true").getException())
                .isInstanceOfSatisfying(AuraCredentialException.class, e -> assertThat(e.getReason())
                        .isEqualTo(Reason.LOGIN_NEEDED))
                .hasMessageContaining("an HTML page instead of text: \"Log in\"");
    }

    @Test
    void pageOfXhtmlIsALoginPage() throws Exception {
        server().enqueue(AuraReply.chunks("text").header("Content-Type", "application/xhtml+xml"));

        assertThat(asked("acceptHtmlReply=true").getException()).isInstanceOf(AuraCredentialException.class);
    }

    @Test
    void emptyReplyWithTheMediaTypeOfAPageIsEmpty() throws Exception {
        server().enqueue(AuraReply.empty().header("Content-Type", "text/html"));

        assertThat(asked("acceptHtmlReply=true").getException())
                .isInstanceOf(AuraStreamException.class)
                .hasMessageContaining("is empty");
    }

    @Test
    void firstChunkTimeoutAppliesToTheBeginningOfTheReply() throws Exception {
        server().enqueue(AuraReply.chunks("<").stall().header("Content-Type", "text/html"));

        assertThat(asked("acceptHtmlReply=true", "firstChunkTimeout=300").getException())
                .isInstanceOf(AuraStreamException.class)
                .hasMessageContaining("firstChunkTimeout=300");
    }

    @Test
    void textThatIsTakenForALoginPageNamesTheOption() throws Exception {
        server().enqueue(html("Hello ", "world"));

        assertThat(asked().getException())
                .isInstanceOf(AuraCredentialException.class)
                .hasMessageContaining("set acceptHtmlReply=true");
    }

    @Test
    void pageDoesNotNameTheOption() throws Exception {
        server().enqueue(html("<!doctype html><title>Log in</title>"));

        assertThat(asked().getException())
                .isInstanceOf(AuraCredentialException.class)
                .message()
                .doesNotContain("acceptHtmlReply");
    }

    private Exchange asked(String... options) throws Exception {
        return await(ask(uri("support", options) + "&credentialProcessor=none", "count"));
    }

    private static AuraReply html(String... chunks) {
        return AuraReply.chunks(chunks).header("Content-Type", "text/html; charset=utf-8");
    }
}
