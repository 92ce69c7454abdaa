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
    private final boolean isLive;
    private final boolean colored;
    private @Nullable ScheduledExecutorService ticks;
    private @Nullable Future<?> display;
    private int displayedWidth;

    /** Creates a display. Before {@link #start} is called, only {@link #tick} writes lines. */
    public Progress(CliContext context, Function<Instant, ProgressText> texts) {
        this.context = context;
        this.texts = texts;
        this.isLive = context.terminal().isErrorTerminal();
        this.colored = isLive && wantsColor(context);
    }

    /** Starts to write lines regularly, until {@link #close}. */
    public synchronized void start() {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "efface-progress");
            thread.setDaemon(true);
            return thread;
        });
        long millis = (isLive ? LIVE : LOGGED).toMillis();
        display = executor.scheduleAtFixedRate(this::tick, millis, millis, TimeUnit.MILLISECONDS);
        ticks = executor;
    }

    /** Returns false if NO_COLOR is not empty, as no-color.org defines, or if the terminal is dumb and would show the control codes. */
    private static boolean wantsColor(CliContext context) {
        return context.environment().getOrDefault("NO_COLOR", "").isEmpty()
                && !context.environment().getOrDefault("TERM", "").equals("dumb");
    }

    /** Writes the current progress. */
    synchronized void tick() {
        ProgressText text = texts.apply(context.clock().instant());
        if (isLive) {
            int width = text.plain().length();
            write("\r" + (colored ? text.colored() : text.plain()) + " ".repeat(Math.max(0, displayedWidth - width)));
            displayedWidth = width;
        } else {
            context.printMessage(text.plain());
        }
    }

    /** Clears the progress line and writes another line in its place. The next progress appears below this line. */
    public synchronized void printMessage(String line) {
        clear();
        context.printMessage(line);
    }

    private void clear() {
        if (displayedWidth > 0) {
            write("\r" + " ".repeat(displayedWidth) + "\r");
            displayedWidth = 0;
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
