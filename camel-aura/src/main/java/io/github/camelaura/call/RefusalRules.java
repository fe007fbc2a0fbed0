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
package io.github.camelaura.call;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.http.ShownText;

/**
 * The options that name the failed responses that reject the credential or require a login.
 *
 * @param statusCodes the status codes of {@code refusedStatusCodes}
 * @param pattern the pattern of {@code refusedPattern}; null for none
 */
public record RefusalRules(Set<Integer> statusCodes, Pattern pattern) {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalRules.class);

    private static final int SERVER_ERROR = 500;
    private static final String PROXY_AUTHENTICATION_REQUIRED = "407";

    /**
     * Reads the options.
     *
     * @param statusCodes the option {@code refusedStatusCodes}
     * @param pattern the option {@code refusedPattern}; null for none
     * @throws IllegalArgumentException if an option is invalid; the message names it
     */
    public static RefusalRules of(String statusCodes, String pattern) {
        RefusalRules rules = new RefusalRules(codes(statusCodes), compile(pattern));
        rules.statusCodes.stream()
                .filter(code -> code >= SERVER_ERROR && pattern == null)
                .findFirst()
                .ifPresent(code -> {
                    throw new IllegalArgumentException("Option refusedStatusCodes contains " + code
                            + ", which needs refusedPattern: a server returns " + code + " for other failures too, and"
                            + " the request would be sent twice. Set refusedPattern to a text of the response to a"
                            + " request without a session");
                });
        return rules;
    }

    private static Set<Integer> codes(String option) {
        return Arrays.stream(option == null ? new String[0] : option.split(",", -1))
                .map(String::strip)
                .map(code -> {
                    if (!code.matches("[345]\\d\\d")) {
                        throw new IllegalArgumentException("Option refusedStatusCodes contains '"
                                + ShownText.text(code, Set.of())
                                + "', but must contain status codes from 300 to 599, separated by commas, such as"
                                + " 401,403,419");
                    }
                    if (code.equals(PROXY_AUTHENTICATION_REQUIRED)) {
                        throw new IllegalArgumentException("Option refusedStatusCodes contains 407, with which a proxy"
                                + " rejects its own user and not the credential: remove it, and set"
                                + " proxyAuthUsername and proxyAuthPassword if a proxy requires them");
                    }
                    return Integer.valueOf(code);
                })
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Pattern compile(String pattern) {
        try {
            return pattern == null ? null : Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("Option refusedPattern is not a Java regular expression: "
                    + e.getDescription() + " near index " + e.getIndex());
        }
    }

    /** Returns whether a response with this status is a rejection, perhaps only if the pattern matches. */
    boolean lists(int status) {
        return statusCodes.contains(status);
    }

    /**
     * Returns why a response that is not 2xx is a rejection, as text for a message; null if it is not one.
     *
     * @param reason the reason phrase
     * @param body the beginning of the body
     */
    String refusal(int status, String reason, String body) {
        if (lists(status) && status < SERVER_ERROR) {
            return "status " + status;
        }
        boolean mayMatch = pattern != null && (lists(status) || status < SERVER_ERROR);
        return mayMatch && (isFoundIn(reason) || isFoundIn(body))
                ? "status " + status + " with a text that refusedPattern matches"
                : null;
    }

    private boolean isFoundIn(String text) {
        Matcher matcher = pattern.matcher(new LimitedText(text));
        try {
            return matcher.find();
        } catch (LimitedText.ExceededException e) {
            LOG.warn(
                    "refusedPattern={} takes too long for a response, which therefore does not match: write it without"
                            + " nested repetitions such as (a+)+",
                    pattern);
        } catch (StackOverflowError e) { // the JDK calls itself for each repetition of a group
            LOG.warn(
                    "refusedPattern={} repeats a group too often for the stack of a thread, so the response does not match:"
                            + " repeat a class of characters instead of a group, such as [ab]* instead of (a|b)*",
                    pattern);
        }
        return false;
    }

    /** A text that limits the work of a pattern, because the time of some patterns doubles with each character. */
    private static final class LimitedText implements CharSequence {

        /** The number of characters that a pattern may read; it takes a fraction of a second. */
        private static final int MOST_READS = 5_000_000;

        private final String text;
        private int reads;

        LimitedText(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++reads > MOST_READS) {
                throw new ExceededException();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }

        /** The pattern has read too many characters. */
        private static final class ExceededException extends RuntimeException {

            private static final long serialVersionUID = 1L;

            ExceededException() {
                super("A pattern has read more than " + MOST_READS + " characters", null, false, false);
            }
        }
    }
}
