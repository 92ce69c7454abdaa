package io.efface.erasure.internal.ledger.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

/**
 * Parses the times in events. Parses the usual form of a time several times as fast as {@link Instant#parse}. Uses {@code Instant.parse}
 * for all other forms.
 */
final class InstantText {
    private static final int MIN_LENGTH = "2026-05-04T03:02:01Z".length();
    private static final int SECONDS_A_DAY = 86_400;
    private static final long MIN_SECOND = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long MAX_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private InstantText() {}

    /**
     * Parses a time.
     *
     * @throws DateTimeException if the text is not a time between the years 0 and 9999. Events contain no other times, and some other times
     *     do not fit into a number of milliseconds
     */
    static Instant parse(String text) {
        Instant time = parseAnyYear(text);
        if (time.getEpochSecond() < MIN_SECOND || time.getEpochSecond() > MAX_SECOND) {
            throw new DateTimeException("not a time between the years 0 and 9999");
        }
        return time;
    }

    private static Instant parseAnyYear(String text) {
        int length = text.length();
        if (length < MIN_LENGTH || text.charAt(length - 1) != 'Z' || !hasSeparators(text)) {
            return Instant.parse(text);
        }
        int nanos = 0;
        if (length > MIN_LENGTH) {
            int digits = length - MIN_LENGTH - 1;
            if (text.charAt(MIN_LENGTH - 1) != '.' || digits < 1 || digits > 9) {
                return Instant.parse(text);
            }
            nanos = number(text, MIN_LENGTH, length - 1);
            for (int i = digits; i < 9; i++) {
                nanos *= 10;
            }
        }
        long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .toEpochDay();
        int second = LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19))
                .toSecondOfDay();
        return Instant.ofEpochSecond(day * SECONDS_A_DAY + second, nanos);
    }

    private static boolean hasSeparators(String text) {
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("not a time");
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
