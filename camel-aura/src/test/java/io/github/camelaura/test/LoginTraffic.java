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
package io.github.camelaura.test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a {@link LoginSite} has seen and done so far; thread safe. */
final class LoginTraffic {

    private final Monitor monitor = new Monitor();
    private final List<String> sessionsSeen = new ArrayList<>();
    private final List<String> codesSeen = new ArrayList<>();
    private int pagesShown;
    private int logins;
    private int passwords;
    private int failedLogins;
    private int refusals;
    private int logouts;
    private int identityProviderCookiesSeen;

    void pageShown() {
        monitor.change(() -> pagesShown++);
    }

    void loggedIn() {
        monitor.change(() -> logins++);
    }

    void passwordSeen() {
        monitor.change(() -> passwords++);
    }

    void loginFailed() {
        monitor.change(() -> failedLogins++);
    }

    void loggedOut() {
        monitor.change(() -> logouts++);
    }

    int logouts() {
        return monitor.get(() -> logouts);
    }

    void awaitLogouts(int n) {
        monitor.await(() -> logouts >= n, n + " logout(s)", () -> "there were " + logouts);
    }

    void refused() {
        monitor.change(() -> refusals++);
    }

    void identityProviderCookieSeen() {
        monitor.change(() -> identityProviderCookiesSeen++);
    }

    void sessionSeen(String cookieHeader) {
        monitor.change(() -> sessionsSeen.add(cookieHeader));
    }

    void codeSeen(String code) {
        monitor.change(() -> codesSeen.add(code));
    }

    int pagesShown() {
        return monitor.get(() -> pagesShown);
    }

    int logins() {
        return monitor.get(() -> logins);
    }

    int passwords() {
        return monitor.get(() -> passwords);
    }

    int failedLogins() {
        return monitor.get(() -> failedLogins);
    }

    int refusals() {
        return monitor.get(() -> refusals);
    }

    int identityProviderCookiesSeen() {
        return monitor.get(() -> identityProviderCookiesSeen);
    }

    List<String> sessionsSeen() {
        return monitor.get(() -> Collections.unmodifiableList(new ArrayList<>(sessionsSeen)));
    }

    List<String> codesSeen() {
        return monitor.get(() -> List.copyOf(codesSeen));
    }

    void awaitLogins(int n) {
        monitor.await(
                () -> logins >= n, n + " login(s)", () -> "there were " + logins + " and " + failedLogins + " failed");
    }
}
