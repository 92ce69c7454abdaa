package io.efface.cli.command;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Locale;

/** Chooses the name of a job from the date and the name of a list's file, such as {@code 2026-01-31-leavers}. */
final class NewJobName {
    private static final int LONGEST = 40;
    private static final String OTHER = "list";

    private NewJobName() {}

    /**
     * Returns a name that is not used yet. If only the number at the end of the name distinguishes the job, the number begins at 2.
     *
     * @param list the path of the list, or {@code -} for standard input
     * @param used the names of all jobs of the ledger
     */
    static String of(String list, LocalDate today, Collection<String> used) {
        String base = today + "-" + words(list);
        String name = cut(base, LONGEST);
        for (int number = 2; used.contains(name); number++) {
            String end = "-" + number;
            name = cut(base, LONGEST - end.length()) + end;
        }
        return name;
    }

    /** Returns the legal characters of the file's name without its extension, or {@code list} if nothing legal remains. */
    private static String words(String list) {
        Path file = Path.of(list).getFileName();
        String words = (file == null ? "" : file.toString())
                .replaceFirst("(?<=.)\\.[^.]*$", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return words.isEmpty() ? OTHER : words;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length).replaceAll("-+$", "");
    }
}
