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

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.Fifo;
import io.github.camelaura.test.LoginSite;

/** A {@code loginPasswordFile} whose read hangs, as on a mount that does not respond. */
@Tag("browser")
@DisabledOnOs(OS.WINDOWS) // has no FIFOs
class HangingPasswordFileTest extends AuraTestSupport {

    @TempDir
    Path folder;

    @Test
    void requestFailsAfterLoginTimeoutAndTheNextOneSucceedsOnceTheFileCanBeRead() throws Exception {
        Path fifo = Fifo.create(folder.resolve("password"));
        LoginSite site = LoginSite.protect(server());
        String chat = uri("x", "loginUsername=" + LoginSite.USER, "loginPasswordFile=" + fifo, "browserName=htmlunit");

        assertThat(await(ask(chat + "&loginTimeout=300", "hi")).getException())
                .isInstanceOf(AuraCredentialException.class)
                .hasMessageContaining(
                        "loginPasswordFile or loginTotpSecretFile was not read within loginTimeout=300 ms");

        Files.writeString(fifo, LoginSite.PASSWORD); // ends the read that hangs
        Files.delete(fifo);
        Files.writeString(fifo, LoginSite.PASSWORD);
        assertThat(await(ask(chat, "hi")).getException()).isNull();
        assertThat(site.logins()).isOne();
    }
}
