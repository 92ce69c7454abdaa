package io.efface.erasure;

/**
 * What became of a change of a hold list. Immutable and thread-safe; holds no id.
 *
 * @param ids different ids in the list handed in
 * @param changed those that were not on the hold list and now are, or that were and now are not
 * @param unmatched those that no row of the job names
 * @param targets targets that are on hold now and were not, or that were and can be worked on again
 * @param started targets of these ids for which something was sent before that may have had an effect, or that failed: on hold they
 *     are not touched again, but what was sent was sent
 * @param erased targets of these ids that were erased before
 * @param size ids on the hold list now
 */
public record HoldChange(long ids, long changed, long unmatched, long targets, long started, long erased, long size) {}
