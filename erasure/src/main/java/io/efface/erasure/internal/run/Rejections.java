package io.efface.erasure.internal.run;

import java.util.HashMap;
import java.util.Map;

/**
 * Distinguishes the rejection of one target from the rejection of the whole account, because a vendor may report both with the same code.
 * An account accepts a call if the vendor's response shows that the account works. The rejections of a target concern the target alone if
 * there were at least two of them, and the account accepted other calls both between them and after the last one. Calls that were in progress during a rejection
 * prove nothing. Not thread-safe: the worker of the account calls the methods under a lock.
 */
final class Rejections {
    /**
     * A target that the account rejected.
     *
     * @param times the number of rejections of the target. Rejections count as one if the account accepted no other call between them
     * @param begun the number of calls that had begun when the last rejection arrived
     */
    private record Suspect(int times, long begun) {}

    private static final int FEWEST_TIMES = 2;

    /** If at most this many ambiguous rejections follow each other, they still count as rejections of single targets. */
    private static final int MOST_IN_A_ROW = 2;

    private final Map<Long, Suspect> suspects = new HashMap<>();
    private long begun;
    private long lastAccepted;
    private int ambiguousInARow;

    /** Counts a call that begins, and returns its number. */
    long begin() {
        begun++;
        return begun;
    }

    /** Records that the account accepted a call for a target. */
    void accepted(long call, long target) {
        lastAccepted = Math.max(lastAccepted, call);
        ambiguousInARow = 0;
        suspects.remove(target);
    }

    /**
     * Counts a rejection with a code that may concern the target or the account. Returns whether the rejection is attributed to the
     * account, because the account has accepted no call so far or has rejected several in a row.
     */
    boolean addAmbiguous() {
        ambiguousInARow++;
        return lastAccepted == 0 || ambiguousInARow > MOST_IN_A_ROW;
    }

    /**
     * Records that the account rejected a target. Returns whether the account accepted other calls since the previous rejection of this
     * target.
     */
    boolean rejected(long target) {
        Suspect before = suspects.get(target);
        boolean isAgain = before != null && isAcceptedSince(before);
        int times = before == null ? 1 : before.times() + (isAgain ? 1 : 0);
        suspects.put(target, new Suspect(times, begun));
        return isAgain;
    }

    /** Returns whether the account rejected a target that has no outcome yet. */
    boolean isSuspect(long target) {
        return suspects.containsKey(target);
    }

    /** Removes a target that has its outcome. */
    void remove(long target) {
        suspects.remove(target);
    }

    /** Returns whether the account has accepted other calls since it rejected a target. */
    boolean isAcceptedSince(long target) {
        Suspect suspect = suspects.get(target);
        return suspect != null && isAcceptedSince(suspect);
    }

    private boolean isAcceptedSince(Suspect suspect) {
        return lastAccepted > suspect.begun();
    }

    /**
     * Returns whether the current rejection of a target concerns that target alone.
     *
     * @param isLast whether no other call is in progress
     */
    boolean isAlone(long target, boolean isLast) {
        Suspect suspect = suspects.get(target);
        if (suspect == null || suspect.times() < FEWEST_TIMES) {
            return false;
        }
        // If no other call is in progress, it would be useless to wait for an accepted call. Then a different condition
        // is
        // enough: for each of the other rejected targets, the account has accepted a call after its last rejection.
        return isAcceptedSince(suspect)
                || (isLast
                        && suspects.entrySet().stream()
                                .allMatch(other -> other.getKey() == target || isAcceptedSince(other.getValue())));
    }
}
