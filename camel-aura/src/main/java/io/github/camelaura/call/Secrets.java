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
package io.github.camelaura.call;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Collects the secrets that messages mask, because servers may repeat in a response what they received. */
final class Secrets {

    /** The minimum length of a secret. Shorter parts of a cookie or header (a flag, a scheme) would mask too much text. */
    private static final int SHORTEST_PART = 8;

    private Secrets() {}

    /**
     * Returns the secrets of one request.
     *
     * @param options the values of secret options
     * @param credential the secrets of the credential
     * @param sent the headers that the credential processor set
     */
    static Collection<String> of(
            Collection<String> options, Collection<String> credential, Map<String, Collection<String>> sent) {
        List<String> secrets = new ArrayList<>(options);
        secrets.addAll(credential);
        sent.entrySet().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("User-Agent"))
                .flatMap(header -> header.getValue().stream())
                .flatMap(value -> Stream.concat(Stream.of(value), Arrays.stream(value.split("[=;,\\s]+"))))
                .filter(part -> part.length() >= SHORTEST_PART)
                .forEach(secrets::add);
        return secrets;
    }
}
