package io.efface.cli.output;

import io.efface.cli.process.Language;
import java.util.ArrayList;
import java.util.List;

/** Formats progress as one line of a terminal: the step, a bar, the percentage and details. */
final class ProgressBar {
    private static final int LONGEST = 24;
    private static final int SHORTEST = 6;
    private static final String GAP = "  ";

    private ProgressBar() {}

    /**
     * Returns a line that is at most this wide. If the line would be wider, the bar becomes shorter and disappears. If this is not enough,
     * details are left out from the end.
     *
     * @param width the number of cells; 1 or more
     */
    static String line(ProgressText text, Language language, int width) {
        String step = language.text(text.step());
        List<String> details =
                new ArrayList<>(text.details().stream().map(language::text).toList());
        String percent = Double.isNaN(text.share()) ? "" : String.format("%3d%%", (int) (text.share() * 100));
        if (!percent.isEmpty()) {
            details.add(0, percent);
        }
        int room = width - TerminalText.width(joined(step, "", details)) - GAP.length() - 2;
        int length = Math.min(LONGEST, room);
        if (!percent.isEmpty() && length >= SHORTEST) {
            return joined(step, bar(text.share(), length), details);
        }
        String line = joined(step, "", details);
        while (TerminalText.width(line) > width && !details.isEmpty()) {
            details.remove(details.size() - 1);
            line = joined(step, "", details);
        }
        return TerminalText.width(line) > width ? "" : line;
    }

    private static String joined(String step, String bar, List<String> details) {
        List<String> parts = new ArrayList<>();
        parts.add(step);
        if (!bar.isEmpty()) {
            parts.add(bar);
        }
        parts.addAll(details);
        return String.join(GAP, parts);
    }

    private static String bar(double share, int length) {
        int full = (int) (Math.min(1, share) * length);
        return "[" + "#".repeat(full) + "-".repeat(length - full) + "]";
    }
}
