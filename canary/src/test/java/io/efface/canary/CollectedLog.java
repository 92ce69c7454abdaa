package io.efface.canary;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** A logging back end for SLF4J. Every logger writes all levels, including {@code TRACE}, to the collected output. */
public final class CollectedLog implements SLF4JServiceProvider {
    private final Loggers loggers = new Loggers();
    private final BasicMarkerFactory markers = new BasicMarkerFactory();
    private final BasicMDCAdapter mdc = new BasicMDCAdapter();

    /** Called by slf4j. */
    public CollectedLog() {}

    /** Sets the collection that receives the log of this process. Null discards the log. */
    static void collectTo(@Nullable Collected collected) {
        ((Loggers) LoggerFactory.getILoggerFactory()).collection.set(collected);
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return mdc;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        loggers.mdc = mdc;
    }

    private static final class Loggers implements ILoggerFactory {
        final AtomicReference<@Nullable Collected> collection = new AtomicReference<>();
        volatile @Nullable MDCAdapter mdc;
        private final Map<String, Logger> all = new ConcurrentHashMap<>();

        @Override
        public Logger getLogger(String name) {
            return all.computeIfAbsent(name, each -> new Collecting(each, this));
        }

        void write(
                String logger, Level level, @Nullable Marker marker, String pattern, Object[] arguments, Throwable e) {
            Collected collected = collection.get();
            if (collected == null) {
                return;
            }
            MDCAdapter context = mdc;
            collected.add(
                    Place.LOG,
                    level + " " + logger + " " + MessageFormatter.basicArrayFormat(pattern, arguments) + "\n" + pattern
                            + "\n" + Arrays.deepToString(arguments) + "\n" + marker + " "
                            + (context == null ? "" : context.getCopyOfContextMap()));
            if (e != null) {
                Exceptions.collect(e, collected);
            }
        }
    }

    private static final class Collecting extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1L;
        private final transient Loggers loggers;

        Collecting(String name, Loggers loggers) {
            this.name = name;
            this.loggers = loggers;
        }

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level, Marker marker, String pattern, Object[] arguments, Throwable throwable) {
            loggers.write(getName(), level, marker, pattern, arguments, throwable);
        }

        @Override
        public boolean isTraceEnabled() {
            return true;
        }

        @Override
        public boolean isDebugEnabled() {
            return true;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }
    }
}
