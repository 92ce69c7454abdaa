package io.efface.erasure;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of verifying a job's receipts. Immutable and thread-safe.
 *
 * @param verdict the overall result
 * @param ledger the ledger's id from the seals, or null if no seal could be read
 * @param job the job's name from the seals, or null if no seal could be read
 * @param events the number of sealed and intact events, counted from the first event to the first problem
 * @param seals the number of intact seals, counted from the first seal to the first problem
 * @param tail the number of events after the last seal; 0 if the receipts are broken
 * @param tailAuthenticated whether HMACs prove that the job wrote the events after the last seal. False if there are no such events, or if
 *     the check was made without the key of the HMACs. Always false for an export
 * @param brokenAt the number of the first event that cannot be trusted, counted from 1; 0 if the receipts are not broken. In an exported
 *     {@code events.ndjson}, the event is in the line with this number
 * @param problem a description of the problem with this event or with the totals of the final seal; null if there is none
 * @param sealedAt the time of the last intact seal, or null if there is no intact seal
 * @param lastSeal the SHA-256 of the last intact seal in hex, or null if there is no intact seal. If you keep a copy of this value outside
 *     the ledger, the copy shows later whether seals were removed
 * @param digest the SHA-256 of the plan from the last intact seal, or null if this seal is not final
 * @param totals the totals of the job's outcomes from the last intact seal; empty if this seal is not final
 * @param rows the result of comparing the ledger's rows with the events; null if the receipts are broken, and null for an export, because
 *     an export contains no rows
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

    /** The overall results. */
    public enum Verdict {
        /** All events are sealed and intact, and the last seal states that no work was left. */
        INTACT,
        /** All sealed events are intact, and further events follow the last seal. */
        UNSEALED_TAIL,
        /**
         * All events are sealed and intact, but the last seal is not final: the job is not done yet, or the end of the receipts was
         * removed.
         */
        INCOMPLETE,
        /** An event or a seal was changed, removed, added or exchanged. */
        BROKEN,
        /** All sealed events are intact, but the ledger's rows or the totals of the final seal differ from the events. */
        DIFFERENT
    }

    /** Copies the map and keeps its order. */
    public ReceiptsCheck {
        totals = Collections.unmodifiableMap(new LinkedHashMap<>(totals));
    }

    /** Returns the result as a sentence. */
    public String sentence() {
        return switch (verdict) {
            case INTACT ->
                "sealed and intact: " + events + " events under " + seals + " seals, and the last seal is final";
            case UNSEALED_TAIL ->
                "intact, but with an unsealed tail of " + tail + " events"
                        + (tailAuthenticated ? "" : ", which is not authenticated")
                        + ": " + events + " events under " + seals + " seals come before the tail";
            case INCOMPLETE -> "incomplete: no final seal ends the " + events + " events under " + seals + " seals";
            case BROKEN -> "broken at line " + brokenAt + ": " + problem;
            case DIFFERENT -> rows == null || rows.agrees() ? String.valueOf(problem) : rows.sentence();
        };
    }

    /** Returns whether no problem was found with the events, the seals and the rows. The end of the receipts may still be missing. */
    public boolean isSound() {
        return verdict != Verdict.BROKEN && verdict != Verdict.DIFFERENT;
    }

    /** Returns this result together with the result of comparing the rows. If the rows differ, the verdict is {@link Verdict#DIFFERENT}. */
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
