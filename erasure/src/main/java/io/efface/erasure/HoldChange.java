package io.efface.erasure;

/**
 * The result of a change of a hold list. Immutable and thread-safe; contains no ids.
 *
 * @param ids the number of different ids in the given list
 * @param changed the number of these ids that were added to the hold list, or removed from it
 * @param unmatched the number of these ids that match neither the person nor the subject of any row of the job
 * @param targets the number of targets whose state changed: to {@code HELD} if ids were added, back to {@code PENDING} if ids were removed
 * @param started the number of targets of these ids that were attempted and are not done: an earlier request for them failed or may have
 *     had an effect. No further deletion of these targets is sent while they are on the hold list
 * @param erased the number of targets of these ids that are done
 * @param size the number of ids on the hold list after the change
 */
public record HoldChange(long ids, long changed, long unmatched, long targets, long started, long erased, long size) {}
