package io.efface.erasure;

/**
 * What a scrub did. Immutable and thread-safe.
 *
 * @param job the job's name
 * @param rows how many rows the job has, whose ids are gone now
 * @param unproven how many planned targets were not done and read back, and can now not be any more; more than 0 only by force
 * @param resumed whether an earlier scrub had been cut off and was brought to its end
 * @param repeated whether the job had been scrubbed before, and nothing was left to do
 */
public record ScrubSummary(String job, long rows, long unproven, boolean resumed, boolean repeated) {}
