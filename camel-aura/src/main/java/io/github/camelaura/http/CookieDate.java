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
package io.github.camelaura.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the dates of {@code Expires}, which servers write in many formats (RFC 6265, section 5.1.1). */
final class CookieDate {

    private static final Pattern TOKEN = Pattern.compile("[^\\t\\x20-\\x2F\\x3B-\\x40\\x5B-\\x60\\x7B-\\x7E]+");
    private static final Pattern NUMERIC = Pattern.compile("[\\d:]+");
    private static final Pattern TIME = Pattern.compile("0*(\\d{1,9}):0*(\\d{1,9}):0*(\\d{1,9})");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private Integer day;
    private Integer month;
    private Integer year;
    private Matcher time;

    private CookieDate() {}

    /** Parses a date; returns null if the text is not a date. */
    static Instant parse(String text) {
        CookieDate date = new CookieDate();
        TOKEN.matcher(text).results().forEach(token -> date.add(token.group()));
        return date.instant();
    }

    private void add(String token) {
        if (!NUMERIC.matcher(token).matches()) {
            addMonth(token);
        } else if (token.indexOf(':') >= 0) {
            addTime(token);
        } else if (day == null && token.length() <= 2) {
            day = Integer.valueOf(token);
        } else if (year == null && token.length() <= 5) {
            year = Integer.valueOf(token);
        }
    }

    private void addMonth(String token) {
        int index =
                token.length() < 3 ? -1 : MONTHS.indexOf(token.substring(0, 3).toLowerCase(Locale.ROOT));
        if (month == null && index >= 0) {
            month = index + 1;
        }
    }

    private void addTime(String token) {
        Matcher matcher = TIME.matcher(token);
        if (time == null && matcher.matches()) {
            time = matcher;
        }
    }

    private Instant instant() {
        if (day == null || month == null || year == null || time == null) {
            return null;
        }
        try {
            return LocalDateTime.of(fullYear(), month, day, part(1), part(2), part(3))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null; // no such day or time
        }
    }

    private int fullYear() {
        if (year >= 70 && year <= 99) {
            return year + 1900;
        }
        return year <= 69 ? year + 2000 : year;
    }

    private int part(int group) {
        return Integer.parseInt(time.group(group));
    }
}
