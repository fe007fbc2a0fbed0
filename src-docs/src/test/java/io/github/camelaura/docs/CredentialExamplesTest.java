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

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;

import com.example.CodeStep;
import com.example.CookieCredential;
import com.example.JudgingCredential;
import com.example.VaultCredential;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.github.camelaura.AuraHttpException;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.LoginSite;

/** The credential beans of the documentation. */
@ExtendWith(AuraServerExtension.class)
class CredentialExamplesTest {

    private final CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        context.start();
    }

    private String ask(AuraServer server, String options) {
        return context.createProducerTemplate()
                .requestBody("aura:support?baseUrl=" + server.baseUrl() + "&" + options, "count", String.class);
    }

    @Test
    void cookieOfTheBeanIsSent(AuraServer server) {
        CookieCredential credential = new CookieCredential();
        credential.setCookie("chat_session=abc");
        context.getRegistry().bind("cookie", credential);

        ask(server, "credentialProcessor=%23cookie");

        assertThat(server.requests().get(0).header("Cookie")).isEqualTo("chat_session=abc");
    }

    @Test
    void tokenIsFetchedAgainAfterARejection(AuraServer server) {
        Iterator<String> tokens = List.of("old", "new").iterator();
        context.getRegistry().bind("vault", new VaultCredential(tokens::next));
        server.enqueue(AuraReply.status(401, "Unauthorized", ""), AuraReply.chunks("Hello"));

        assertThat(ask(server, "credentialProcessor=%23vault")).isEqualTo("Hello");
        assertThat(server.requests().get(1).header("Authorization")).isEqualTo("Bearer new");
    }

    @Test
    void beanJudgesTheResponses(AuraServer server) {
        context.getRegistry().bind("judge", new JudgingCredential(() -> "token"));
        server.enqueue(
                AuraReply.status(418, "Teapot", "").header("X-Session", "lost"), AuraReply.status(403, "No", "quota"));

        Exchange exchange = context.createProducerTemplate()
                .request(
                        "aura:support?baseUrl=" + server.baseUrl() + "&credentialProcessor=%23judge",
                        request -> request.getMessage().setBody("count"));

        assertThat(exchange.getException(AuraHttpException.class).getStatusCode())
                .isEqualTo(403);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void loginStepEntersTheOneTimeCode(AuraServer server) {
        LoginSite.protect(server).page(LoginSite.Page.SECOND_FACTOR);
        context.getRegistry().bind("code", new CodeStep(() -> LoginSite.ONE_TIME_PASSWORD));

        String reply = ask(
                server,
                "loginStep=%23code&browserName=htmlunit&loginUsername=" + LoginSite.USER + "&loginPassword=RAW("
                        + LoginSite.PASSWORD + ")");

        assertThat(reply).isEqualTo(AuraServer.replyTo("count"));
    }
}
