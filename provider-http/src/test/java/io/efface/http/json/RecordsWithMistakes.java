package io.efface.http.json;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Records into which Moshi cannot read JSON. */
final class RecordsWithMistakes {
    private RecordsWithMistakes() {}

    record NotPublic(@Nullable String id) {}

    public record UnknownType(@Nullable Instant at) {}
}
