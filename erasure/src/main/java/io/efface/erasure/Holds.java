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
 * Changes the hold lists of jobs. A hold list names persons and subjects that must not be deleted, in any account. A change takes effect as
 * soon as it is committed, even for runs that are under way in this process or in other processes: the transaction that claims a target
 * checks the hold list. Thread-safe.
 */
public final class Holds {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Access access;
    private final KeyFolder keys;
    private final Clock clock;

    /** Opens the ledger for one change. */
    private interface Access {
        HoldChange apply(Function<LedgerStore, HoldChange> change);
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
     * Returns an instance for a ledger that another process may be using. Each change opens the ledger anew. If another process is writing
     * the ledger, for example with a large plan, the change waits for up to five minutes. After that, the change fails with {@code
     * LEDGER_IN_USE}, and the hold list stays as it was.
     *
     * @param ledger an existing ledger
     */
    public static Holds beside(LedgerAddress ledger, KeyFolder keys, Clock clock) {
        return beside(ledger, keys, clock, PATIENCE);
    }

    /** Does the same as {@code beside} above, for a ledger in a file. */
    public static Holds beside(Path ledger, KeyFolder keys, Clock clock) {
        return beside(LedgerAddress.of(ledger), keys, clock);
    }

    static Holds beside(LedgerAddress ledger, KeyFolder keys, Clock clock, Duration patience) {
        LedgerLocation location = ledger.location();
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
     * Adds the ids of a list to a job's hold list. If the call fails, no id is added.
     *
     * @param format the list's format, or null to recognise the format by the file's name and its first line
     * @throws ErasureException as {@link #add(String, InputSource, ListOptions)} does
     */
    public HoldChange add(String job, InputSource list, @Nullable InputFormat format, InputColumns columns) {
        return add(job, list, options(format, columns));
    }

    /**
     * Adds the ids of a list to a job's hold list. If the call fails, no id is added. The method first reads all rows of the job and looks
     * for ids that nearly match an id of the list.
     *
     * @throws ErasureException of reason {@code INPUT} if a row of the list is bad
     * @throws ErasureException of reason {@code INPUT} if the list has no ids, and the options do not accept {@link ListRisk#EMPTY_HOLD}
     * @throws ErasureException of reason {@code INPUT} if an id nearly matches the id of a row, and the options do not accept {@link
     *     ListRisk#NEAR_HOLD}
     * @throws ErasureException of reason {@code NO_SUCH_JOB} if the job does not exist
     * @throws ErasureException of reason {@code WRONG_STATE} if the job is not planned yet, has been scrubbed, or was replaced during the
     *     call
     * @throws ErasureException of reason {@code ROWS_DIFFER} if the hold list differs from the receipts
     * @throws ErasureException of reason {@code EVENT_FORGED} or {@code OLD_TAIL} as {@link Erasure#run} does
     * @throws ErasureException of the reasons of {@link Ledger} and {@link KeyFolder}
     */
    public HoldChange add(String job, InputSource list, ListOptions options) {
        return change(job, list, options, true);
    }

    /**
     * Removes the ids of a list from a job's hold list. If the call fails, no id is removed. Ids that are not on the hold list are ignored.
     * A target stays on hold as long as the hold list contains another id of the target.
     *
     * @param format the list's format, or null to recognise the format by the file's name and its first line
     * @throws ErasureException as {@link #remove(String, InputSource, ListOptions)} does
     */
    public HoldChange remove(String job, InputSource list, @Nullable InputFormat format, InputColumns columns) {
        return remove(job, list, options(format, columns));
    }

    /**
     * Removes the ids of a list from a job's hold list. If the call fails, no id is removed. Ids that are not on the hold list are ignored.
     * A target stays on hold as long as the hold list contains another id of the target.
     *
     * @throws ErasureException as {@link #add(String, InputSource, ListOptions)} does. Ids that nearly match cause no exception
     */
    public HoldChange remove(String job, InputSource list, ListOptions options) {
        return change(job, list, options, false);
    }

    private HoldChange change(String job, InputSource list, ListOptions options, boolean add) {
        return access.apply(ledger -> new HoldListEditor(ledger, keys, clock).change(job, list, options, add));
    }

    private static ListOptions options(@Nullable InputFormat format, InputColumns columns) {
        ListOptions options = ListOptions.defaults().withColumns(columns);
        return format == null ? options : options.withFormat(format);
    }
}
