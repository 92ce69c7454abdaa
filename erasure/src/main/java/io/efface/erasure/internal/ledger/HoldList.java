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
 * The hold list of one job, inside a transaction. The list consists of keyed hashes of ids. A hash on the list protects every target whose
 * person or subject has this hash, in every account. It also protects a target if the subject of one of the target's duplicates has this
 * hash.
 */
public interface HoldList {
    /** Adds a hash to the list. Returns false if the list already contains the hash. */
    boolean add(byte[] hash);

    /** Removes a hash from the list. Returns false if the list does not contain the hash. */
    boolean remove(byte[] hash);

    /** Adds the hashes of another job's list to this list. Returns the number of added hashes. */
    int addAllOf(int otherJob);

    /** Returns whether this list contains every hash of another job's list. */
    boolean containsAllOf(int otherJob);

    /** Returns the number of hashes on the list. */
    long size();

    /**
     * Reads the hashes in ascending order. The cursor throws an {@link ErasureException} of reason {@code LEDGER_UNREADABLE} for an entry
     * that is not a hash.
     */
    Cursor<byte[]> hashes();

    /** Returns the SHA-256 of all hashes in ascending order, each as a line of hex. */
    default String sha256() {
        MessageDigest sha256 = Digests.sha256();
        hashes().forEach(hash ->
                sha256.update((HexFormat.of().formatHex(hash) + "\n").getBytes(StandardCharsets.US_ASCII)));
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** Returns the number of hashes on the list that are neither the hash of a person nor of a subject of any row. */
    long countUnmatched();

    /**
     * Changes the state {@code PENDING} of {@link #targets} of the hash to {@code HELD}. Targets for which an earlier request may have had
     * an effect keep their state. This method does not add the hash to the list; use {@link #add}.
     *
     * @return the number of changed targets
     */
    int hold(byte[] hash);

    /**
     * Changes the state {@code HELD} of {@link #targets} of the hash to {@code PENDING}. Targets that another hash on the list protects
     * keep their state. Call {@link #remove} first, because this method does not remove the hash from the list.
     *
     * @return the number of changed targets
     */
    int release(byte[] hash);

    /** Returns whether a hash on the list protects a target. The state of the target does not matter. */
    boolean isHeld(long target);

    /** Returns the targets that this hash protects or would protect, in any order. The hash need not be on the list. */
    List<Match> targets(byte[] hash);

    /**
     * A target that a hash protects or would protect.
     *
     * @param target the target's number
     * @param maybeEarlier whether a request of unknown effect was sent for the target
     */
    record Match(long target, TargetState state, boolean maybeEarlier) {}

    /**
     * Reads the rows that have an encrypted person id, and whose person and subject are both not on the list, sorted by number. The
     * subjects of a row's duplicates are not considered.
     */
    Cursor<RowIds> unheldRows();

    /** Counts the targets that are not in the state {@code HELD}. Duplicate and refused rows are not targets. */
    long countUnheldTargets();
}
