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

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The words that classify controls if the structure of a page does not. The file {@code words.properties} has them in ten
 * languages. On a page in another language, only the structure counts.
 */
enum LoginWords {
    /** Names of fields for a user name. */
    USERNAME,
    /** Labels and names of a login. */
    LOGIN,
    /** Buttons for the next step. */
    NEXT,
    SEARCH,
    NEWSLETTER,
    SIGN_UP,
    FORGOT,
    /** Buttons that show or hide a password. */
    TOGGLE,
    CANCEL,
    /** Names of identity providers, for buttons such as "Sign in with Google". */
    PROVIDER,
    /** Names of fields for secrets other than the password of an account. */
    API_KEY,
    /** Fields for a one-time code. */
    CODE,
    /** Buttons that send a one-time code. */
    VERIFY,
    /** Buttons of other forms: save, delete, pay. */
    OTHER_ACTION,
    /** Messages that the user name or the password is wrong. */
    ERROR,
    /** Messages about another cause of a failed login: a locked account, too many attempts. */
    UNCLEAR,
    /** Messages that something has expired: a page, a session or a one-time code. */
    EXPIRED,
    /** Names of a one-time code within a message about it. */
    ANY_CODE,
    /** Fields and messages that are about a captcha. */
    CAPTCHA,
    /** Pages that wait for an approval on another device. */
    APPROVAL,
    /** Pages that require a managed device. */
    DEVICE,
    /** Pages that require a passkey or a security key. */
    PASSKEY,
    /** Pages that require a new password. */
    NEW_PASSWORD,
    /** Pages that require to set up a second factor or another part of the account. */
    SET_UP,
    /** Pages that require a consent. */
    CONSENT,
    /** Titles of pages that require to accept terms; the footer of any page may link them. */
    TERMS,
    /** Messages that an account is locked or disabled. */
    LOCKED,
    /** Messages that an account may not use a site. */
    DENIED;

    private static final Map<LoginWords, List<String>> WORDS = read();

    /** Returns whether any of the texts contains one of the words. */
    boolean isIn(String... texts) {
        for (String text : texts) {
            // camelCase may be two words, or one as in GitHub
            String words = normalized(text.replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2")) + normalized(text);
            if (WORDS.get(this).stream().anyMatch(words::contains)) {
                return true;
            }
        }
        return false;
    }

    private static Map<LoginWords, List<String>> read() {
        Properties properties = new Properties();
        try (InputStream in = LoginWords.class.getResourceAsStream("words.properties")) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<LoginWords, List<String>> words = new EnumMap<>(LoginWords.class);
        for (LoginWords kind : values()) {
            words.put(kind, new ArrayList<>());
        }
        properties.stringPropertyNames().forEach(key -> {
            LoginWords kind = valueOf(key.substring(0, key.indexOf('.')).toUpperCase(Locale.ROOT));
            for (String word : properties.getProperty(key).split(",")) {
                words.get(kind).add(pattern(word.strip()));
            }
        });
        return words;
    }

    /** Returns the string to find in a normalized text: a whole word, or its beginning if the entry ends with a star. */
    private static String pattern(String word) {
        String bare = normalized(word).strip();
        if (bare.codePoints().anyMatch(Character::isIdeographic)
                || bare.codePoints().anyMatch(LoginWords::isKana)) {
            return bare; // Chinese and Japanese have no blanks between words
        }
        return word.endsWith("*") ? " " + bare : " " + bare + " ";
    }

    private static boolean isKana(int codePoint) {
        Character.UnicodeScript script = Character.UnicodeScript.of(codePoint);
        return script == Character.UnicodeScript.HIRAGANA || script == Character.UnicodeScript.KATAKANA;
    }

    /** Returns a text in lower case, without accents, with one blank before and after each word. */
    private static String normalized(String text) {
        String apart = text.replaceAll("(?<=\\p{IsLatin})(?=[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}])", " ")
                .replaceAll("(?<=[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}])(?=\\p{IsLatin})", " ");
        String plain = Normalizer.normalize(apart, Normalizer.Form.NFKD).replaceAll("\\p{Mn}", "");
        return " "
                + plain.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}]+", " ")
                        .strip() + " ";
    }
}
