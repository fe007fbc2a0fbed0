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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.page.LoginText;

/**
 * The user name, the password and the seed of a login.
 *
 * @param totp the seed of one-time codes; null if there is none
 */
public record Account(String username, String password, TotpSeed totp) {

    /**
     * Reads the options, and {@code loginPasswordFile} and {@code loginTotpSecretFile} if they are set.
     *
     * @return null if {@code loginUsername} is not set
     * @throws LoginException if a file cannot be read or does not contain a password or a seed
     */
    static Account of(LoginSettings settings) throws LoginException {
        LoginSettings.Key key = settings.key();
        if (key.username() == null) {
            return null;
        }
        return new Account(
                LoginText.withoutLineEnd(key.username()),
                key.passwordFile() == null
                        ? LoginText.withoutLineEnd(key.password())
                        : password(Path.of(key.passwordFile())),
                key.totpSecretFile() == null ? key.totpSecret() : seed(Path.of(key.totpSecretFile())));
    }

    /** Returns the account whose logins the {@link LoginThrottle} limits together. */
    static LoginAccount throttled(LoginSettings settings) {
        String username = settings.key().username();
        String page = settings.key().loginUrl();
        return LoginAccount.of(
                username == null ? null : LoginText.withoutLineEnd(username),
                settings.hosts(),
                page == null ? settings.request().toString() : page,
                settings.request().toString());
    }

    private static String password(Path file) throws LoginException {
        String password = LoginText.withoutLineEnd(content("loginPasswordFile=" + file, file));
        if (LoginText.hasControl(password)) {
            throw new LoginException(
                    Reason.PROCESSOR_FAILED,
                    "loginPasswordFile=" + file + " must contain the password in one line, without control characters");
        }
        return password;
    }

    private static TotpSeed seed(Path file) throws LoginException {
        String option = "loginTotpSecretFile=" + file;
        String content = content(option, file);
        try {
            return TotpSeed.parse(option, content);
        } catch (IllegalArgumentException e) {
            throw new LoginException(Reason.PROCESSOR_FAILED, e.getMessage());
        }
    }

    private static String content(String option, Path file) throws LoginException {
        try {
            String content = LoginText.withoutByteOrderMark(Files.readString(file));
            if (LoginText.withoutLineEnd(content).isEmpty()) {
                throw new LoginException(Reason.PROCESSOR_FAILED, option + " is empty");
            }
            return content;
        } catch (IOException e) {
            throw new LoginException(
                    Reason.PROCESSOR_FAILED,
                    option + " cannot be read as UTF-8: " + e.getClass().getSimpleName());
        }
    }

    @Override
    public String toString() {
        return "account";
    }
}
