package io.efface.erasure;

import io.efface.erasure.input.InputColumns;
import io.efface.erasure.input.InputFormat;
import io.efface.erasure.input.InputSource;
import io.efface.erasure.input.ListOptions;
import io.efface.erasure.input.ListRisk;
import io.efface.erasure.internal.ledger.LedgerLocation;
import io.efface.erasure.internal.ledger.LedgerStore;
import io.efface.erasure.internal.plan.HoldListEditor;
import io.efface.erasure.keys.KeyFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Changes jobs' hold lists: persons and subjects that must not be touched, in any account. A change takes effect at once, also for a job
 * under way in this process or another: the claim of a target checks the list in its own transaction. Thread-safe.
 */
public final class Holds {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Access access;
    private final KeyFolder keys;
    private final Clock clock;

    /** Opens the ledger for one change. */
    private interface Access {
        HoldChange with(Function<LedgerStore, HoldChange> change);
    }

    private Holds(Access access, KeyFolder keys, Clock clock) {
        this.access = access;
        this.keys = keys;
        this.clock = clock;
    }

    Holds(Ledger ledger, KeyFolder keys, Clock clock) {
        this(change -> change.apply(ledger.store()), keys, clock);
    }

    /**
     * Returns what changes the hold lists of a ledger that another process may be working on. Each change opens the file for itself,
     * waits up to five minutes for its turn to write, and fails with {@code LEDGER_IN_USE} if there is none, such as amid a large plan;
     * nothing is changed then.
     *
     * @param ledger an existing ledger
     */
    public static Holds beside(Path ledger, KeyFolder keys, Clock clock) {
        return beside(ledger, keys, clock, PATIENCE);
    }

    static Holds beside(Path ledger, KeyFolder keys, Clock clock, Duration patience) {
        LedgerLocation location = Ledger.at(ledger);
        return new Holds(
                change -> {
                    try (LedgerStore open = location.beside(patience)) {
                        return change.apply(open);
                    }
                },
                Objects.requireNonNull(keys, "keys"),
                Objects.requireNonNull(clock, "clock"));
    }

    /**
     * Puts ids on a job's hold list, all or none.
     *
     * @param format how the list is written, or null to recognise it by its name and first line
     * @throws ErasureException as {@link #add(String, InputSource, ListOptions)} does
     */
    public HoldChange add(String job, InputSource list, @Nullable InputFormat format, InputColumns columns) {
        return add(job, list, options(format, columns));
    }

    /**
     * Puts ids on a job's hold list, all or none. Before that, the job's rows are read once, to find those that nearly equal an id.
     *
     * @throws ErasureException of reason {@code INPUT} if any row is bad, if there are no ids and {@link ListRisk#EMPTY_HOLD} is not
     *     accepted, or if an id nearly equals that of a row and {@link ListRisk#NEAR_HOLD} is not; {@code NO_SUCH_JOB};
     *     {@code WRONG_STATE} if the job is not planned yet or has lost its ids; {@code EVENT_FORGED} and {@code OLD_TAIL} as
     *     {@link Erasure#run} says; and the reasons of the keys and the ledger
     */
    public HoldChange add(String job, InputSource list, ListOptions options) {
        return change(job, list, options, true);
    }

    /**
     * Takes ids off a job's hold list, all or none; an id that is not on it does nothing. A target stays on hold as long as another id
     * on the list means it.
     *
     * @param format how the list is written, or null to recognise it by its name and first line
     * @throws ErasureException as {@link #remove(String, InputSource, ListOptions)} does
     */
    public HoldChange remove(String job, InputSource list, @Nullable InputFormat format, InputColumns columns) {
        return remove(job, list, options(format, columns));
    }

    /**
     * Takes ids off a job's hold list, all or none; an id that is not on it does nothing. A target stays on hold as long as another id
     * on the list means it.
     *
     * @throws ErasureException as {@link #add(String, InputSource, ListOptions)} does, but for ids that nearly equal that of a row
     */
    public HoldChange remove(String job, InputSource list, ListOptions options) {
        return change(job, list, options, false);
    }

    private HoldChange change(String job, InputSource list, ListOptions options, boolean add) {
        return access.with(ledger -> new HoldListEditor(ledger, keys, clock).change(job, list, options, add));
    }

    private static ListOptions options(@Nullable InputFormat format, InputColumns columns) {
        ListOptions options = ListOptions.defaults().withColumns(columns);
        return format == null ? options : options.withFormat(format);
    }
}
