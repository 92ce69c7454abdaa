package io.efface.erasure.internal.run;

import io.efface.Operation;
import io.efface.erasure.TargetState;
import io.efface.erasure.internal.ledger.Change;
import io.efface.erasure.internal.ledger.Faces;
import io.efface.erasure.internal.ledger.Targets;
import io.efface.erasure.internal.ledger.Transaction;
import io.efface.erasure.internal.ledger.record.Event;
import io.efface.erasure.internal.ledger.record.EventType;
import io.efface.erasure.internal.ledger.record.FaceRecord;
import io.efface.erasure.internal.ledger.record.Job;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.internal.ledger.record.OpenFace;
import io.efface.erasure.internal.ledger.record.Target;
import io.efface.erasure.internal.ledger.record.TargetRecord;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
        tx.events(job.number())
                .add(Event.of(EventType.READ_BACK, at, target.id())
                        .with("account", account.name())
                        .with("library", account.library().orElse(null))
                        .with("person", target.hash())
                        .with("found", found)
                        .with("faces", hashes())
                        .with("maybeByEarlierAttempt", found ? remark() : null));
        targets.store(target.id(), found ? record.found(at) : record.notFound(at));
        storeFaces(tx.faces(job.number()));
        if (found) {
            // It was not deleted after all, or came back: whatever deletes it next did not find it absent from the
            // beginning.
            tx.events(job.number())
                    .add(Event.of(EventType.REOPENED, at, target.id())
                            .with("state", TargetState.PRESENT)
                            .with("maybeByEarlierAttempt", remark()));
        }
        return true;
    }

    private @Nullable List<String> hashes() {
        return there.isEmpty() ? null : there.stream().map(OpenFace::hash).toList();
    }

    /** Returns false where no attempt was ever made, or null: events of older versions never have it. */
    private @Nullable Boolean remark() {
        return target.attempt() == 0 ? false : null;
    }

    private void storeFaces(Faces faces) {
        if (target.operation() != Operation.DELETE_FACES) {
            return;
        }
        Set<List<Long>> present = there.stream()
                .map(face -> List.of(face.row(), (long) face.number()))
                .collect(Collectors.toSet());
        for (Faces.StoredFace face : faces.of(target.id())) {
            boolean isPresent = present.contains(List.of(face.row(), (long) face.number()));
            if (isPresent || !found) {
                FaceRecord record = face.record();
                faces.store(
                        face.row(),
                        face.number(),
                        isPresent ? record.found(target.attempt() > 0) : record.notFound(at));
            }
        }
    }
}
