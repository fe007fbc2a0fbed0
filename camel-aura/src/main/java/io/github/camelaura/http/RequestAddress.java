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
package io.github.camelaura.http;

import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.util.FileUtil;

/**
 * The address of one kind of request.
 *
 * @param option the option that sets the path
 * @param path the path below {@code baseUrl}; empty if {@code baseUrl} is the whole address
 * @param uri the address, such as {@code https://chat.example.com/api/chat}
 */
public record RequestAddress(String option, String path, URI uri) {

    static final String MODELS = "modelsPath";

    /** The characters of a path that no server or proxy decodes, or takes for the end of a part or of the path. */
    private static final String ALLOWED = "A-Za-z0-9._~!$&'()*+,=:@-";

    private static final Pattern OTHER_CHARACTER = Pattern.compile("[^/" + ALLOWED + "]");
    private static final Pattern DOTS = Pattern.compile("/\\.{1,2}(?:/|$)");

    /**
     * Makes the address.
     *
     * @param baseUrl the address of the server, which is valid
     * @throws IllegalArgumentException if the path could lead to another place than below {@code baseUrl}; the message names the
     *     option
     */
    static RequestAddress of(String option, URI baseUrl, String path) {
        String fault = fault(path == null ? "" : path);
        if (fault != null) {
            throw new IllegalArgumentException(
                    "Option " + option + " is '" + ShownText.text(path == null ? "" : path, List.of())
                            + "', but it must be a path below baseUrl, such as /api/chat: " + fault);
        }
        return new RequestAddress(option, path, URI.create(FileUtil.stripTrailingSeparator(baseUrl.toString()) + path));
    }

    /** Returns what to do if the server has nothing at this address, as text for a message. */
    public String remedyOfNotFound() {
        return option.equals(MODELS)
                ? "this server has no list of models, or has it at another path: set " + MODELS
                : "the server has no such path: check baseUrl and " + option;
    }

    /** Returns why a path is not valid, as text for a message; null if it is valid. */
    private static String fault(String path) {
        if (!path.startsWith("/")) {
            return "it must begin with /";
        }
        if (path.contains("//")) {
            return "it must not contain //";
        }
        if (DOTS.matcher(path).find()) {
            return "it must not contain . or .. between slashes";
        }
        Matcher other = OTHER_CHARACTER.matcher(path);
        return other.find()
                ? "it has a character other than letters, digits and -._~!$&'()*+,=:@ at index " + other.start()
                : null;
    }
}
