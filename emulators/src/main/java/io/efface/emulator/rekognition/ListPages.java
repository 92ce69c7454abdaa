package io.efface.emulator.rekognition;

import io.efface.emulator.IdSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The later pages of lists, each under its token. A page holds the entries of the moment at which the list began; a token may be sent
 * again. The oldest of {@value #KEPT} tokens is forgotten first. Thread-safe.
 */
final class ListPages {
    static final int KEPT = 1_000;

    private final IdSource ids;
    private final Map<String, Rest> pages = new LinkedHashMap<>();

    ListPages(IdSource ids) {
        this.ids = ids;
    }

    /** What is left of a list, and of which one. */
    private record Rest(Object list, List<String> entries) {}

    /**
     * A page.
     *
     * @param nextToken the token of the next page, or null if this is the last one
     */
    record Page(List<String> entries, @Nullable String nextToken) {}

    /**
     * Returns a page.
     *
     * @param list what is listed: the request without page size and token
     * @param token the page; empty for the first one
     * @param all the entries of the list as it is now, for the first page
     * @param size the most entries of a page, at least 1
     * @throws RekognitionErrorException {@code InvalidPaginationTokenException} if the token is unknown, or that of another list
     */
    synchronized Page page(Object list, Optional<String> token, List<String> all, int size) {
        List<String> entries = token.map(sent -> rest(list, sent)).orElse(all);
        if (entries.size() <= size) {
            return new Page(entries, null);
        }
        String next = ids.requestId();
        if (pages.size() == KEPT) {
            pages.remove(pages.keySet().iterator().next());
        }
        pages.put(next, new Rest(list, entries.subList(size, entries.size())));
        return new Page(entries.subList(0, size), next);
    }

    private List<String> rest(Object list, String token) {
        Rest rest = pages.get(token);
        if (rest == null || !rest.list().equals(list)) {
            throw new RekognitionErrorException(RekognitionErrors.INVALID_TOKEN);
        }
        return rest.entries();
    }
}
