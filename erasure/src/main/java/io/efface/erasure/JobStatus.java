package io.efface.erasure;

import io.efface.config.AccountDescription;
import io.efface.erasure.internal.report.StatusReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a job stands at one moment. Reading it needs no lock and no key. Immutable and thread-safe.
 *
 * @param name the job's name
 * @param ledger the ledger's id
 * @param state the job's state
 * @param createdAt when planning began
 * @param plannedAt when planning ended, or null before
 * @param dueAt when the job has to be done, or null if no time was given
 * @param digest of what was planned, or null before
 * @param fromJob the job that this one was planned from, or null
 * @param epoch how many runs and verifications took the job so far
 * @param worker who took it last, or null
 * @param leaseUntil until when it is taken, unless that is renewed, or null if no process has the ledger; a time that is past means that
 *     no process works on the job
 * @param rows how many rows there are
 * @param states how many are in each state, without those in which none is; empty while the job is planned
 * @param accounts the job's accounts; a row whose account is not known counts in none
 * @param holds how many ids are on the hold list
 * @param receipts what is sealed
 */
public record JobStatus(
        String name,
        String ledger,
        JobState state,
        Instant createdAt,
        @Nullable Instant plannedAt,
        @Nullable Instant dueAt,
        @Nullable String digest,
        @Nullable String fromJob,
        long epoch,
        @Nullable String worker,
        @Nullable Instant leaseUntil,
        long rows,
        Map<TargetState, Long> states,
        List<Account> accounts,
        long holds,
        Sealed receipts) {

    /** Keeps copies. */
    public JobStatus {
        states = copy(states);
        accounts = List.copyOf(accounts);
    }

    /**
     * An account of the job.
     *
     * @param name its name in the configuration
     * @param provider whose it is
     * @param place where it is, such as endpoint and region
     * @param library the library at the vendor, or empty
     * @param paused why nothing more is sent to it, or null
     * @param pausedAt since when, or null
     * @param states how many of its rows are in each state
     */
    public record Account(
            String name,
            String provider,
            String place,
            Optional<String> library,
            @Nullable String paused,
            @Nullable Instant pausedAt,
            Map<TargetState, Long> states) {
        /** Keeps a copy. */
        public Account {
            states = copy(states);
        }

        /** Returns the name, with the library where there is one. */
        public String label() {
            return AccountDescription.label(name, library);
        }

        /** Returns the place, with the library where there is one, as one line for people. */
        public String where() {
            return AccountDescription.where(place, library);
        }
    }

    /**
     * What is sealed of the job's receipts.
     *
     * @param seals how many seals there are
     * @param events how many events they cover
     * @param unsealed how many events came after
     * @param lastSeal the SHA-256 of the last seal in hex, or null: to be noted elsewhere, so that nothing can be cut off unseen
     * @param sealedAt when it was made, or null
     * @param isFinal whether no work was left then
     */
    public record Sealed(
            long seals,
            long events,
            long unsealed,
            @Nullable String lastSeal,
            @Nullable Instant sealedAt,
            boolean isFinal) {}

    /**
     * Reads where a job stands.
     *
     * @param ledger the ledger's file
     * @param job the job's name
     * @throws ErasureException if the ledger cannot be read, or there is no such job
     */
    public static JobStatus read(Path ledger, String job) {
        return StatusReader.read(Ledger.at(ledger), job);
    }

    /**
     * Returns the names of a ledger's jobs, the oldest first.
     *
     * @param ledger the ledger's file
     * @throws ErasureException if the ledger cannot be read
     */
    public static List<String> names(Path ledger) {
        return StatusReader.names(Ledger.at(ledger));
    }

    /**
     * Reads where all jobs of a ledger stand, at one moment, the oldest first. A job that is just being planned anew stands there once, as
     * it was.
     *
     * @param ledger the ledger's file
     * @throws ErasureException if the ledger cannot be read
     */
    public static List<JobStatus> all(Path ledger) {
        return StatusReader.all(Ledger.at(ledger));
    }

    /** Returns how many targets are planned: all rows but held, refused and duplicate ones; 0 while the job is planned. */
    public long planned() {
        return states.entrySet().stream()
                .filter(state -> state.getKey().isPlanned())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Returns how many targets are settled as erased. */
    public long done() {
        return states.getOrDefault(TargetState.DONE, 0L);
    }

    private static Map<TargetState, Long> copy(Map<TargetState, Long> states) {
        Map<TargetState, Long> copy = new EnumMap<>(TargetState.class);
        copy.putAll(states);
        return Collections.unmodifiableMap(copy);
    }
}
