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
package io.github.camelaura.component;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.util.SensitiveUtils;
import org.apache.camel.util.URISupport;

/** Registers the names of secret options, so that Camel masks their values in the properties that it logs and in URIs. */
final class SecretNames {

    /** Those that Camel does not know. Camel also masks options with similar names, so the list is short. */
    private static final String NAMES =
            "loginPassword,loginTotpSecret,loginField,credentialStoreKey,additionalHeader,authPassword,oauth2ClientSecret";

    private SecretNames() {}

    static void register(CamelContext context) {
        ExtendedCamelContext extension = context.getCamelContextExtension();
        String others = extension.getAdditionalSensitiveKeywords();
        String names = Stream.concat(Stream.of(NAMES), PrefixedOptions.secretNames(context))
                .collect(Collectors.joining(","));
        if (others == null || !others.contains(names)) {
            extension.setAdditionalSensitiveKeywords(others == null ? names : others + "," + names);
        }
        // Of these names, Camel masks only the first one in a URI, so those are left out whose values it masks anyway
        URISupport.addSanitizeKeywords(
                Stream.of(extension.getAdditionalSensitiveKeywords().split(","))
                        .map(String::trim)
                        .filter(SecretNames::isUnknown)
                        .collect(Collectors.joining(",")));
    }

    /** Returns whether the name contains none of the words for which Camel masks a value in a URI. */
    private static boolean isUnknown(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return SensitiveUtils.getSensitiveKeys().stream().noneMatch(lower::contains);
    }
}
