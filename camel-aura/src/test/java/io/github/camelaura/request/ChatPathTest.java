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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelaura.AuraHttpException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraFork;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.LoginSite;

/** Requests to a chat at another path than {@code /api/chat}. */
class ChatPathTest extends AuraTestSupport {

    private String chatAt(String base, String path, String... options) {
        server().speak(AuraFork.none().chatPath(base + path));
        return "aura:support?baseUrl=" + server().baseUrl() + base + "&chatPath=" + path + "&"
                + String.join("&", options);
    }

    private Exchange send(String uri) throws Exception {
        return await(ask(uri, "count"));
    }

    @ParameterizedTest
    @CsvSource({"'', /api/v2/chat", "/app, /api/chat-stream", "/app, /chat/", "'', /"})
    void requestGoesToThePathBelowTheBaseUrl(String base, String path) throws Exception {
        List<Object> addresses = new CopyOnWriteArrayList<>();
        context.getRegistry().bind("credential", (Processor)
                exchange -> addresses.add(exchange.getMessage().getHeader(Exchange.HTTP_URI)));

        Exchange exchange = send(chatAt(base, path, "credentialProcessor=%23credential"));

        assertThat(exchange.getException()).isNull();
        assertThat(server().requests()).extracting("path").containsExactly(base + path);
        assertThat(addresses).containsExactly(server().baseUrl() + base + path);
    }

    @Test
    void errorNamesTheWholeAddress() throws Exception {
        String uri = chatAt("", "/api/v2/chat", "credentialProcessor=none");
        server().enqueue(AuraReply.providerError("Rate limit reached"));

        assertThat(send(uri).getException())
                .hasMessageStartingWith(server().baseUrl() + "/api/v2/chat returned status 500");
    }

    @ParameterizedTest
    @CsvSource({
        "/v2/chat, /app/v2/chat/, with a final slash: set chatPath=/v2/chat/",
        "/v2/chat/, /app/v2/chat, without a final slash: set chatPath=/v2/chat",
        "/v2/chat, https://127.0.0.1:8443/app/v2/chat, another scheme or port: set baseUrl=https://127.0.0.1:8443/app.",
        "/v2/chat, https://127.0.0.1:8443/app/v2/chat/, another scheme or port: set baseUrl=https://127.0.0.1:8443/app."
    })
    void redirectToTheSameChatNamesTheOptionToSet(String path, String location, String remedy) throws Exception {
        String uri = chatAt("/app", path, "browserName=htmlunit", "loginUsername=jane", "loginPassword=s3cret");
        server().enqueue(AuraReply.redirect(308, location));

        assertThat(send(uri).getException())
                .isInstanceOf(AuraHttpException.class)
                .hasMessageContaining(remedy);
        assertThat(server().requests()).as("no login").hasSize(1);
    }

    @Test
    void redirectFromAnotherPathToThatOfTheDefaultIsALogin() throws Exception {
        String uri = chatAt("", "/api/v2/chat", "credentialProcessor=none");
        server().enqueue(AuraReply.redirect(307, "/api/chat"));

        assertThat(send(uri).getException()).hasMessageContaining("requires a login (status 307 to /api/chat)");
    }

    @Test
    void cookiesOfTheChatsPathAreSent() throws Exception {
        String uri = chatAt(
                "",
                "/v2/chat",
                "browserName=htmlunit",
                "loginUsername=" + LoginSite.USER,
                "loginPassword=RAW(" + LoginSite.PASSWORD + ")");
        LoginSite site = LoginSite.protect(server());
        assertThat(send(uri).getException()).isNull();
        server().enqueue(AuraReply.chunks("ok")
                .header("Set-Cookie", "mine=1; Path=/v2")
                .header("Set-Cookie", "other=1; Path=/api"));

        send(uri);
        send(uri);

        String cookies = server().requests().get(server().requests().size() - 1).header("Cookie");
        assertThat(cookies).contains("mine=1").doesNotContain("other=1");
        assertThat(site.logins()).isOne();
    }
}
