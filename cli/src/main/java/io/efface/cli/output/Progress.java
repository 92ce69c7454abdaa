package io.efface.cli.output;

import io.efface.cli.process.CliContext;
import io.efface.cli.process.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of a step on standard error. On a terminal, one line with a bar is overwritten every second. Otherwise a line is
 * written when the work begins, every minute, and at the end, so that a log stays readable. Thread-safe.
 */
public final class Progress implements AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration LOGGED = Duration.ofMinutes(1);

    /** The cells at the end of the line that stay free: for the cursor, and for the {@code ^C} that a terminal shows after Ctrl-C. */
    private static final int FREE = 3;

    private final CliContext context;
    private final Function<Instant, ProgressText> texts;
    private final boolean isLive;
    private @Nullable ScheduledExecutorService ticks;
    private @Nullable Future<?> display;
    private @Nullable Instant logged;
    private Message lastLine = Message.EMPTY;
    private int displayedWidth;

    /** Creates a display. Before {@link #start} is called, only {@link #tick} writes lines. */
    public Progress(CliContext context, Function<Instant, ProgressText> texts) {
        this.context = context;
        this.texts = texts;
        this.isLive = context.terminal().isErrorTerminal() && !wantsPlainLines(context);
    }

    /** Returns whether NO_COLOR is not empty, as no-color.org defines, or the terminal is dumb and cannot overwrite a line. */
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
            show(ProgressBar.line(
                    texts.apply(now),
                    context.language(),
                    Math.max(1, context.terminal().columns() - FREE)));
        } else if (logged == null || now.isBefore(logged) || !now.isBefore(logged.plus(LOGGED))) {
            log(now, texts.apply(now).line());
        }
    }

    private void show(String line) {
        int width = TerminalText.width(line);
        write("\r" + line + " ".repeat(Math.max(0, displayedWidth - width)));
        displayedWidth = width;
    }

    private void log(Instant now, Message line) {
        if (!line.isEmpty()) {
            logged = now;
            lastLine = line;
            context.printMessage(line);
        }
    }

    /** Clears the progress line and writes another line in its place. The next progress appears below this line. */
    public synchronized void printMessage(Message line) {
        clear();
        context.printMessage(line);
    }

    /** Writes a line after the user has pressed Ctrl-C. The line begins at the start of a terminal's line, and not behind {@code ^C}. */
    public synchronized void printAfterSignal(Message line) {
        boolean wasShown = displayedWidth > 0;
        clear();
        context.printMessage(wasShown ? line : Message.concat(Message.verbatim("\n"), line));
    }

    private void clear() {
        if (displayedWidth > 0) {
            write("\r" + " ".repeat(displayedWidth + FREE - 1) + "\r");
            displayedWidth = 0;
        }
    }

    /**
     * Stops the regular lines. On a terminal, clears the progress line. Otherwise writes the last line, if it differs from the line before.
     */
    @Override
    public synchronized void close() {
        if (ticks != null && display != null) {
            display.cancel(false);
            ticks.shutdownNow();
        }
        clear();
        if (!isLive && (ticks != null || logged != null)) {
            Instant now = context.clock().instant();
            Message line = texts.apply(now).line();
            if (!line.equals(lastLine)) {
                log(now, line);
            }
        }
    }

    private void write(String text) {
        context.err().print(text);
        context.err().flush();
    }
}
