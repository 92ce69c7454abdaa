package io.efface.benchmarks;

/** Rates. */
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
