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
package io.github.camelaura.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.LoginSite;

/** Servers that reject a lost session otherwise than with 401, 403, a redirect or a page. */
@Tag("browser")
class LostSessionTest extends AuraTestSupport {

    private LoginSite site;

    @BeforeEach
    void protect() {
        site = LoginSite.protect(server());
    }

    @ParameterizedTest
    @CsvSource({
        "404, Not Found, Not Found, refusedStatusCodes=404",
        "419, Page Expired, CSRF, 'refusedStatusCodes=401,419'",
        "440, Login Time-out, none, refusedStatusCodes=440",
        "501, Log in first, none, 'refusedStatusCodes=501&refusedPattern=[Ll]og in'",
        "400, Bad Request, no session, refusedPattern=no session"
    })
    void lostSessionIsRenewed(int status, String reason, String body, String options) throws Exception {
        site.refusal(AuraReply.status(status, reason, body));
        String uri = uri(
                "support",
                "browserName=htmlunit",
                "loginUsername=" + LoginSite.USER,
                "loginPassword=RAW(" + LoginSite.PASSWORD + ")",
                options);

        answers(uri);
        site.expireSessions();
        answers(uri);

        assertThat(site.logins()).isEqualTo(2);
    }

    private void answers(String uri) throws Exception {
        Exchange exchange = await(ask(uri, "count"));
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo(AuraServer.replyTo("count"));
    }
}
