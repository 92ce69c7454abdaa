package io.efface.cli.option;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Moments on the command line: ISO-8601 with an offset ({@code 2026-01-31T18:00+08:00}, {@code ...Z}), or local time and the place
 * whose clocks show it ({@code 2026-01-31T18:00@Asia/Shanghai}). A time without either means another moment on each machine, and is
 * refused.
 */
final class InstantOption implements ITypeConverter<Instant> {
    private static final Pattern LOCAL = Pattern.compile("([^@\\[]+)(?:@([^\\]]+)|\\[([^\\]]+)])");

    @Override
    public Instant convert(String text) {
        try {
            Matcher local = LOCAL.matcher(text);
            if (!local.matches()) {
                return OffsetDateTime.parse(text).toInstant();
            }
            String zone = local.group(2) != null ? local.group(2) : local.group(3);
            return at(LocalDateTime.parse(local.group(1)), ZoneId.of(zone));
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    "a time is written 2026-01-31T18:00+08:00, 2026-01-31T10:00Z or 2026-01-31T18:00@Asia/Shanghai");
        } catch (DateTimeException e) {
            throw new TypeConversionException("after @ comes a zone such as Asia/Shanghai or +08:00");
        }
    }

    /** Of a local time that clocks show twice, the first is meant. */
    private static Instant at(LocalDateTime time, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        if (offsets.isEmpty()) {
            throw new TypeConversionException("that local time does not exist there: clocks skip it");
        }
        return time.toInstant(offsets.get(0));
    }
}
