package io.efface.erasure.internal.run;

/** Computes an upper confidence bound for a share of a population from a random sample. */
public final class UpperBound {
    private static final double DOUBT = 0.05;
    private static final int STEPS = 60;

    private UpperBound() {}

    /**
     * Returns the one-sided upper Clopper-Pearson bound with 95 % confidence. If the share were this bound, the probability of at most
     * {@code hits} hits in the sample would be 5 %.
     *
     * @param hits from 0 to {@code drawn}
     * @param drawn the size of the sample; if it is 0, the result is 1
     */
    public static double of(long hits, long drawn) {
        if (hits >= drawn) {
            return 1;
        }
        if (hits == 0) {
            return -Math.expm1(Math.log(DOUBT) / drawn);
        }
        double low = (double) hits / drawn;
        double high = 1;
        for (int step = 0; step < STEPS; step++) {
            double middle = (low + high) / 2;
            if (atMost(hits, drawn, middle) > DOUBT) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Returns the probability of at most {@code hits} hits. */
    private static double atMost(long hits, long drawn, double share) {
        double odds = Math.log(share) - Math.log1p(-share);
        double term = drawn * Math.log1p(-share);
        double sum = Math.exp(term);
        for (long hit = 1; hit <= hits; hit++) {
            term += Math.log((double) (drawn - hit + 1) / hit) + odds;
            sum += Math.exp(term);
        }
        return Math.min(1, sum);
    }
}
