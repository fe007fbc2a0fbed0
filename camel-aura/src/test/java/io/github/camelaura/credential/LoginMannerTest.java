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
package io.github.camelaura.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.camelaura.SiteConfiguration;

/** Every option counts: it says either whose login it is, or how it is done. */
class LoginMannerTest {

    private static final URI REQUEST = URI.create("https://chat.example.com/api/chat");
    private static final Set<String> NEITHER = Set.of("setBaseUrl", "setLoginOnStart");

    static Stream<String> setters() {
        return Arrays.stream(SiteConfiguration.class.getMethods())
                .map(Method::getName)
                .filter(name -> name.startsWith("set") && !NEITHER.contains(name))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("setters")
    void everyOptionCounts(String setter) throws Exception {
        SiteConfiguration usual = new SiteConfiguration();
        SiteConfiguration changed = new SiteConfiguration();
        Method set = Arrays.stream(SiteConfiguration.class.getMethods())
                .filter(method -> method.getName().equals(setter))
                .findFirst()
                .orElseThrow();
        set.invoke(changed, other(set.getParameterTypes()[0], setter, usual));

        boolean sameAccount = SiteAccount.of(usual, REQUEST).equals(SiteAccount.of(changed, REQUEST));
        boolean sameManner = LoginManner.of(usual, REQUEST).equals(LoginManner.of(changed, REQUEST));

        assertThat(sameAccount).isNotEqualTo(sameManner);
        assertThat(LoginManner.of(changed, REQUEST)).asString().doesNotContain("changed");
    }

    private static Object other(Class<?> type, String setter, SiteConfiguration usual) throws Exception {
        if (type == boolean.class) {
            Method get = SiteConfiguration.class.getMethod(setter.replaceFirst("set", "is"));
            return !(boolean) get.invoke(usual);
        }
        if (type == long.class) {
            return 4711L;
        }
        if (type == Integer.class) {
            return 4711;
        }
        if (type == LoginStep.class) {
            return (LoginStep) page -> true;
        }
        return "changed";
    }
}
