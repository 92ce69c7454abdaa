package io.efface.erasure.internal.run;

import io.efface.Operation;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Change;
import io.efface.erasure.internal.ledger.RecordedDatabase;
import io.efface.erasure.internal.ledger.Targets;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.internal.ledger.record.OpenFace;
import io.efface.erasure.internal.ledger.record.Target;
import io.efface.erasure.internal.ledger.record.TargetEvent;
import io.efface.erasure.internal.ledger.record.TargetRecord;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Stores the result of a verification's read. Stores nothing if the target has changed since it was read from the ledger.
 *
 * @param account the account of the target
 * @param at the time of the read at the vendor
 * @param isFound whether the read found the person or a face of the target
 * @param present the faces that the read found; empty for a whole person
 */
public record StoreReadBack(
        Job job, JobAccount account, Target target, Instant at, boolean isFound, List<OpenFace> present)
        implements Change<Boolean> {
    @Override
    public Boolean apply(Transaction tx) {
        Targets targets = tx.targets(job.number());
        TargetRecord record = targets.find(target.id()).orElse(null);
        if (record == null || record.state() != TargetState.DONE || record.attempt() != target.attempt()) {
            return false;
        }
        // If the ledger may have lost attempts, a request may have been sent.
        boolean sent = record.attempt() > 0
                || RecordedDatabase.replacedAt(tx.events(job.number())).isPresent();
        Set<String> hashes = present.stream().map(OpenFace::hash).collect(Collectors.toCollection(LinkedHashSet::new));
        TargetEvent.ReadBack read = new TargetEvent.ReadBack(
                target.id(), at, account.name(), isFound, sent || !isFound, hashes.isEmpty() ? null : hashes);
        tx.events(job.number())
                .add(read.event()
                        .with("library", account.library().orElse(null))
                        .with("person", target.hash()));
        TargetEvent last = read;
        if (isFound) {
            last = new TargetEvent.Reopened(target.id(), at, TargetState.PRESENT, sent);
            tx.events(job.number()).add(last.event());
        }
        targets.store(target.id(), record.after(last));
        if (target.operation() == Operation.DELETE_FACES) {
            tx.faces(job.number()).apply(read);
        }
        return true;
    }
}
