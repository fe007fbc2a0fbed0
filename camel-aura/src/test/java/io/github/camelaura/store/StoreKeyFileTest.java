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
package io.github.camelaura.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreKeyFileTest {

    /** The bytes 0 to 31. */
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private static final String REMEDY = ". Create the key with: openssl rand -base64 32."
            + " All nodes that share credentialStore need the same key";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", " \t\n\n"})
    void whiteSpaceAroundTheKeyIsIgnored(String space) throws IOException {
        assertThat(StoreKey.read(file(KEY + space))).isEqualTo(StoreKeys.key());
        assertThat(StoreKey.read(file(space + KEY + space))).isEqualTo(StoreKeys.key());
    }

    @Test
    void optionMayHaveTheTextOfTheFile() {
        assertThat(StoreKey.parse(" " + KEY + "\n")).isEqualTo(StoreKeys.key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "topsecret", "dG9wc2VjcmV0"})
    void textThatIsNotAKeyIsRejectedWithoutShowingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoreKey.parse(text))
                .withMessageStartingWith("Option credentialStoreKey does not contain 32 bytes in Base64")
                .withMessageNotContaining("topsecret")
                .withMessageNotContaining("dG9wc2VjcmV0");
    }

    @Test
    void byteOrderMarkIsIgnored() throws IOException {
        assertThat(StoreKey.read(file("\uFEFF" + KEY + "\r\n"))).isEqualTo(StoreKeys.key());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 31, 33, 64})
    void keyOfOtherLengthIsRejected(int length) throws IOException {
        Path file = file(Base64.getEncoder().encodeToString(new byte[length]));

        assertThat(failure(file))
                .hasMessage("credentialStoreKeyFile=" + file + " does not contain 32 bytes in Base64 (the content has "
                        + length + " bytes)" + REMEDY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topsecret!",
                "AAECAwQFBgcICQoLDA0ODxAR\nEhMUFRYXGBkaGxwdHh8=",
                "key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=AAECAwQF"
            })
    void fileWithOtherContentIsRejectedWithoutShowingIt(String content) throws IOException {
        Path file = file(content);

        assertThat(failure(file))
                .hasMessage("credentialStoreKeyFile=" + file
                        + " does not contain 32 bytes in Base64 (the content is not Base64)" + REMEDY)
                .hasNoCause();
    }

    @Test
    void fileOfBinaryDataIsRejected() throws IOException {
        Path file = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        assertThat(failure(file)).hasMessageContaining("not Base64");
    }

    @Test
    void fileThatIsTooLongIsRejected() throws IOException {
        Path file = file(KEY + " ".repeat(1024 - KEY.length()));
        assertThat(StoreKey.read(file)).isEqualTo(StoreKeys.key());

        Files.writeString(file, " ", StandardOpenOption.APPEND);

        assertThat(failure(file)).hasMessage("credentialStoreKeyFile=" + file + " is longer than 1024 bytes" + REMEDY);
    }

    @Test
    void missingFileIsRejected() {
        Path file = folder.resolve("missing");

        assertThat(failure(file))
                .hasMessage("credentialStoreKeyFile=" + file + " cannot be read: NoSuchFileException" + REMEDY);
    }

    @Test
    void folderIsRejected() {
        assertThat(failure(folder))
                .hasMessage("credentialStoreKeyFile=" + folder + " cannot be read: IOException" + REMEDY);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("key"), content, StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException failure(Path file) {
        IllegalArgumentException failure = catchIllegalArgumentException(() -> StoreKey.read(file));
        assertThat(failure).isNotNull();
        return failure;
    }
}
