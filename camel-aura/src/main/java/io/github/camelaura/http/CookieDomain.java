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

import java.util.Locale;

import org.apache.hc.client5.http.psl.PublicSuffixMatcher;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;

/**
 * The domain of a cookie: the hosts that it is sent to.
 *
 * @param name the domain in lower case, without a leading dot
 * @param hostOnly whether it is that host only, without its subdomains
 */
record CookieDomain(String name, boolean hostOnly) {

    /** Returns the domain of a cookie that this host sets with this {@code Domain} attribute; null if it is not allowed. */
    static CookieDomain of(String host, String attribute) {
        String domain = (attribute.startsWith(".") ? attribute.substring(1) : attribute).toLowerCase(Locale.ROOT);
        if (attribute.isEmpty()) {
            return new CookieDomain(host, true);
        }
        String site = site(host);
        if (site == null) {
            return domain.equals(host) ? new CookieDomain(host, true) : null;
        }
        return isWithin(host, domain) && isWithin(domain, site) ? new CookieDomain(domain, false) : null;
    }

    boolean matches(String host) {
        return hostOnly ? host.equals(name) : isWithin(host, name);
    }

    private static boolean isWithin(String host, String domain) {
        return host.equals(domain) || host.endsWith("." + domain);
    }

    /** Returns the public suffix and the label before it; null for an IP address, a name without a dot and a public suffix. */
    private static String site(String host) {
        if (host.startsWith("[") || host.matches("[\\d.]+")) {
            return null;
        }
        String root = Suffixes.PUBLIC.getDomainRoot(host);
        if (root == null || root.indexOf('.') >= 0) {
            return root;
        }
        // if a suffix is not in the list, getDomainRoot returns the suffix
        int suffix = host.lastIndexOf('.');
        return suffix < 0 ? null : host.substring(host.lastIndexOf('.', suffix - 1) + 1);
    }

    /** Loads the list on first use, outside any lock. */
    private static final class Suffixes {
        static final PublicSuffixMatcher PUBLIC = PublicSuffixMatcherLoader.getDefault();
    }
}
