package io.efface.erasure;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a check of a job's receipts found. Immutable and thread-safe.
 *
 * @param verdict the answer
 * @param ledger the id of the ledger that the seals are of, or null if no seal could be read
 * @param job the name of the job that the seals are of, or null if no seal could be read
 * @param events how many events are sealed and intact, from the first on
 * @param seals how many seals are intact, from the first on
 * @param tail how many events follow the last seal; 0 if something is broken before
 * @param tailAuthenticated whether the HMACs of these events show that the job wrote them, which takes the key folder; false if there
 *     are none, and in an export
 * @param brokenAt the first event, counted from 1 as in {@code events.ndjson}, that cannot be trusted any more, or 0
 * @param problem what is wrong there, or with the totals of the final seal, in words; or null
 * @param sealedAt the time of the last intact seal, or null if there is none
 * @param lastSeal the SHA-256 of the last intact seal in hex, or null: a copy of it kept elsewhere shows that nothing was cut off
 *     since
 * @param digest the digest of the plan, if the last intact seal is final
 * @param totals what became of the plan, if the last intact seal is final; otherwise empty
 * @param rows what comparing the ledger's rows with the events found; null if there are no rows, as in an export, or if the receipts
 *     are broken
 */
public record ReceiptsCheck(
        Verdict verdict,
        @Nullable String ledger,
        @Nullable String job,
        long events,
        long seals,
        long tail,
        boolean tailAuthenticated,
        long brokenAt,
        @Nullable String problem,
        @Nullable Instant sealedAt,
        @Nullable String lastSeal,
        @Nullable String digest,
        Map<String, Object> totals,
        @Nullable RowsCheck rows) {

    /** What a check can answer. */
    public enum Verdict {
        /** All events are sealed and intact, and the last seal says that no work was left. */
        INTACT,
        /** All that is sealed is intact; some events came after the last seal. */
        UNSEALED_TAIL,
        /** All is sealed and intact, but no final seal ends it: the job is at work, or its end was cut off. */
        INCOMPLETE,
        /** Something was changed, removed, added or exchanged. */
        BROKEN,
        /** All that is sealed is intact, but the ledger's rows, or the totals of the final seal, are not what the events come to. */
        DIFFERENT
    }

    /** Keeps copies. */
    public ReceiptsCheck {
        totals = Map.copyOf(totals);
    }

    /** Returns the answer in one sentence. */
    public String sentence() {
        return switch (verdict) {
            case INTACT -> "sealed and intact: " + events + " events under " + seals + " seals, the last one final";
            case UNSEALED_TAIL ->
                "intact, but a tail of " + tail + " unsealed" + (tailAuthenticated ? "" : " and not authenticated")
                        + ": " + events + " events under " + seals + " seals come before";
            case INCOMPLETE -> "incomplete: no final seal ends the " + events + " events under " + seals + " seals";
            case BROKEN -> "broken at line " + brokenAt + ": " + problem;
            case DIFFERENT -> rows == null || rows.agrees() ? String.valueOf(problem) : rows.sentence();
        };
    }

    /** Returns whether nothing that was found contradicts what the seals cover, though the end may be missing. */
    public boolean isSound() {
        return verdict != Verdict.BROKEN && verdict != Verdict.DIFFERENT;
    }

    /** Adds what comparing the rows found. */
    public ReceiptsCheck with(RowsCheck found) {
        return new ReceiptsCheck(
                found.agrees() ? verdict : Verdict.DIFFERENT,
                ledger,
                job,
                events,
                seals,
                tail,
                tailAuthenticated,
                brokenAt,
                problem,
                sealedAt,
                lastSeal,
                digest,
                totals,
                found);
    }
}
