package io.efface.cli.process;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The stream of the log. It translates the warnings that {@link KnownTexts} recognizes. */
public final class LogLines extends PrintStream {
    /** The beginning of a warning, as the configuration of the logger states it. */
    private static final String WARNING = "efface: warning ";

    private final Language language;

    /**
     * Creates a stream.
     *
     * @param out the stream that receives the lines
     */
    public LogLines(PrintStream out, Language language) {
        super(out, true, StandardCharsets.UTF_8);
        this.language = language;
    }

    @Override
    public void println(@Nullable String line) {
        super.println(
                line != null && line.startsWith(WARNING)
                        ? language.text(
                                Message.of("efface: warning {0}", KnownTexts.of(line.substring(WARNING.length()))))
                        : line);
    }
}
