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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.test.LoginSite;

/** Logins with one-time codes with HtmlUnit, and the parts of them that do not depend on the browser. */
class HtmlUnitOneTimeCodeTest extends OneTimeCodeTests {

    @Override
    List<String> browser() {
        return List.of("browserName=htmlunit");
    }

    @Test
    void seedFileIsReadAtEachLogin(@TempDir Path folder) throws Exception {
        site.page(LoginSite.Page.SECOND_FACTOR);
        Path file = Files.writeString(folder.resolve("seed"), seed("MFRGGZDFMZTWQ2LK"));
        String uri = login("loginTotpSecretFile=" + file);
        assertThat(refused(uri).getReason()).isEqualTo(Reason.CODE_REJECTED);

        Files.writeString(file, seed(SEED) + "\r\n");

        answers(uri);
        assertThat(site.codesSeen()).hasSize(3);
    }

    @Test
    void seedFileWithAnythingElseNamesItsOption(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("seed"), "n0t-a-s33d");

        assertThat(refused(login("loginTotpSecretFile=" + file)))
                .hasMessageContaining("loginTotpSecretFile=" + file + " must be the seed in Base32")
                .hasMessageNotContaining("n0t")
                .extracting(AuraCredentialException::getReason)
                .isEqualTo(Reason.PROCESSOR_FAILED);
    }

    @Test
    void nextLoginUsesAnotherCode() throws Exception {
        site.page(LoginSite.Page.SECOND_FACTOR);
        String uri = login("loginTotpSecret=RAW(" + seed(SEED) + ")", "loginMinInterval=0");
        answers(uri);
        site.expireSessions();

        answers(uri);

        assertThat(site.codesSeen()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void clockThatDiffersFromTheServerOfANewPageIsNamed() throws Exception {
        clockIsNamed(LoginSite.Page.SECOND_FACTOR);
    }
}
