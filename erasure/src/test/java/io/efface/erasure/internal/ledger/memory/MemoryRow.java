package io.efface.erasure.internal.ledger.memory;

import io.efface.erasure.TargetState;
import io.efface.erasure.input.ProblemCode;
import io.efface.erasure.internal.ledger.record.TargetProgress;
import io.efface.erasure.internal.ledger.record.TargetRecord;
import org.jspecify.annotations.Nullable;

/** A row with its planned columns and its progress. */
@SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
record MemoryRow(
        long id,
        long line,
        @Nullable Integer account,
        @Nullable ProblemCode problem,
        @Nullable Integer problemColumn,
        @Nullable Long duplicateOf,
        byte @Nullable [] subjectHash,
        byte @Nullable [] subject,
        byte @Nullable [] personHash,
        byte @Nullable [] person,
        TargetRecord record) {

    TargetState state() {
        return record.state();
    }

    TargetProgress progress() {
        return record.progress();
    }

    /** Returns the number of the row's target: the row itself, or the row of which it is a duplicate. */
    long target() {
        return duplicateOf == null ? id : duplicateOf;
    }

    /** Returns whether a target is the target of this row. */
    boolean isOf(long target) {
        return id == target || (duplicateOf != null && duplicateOf == target);
    }

    MemoryRow with(TargetRecord other) {
        return new MemoryRow(
                id,
                line,
                account,
                problem,
                problemColumn,
                duplicateOf,
                subjectHash,
                subject,
                personHash,
                person,
                other);
    }

    MemoryRow with(TargetState state) {
        return with(Records.with(record, progress().withState(state)));
    }

    MemoryRow duplicateOf(@Nullable Long other) {
        return new MemoryRow(
                id, line, account, problem, problemColumn, other, subjectHash, subject, personHash, person, record);
    }

    MemoryRow with(@Nullable ProblemCode other, @Nullable Integer column) {
        return new MemoryRow(
                id, line, account, other, column, duplicateOf, subjectHash, subject, personHash, person, record);
    }

    MemoryRow withoutIds() {
        return new MemoryRow(
                id, line, account, problem, problemColumn, duplicateOf, subjectHash, null, personHash, null, record);
    }

    MemoryRow withoutPerson(boolean keepSubject) {
        return new MemoryRow(
                id,
                line,
                account,
                problem,
                problemColumn,
                duplicateOf,
                keepSubject ? subjectHash : null,
                keepSubject ? subject : null,
                null,
                null,
                record);
    }
}
