package io.efface.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the word that a misspelt word probably means. */
final class Suggestion {
    /** The largest number of edits in a typing error. */
    private static final int TYPO = 2;

    private Suggestion() {}

    /**
     * Returns {@code ; did you mean 'x'?} with the nearest candidate, or an empty text if no candidate is near. If the typed word is the
     * name of a group of keys, such as {@code retry} for {@code retry.max-attempts}, the text contains all keys of the group.
     */
    static String didYouMean(String typed, Collection<String> candidates) {
        List<String> ofGroup = candidates.stream()
                .filter(each -> each.startsWith(typed + "."))
                .sorted()
                .toList();
        return didYouMean(
                ofGroup.isEmpty() ? nearest(typed, candidates).stream().toList() : ofGroup);
    }

    /** Returns {@code ; did you mean 'x' or 'y'?}, or an empty text if there are no words. */
    static String didYouMean(List<String> words) {
        if (words.isEmpty()) {
            return "";
        }
        int last = words.size() - 1;
        String before = words.subList(0, last).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(", ", "", last == 0 ? "" : " or "));
        return "; did you mean " + before + "'" + words.get(last) + "'?";
    }

    /**
     * Returns the candidate that is nearest to the typed word; empty if no candidate is near. A candidate is near if few edits separate it
     * from the typed word, if the typed word is its last part, or if the typed word begins with the candidate and a dash. If no candidate
     * is within {@link #TYPO} edits, and some candidates have the same group and the same last word as the typed word, the other candidates
     * are ignored.
     */
    static Optional<String> nearest(String typed, Collection<String> candidates) {
        boolean typo = candidates.stream().anyMatch(each -> distance(typed, each) <= TYPO);
        List<String> withSameGroupAndLastWord = candidates.stream()
                .filter(each -> !typo && hasSameGroupAndLastWord(typed, each))
                .toList();
        return nearestOf(typed, withSameGroupAndLastWord.isEmpty() ? candidates : withSameGroupAndLastWord);
    }

    private static Optional<String> nearestOf(String typed, Collection<String> candidates) {
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int distance = Math.min(distance(typed, candidate), distance(plain(typed), plain(candidate)));
            if (isEndOf(typed, candidate) || isBeginningOf(typed, candidate)) {
                distance = 0;
            }
            boolean near = distance <= Math.max(1, candidate.length() / 3) && distance < candidate.length();
            if (near && distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Returns whether the typed word is the last part of a dotted key. */
    private static boolean isEndOf(String typed, String candidate) {
        return !typed.isEmpty()
                && plain(candidate.substring(candidate.lastIndexOf('.') + 1)).equals(plain(typed));
    }

    /** Returns whether the typed word begins with the candidate and a dash, such as {@code TC3-HMAC-SHA256} with {@code tc3}. */
    private static boolean isBeginningOf(String typed, String candidate) {
        return typed.toLowerCase(Locale.ROOT).startsWith(candidate.toLowerCase(Locale.ROOT) + "-");
    }

    /**
     * Returns whether two keys have the same group before the last dot, and the same last word, such as {@code a.access-token} and
     * {@code a.token}.
     */
    private static boolean hasSameGroupAndLastWord(String typed, String candidate) {
        int dot = typed.lastIndexOf('.');
        String lastWord = typed.substring(Math.max(dot, typed.lastIndexOf('-')) + 1);
        return dot > 0
                && candidate.startsWith(typed.substring(0, dot + 1))
                && candidate.substring(dot + 1).matches("(.*-)?" + Pattern.quote(lastWord));
    }

    /** Returns a word in lower case without dashes, underscores and dots. */
    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
    }

    /**
     * Returns the number of edits between two words. An edit inserts, deletes or replaces a letter, or swaps two neighbouring letters. The
     * case of letters matters.
     */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : step(a, b, i, j, cost);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(String a, String b, int i, int j, int[][] cost) {
        int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(cost[i - 1][j - 1] + replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
