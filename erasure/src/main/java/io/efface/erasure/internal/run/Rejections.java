package io.efface.erasure.internal.run;

import java.util.HashMap;
import java.util.Map;

/**
 * Distinguishes the rejection of one target from that of the whole account, because a vendor may answer both with the same code. A rejection
 * concerns the target only if the account accepted other calls before it and after it. Calls that were in progress at the rejection prove
 * neither. Not thread-safe: the account's worker holds its lock.
 */
final class Rejections {
    /**
     * A target that the account rejected.
     *
     * @param times the number of rejections with other calls accepted in between
     * @param begun the number of calls that had begun at the last rejection
     */
    private record Suspect(int times, long begun) {}

    private static final int FEWEST_TIMES = 2;

    /** The most ambiguous rejections in a row that are still taken for rejections of single targets. */
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
     * Counts a rejection with a code that need not concern its target; returns whether it counts as the account's, because the account has
     * accepted no call so far, or has rejected several in a row.
     */
    boolean addAmbiguous() {
        ambiguousInARow++;
        return lastAccepted == 0 || ambiguousInARow > MOST_IN_A_ROW;
    }

    /** Records that the account rejected a target; returns whether it has accepted other calls since it rejected the target before. */
    boolean rejected(long target) {
        Suspect before = suspects.get(target);
        boolean isAgain = before != null && isAcceptedSince(before);
        int times = before == null ? 1 : before.times() + (isAgain ? 1 : 0);
        suspects.put(target, new Suspect(times, begun));
        return isAgain;
    }

    /** Returns whether the account rejected a target that is still open. */
    boolean isSuspect(long target) {
        return suspects.containsKey(target);
    }

    /** Removes a target that has its outcome. */
    void settled(long target) {
        suspects.remove(target);
    }

    /** Returns whether the account rejected a target and has accepted other calls since. */
    boolean isAcceptedSince(long target) {
        Suspect suspect = suspects.get(target);
        return suspect != null && isAcceptedSince(suspect);
    }

    private boolean isAcceptedSince(Suspect suspect) {
        return lastAccepted > suspect.begun();
    }

    /**
     * Returns whether the current rejection of a target concerns that target.
     *
     * @param isLast whether no other call is in progress
     */
    boolean isAlone(long target, boolean isLast) {
        Suspect suspect = suspects.get(target);
        if (suspect == null || suspect.times() < FEWEST_TIMES) {
            return false;
        }
        // If no other target is left that the account could accept, it is enough that it has rejected no other since it
        // accepted one.
        return isAcceptedSince(suspect)
                || (isLast
                        && suspects.entrySet().stream()
                                .allMatch(other -> other.getKey() == target || isAcceptedSince(other.getValue())));
    }
}
