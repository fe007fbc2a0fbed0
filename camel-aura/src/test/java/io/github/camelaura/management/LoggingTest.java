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
package io.github.camelaura.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.crypto.spec.SecretKeySpec;

import org.apache.camel.Processor;
import org.apache.camel.main.Main;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.LogCapture;
import io.github.camelaura.test.AuraReply;

/** What the component logs at each level, and what it never logs. */
class LoggingTest extends AuraTestSupport {

    @Test
    void lowMaxTokensLogsOneWarningPerEndpoint() throws Exception {
        try (LogCapture log = new LogCapture("io.github.camelaura", Level.WARN)) {
            for (int i = 0; i < 3; i++) {
                await(ask(uri("support", "maxTokens=1023"), "count"));
                await(ask(uri("other", "maxTokens=1024"), "count"));
            }

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARN aura:support sends requests with maxTokens=1023")
                    .contains("openchat-ui 768, chatbot-ui 1,000")
                    .doesNotContain("the server reserves 768");
        }
    }

    @Test
    void streamLogsNothingAtInfoAndNoContentAtTrace() throws Exception {
        context.getRegistry().bind("credential", (Processor)
                exchange -> exchange.getMessage().setHeader("Authorization", "s3cret-token"));
        routes(r -> r.from("direct:chunks").throwException(new IllegalStateException("no room")));
        try (LogCapture log = new LogCapture("io.github.camelaura", Level.TRACE)) {
            server().enqueue(
                            AuraReply.chunks("s3cret-reply"),
                            AuraReply.chunks("s3cret-reply").cut());
            for (int i = 0; i < 3; i++) {
                await(ask(
                        uri(
                                "support",
                                "apiKey=s3cret-key",
                                "credentialProcessor=%23credential",
                                "streamRepliesTo=direct:chunks"),
                        "s3cret-question"));
            }

            assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains("s3cret"));
            assertThat(log.lines()).noneMatch(line -> line.startsWith("INFO"));
            assertThat(log.lines())
                    .anyMatch(line ->
                            line.startsWith("WARN streamRepliesTo=direct://chunks") && line.contains("no room"));
        }
    }

    @Test
    void debugLogShowsEachStageOfAStreamWithItsId() throws Exception {
        server().enqueue(AuraReply.chunks("a", "b"));
        try (LogCapture log = new LogCapture("io.github.camelaura", Level.DEBUG)) {
            Object id = await(ask(uri("support"), "count")).getMessage().getHeader(AuraConstants.STREAM_ID);

            assertThat(log.lines()).hasSize(3).allMatch(line -> line.startsWith("DEBUG Stream " + id));
            assertThat(log.lines().get(0)).contains("aura:support");
            assertThat(log.lines().get(2)).contains("COMPLETED after 2 chunks");
        }
    }

    /** Camel Main logs all properties at INFO when it starts. */
    @Test
    void camelMainMasksSecretPropertiesInItsLog(@TempDir Path folder) throws Exception {
        Path properties = Files.writeString(folder.resolve("application.properties"), """
                camel.main.additional-sensitive-keywords = model
                camel.component.aura.base-url = https://chat.example.com
                camel.component.aura.model = s3cret
                camel.component.aura.api-key = s3cret
                camel.component.aura.login-password = s3cret
                camel.component.aura.credential-store-key = #bean:s3cret
                camel.component.aura.login-field.company = s3cret
                camel.component.aura.login-field[tenant-id] = s3cret
                camel.component.aura.additional-header.CF-Access-Client-Id = s3cret
                camel.component.aura.additional-header[X-Tenant] = s3cret
                camel.component.aura.additionalHeader.X_Stage = s3cret
                camel.component.aura.proxy-auth-password = s3cret
                camel.component.aura.http-options.authPassword = s3cret
                camel.component.aura.http-options.oauth2ClientSecret = s3cret
                """);
        Main main = new Main();
        main.setPropertyPlaceholderLocations("file:" + properties);
        main.bind("s3cret", new SecretKeySpec(new byte[32], "AES"));
        try (LogCapture log = new LogCapture("org.apache.camel.main", Level.INFO)) {
            main.start();
            main.stop();

            assertThat(log.lines())
                    .noneMatch(line -> line.contains("s3cret"))
                    .anyMatch(line -> line.endsWith("baseUrl = https://chat.example.com"))
                    .filteredOn(line -> line.endsWith("xxxxxx"))
                    .hasSize(12);
        }
    }
}
