package io.efface.cli;

/**
 * Where a job is, in one line.
 *
 * @param plain without colour
 * @param colored with what is wrong in red
 */
record ProgressText(String plain, String colored) {
    static ProgressText of(String plain) {
        return new ProgressText(plain, plain);
    }
}
