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
package io.github.camelaura.browser;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The environment variables of ChromeDriver and Chrome. The JVM's environment often holds secrets of other programs, so the browser
 * gets only the variables that a browser uses. Selenium can set a variable but not remove it, so the values of all others are empty.
 */
final class BrowserEnvironment {

    /** Names in upper case, because Windows ignores the case. */
    private static final Set<String> USED = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "LANG",
            "LANGUAGE",
            "TZ",
            "TMPDIR",
            // display, desktop and fonts
            "DISPLAY",
            "WAYLAND_DISPLAY",
            "XAUTHORITY",
            "DBUS_SESSION_BUS_ADDRESS",
            // network
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "ALL_PROXY",
            "NO_PROXY",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            // libraries
            "LD_LIBRARY_PATH",
            "DYLD_LIBRARY_PATH",
            // Windows
            "SYSTEMROOT",
            "SYSTEMDRIVE",
            "WINDIR",
            "COMSPEC",
            "PATHEXT",
            "TEMP",
            "TMP",
            "APPDATA",
            "LOCALAPPDATA",
            "USERNAME",
            "USERPROFILE",
            "USERDOMAIN",
            "HOMEDRIVE",
            "HOMEPATH",
            "NUMBER_OF_PROCESSORS",
            "OS");

    private static final List<String> USED_PREFIXES =
            List.of("LC_", "XDG_", "FONTCONFIG_", "CHROME_", "PROGRAM", "COMMONPROGRAM", "PROCESSOR_");

    /** The shortest maximum length of a socket's path on any system, 104, minus the part that Chrome appends to TMPDIR. */
    private static final int LONGEST_TMPDIR = 104 - "/org.chromium.Chromium.XXXXXX/SingletonSocket".length() - 1;

    private BrowserEnvironment() {}

    /**
     * Returns the variables that differ from the JVM's.
     *
     * @param folder the folder of the browser, for its temporary files and crash reports
     * @param inherited the variables of the JVM
     */
    static Map<String, String> of(Path folder, Map<String, String> inherited) {
        Map<String, String> environment = new HashMap<>();
        inherited.keySet().stream().filter(name -> !isUsed(name)).forEach(name -> environment.put(name, ""));
        environment.put("BREAKPAD_DUMP_LOCATION", folder.resolve("crashes").toString());
        if (folder.toString().length() <= LONGEST_TMPDIR) { // with a longer path, Chrome does not start
            environment.put("TMPDIR", folder.toString());
        }
        return environment;
    }

    private static boolean isUsed(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return USED.contains(upper) || USED_PREFIXES.stream().anyMatch(upper::startsWith);
    }
}
