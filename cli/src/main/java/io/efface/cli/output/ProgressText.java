package io.efface.cli.output;

/**
 * The progress of a job in one line.
 *
 * @param plain the text without colours
 * @param colored the text with failures in red
 */
public record ProgressText(String plain, String colored) {
    public static ProgressText of(String plain) {
        return new ProgressText(plain, plain);
    }
}
