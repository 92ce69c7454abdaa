package io.efface.erasure.internal.ledger;

import io.efface.erasure.ErasureException;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.record.RowIds;
import io.efface.erasure.keys.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * The hold list of one job, inside a transaction: keyed hashes of ids. A hash on it holds every target, in every account, of which it is
 * the person, the subject, or the subject of a duplicate.
 */
public interface HoldList {
    /** Puts a hash on the list; returns whether it was missing. */
    boolean add(byte[] hash);

    /** Removes a hash from the list; returns whether it was there. */
    boolean remove(byte[] hash);

    /** Adds the hashes of another job's list; returns how many were missing. */
    int addAllOf(int otherJob);

    /** Returns whether every hash of another job's list is on this list. */
    boolean containsAllOf(int otherJob);

    /** Returns how many hashes are on the list. */
    long size();

    /**
     * Reads the hashes in order. The cursor throws an {@link ErasureException} of reason {@code LEDGER_UNREADABLE} at an entry that is not
     * a hash.
     */
    Cursor<byte[]> hashes();

    /** Returns SHA-256 over all hashes in hex and in order, one a line. */
    default String sha256() {
        MessageDigest sha256 = Digests.sha256();
        hashes().forEach(hash ->
                sha256.update((HexFormat.of().formatHex(hash) + "\n").getBytes(StandardCharsets.US_ASCII)));
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** Returns how many hashes are the person or the subject of no row. */
    long countUnmatched();

    /**
     * Changes the pending targets that a hash means, and that no request can have affected, to {@code HELD}; returns how many. The hash itself
     * is put on the list by {@link #add}.
     */
    int hold(byte[] hash);

    /**
     * Changes the targets that a hash held, and that no hash on the list holds, back to {@code PENDING}; returns how many. The hash itself is
     * removed by {@link #remove} before.
     */
    int release(byte[] hash);

    /** Returns whether a hash on the list holds a target, whatever the target's state. */
    boolean isHeld(long target);

    /** Returns the targets that a hash means, whether it is on the list or not, in any order. */
    List<Match> targets(byte[] hash);

    /**
     * A target that a hash means.
     *
     * @param maybeEarlier whether a request of unknown effect was sent for it
     */
    record Match(long target, TargetState state, boolean maybeEarlier) {}

    /** Reads the rows that have ids and whose own person and subject are not on the list, in order. */
    Cursor<RowIds> unheldRows();

    /** Counts the targets that are not in the state {@code HELD}: duplicate and refused rows are not targets. */
    long countUnheldTargets();
}
