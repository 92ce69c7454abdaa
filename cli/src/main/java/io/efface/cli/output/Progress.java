package io.efface.cli.output;

import io.efface.cli.process.CliContext;
import io.efface.cli.process.Message;
import io.efface.cli.process.ProcessOutput;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of a step on standard error. On a terminal, one line with a bar is overwritten every second. Other output on standard
 * error, such as a warning of the log, first erases this line. Without a terminal, a line is written when the work begins, every minute,
 * and at the end, so that a log stays readable. Thread-safe.
 */
public final class Progress implements AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration LOGGED = Duration.ofMinutes(1);

    /** The cells at the end of the line that stay free: for the cursor, and for the {@code ^C} that a terminal shows after Ctrl-C. */
    private static final int FREE = 3;

    private final CliContext context;
    private final Function<Instant, ProgressText> texts;
    private final boolean isLive;
    private final ProcessOutput out;
    private @Nullable ScheduledExecutorService ticks;
    private @Nullable Future<?> display;
    private @Nullable Instant logged;
    private @Nullable ProgressText last;

    /** Creates a display. Before {@link #start} is called, only {@link #tick} writes lines. */
    public Progress(CliContext context, Function<Instant, ProgressText> texts) {
        this.context = context;
        this.texts = texts;
        this.isLive = context.terminal().isErrorTerminal() && !wantsPlainLines(context);
        this.out = context.err() instanceof ProcessOutput process ? process : new ProcessOutput(context.err());
    }

    /**
     * Returns whether the variable NO_COLOR is not empty (see no-color.org), or TERM is "dumb": a terminal that cannot overwrite a line.
     */
    private static boolean wantsPlainLines(CliContext context) {
        return !context.environment().getOrDefault("NO_COLOR", "").isEmpty()
                || context.environment().getOrDefault("TERM", "").equals("dumb");
    }

    /** Starts to write lines regularly, until {@link #close}. */
    public synchronized void start() {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "efface-progress");
            thread.setDaemon(true);
            return thread;
        });
        display = executor.scheduleAtFixedRate(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        ticks = executor;
    }

    /** Shows the current progress on a terminal. Otherwise writes a line if one is due. */
    synchronized void tick() {
        Instant now = context.clock().instant();
        if (isLive) {
            String line = ProgressBar.line(
                    texts.apply(now),
                    context.language(),
                    Math.max(1, context.terminal().columns() - FREE));
            out.overwrite(line, TerminalText.width(line));
        } else if (logged == null || now.isBefore(logged) || !now.isBefore(logged.plus(LOGGED))) {
            log(now, texts.apply(now));
        }
    }

    private void log(Instant now, ProgressText text) {
        if (!text.line().isEmpty()) {
            logged = now;
            last = text;
            context.printMessage(text.line());
        }
    }

    /** Clears the progress line and writes another line in its place. The next progress appears below this line. */
    public synchronized void printMessage(Message line) {
        out.eraseLine();
        context.printMessage(line);
    }

    /** Writes a line after the user has pressed Ctrl-C. The line begins at the start of a terminal's line, and not behind {@code ^C}. */
    public synchronized void printAfterSignal(Message line) {
        boolean wasShown = out.eraseLine();
        context.printMessage(wasShown ? line : Message.concat(Message.verbatim("\n"), line));
    }

    /**
     * Stops the regular lines. On a terminal, clears the progress line. Otherwise writes a last line, if it differs from the line before
     * and the work was not finished in that line.
     */
    @Override
    public synchronized void close() {
        if (ticks != null && display != null) {
            display.cancel(false);
            ticks.shutdownNow();
        }
        out.eraseLine();
        if (!isLive && (ticks != null || logged != null)) {
            Instant now = context.clock().instant();
            ProgressText text = texts.apply(now);
            boolean isRepeated = last != null && (last.line().equals(text.line()) || last.isFinished());
            if (!isRepeated) {
                log(now, text);
            }
        }
    }
}
