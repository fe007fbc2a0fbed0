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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** Reads the texts of the options {@code credentialStoreKeyFile} and {@code credentialStoreKey}. Errors never show them. */
final class KeyFile {

    /** Enough for a key with white space around it; another file may be endless. */
    private static final int MOST_BYTES = 1024;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private KeyFile() {}

    /**
     * Reads a key.
     *
     * @param bytes the length of the key
     * @throws IllegalArgumentException if the file cannot be read, or does not contain Base64 of so many bytes
     */
    static byte[] read(Path file, int bytes) {
        return parse(option(file), content(file), bytes);
    }

    /**
     * Reads a key.
     *
     * @param option the option that has the text, for messages
     * @param bytes the length of the key
     * @throws IllegalArgumentException if the text is not Base64 of so many bytes
     */
    static byte[] parse(String option, String text, int bytes) {
        byte[] key = decode(text.strip());
        if (key == null || key.length != bytes) {
            throw failure(
                    option,
                    "does not contain " + bytes + " bytes in Base64 ("
                            + (key == null ? "the content is not Base64" : "the content has " + key.length + " bytes")
                            + ")");
        }
        return key;
    }

    private static String option(Path file) {
        return "credentialStoreKeyFile=" + file;
    }

    private static String content(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw failure(option(file), "is longer than " + MOST_BYTES + " bytes");
            }
            String content = new String(bytes, StandardCharsets.UTF_8);
            return content.startsWith(BYTE_ORDER_MARK) ? content.substring(1) : content;
        } catch (IOException e) { // the message of most of them is only the name of the file
            throw failure(option(file), "cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static byte[] decode(String content) {
        try {
            return Base64.getDecoder().decode(content);
        } catch (IllegalArgumentException e) { // its message shows a character of the content
            return null;
        }
    }

    private static IllegalArgumentException failure(String option, String what) {
        return new IllegalArgumentException(
                option + " " + what
                        + ". Create the key with: openssl rand -base64 32. All nodes that share credentialStore need the same key");
    }
}
