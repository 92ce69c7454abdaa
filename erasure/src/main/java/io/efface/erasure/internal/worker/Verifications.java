package io.efface.erasure.internal.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the workers of a ledger know about the verification of its jobs. db-scheduler stores this with the recurring task, so that any worker
 * continues it. For one thread.
 */
final class Verifications {
    private static final Pattern LINE = Pattern.compile("(verified|attempted) ([0-9]{1,9}) ([0-9]{1,18})");

    /** The last event at which nothing of a job was left to verify, by the number of the job. */
    private final Map<Integer, Long> verified = new TreeMap<>();
    /** The time of the last attempt to verify a job, by the number of the job. */
    private final Map<Integer, Instant> attempted = new TreeMap<>();

    /** Reads the stored text. Null, and lines that cannot be read, mean that nothing is known: the jobs are then examined again. */
    static Verifications parse(@Nullable String text) {
        Verifications known = new Verifications();
        if (text != null) {
            text.lines().map(LINE::matcher).filter(Matcher::matches).forEach(known::add);
        }
        return known;
    }

    private void add(Matcher line) {
        int job = Integer.parseInt(line.group(2));
        long value = Long.parseLong(line.group(3));
        if (line.group(1).equals("verified")) {
            verified.put(job, value);
        } else {
            attempted.put(job, Instant.ofEpochMilli(value));
        }
    }

    /** Returns the text that {@link #parse} reads. */
    String text() {
        StringBuilder lines = new StringBuilder();
        verified.forEach((job, event) -> lines.append("verified " + job + ' ' + event + '\n'));
        attempted.forEach((job, at) -> lines.append("attempted " + job + ' ' + at.toEpochMilli() + '\n'));
        return lines.toString();
    }

    /** Forgets all jobs except the jobs with these numbers. */
    void retain(Collection<Integer> jobs) {
        verified.keySet().retainAll(jobs);
        attempted.keySet().retainAll(jobs);
    }

    /** Returns whether to examine a job: it may have something to verify, and the last attempt is long enough ago. */
    boolean isDue(int job, long lastEvent, Instant now, Duration delay) {
        Long event = verified.get(job);
        Instant last = attempted.get(job);
        return (event == null || event != lastEvent)
                && (last == null || !last.plus(delay).isAfter(now));
    }

    /** Records that nothing of a job is left to verify, until the job has another event. */
    void verified(int job, long lastEvent) {
        verified.put(job, lastEvent);
    }

    /** Records an attempt to verify a job. */
    void attempted(int job, Instant at) {
        attempted.put(job, at);
    }
}
