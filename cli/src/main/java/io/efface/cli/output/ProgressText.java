package io.efface.cli.output;

/**
 * Where a job is, in one line.
 *
 * @param plain without colour
 * @param colored with what is wrong in red
 */
public record ProgressText(String plain, String colored) {
    public static ProgressText of(String plain) {
        return new ProgressText(plain, plain);
    }
}
