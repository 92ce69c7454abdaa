package io.efface.erasure.internal.run;

import io.efface.Operation;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Change;
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
 * Writes what a verification found of a settled target, if it still is what it was when it was read from the ledger.
 *
 * @param account its account
 * @param at when the vendor was asked
 * @param found whether the person, or a face of the target, is still there
 * @param there the faces that are; empty for a whole person
 */
public record StoreReadBack(Job job, JobAccount account, Target target, Instant at, boolean found, List<OpenFace> there)
        implements Change<Boolean> {
    @Override
    public Boolean apply(Transaction tx) {
        Targets targets = tx.targets(job.number());
        TargetRecord record = targets.find(target.id()).orElse(null);
        if (record == null || record.state() != TargetState.DONE || record.attempt() != target.attempt()) {
            return false;
        }
        boolean sent = record.attempt() > 0;
        Set<String> hashes = there.stream().map(OpenFace::hash).collect(Collectors.toCollection(LinkedHashSet::new));
        TargetEvent.ReadBack read = new TargetEvent.ReadBack(
                target.id(), at, account.name(), found, sent || !found, hashes.isEmpty() ? null : hashes);
        tx.events(job.number())
                .add(read.event()
                        .with("library", account.library().orElse(null))
                        .with("person", target.hash()));
        TargetEvent last = read;
        if (found) {
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
