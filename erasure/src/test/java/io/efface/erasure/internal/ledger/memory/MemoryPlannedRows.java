package io.efface.erasure.internal.ledger.memory;

import io.efface.Operation;
import io.efface.erasure.TargetState;
import io.efface.erasure.input.InputProblem;
import io.efface.erasure.internal.ledger.Cursor;
import io.efface.erasure.internal.ledger.DetachedFaces;
import io.efface.erasure.internal.ledger.PlannedRows;
import io.efface.erasure.internal.ledger.memory.MemoryTables.FaceEntry;
import io.efface.erasure.internal.ledger.memory.MemoryTables.FaceKey;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.HiddenId;
import io.efface.erasure.internal.ledger.record.NewRow;
import io.efface.erasure.internal.ledger.record.RowIds;
import io.efface.erasure.internal.ledger.record.TargetRecord;
import io.efface.erasure.keys.JobCipher;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of a job in memory during planning. */
final class MemoryPlannedRows implements PlannedRows {
    private final Supplier<MemoryTables> tables;
    private final DetachedFaces detached;

    MemoryPlannedRows(Supplier<MemoryTables> tables, DetachedFaces detached) {
        this.tables = tables;
        this.detached = detached;
    }

    private Stream<MemoryRow> rows() {
        return tables.get().rows.read().values().stream();
    }

    @Override
    public void addAll(List<NewRow> rows) {
        for (NewRow row : rows) {
            tables.get()
                    .rows
                    .add(
                            row.id(),
                            new MemoryRow(
                                    row.id(),
                                    row.line(),
                                    row.account(),
                                    row.problem(),
                                    row.problemColumn(),
                                    null,
                                    hash(row.subject()),
                                    hidden(row.subject()),
                                    hash(row.person()),
                                    hidden(row.person()),
                                    TargetRecord.planned(row.state(), row.operation())));
            for (int i = 0; i < row.faces().size(); i++) {
                NewRow.Id face = row.faces().get(i);
                FaceKey key = new FaceKey(row.id(), row.id(), i);
                tables.get().faces.add(key, new FaceEntry(key, face.hash(), face.hidden(), FaceRecord.NEW));
            }
            detached.store(row.detached());
        }
    }

    private static byte @Nullable [] hash(NewRow.@Nullable Id id) {
        return id == null ? null : id.hash();
    }

    private static byte @Nullable [] hidden(NewRow.@Nullable Id id) {
        return id == null ? null : id.hidden();
    }

    @Override
    public List<RowIds> page(long after, int most) {
        return tables.get().rows.read().tailMap(after, false).values().stream()
                .filter(row -> row.state() == TargetState.PENDING)
                .limit(most)
                .map(MemoryHoldList::ids)
                .toList();
    }

    @Override
    public List<HiddenId> faces(long row) {
        return tables.get().facesNamedBy(row).stream()
                .map(face -> new HiddenId(
                        Objects.requireNonNull(face.hidden()), row, face.key().number()))
                .toList();
    }

    @Override
    public void refuse(long row, InputProblem problem, boolean keepSubject) {
        removeFaces(row);
        tables.get()
                .rows
                .write()
                .computeIfPresent(
                        row,
                        (id, was) -> was.withoutPerson(keepSubject)
                                .with(problem.code(), problem.column())
                                .with(TargetRecord.planned(TargetState.REFUSED, Operation.DELETE_PERSON)));
    }

    private void removeFaces(long row) {
        tables.get()
                .facesNamedBy(row)
                .forEach(face -> tables.get().faces.write().remove(face.key()));
    }

    @Override
    public void finishAdding() {
        // Rows are found without indexes.
    }

    @Override
    public void finishMarking() {
        // Rows are found without indexes.
    }

    private record Person(int account, String hash) implements Comparable<Person> {
        private static final Comparator<Person> ORDER =
                Comparator.comparingInt(Person::account).thenComparing(Person::hash);

        @Override
        public int compareTo(Person other) {
            return ORDER.compare(this, other);
        }
    }

    @Override
    public Cursor<Repeated> repeated() {
        Map<Person, List<MemoryRow>> persons = rows().filter(row -> row.account() != null && row.personHash() != null)
                .collect(Collectors.groupingBy(
                        row -> new Person(
                                Objects.requireNonNull(row.account()),
                                HexFormat.of().formatHex(row.personHash())),
                        TreeMap::new,
                        Collectors.toList()));
        return MemoryCursor.of(persons.values().stream()
                .filter(rows -> rows.size() > 1)
                .map(rows -> {
                    MemoryRow first = rows.get(0);
                    return new Repeated(
                            Objects.requireNonNull(first.account()),
                            Objects.requireNonNull(first.personHash()),
                            first.id(),
                            rows.size());
                }));
    }

    private List<MemoryRow> of(Repeated person) {
        return rows().filter(row -> row.account() != null
                        && row.account() == person.account()
                        && Arrays.equals(row.personHash(), person.personHash()))
                .toList();
    }

    @Override
    public Set<Operation> operations(Repeated person) {
        return of(person).stream().map(row -> row.record().operation()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void markDuplicates(Repeated person) {
        of(person).stream()
                .filter(row -> row.id() != person.first())
                .forEach(row ->
                        tables.get().putRow(row.with(TargetState.DUPLICATE).duplicateOf(Long.valueOf(person.first()))));
    }

    @Override
    public void deleteWholePerson(Repeated person) {
        tables.get()
                .rows
                .write()
                .computeIfPresent(
                        person.first(), (id, was) -> was.with(Records.whole(was.record(), Operation.DELETE_PERSON)));
        of(person).forEach(row -> removeFaces(row.id()));
    }

    @Override
    public void uniteFaces(Repeated person) {
        List<FaceEntry> faces = of(person).stream()
                .flatMap(row -> tables.get().facesNamedBy(row.id()).stream())
                .toList();
        Set<String> hashes = new HashSet<>();
        for (FaceEntry face : faces) {
            tables.get().faces.write().remove(face.key());
            if (hashes.add(HexFormat.of().formatHex(face.hash()))) {
                FaceKey key =
                        new FaceKey(person.first(), face.key().row(), face.key().number());
                tables.get().putFace(new FaceEntry(key, face.hash(), face.hidden(), face.record()));
            }
        }
    }

    @Override
    public long line(long row) {
        MemoryRow found = tables.get().rows.read().get(row);
        return found == null ? 0 : found.line();
    }

    private Stream<MemoryRow> pending(int account) {
        return rows().filter(
                        row -> row.account() != null && row.account() == account && row.state() == TargetState.PENDING);
    }

    @Override
    public FaceCount countFaces(int account, int facesPerCall) {
        List<Integer> sizes = pending(account)
                .map(row -> tables.get().facesOf(row.id()).size())
                .toList();
        return new FaceCount(
                sizes.stream().mapToLong(Integer::longValue).sum(),
                sizes.stream()
                        .mapToLong(size -> (size + facesPerCall - 1) / facesPerCall)
                        .sum());
    }

    @Override
    public Cursor<Long> targets(int account) {
        return MemoryCursor.of(pending(account).map(MemoryRow::id));
    }

    @Override
    public Optional<HiddenId> person(long row) {
        return Optional.ofNullable(tables.get().rows.read().get(row))
                .map(found -> new HiddenId(Objects.requireNonNull(found.person()), row, JobCipher.PERSON));
    }
}
