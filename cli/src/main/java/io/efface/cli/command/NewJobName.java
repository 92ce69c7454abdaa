package io.efface.cli.command;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Chooses the name of a job from the date and the name of a list's file, such as {@code 2026-01-31-leavers}. */
final class NewJobName {
    private static final int LONGEST = 40;
    private static final String OTHER = "list";
    private static final Pattern DATED = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)-.*?(-[1-9]\\d{0,2})?");

    private NewJobName() {}

    /**
     * Returns a name that no job has yet. If the name without a number is taken, a number from 2 is added at its end.
     *
     * @param list the path of the list, or {@code -} for standard input
     * @param used the names of the jobs that were planned from a list with this file name
     */
    static String of(String list, LocalDate today, Collection<String> used) {
        String base = today + "-" + words(list);
        String name = cut(base, "");
        for (int number = 2; used.contains(name); number++) {
            name = cut(base, "-" + number);
        }
        return name;
    }

    /** Returns whether a name has the form that {@link #of} chooses for a list with this file name, on any day. */
    static boolean isFor(String list, String name) {
        Matcher dated = DATED.matcher(name);
        if (!dated.matches()) {
            return false;
        }
        String base = dated.group(1) + "-" + words(list);
        String number = dated.group(2);
        return name.equals(cut(base, "")) || (number != null && name.equals(cut(base, number)));
    }

    /** Returns the legal characters of the file's name without its extension, or the word {@code list} if no legal character remains. */
    private static String words(String list) {
        Path file = Path.of(list).getFileName();
        String words = (file == null ? "" : file.toString())
                .replaceFirst("(?<=.)\\.[^.]*$", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return words.isEmpty() ? OTHER : words;
    }

    /** Returns a name of at most 40 characters: the text, shortened if necessary, and the end. */
    private static String cut(String text, String end) {
        int length = LONGEST - end.length();
        return (text.length() <= length ? text : text.substring(0, length).replaceAll("-+$", "")) + end;
    }
}
