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

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.camelaura.http.ShownText;
import io.github.camelaura.login.Account;
import io.github.camelaura.page.PageAddress;

/**
 * Removes secrets from the texts of a report: user name, password and seed, the cookies and the stored tokens of the browser,
 * and what looks like a one-time code or a token.
 */
final class ReportMask {

    private static final String MASK = "***";
    private static final int MOST = 300;

    /** A one-time code, also with blanks between its digits, or in two groups. */
    private static final Pattern CODE =
            Pattern.compile("(?<![\\d.])(?:\\d(?:[\\s\\xA0]?\\d){5,7}|\\d{3}-\\d{3}|\\d{4}-\\d{4})(?!\\d)");

    private static final Pattern TOKEN =
            Pattern.compile("(?=[\\w+/=~.-]*[0-9])(?=[\\w+/=~.-]*[A-Za-z])[\\w+/=~.-]{20,}");
    private static final Pattern URL = Pattern.compile("(?i)\\b(?:https?|wss?|blob|data|file):[^\\s\"'<>)]+");
    private static final Pattern RELATIVE = Pattern.compile("(/[^\\s?#\"'<>)]*)[?#][^\\s\"'<>)]*");

    /** The shortest cookie or token that is masked. A shorter one is not a secret, and may be a word such as "all". */
    private static final int LEAST_HELD = 8;

    private static final Pattern TOKEN_IN_ENTRY = Pattern.compile("[\\w+/=~.-]{16,}");

    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9]+");

    /**
     * A cookie or token, or a part of a long one.
     *
     * @param run the longest part that no escape changes, in lower case. A site may store thousands of values, so only those are
     *     searched in a text whose run is in it
     * @param letters the number of letters and digits. A shorter text does not contain the value
     */
    private record Held(String value, String run, long letters) {

        static Held of(String value) {
            String run = RUN.matcher(value)
                    .results()
                    .map(MatchResult::group)
                    .max(Comparator.comparing(String::length))
                    .orElse("");
            return new Held(
                    value,
                    run.toLowerCase(Locale.ROOT),
                    value.codePoints().filter(Character::isLetterOrDigit).count());
        }
    }

    private final List<String> nameSecrets;
    private final List<String> textSecrets;
    private final ShownText.Mask names;
    private final ShownText.Mask texts;
    private final List<Held> held;

    /**
     * Prepares the masks.
     *
     * @param account null for a login without user name and password
     * @param fields the values of {@code loginField} options
     * @param held the values of the browser's cookies and of its storage
     */
    ReportMask(Account account, List<String> fields, Collection<String> held) {
        List<String> secrets = new ArrayList<>(fields);
        List<String> user = new ArrayList<>();
        if (account != null) {
            secrets.add(account.password());
            secrets.add(base64(account.password()));
            secrets.add(base64(account.username() + ":" + account.password()));
            if (account.totp() != null) {
                secrets.add(account.totp().secret());
            }
            (account.username().contains("@") ? secrets : user).add(account.username());
        }
        nameSecrets = secrets;
        names = new ShownText.Mask(secrets);
        user.addAll(secrets);
        textSecrets = user;
        texts = new ShownText.Mask(user);
        this.held = held.stream()
                .flatMap(ReportMask::forms)
                .flatMap(ShownText::parts)
                .distinct()
                .map(Held::of)
                .toList();
    }

    /** Returns a held value, decoded as well, and the tokens in it; nothing if it is too short for a secret. */
    private static Stream<String> forms(String value) {
        if (value.length() < LEAST_HELD) {
            return Stream.empty();
        }
        Stream<String> tokens = TOKEN_IN_ENTRY.matcher(value).results().map(MatchResult::group);
        try {
            return Stream.concat(Stream.of(value, URLDecoder.decode(value, StandardCharsets.UTF_8)), tokens);
        } catch (IllegalArgumentException e) { // the value contains a percent sign that does not encode anything
            return Stream.concat(Stream.of(value), tokens);
        }
    }

    private List<String> near(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return held.stream()
                .filter(each -> each.letters() <= text.length() && lower.contains(each.run()))
                .map(Held::value)
                .toList();
    }

    private String apply(ShownText.Mask mask, List<String> secrets, String text) {
        List<String> near = near(text);
        return near.isEmpty()
                ? mask.apply(text)
                : new ShownText.Mask(
                                Stream.concat(secrets.stream(), near.stream()).toList())
                        .apply(text);
    }

    private static String base64(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Masks an address or a name of a part of a page. A user name that is a word stays, because it may be part of a name. */
    String name(String text) {
        return cut(CODE.matcher(apply(names, nameSecrets, text)).replaceAll(MASK), MOST);
    }

    /** Masks the label of a part of a page, where a user name that is a word stays. */
    String label(String text) {
        return cut(withoutTokens(apply(names, nameSecrets, text)), MOST);
    }

    /** Masks a text of a page. Addresses in it have no query and no fragment. */
    String text(String text) {
        return cut(whole(text), MOST);
    }

    /** Masks a text without cutting it. */
    String whole(String text) {
        return withoutTokens(apply(texts, textSecrets, text));
    }

    /** Masks the message of an exception, which is longer. */
    String message(String text) {
        return withoutTokens(apply(names, nameSecrets, text));
    }

    /** Returns whether a text contains a secret. */
    boolean finds(String text) {
        return texts.finds(text) || new ShownText.Mask(near(text)).finds(text);
    }

    private static String withoutTokens(String text) {
        StringBuilder shown = new StringBuilder();
        Matcher address = URL.matcher(text);
        int end = 0;
        while (address.find()) {
            shown.append(masked(text.substring(end, address.start())));
            shown.append(CODE.matcher(PageAddress.shown(address.group())).replaceAll(MASK));
            end = address.end();
        }
        return shown.append(masked(text.substring(end))).toString();
    }

    private static String masked(String text) {
        String plain = RELATIVE.matcher(text).replaceAll("$1");
        return CODE.matcher(TOKEN.matcher(plain).replaceAll(MASK)).replaceAll(MASK);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "...";
    }
}
