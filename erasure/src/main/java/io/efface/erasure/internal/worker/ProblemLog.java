package io.efface.erasure.internal.worker;

import io.efface.erasure.ErasureException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The problems of a worker that would be logged again and again. Thread-safe. */
final class ProblemLog {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemLog.class);

    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    /** Logs a problem, unless this object has logged it before. */
    void logOnce(String problem) {
        if (logged.add(problem)) {
            LOG.warn("{}", problem);
        }
    }

    /** Returns the message of an error of Efface. Messages of other errors may contain data, so only their class is returned. */
    static String reason(Throwable error) {
        return error instanceof ErasureException
                ? String.valueOf(error.getMessage())
                : error.getClass().getName();
    }
}
