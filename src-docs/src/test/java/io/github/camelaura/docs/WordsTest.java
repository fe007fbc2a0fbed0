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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each option, header, constant, class, method and meter that the pages name exists. */
class WordsTest {

    private static final Pattern ENTRY = Pattern.compile("(?<word>\\S+)(?: \\((?<documents>[^)]+)\\))? +(?<what>.+)");

    private static WordCheck check;

    @BeforeAll
    static void readNames() throws Exception {
        check = new WordCheck(new KnownOptions(), Sources.read(Docs.REPOSITORY), others());
    }

    /** Returns the words of words.txt, each with the documents that may have it, or with an empty text for all. */
    private static Map<String, String> others() throws Exception {
        Map<String, String> others = new TreeMap<>();
        for (String line : Docs.resource("/words.txt").lines().toList()) {
            Matcher entry = ENTRY.matcher(line);
            if (!line.isEmpty() && !line.startsWith("#")) {
                assertThat(entry.matches())
                        .as("\"%s\" has a word and what it is", line)
                        .isTrue();
                String documents = Objects.requireNonNullElse(entry.group("documents"), "");
                assertThat(others.put(entry.group("word"), documents))
                        .as("%s is listed once", entry.group("word"))
                        .isNull();
            }
        }
        Pattern.compile("alert: (\\w+)")
                .matcher(Files.readString(Docs.ROOT.resolve("attachments/prometheus-alerts.yaml")))
                .results()
                .forEach(alert -> others.put(alert.group(1), ""));
        return others;
    }

    static Stream<Path> documents() throws Exception {
        return Docs.documents().stream();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void wordsExist(Path document) throws Exception {
        assertThat(check.check(Prose.read(document))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // options
                "`baseUrl`, `loginOnStart=true`, `loginStep=#code`, `login*Selector`, `loginField.<name>`, `loginField.`",
                "`streaming=true`, `operation=cancel`, `credentialProcessor=#bean`, `healthCheckModels`",
                "`http.sslContextParameters=#tls`, `http.oauth2*`, `additional-header[X-Tenant]`, `login-field.tenant-id`",
                "`stopOnException`, `timeoutEnabled`, `maxBlockMs`, `useStreaming=true`, `streamName`",
                "`camel.component.aura.base-url`, `camel.component.aura.baseUrl`, `camel.component.aura.login-field.company`",
                "`camel.main.exchange-factory=pooled`, `camel.beans.server`, `camel.component.https.sslContextParameters`, `CAMEL_COMPONENT_AURA_BASE_URL`",
                "`camel.kamelet.aura-ask-action.apiKey`, `camel.component.aura.*`, `to(\"aura:x?chunkUnit=line&http.proxyHost=a\")`",
                "----\n--property=camel.component.aura.base-url=x aura:x?streaming=true&amp;copyHeaders=false\n----",
                // names of the code
                "`AuraStreamException`, `LOGIN_NEEDED`, `RunningStreams`, `cancelStream(id)`, `forgetCredential`",
                "`camel.aura.logins`, `gen_ai.client.operation.duration`, `gen_ai.request.model`, `AuraLoginFails`",
                "`CamelAuraStreamId`, `CamelAura*`, `CamelCorrelationId`, `CamelAiErrorCategory`, `CamelHttpMethod`",
                "`AuraHttpException.getResponseBody()`, `Verdict.FORBIDDEN`, `.peakStreams()`, `split(body()).streaming()`",
                "`io.github.camelaura.component.LoginConfiguration`, `io.github.camelaura.browser`, `CompletableFuture`, `AuraAnswer`",
                // of no form that has to exist, or in a block of code
                "`model`, `Content-Type`, `/api/chat`, `sso.example.com:8443`, `mvn -B verify`, `X-Api-Key`, ` `",
                "----\n`cancelStreem`\n----",
            })
    void acceptsWhatExists(String text) {
        assertThat(check.check(Prose.of("page.adoc", text))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "baseUri; is not an option of aura",
                "loginOnStart=yes; is not an option of aura",
                "operation=cancle; is not an option of aura",
                "streeming=true; is not an option of aura",
                "login*Selektor; is not the pattern of an option",
                "loginFeld.<name>; is not an option of aura",
                "baseUrl.*; is not an option of aura",
                "additional-heder[X-Tenant]; is not an option of aura",
                "http.sslContextParameter; is not an option of camel-http",
                "http.responseTimeout; is not an option of camel-http that aura supports",
                "http.oauth3*; is not an option of camel-http",
                "camel.component.aura.baseUri; is not a property",
                "camel.component.aura.base-uri=x; is not a property",
                "camel.component.aura.base-url.x; is not a property",
                "camel.component.https.sslContext; is not a property",
                "camel.main.exchange-factori=pooled; is not a property",
                "camel.kamelet.aura-ask-action.apiKei; is not a property",
                "CAMEL_COMPONENT_AURA_BASE_URI; is not an option of aura",
                "AuraStreamError; is not a class",
                "LOGIN_REQUIRED; is not a constant",
                "RATELIMIT; is not a constant",
                "RunningStream; is not a class, thread, JMX attribute",
                "cancelStreem(id); is not a method",
                "forgetCredentialz; is not an option of aura",
                "camel.aura.login; is not a property, meter",
                "gen_ai.client.operation.durations; is not a meter",
                "CamelAuraStreamID; is not a header",
                "CamelAurora*; is not a header",
                "CamelAiErrorKind; is not a header",
                "AuraHttpException.getBody(); is not a member",
                "Verdict.FORBIDEN; is not a member",
                "io.github.camelaura.component.SiteConfiguration; is not a package",
                "loginScreenshotFolder; is not an option of aura"
            })
    void findsWhatDoesNotExist(String word, String finding) {
        assertThat(check.check(Prose.of("page.adoc", "Title\n\nSet `" + word + "` here.")))
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found).startsWith("page.adoc:3: `"))
                .anySatisfy(found -> assertThat(found).startsWith("page.adoc:3: `" + word + "` " + finding));
    }

    @Test
    void findsUnknownOptionsInBlocksOfCode() {
        String text = """
                ----
                uri: aura:support?streeming=true&http.proxiHost=a&amp;copyHeaders=true
                --property=camel.component.aura.base-uri=https://chat.example.com
                -Dcamel.component.aura.login-user=jane -Dcamel.component.aura.login-username=jane
                ----
                """;

        assertThat(check.check(Prose.of("page.adoc", text)))
                .containsExactly(
                        "page.adoc:2: `streeming` is not an option of aura",
                        "page.adoc:2: `http.proxiHost` is not an option of aura",
                        "page.adoc:3: `camel.component.aura.base-uri` is not a property",
                        "page.adoc:4: `camel.component.aura.login-user` is not a property");
    }

    @Test
    void onlyDocumentsAboutTheCodeMayNameAnyOfItsWords() {
        assertThat(check.check(Prose.of("ARCHITECTURE.md", "`saveHere`"))).isEmpty();
        assertThat(check.check(Prose.of("page.adoc", "`saveHere`"))).hasSize(1);
        assertThat(check.check(Prose.of("ARCHITECTURE.md", "`CookieJar`, `http/CookieJar`, `Logins`")))
                .isEmpty();
        assertThat(check.check(Prose.of("ARCHITECTURE.md", "`call/CookieJar`")))
                .containsExactly("ARCHITECTURE.md:1: `call/CookieJar` is not a class, thread, JMX attribute or alert");
        assertThat(check.check(Prose.of("ARCHITECTURE.md", "`Loginss`")))
                .containsExactly("ARCHITECTURE.md:1: `Loginss` is not a class");
    }
}
