package io.efface.benchmarks;

/** Converts nanoseconds to seconds and rates. */
final class Timing {
    private static final double NANOS = 1e9;

    private Timing() {}

    static double perSecond(long count, long nanos) {
        return count * NANOS / Math.max(1, nanos);
    }

    static double seconds(long nanos) {
        return nanos / NANOS;
    }
}
