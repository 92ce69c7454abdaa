package io.efface.cli.option;

import io.efface.cli.process.Message;
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
 * Parses times of the command line. A time is ISO-8601 with an offset ({@code 2026-01-31T18:00+08:00}, {@code ...Z}), or a local time with
 * a time zone ({@code 2026-01-31T18:00@Asia/Shanghai}). A time without offset and zone is rejected, because its meaning would depend on the
 * machine.
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
            throw new TypeConversionException(Message.of(
                            "a time is written 2026-01-31T18:00+08:00, 2026-01-31T10:00Z or 2026-01-31T18:00@Asia/Shanghai")
                    .toString());
        } catch (DateTimeException e) {
            throw new TypeConversionException(Message.of("after @ write a time zone such as Asia/Shanghai or +08:00")
                    .toString());
        }
    }

    /** Returns an instant. If the local time occurs twice because clocks are set back, returns the first occurrence. */
    private static Instant at(LocalDateTime time, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        if (offsets.isEmpty()) {
            throw new TypeConversionException(
                    Message.of("that local time does not exist in that time zone, because clocks are set forward")
                            .toString());
        }
        return time.toInstant(offsets.get(0));
    }
}
