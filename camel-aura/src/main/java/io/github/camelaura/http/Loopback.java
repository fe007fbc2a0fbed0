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
import java.net.UnknownHostException;
import java.util.Locale;

/** The names and addresses of this machine that browsers trust without TLS (W3C Secure Contexts, section 3.1). */
public final class Loopback {

    private Loopback() {}

    /** Whether requests to this host do not leave the machine. */
    public static boolean is(String host) {
        String name = host == null ? "" : host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.matches("127(\\.\\d{1,3}){3}")
                || (name.startsWith("[") && isAddress(name));
    }

    private static boolean isAddress(String literal) {
        try {
            return InetAddress.getByName(literal).isLoopbackAddress(); // no DNS lookup for an address literal
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
