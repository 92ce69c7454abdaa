package io.efface.cli.output;

import io.efface.cli.process.Language;
import io.efface.cli.process.Message;
import java.util.ArrayList;
import java.util.List;

/** Formats progress as one line of a terminal: the step, a bar, the percentage and details. */
final class ProgressBar {
    private static final int LONGEST = 24;
    private static final int SHORTEST = 6;
    private static final String GAP = "  ";

    /** The number of cells for the gap before the bar and for the brackets of the bar. */
    private static final int EDGES = 4;

    private ProgressBar() {}

    /**
     * Returns a line that fits into a width. Until the line fits, this method takes these steps in order: it shortens the bar, shortens
     * details, leaves out the bar, and leaves out details. The least important detail is the first that is shortened or left out.
     *
     * @param width the number of cells; 1 or more
     */
    static String line(ProgressText text, Language language, int width) {
        String step = language.text(text.step());
        List<ProgressText.Detail> details = new ArrayList<>(text.details());
        if (!Double.isNaN(text.share())) {
            String percent = String.format("%3d%%", (int) (text.share() * 100));
            details.add(0, new ProgressText.Detail(Message.verbatim(percent)));
            List<String> besideBar = shortened(step, details, language, width - EDGES - SHORTEST);
            int room = width - EDGES - TerminalText.width(joined(step, "", besideBar));
            if (room >= SHORTEST) {
                return joined(step, bar(text.share(), Math.min(LONGEST, room)), besideBar);
            }
        }
        List<String> shown = shortened(step, details, language, width);
        String line = joined(step, "", shown);
        while (TerminalText.width(line) > width && !shown.isEmpty()) {
            shown.remove(shown.size() - 1);
            line = joined(step, "", shown);
        }
        return TerminalText.width(line) > width ? "" : line;
    }

    /** Returns the texts of the details. If the line would be too wide, details are shortened, the least important first. */
    private static List<String> shortened(
            String step, List<ProgressText.Detail> details, Language language, int width) {
        List<String> texts = new ArrayList<>();
        details.forEach(detail -> texts.add(language.text(detail.text())));
        for (int i = texts.size() - 1; i >= 0 && TerminalText.width(joined(step, "", texts)) > width; i--) {
            String brief = language.text(details.get(i).brief());
            if (brief.isEmpty()) {
                texts.remove(i);
            } else {
                texts.set(i, brief);
            }
        }
        return texts;
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
