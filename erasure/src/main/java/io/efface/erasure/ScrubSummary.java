package io.efface.erasure;

/**
 * The result of a scrub. Immutable and thread-safe.
 *
 * @param job the job's name
 * @param rows the number of the job's rows, whose ids are now destroyed
 * @param unproven the number of planned targets that were not done or not read back, and that can no longer be; more than 0 only if the
 *     scrub was forced
 * @param resumed whether this scrub completed an earlier scrub that was interrupted
 * @param repeated whether the job had been scrubbed before, so that there was nothing to do
 */
public record ScrubSummary(String job, long rows, long unproven, boolean resumed, boolean repeated) {}
