package io.efface.erasure.internal.ledger.memory;

import io.efface.erasure.internal.ledger.Accounts;
import io.efface.erasure.internal.ledger.DetachedFaces;
import io.efface.erasure.internal.ledger.ErasedTargets;
import io.efface.erasure.internal.ledger.Events;
import io.efface.erasure.internal.ledger.Faces;
import io.efface.erasure.internal.ledger.HoldList;
import io.efface.erasure.internal.ledger.Jobs;
import io.efface.erasure.internal.ledger.PlannedRows;
import io.efface.erasure.internal.ledger.RowEdits;
import io.efface.erasure.internal.ledger.Seals;
import io.efface.erasure.internal.ledger.StoredRows;
import io.efface.erasure.internal.ledger.Targets;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.keys.EventMac;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The operations on a state of a ledger. For one thread. */
final class MemoryTransaction implements Transaction {
    private final Supplier<MemoryState> state;
    private final String id;
    private final Map<Integer, EventMac> macs = new HashMap<>();

    /**
     * Creates an instance.
     *
     * @param state the function that returns the state to read or change
     * @param id the ledger's id
     */
    MemoryTransaction(Supplier<MemoryState> state, String id) {
        this.state = state;
        this.id = id;
    }

    private Supplier<MemoryTables> tables(int job) {
        return () -> state.get().tables(job);
    }

    @Override
    public Jobs jobs() {
        return new MemoryJobs(state, id);
    }

    @Override
    public Accounts accounts(int job) {
        return new MemoryAccounts(tables(job));
    }

    @Override
    public Targets targets(int job) {
        return new MemoryTargets(
                tables(job), detached(job), () -> jobs().plannedTargets(job).orElse(0));
    }

    @Override
    public Faces faces(int job) {
        return new MemoryFaces(tables(job));
    }

    @Override
    public DetachedFaces detached(int job) {
        return new MemoryDetachedFaces(tables(job));
    }

    @Override
    public HoldList holds(int job) {
        return new MemoryHoldList(tables(job), other -> tables(other).get());
    }

    @Override
    public PlannedRows plan(int job) {
        return new MemoryPlannedRows(tables(job), detached(job));
    }

    @Override
    public ErasedTargets erased(int job) {
        return new MemoryErasedTargets(tables(job));
    }

    @Override
    public Events events(int job) {
        return new MemoryEvents(tables(job), job, macs);
    }

    @Override
    public Seals seals(int job) {
        return new MemorySeals(tables(job));
    }

    @Override
    public StoredRows rows(int job) {
        return new MemoryStoredRows(tables(job));
    }

    @Override
    public RowEdits edits(int job) {
        return new MemoryRowEdits(tables(job));
    }

    @Override
    public void close() {
        // Nothing to close.
    }
}
