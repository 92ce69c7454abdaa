package io.efface.cli.option;

import io.efface.Durations;
import io.efface.cli.process.Message;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses durations of the command line. The form is that of the configuration: {@code 500ms}, {@code 5s}, {@code 1h30m}. */
public final class DurationOption implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        return Durations.parse(text)
                .orElseThrow(
                        () -> new TypeConversionException(Message.of("a duration is written {0}", Durations.EXAMPLES)
                                .toString()));
    }
}
