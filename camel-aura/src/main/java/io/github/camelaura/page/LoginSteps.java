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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.github.camelaura.http.Origin;

/**
 * The steps of the option {@code loginSteps}, in their order.
 *
 * @param resource where they are; null if the option is not set
 */
public record LoginSteps(String resource, List<PageStep> all) {

    /** Returns the steps of a login without the option. */
    public static LoginSteps none() {
        return new LoginSteps(null, List.of());
    }

    /**
     * Checks the steps against the options of the login.
     *
     * @param account whether {@code loginUsername} is set
     * @param seed whether a seed of one-time codes is set
     * @param password the password; null if none is set, or it is in a file
     * @param site the origin of the requests
     * @param trusted the origins that may receive user name and password
     * @throws IllegalArgumentException if a step needs an option that is not set, has the password as its value, or opens an address that
     *     is not trusted
     */
    public void check(boolean account, boolean seed, String password, Origin site, TrustedOrigins trusted) {
        requireOption(PageStep.Kind.FILL_USERNAME, account, "loginUsername");
        requireOption(PageStep.Kind.FILL_PASSWORD, account, "loginUsername and loginPassword");
        requireOption(PageStep.Kind.FILL_CODE, seed, "loginTotpSecret or loginTotpSecretFile");
        String literal = literal(password);
        LoginText.require(literal == null, literal);
        all.stream()
                .filter(step ->
                        step.kind() == PageStep.Kind.OPEN && !step.target().startsWith("/"))
                .forEach(step -> {
                    String problem = new StepOpen(step, resource, site, trusted).problem(URI.create(step.target()));
                    LoginText.require(problem == null, problem);
                });
    }

    private void requireOption(PageStep.Kind kind, boolean present, String options) {
        all.stream().filter(step -> step.kind() == kind && !present).findFirst().ifPresent(step -> {
            throw new IllegalArgumentException("The " + step.name() + " in " + resource + " needs " + options);
        });
    }

    /** Returns what is wrong if a step has the password as its value; null if none has. */
    public String literal(String password) {
        return all.stream()
                .filter(step -> password != null && Objects.equals(step.value(), password))
                .findFirst()
                .map(step -> "The " + step.name() + " in " + resource
                        + " has the password as its value. Write with: password instead of with: value")
                .orElse(null);
    }

    /** Returns the values of the steps and of {@code loginField} options that messages mask. */
    public List<String> secretsWith(LoginFields fields) {
        List<String> values =
                LoginFields.masked(all.stream().map(PageStep::value).filter(Objects::nonNull));
        return Stream.concat(fields.secrets().stream(), values.stream()).toList();
    }

    /** Returns these steps with each value replaced. */
    public LoginSteps withValues(UnaryOperator<String> replaced) {
        List<PageStep> others = new ArrayList<>(all);
        others.replaceAll(step -> new PageStep(
                step.number(),
                step.page(),
                step.kind(),
                step.target(),
                step.value() == null ? null : replaced.apply(step.value())));
        return new LoginSteps(resource, List.copyOf(others));
    }

    /** Returns a text without values. */
    @Override
    public String toString() {
        return "login steps of " + resource;
    }
}
