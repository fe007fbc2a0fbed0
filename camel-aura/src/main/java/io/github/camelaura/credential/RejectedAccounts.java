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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelaura.http.Origin;

/** The accounts that sites rejected, however it was tried: not to be tried again, so that they are not locked. */
final class RejectedAccounts {

    private record User(Origin site, String name) {}

    private record Rejection(Account account, LoginException why) {}

    private final Map<User, Rejection> rejections = new ConcurrentHashMap<>();

    void add(Origin site, Account account, LoginException why) {
        rejections.put(user(site, account), new Rejection(account, why));
    }

    /** Why the account was rejected; null if it was not, or has another password now. */
    LoginException why(Origin site, Account account) {
        Rejection rejection = rejections.get(user(site, account));
        return rejection == null || !rejection.account.equals(account) ? null : rejection.why;
    }

    void remove(Origin site, Account account) {
        rejections.remove(user(site, account));
    }

    private static User user(Origin site, Account account) {
        return new User(site, account == null ? "" : account.username());
    }
}
