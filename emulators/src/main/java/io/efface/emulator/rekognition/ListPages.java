package io.efface.emulator.rekognition;

import io.efface.emulator.IdSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores the later pages of lists under their tokens. All pages of a list contain the entries that existed when the first page was
 * requested. A token can be used several times. If {@value #KEPT} tokens are stored, a new token replaces the oldest token. Thread-safe.
 */
final class ListPages {
    static final int KEPT = 1_000;

    private final IdSource ids;
    private final Map<String, Rest> pages = new LinkedHashMap<>();

    ListPages(IdSource ids) {
        this.ids = ids;
    }

    /** The remaining entries of a list, and the request that identifies the list. */
    private record Rest(Object list, List<String> entries) {}

    /**
     * A page.
     *
     * @param nextToken the token of the next page, or null if this is the last page
     */
    record Page(List<String> entries, @Nullable String nextToken) {}

    /**
     * Returns a page.
     *
     * @param list identifies the list: the request without page size and token
     * @param token the token of the page; empty for the first page
     * @param all the current entries of the list, used for the first page only
     * @param size the maximum number of entries in a page, at least 1
     * @throws RekognitionErrorException {@code InvalidPaginationTokenException} if the token is unknown or belongs to another list
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
