package io.efface.cli.output;

import io.efface.cli.process.CliContext;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of a job on standard error. On a terminal, one line is overwritten every second. Otherwise a new line is written every
 * minute, so that a log stays readable.
 */
public final class Progress implements AutoCloseable {
    private static final Duration LIVE = Duration.ofSeconds(1);
    private static final Duration LOGGED = Duration.ofMinutes(1);

    private final CliContext context;
    private final Function<Instant, ProgressText> texts;
    private final boolean live;
    private final boolean colored;
    private @Nullable ScheduledExecutorService ticks;
    private @Nullable Future<?> display;
    private int shown;

    /** Creates a display that writes a line only when {@link #tick} is called, until {@link #start} is called. */
    public Progress(CliContext context, Function<Instant, ProgressText> texts) {
        this.context = context;
        this.texts = texts;
        this.live = context.terminal().isErrorTerminal();
        this.colored = live && wantsColor(context);
    }

    /** Starts to write lines regularly. {@link #close} ends it. */
    public synchronized void start() {
        ScheduledExecutorService own = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "efface-progress");
            thread.setDaemon(true);
            return thread;
        });
        long millis = (live ? LIVE : LOGGED).toMillis();
        display = own.scheduleAtFixedRate(this::tick, millis, millis, TimeUnit.MILLISECONDS);
        ticks = own;
    }

    /** Returns false if NO_COLOR is not empty, as no-color.org defines, or if the terminal is dumb and would show the control codes. */
    private static boolean wantsColor(CliContext context) {
        return context.environment().getOrDefault("NO_COLOR", "").isEmpty()
                && !context.environment().getOrDefault("TERM", "").equals("dumb");
    }

    /** Writes the present progress. */
    synchronized void tick() {
        ProgressText text = texts.apply(context.clock().instant());
        if (live) {
            int width = text.plain().length();
            write("\r" + (colored ? text.colored() : text.plain()) + " ".repeat(Math.max(0, shown - width)));
            shown = width;
        } else {
            context.printMessage(text.plain());
        }
    }

    /** Writes a separate line above the line that is overwritten. */
    public synchronized void printMessage(String line) {
        clear();
        context.printMessage(line);
    }

    private void clear() {
        if (shown > 0) {
            write("\r" + " ".repeat(shown) + "\r");
            shown = 0;
        }
    }

    /** Stops the regular lines and clears the progress line. */
    @Override
    public synchronized void close() {
        if (ticks != null && display != null) {
            display.cancel(false);
            ticks.shutdownNow();
        }
        clear();
    }

    private void write(String text) {
        context.err().print(text);
        context.err().flush();
    }
}
