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

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;

/** The scheme, host and port of an address (RFC 6454). Two addresses with the same origin belong to the same site. */
public record Origin(String scheme, String host, int port) {

    /** Returns the origin of an address, with the default port of the scheme if the address has none. */
    public static Origin of(URI uri) {
        String scheme = lowerCase(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(scheme) ? 443 : 80;
        return new Origin(scheme, lowerCase(uri.getHost()), port);
    }

    /**
     * Returns whether a host is this machine, by its name or address. Browsers trust it without TLS (W3C Secure Contexts, section
     * 3.1).
     *
     * @param host may be null
     */
    public static boolean isLoopback(String host) {
        String name = host == null ? "" : host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.matches("127(\\.\\d{1,3}){3}")
                || (name.startsWith("[") && isLoopbackAddress(name));
    }

    private static boolean isLoopbackAddress(String literal) {
        try {
            return InetAddress.getByName(literal).isLoopbackAddress(); // a literal is not looked up
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Returns whether nobody on the network can read what is sent there. */
    public boolean isSecure() {
        return "https".equals(scheme) || ("http".equals(scheme) && isLoopback(host));
    }

    /** Returns the origin as {@code location.origin} has it: without the port if it is the default of the scheme. */
    public String serialized() {
        boolean usual = port == ("https".equals(scheme) ? 443 : 80);
        return scheme + "://" + host + (usual ? "" : ":" + port);
    }

    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port;
    }

    private static String lowerCase(String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
