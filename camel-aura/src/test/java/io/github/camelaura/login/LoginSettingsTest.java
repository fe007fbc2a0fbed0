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
package io.github.camelaura.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.camelaura.LoginStep;
import io.github.camelaura.component.LoginConfiguration;
import io.github.camelaura.component.Settings;

/** Every login option is part of the settings. */
class LoginSettingsTest {

    private static final URI REQUEST = URI.create("https://chat.example.com/api/chat");
    private static final ConcurrentMap<String, String> STORE = new ConcurrentHashMap<>();
    private static final Set<String> NEITHER = Set.of("setBaseUrl", "setLoginOnStart", "setLoginScreenshotFolder");

    @TempDir
    private Path folder;

    static Stream<String> setters() {
        return Arrays.stream(LoginConfiguration.class.getMethods())
                .map(Method::getName)
                .filter(name -> name.startsWith("set") && !NEITHER.contains(name))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("setters")
    void changedOptionChangesTheSettings(String setter) throws Exception {
        LoginConfiguration usual = valid();
        LoginConfiguration changed = valid();
        Method set = Arrays.stream(LoginConfiguration.class.getMethods())
                .filter(method -> method.getName().equals(setter))
                .findFirst()
                .orElseThrow();
        if (setter.equals("setLoginPasswordFile")) {
            changed.setLoginPassword(null);
        }
        if (setter.equals("setCredentialStoreKeyFile")) {
            changed.setCredentialStoreKey(null);
        }
        set.invoke(changed, other(set.getParameterTypes()[0], setter, usual));

        assertThat(Settings.login(changed, REQUEST)).isNotEqualTo(Settings.login(usual, REQUEST));
        assertThat(Settings.login(changed, REQUEST)).asString().doesNotContain("changed");
    }

    @Test
    void settingsForComparisonHoldNoPassword() {
        LoginConfiguration configuration = valid();
        configuration.setProxyAuthUsername("joe");
        configuration.setLoginTotpSecret("SECRETAA");
        configuration.setLoginField(Map.of("company", "secret"));
        LoginSettings settings = Settings.login(configuration, REQUEST);

        LoginSettings compared = settings.withPasswords(password -> "hash of " + password.length());

        assertThat(compared.key().password()).isEqualTo("hash of 6");
        assertThat(compared.proxy().password()).isEqualTo("hash of 6");
        assertThat(compared.key().totpSecret().secret()).isEqualTo("hash of 8");
        assertThat(compared.key().fields().value(0)).isEqualTo("hash of 6");
        assertThat(compared).isEqualTo(settings.withPasswords(password -> "hash of " + password.length()));
        assertThat(compared).isNotEqualTo(settings.withPasswords(password -> "another"));
        assertThat(compared.withPasswords(hash -> hash.endsWith("8") ? "SECRETAA" : "secret"))
                .isEqualTo(settings);
    }

    @Test
    void settingsForComparisonHoldNoValueOfAStep() {
        LoginConfiguration configuration = valid();
        configuration.setLoginSteps("classpath:login-steps/missing.yaml");
        LoginSettings settings = Settings.login(configuration, REQUEST);

        LoginSettings compared = settings.withPasswords(password -> "hash of " + password.length());

        assertThat(compared.key().steps().all()).last().matches(step -> "hash of 9".equals(step.value()));
        assertThat(compared).isNotEqualTo(settings);
    }

    @Test
    void otherLoginFieldIsAnotherKey() {
        LoginConfiguration other = valid();
        other.setLoginField(Map.of("company", "acme"));
        LoginSettings.Key key = Settings.login(other, REQUEST).key();
        other.setLoginField(Map.of("company", "beta"));

        assertThat(Settings.login(other, REQUEST).key()).isNotEqualTo(key);
        assertThat(key).asString().doesNotContain("acme");
        assertThat(key.fields()).asString().contains("company").doesNotContain("acme");
    }

    @Test
    void wordsOfACheckBoxAndShortValuesAreNotMaskedInTextsOfPages() {
        LoginConfiguration configuration = valid();
        configuration.setLoginField(Map.of("accept", "true", "language", "de", "company", "acme"));

        assertThat(Settings.login(configuration, REQUEST).key().fields().secrets())
                .containsExactly("acme");
    }

    private static LoginConfiguration valid() {
        LoginConfiguration valid = new LoginConfiguration();
        valid.setBaseUrl("https://chat.example.com");
        valid.setLoginUsername("jane");
        valid.setLoginPassword("secret");
        valid.setLoginTokenStorageKey("access_token");
        valid.setProxyHost("proxy.example.com");
        valid.setProxyPort(3128);
        valid.setProxyAuthPassword("secret");
        valid.setBrowserRemoteUrl("http://grid.example.com:4444");
        valid.setCredentialStore(STORE);
        valid.setCredentialStoreKey(key(0));
        return valid;
    }

    private static String key(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private Object other(Class<?> type, String setter, LoginConfiguration usual) throws Exception {
        if (type == boolean.class) {
            Method get = LoginConfiguration.class.getMethod(setter.replaceFirst("set", "is"));
            return !(boolean) get.invoke(usual);
        }
        if (type == long.class) {
            return 4711L;
        }
        if (type == Integer.class) {
            return 4711;
        }
        if (type == Map.class) {
            return Map.of("field", "changed");
        }
        if (setter.equals("setLoginSteps")) {
            return "classpath:login-steps/missing.yaml";
        }
        if (type == ConcurrentMap.class) {
            return new ConcurrentHashMap<>(); // equal, but another map
        }
        if (setter.equals("setCredentialStoreKeyFile")) {
            return Files.writeString(folder.resolve("changed"), key(1)).toString();
        }
        if (type == LoginStep.class) {
            return (LoginStep) page -> true;
        }
        return switch (setter) {
            case "setLoginUrl", "setLogoutUrl" -> "https://changed.example.com";
            case "setLoginVerifyUrl" -> "https://chat.example.com/changed";
            case "setLoginTokenPath" -> "/changed";
            case "setBrowserArguments" -> "--changed";
            case "setCredentialStoreKey" -> key(1);
            default -> "changed";
        };
    }
}
