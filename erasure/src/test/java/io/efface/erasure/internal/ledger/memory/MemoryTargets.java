package io.efface.erasure.internal.ledger.memory;

import io.efface.Evidence;
import io.efface.erasure.ErasureException;
import io.efface.erasure.ErasureException.Reason;
import io.efface.erasure.JobCounts;
import io.efface.erasure.TargetState;
import io.efface.erasure.UnresolvedTarget;
import io.efface.erasure.internal.ledger.DetachedFaces;
import io.efface.erasure.internal.ledger.Targets;
import io.efface.erasure.internal.ledger.record.Target;
import io.efface.erasure.internal.ledger.record.TargetRecord;
import io.efface.erasure.internal.ledger.record.TargetSelection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The targets of a job in memory. */
final class MemoryTargets implements Targets {
    private final Supplier<MemoryTables> tables;
    private final DetachedFaces detached;
    private final LongSupplier plannedTargets;

    MemoryTargets(Supplier<MemoryTables> tables, DetachedFaces detached, LongSupplier plannedTargets) {
        this.tables = tables;
        this.detached = detached;
        this.plannedTargets = plannedTargets;
    }

    private Stream<MemoryRow> rows() {
        return tables.get().rows.read().values().stream();
    }

    @Override
    public Optional<TargetRecord> find(long id) {
        return Optional.ofNullable(tables.get().rows.read().get(id)).map(MemoryRow::record);
    }

    @Override
    public boolean hasPerson(int account, String personHash) {
        return rows().anyMatch(row -> Objects.equals(row.account(), account)
                && row.personHash() != null
                && HexFormat.of().formatHex(row.personHash()).equals(personHash));
    }

    @Override
    public void store(long id, TargetRecord record) {
        tables.get()
                .rows
                .write()
                .computeIfPresent(
                        id,
                        (number, was) ->
                                was.with(Records.whole(record, was.record().operation())));
    }

    @Override
    public List<Target> page(int account, TargetSelection selection, long after, int most, Instant now) {
        MemorySelection selected = new MemorySelection(tables.get(), account, selection);
        return tables.get().rows.read().tailMap(after, false).values().stream()
                .filter(selected::contains)
                .limit(most)
                .map(row -> selected.target(row, now, detached.of(row.id())))
                .toList();
    }

    @Override
    public long count(int account, TargetSelection selection) {
        return rows().filter(new MemorySelection(tables.get(), account, selection)::contains)
                .count();
    }

    @Override
    public SortedMap<Long, TargetRecord> inFlight(int account) {
        return rows().filter(row -> row.state() == TargetState.IN_FLIGHT)
                .filter(row -> row.account() != null && row.account() == account)
                .collect(Collectors.toMap(MemoryRow::id, MemoryRow::record, (one, other) -> one, TreeMap::new));
    }

    @Override
    public List<StateCount> counts() {
        Map<Integer, Map<TargetState, Long>> groups = rows().collect(Collectors.groupingBy(
                row -> Objects.requireNonNullElse(row.account(), 0),
                TreeMap::new,
                Collectors.groupingBy(
                        MemoryRow::state, () -> new EnumMap<>(TargetState.class), Collectors.counting())));
        List<StateCount> counts = new ArrayList<>();
        groups.forEach((account, states) ->
                states.forEach((state, count) -> counts.add(new StateCount(account, state, count))));
        return counts;
    }

    @Override
    public List<StateCount> recount() {
        return counts();
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new ErasureException(Reason.LEDGER_UNREADABLE, problem);
        }
    }

    @Override
    public JobCounts summary() {
        Map<TargetState, Long> states = rows().collect(Collectors.groupingBy(
                MemoryRow::state, () -> new EnumMap<>(TargetState.class), Collectors.counting()));
        requireAllRows();
        require(
                rows().filter(row -> row.state() == TargetState.DONE)
                        .allMatch(row -> row.progress().outcome() != null
                                && row.progress().evidence() != null),
                "targets are done without an outcome");
        long permanent = rows().filter(row -> row.state() == TargetState.FAILED)
                .filter(row -> Boolean.TRUE.equals(row.progress().permanent()))
                .count();
        long closed = rows().filter(row -> row.state() == TargetState.PARTIAL)
                .filter(row -> !tables.get().hasOpenFaces(row.id()))
                .count();
        long stopped = rows().filter(this::isOpen)
                .filter(row -> tables.get().isHeld(row.id()))
                .count();
        return new JobCounts(lastRow(), states, permanent, closed, stopped);
    }

    private boolean isOpen(MemoryRow row) {
        return switch (row.state()) {
            case UNKNOWN, IN_FLIGHT, PENDING -> true;
            case PARTIAL -> tables.get().hasOpenFaces(row.id());
            default -> false;
        };
    }

    private void requireAllRows() {
        require(rows().count() == lastRow(), "rows are missing or counted twice");
    }

    @Override
    public void requireWhole(Collection<Integer> accounts) {
        List<MemoryRow> targets = rows().filter(row -> row.state().isPlanned() || row.state() == TargetState.HELD)
                .toList();
        require(
                targets.stream().allMatch(row -> row.account() != null && accounts.contains(row.account())),
                "a target belongs to no account of the job");
        requireAllRows();
        require(targets.size() >= plannedTargets.getAsLong(), "targets are missing");
    }

    @Override
    public List<UnresolvedTarget> unresolved(int most) {
        return rows().filter(MemoryTargets::isUnresolved)
                .sorted(Comparator.comparingLong(MemoryRow::line).thenComparingLong(MemoryRow::id))
                .limit(most)
                .map(row -> new UnresolvedTarget(
                        row.line(),
                        Objects.requireNonNull(tables.get().accounts.read().get(row.account()))
                                .status()
                                .account()
                                .name(),
                        row.state(),
                        Optional.ofNullable(row.progress().kind()),
                        Optional.ofNullable(row.progress().answer().code())))
                .toList();
    }

    private static boolean isUnresolved(MemoryRow row) {
        return switch (row.state()) {
            case UNKNOWN -> true;
            case PARTIAL -> row.progress().kind() != null;
            case FAILED -> !Boolean.TRUE.equals(row.progress().permanent());
            default -> false;
        };
    }

    @Override
    public long lastRow() {
        return tables.get().rows.read().isEmpty() ? 0 : tables.get().rows.read().lastKey();
    }

    @Override
    public long unproven() {
        return rows().filter(row -> row.state().isPlanned())
                .filter(row -> row.state() != TargetState.DONE || row.progress().evidence() != Evidence.VERIFIED_ABSENT)
                .count();
    }
}
