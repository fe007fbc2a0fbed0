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
 * The words that tell controls apart where the structure of a page does not: {@code words.properties}, in ten languages. A
 * page in another language has none of them and is decided by its structure, or not at all.
 */
enum LoginWords {
    /** Names of fields for a user name. */
    USERNAME,
    /** A login. */
    LOGIN,
    /** The next step of anything. */
    NEXT,
    SEARCH,
    NEWSLETTER,
    SIGN_UP,
    FORGOT,
    /** To show or hide a password. */
    TOGGLE,
    CANCEL,
    /** Other sites that one could log in with. */
    PROVIDER,
    /** Secrets that are not the password of an account. */
    API_KEY,
    /** Fields for a one-time code. */
    CODE,
    /** What buttons of other forms do: save, delete, pay. */
    OTHER_DEED,
    /** A user name or password that was wrong. */
    ERROR,
    /** Why a login failed that says nothing about the password: a captcha, a locked account, too many tries. */
    UNCLEAR;

    private static final Map<LoginWords, List<String>> WORDS = read();

    /** Whether any of the texts has one of the words. */
    boolean isIn(String... texts) {
        for (String text : texts) {
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

    /** What a normalized text must contain: a whole word, or with a star its beginning; Chinese and Japanese have no blanks. */
    private static String pattern(String word) {
        String bare = normalized(word).strip();
        if (bare.codePoints().anyMatch(Character::isIdeographic)
                || bare.codePoints().anyMatch(LoginWords::isKana)) {
            return bare;
        }
        return word.endsWith("*") ? " " + bare : " " + bare + " ";
    }

    private static boolean isKana(int codePoint) {
        Character.UnicodeScript script = Character.UnicodeScript.of(codePoint);
        return script == Character.UnicodeScript.HIRAGANA || script == Character.UnicodeScript.KATAKANA;
    }

    /** Lower case, without accents, words apart by one blank; {@code camelCase} may be two words, or one as in GitHub. */
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
