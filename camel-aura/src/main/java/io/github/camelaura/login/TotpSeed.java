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

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.camelaura.page.LoginText;

/**
 * The seed of one-time codes (TOTP, RFC 6238).
 *
 * @param secret the key in Base32: upper case, without blanks and padding
 * @param algorithm {@code SHA1}, {@code SHA256} or {@code SHA512}
 * @param digits the length of a code: 6 or 8
 * @param period the time for which a code is valid, in whole seconds
 */
public record TotpSeed(String secret, String algorithm, int digits, Duration period) {

    private static final Pattern URI = Pattern.compile("(?i)otpauth://([a-z]+)/[^?]*\\?(.*)");
    private static final List<String> ALGORITHMS = List.of("SHA1", "SHA256", "SHA512");
    private static final List<String> DIGITS = List.of("6", "8");
    private static final Duration USUAL_PERIOD = Duration.ofSeconds(30);
    private static final int LEAST_PERIOD = 10;
    private static final int MOST_PERIOD = 3600;

    /**
     * Reads a seed as a provider shows it: Base32 in upper or lower case, with or without blanks, dashes and padding, or an
     * {@code otpauth://totp} URI.
     *
     * @param option the option with the seed, for messages, which do not contain the seed
     * @throws IllegalArgumentException if the text is not a seed; the message says what is wrong
     */
    public static TotpSeed parse(String option, String text) {
        String seed = text.strip();
        if (!seed.toLowerCase(Locale.ROOT).startsWith("otpauth:")) {
            return new TotpSeed(base32(option, seed), "SHA1", 6, USUAL_PERIOD);
        }
        Matcher uri = URI.matcher(seed);
        LoginText.require(
                uri.matches(), option + " begins with otpauth: but is not like otpauth://totp/name?secret=...");
        LoginText.require(
                uri.group(1).equalsIgnoreCase("totp"),
                option + " is a URI for codes that do not depend on the time; only otpauth://totp is supported");
        Map<String, String> values = parameters(option, uri.group(2));
        LoginText.require(values.containsKey("secret"), option + " is an otpauth URI without the parameter secret");
        String algorithm = values.getOrDefault("algorithm", "SHA1")
                .toUpperCase(Locale.ROOT)
                .replace("HMAC", "")
                .replace("-", "");
        LoginText.require(
                ALGORITHMS.contains(algorithm), option + " has an algorithm other than SHA1, SHA256 and SHA512");
        String digits = values.getOrDefault("digits", "6");
        LoginText.require(DIGITS.contains(digits), option + " has a number of digits other than 6 and 8");
        return new TotpSeed(
                base32(option, values.get("secret")),
                algorithm,
                Integer.parseInt(digits),
                values.containsKey("period") ? period(option, values.get("period")) : USUAL_PERIOD);
    }

    private static Map<String, String> parameters(String option, String query) {
        Map<String, String> values = new HashMap<>();
        for (String parameter : query.split("[&#]")) {
            String[] parts = parameter.split("=", 2);
            try {
                values.put(
                        parts[0].toLowerCase(Locale.ROOT),
                        URLDecoder.decode(parts.length == 1 ? "" : parts[1], StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) { // the message would contain a part of the value
                throw new IllegalArgumentException(option + " is an otpauth URI with an escape that is not valid");
            }
        }
        return values;
    }

    private static Duration period(String option, String seconds) {
        int period = seconds.matches("\\d{1,4}") ? Integer.parseInt(seconds) : 0;
        LoginText.require(
                period >= LEAST_PERIOD && period <= MOST_PERIOD,
                option + " has a period that is not between " + LEAST_PERIOD + " and " + MOST_PERIOD + " seconds");
        return Duration.ofSeconds(period);
    }

    private static String base32(String option, String text) {
        String plain = text.replaceAll("[\\s\\p{Z}-]", "").replaceAll("=+$", "").toUpperCase(Locale.ROOT);
        // no number of bytes has an encoding of these lengths (RFC 4648)
        boolean whole = !List.of(1, 3, 6).contains(plain.length() % 8);
        LoginText.require(
                whole && plain.matches("[A-Z2-7]+"),
                option
                        + " must be the seed in Base32 (letters A to Z and digits 2 to 7) as the provider shows it, or an"
                        + " otpauth://totp URI. A one-time code is not a seed");
        return plain;
    }

    /** Returns this seed with another secret, for comparisons that keep no secret. */
    TotpSeed withSecret(UnaryOperator<String> replaced) {
        return new TotpSeed(replaced.apply(secret), algorithm, digits, period);
    }

    /** Returns all values as one text, to find out whether the seed has changed. */
    String values() {
        return secret + " " + algorithm + " " + digits + " " + period.toSeconds();
    }

    /** Returns when the period of a time began. */
    Instant start(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond() - time.getEpochSecond() % period.toSeconds());
    }

    /** Returns a text without the secret. */
    @Override
    public String toString() {
        return "seed of one-time codes";
    }
}
