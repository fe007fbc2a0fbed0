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
package io.github.camelaura.stream;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.DefaultHeaderFilterStrategy;
import org.apache.camel.util.SensitiveUtils;

/** Decides which headers of the request message the chunk exchanges have. */
final class CopiedHeaders {

    /** The names of HTTP headers that camel-http sends although a client or a server determines them. */
    private static final Set<String> HTTP_NAMES = Set.of(
            "accept",
            "dnt",
            "etag",
            "expect",
            "forwarded",
            "keep-alive",
            "last-modified",
            "origin",
            "range",
            "referer",
            "retry-after",
            "server",
            "te",
            "user-agent",
            "vary",
            "www-authenticate");

    private static final String[] PREFIXES = {
        "accept-",
        "access-control-",
        "camelaura",
        "camelhttp",
        "camelredeliver",
        "content-",
        "if-",
        "proxy-",
        "sec-",
        "x-forwarded-"
    };

    private static final HeaderFilterStrategy FILTER = filter();

    /**
     * The words of Camel in the names of secrets, and a few more. Without {@code user}: a header such as {@code userId} holds no
     * credential, and chunks need it to reach the user.
     */
    private static final Predicate<String> HOLDS_CREDENTIAL = Pattern.compile(Stream.concat(
                            SensitiveUtils.getSensitiveKeys().stream().filter(word -> !word.equals("user")),
                            Stream.of("authorization", "cookie", "credential", "jwt"))
                    .map(CopiedHeaders::withoutHyphens)
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|")))
            .asPredicate();

    private CopiedHeaders() {}

    /** Returns whether a header is copied: not an HTTP header, no credential, and no header of this component. */
    static boolean contains(String name, Object value, Exchange exchange) {
        return !FILTER.applyFilterToCamelHeaders(name, value, exchange) && !HOLDS_CREDENTIAL.test(withoutHyphens(name));
    }

    private static String withoutHyphens(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    }

    private static HeaderFilterStrategy filter() {
        Set<String> names = new TreeSet<>(HTTP_NAMES);
        names.addAll(new HttpHeaderFilterStrategy().getOutFilter()); // not its prefix Camel: routes need CamelFileName
        DefaultHeaderFilterStrategy filter = new DefaultHeaderFilterStrategy();
        filter.setLowerCase(true);
        filter.setOutFilter(names);
        filter.setOutFilterStartsWith(PREFIXES);
        return filter;
    }
}
