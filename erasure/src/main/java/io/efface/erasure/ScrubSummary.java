package io.efface.erasure;

/**
 * The result of a scrub, or of the destruction of a data key. Immutable and thread-safe.
 *
 * @param job the job's name
 * @param rows the number of the job's rows, whose ids can no longer be read
 * @param unproven the number of planned targets that were not done or not read back before the scrub. They cannot be processed any more.
 *     More than 0 only if the scrub was forced
 * @param lostFaces the number of detached faces that may still exist at the vendor. They cannot be found any more, because their ids are
 *     destroyed. More than 0 only if the scrub was forced
 * @param resumed whether this scrub completed an earlier scrub that was interrupted
 * @param repeated whether the job had been scrubbed before, so that there was nothing to do
 */
public record ScrubSummary(String job, long rows, long unproven, long lostFaces, boolean resumed, boolean repeated) {}
