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
package io.github.camelaura.page;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Removes the parts of a page's address that may contain secrets: user information, query, fragment and path parameters. */
public final class PageAddress {

    private static final Pattern ADDRESS =
            Pattern.compile("^(https?)://(?:[^/?#\\\\]*@)?([^/?#\\\\@]+)([^?#]*)", Pattern.CASE_INSENSITIVE);
    private static final String NOT_OF_PATHS = "[^\\w.~:/@!$&'()*+,=%-]";

    private PageAddress() {}

    /** Returns the address for messages; {@code about:blank} if it is not an http or https address. */
    public static String shown(String url) {
        return of(url).toString();
    }

    /** Returns the address as a URI; {@code about:blank} if it is not an http or https address. */
    public static URI of(String url) {
        Matcher address = ADDRESS.matcher(url);
        if (!address.find()) {
            return URI.create("about:blank");
        }
        String path = address.group(3).replaceAll(";[^/]*", "").replaceAll("%(?![0-9a-fA-F]{2})", "_");
        try {
            return URI.create(address.group(1) + "://" + address.group(2) + path.replaceAll(NOT_OF_PATHS, "_"));
        } catch (IllegalArgumentException e) {
            return URI.create("about:blank"); // the host is not valid
        }
    }
}
