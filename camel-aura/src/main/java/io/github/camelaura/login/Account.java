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

/** The user name and the password of a login. */
public record Account(String username, String password) {

    /**
     * Reads the options, and {@code loginPasswordFile} if it is set.
     *
     * @return null if {@code loginUsername} is not set
     * @throws LoginException if the file cannot be read or does not contain a password
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
                        : read(Path.of(key.passwordFile())));
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

    private static String read(Path file) throws LoginException {
        try {
            String password = LoginText.withoutLineEnd(LoginText.withoutByteOrderMark(Files.readString(file)));
            if (password.isEmpty()) {
                throw new LoginException(Reason.PROCESSOR_FAILED, "loginPasswordFile=" + file + " is empty");
            }
            if (LoginText.hasControl(password)) {
                throw new LoginException(
                        Reason.PROCESSOR_FAILED,
                        "loginPasswordFile=" + file
                                + " must contain the password in one line, without control characters");
            }
            return password;
        } catch (IOException e) {
            throw new LoginException(
                    Reason.PROCESSOR_FAILED,
                    "loginPasswordFile=" + file + " cannot be read as UTF-8: "
                            + e.getClass().getSimpleName());
        }
    }

    @Override
    public String toString() {
        return "account";
    }
}
