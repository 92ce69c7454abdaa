package io.efface.erasure.internal.run;

import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.Person;
import io.efface.ReadBack;
import io.efface.erasure.ErasureException;
import io.efface.erasure.VerifyOptions;
import io.efface.erasure.internal.ledger.record.JobAccount;
import io.efface.erasure.internal.ledger.record.OpenFace;
import io.efface.erasure.internal.ledger.record.Target;
import io.efface.erasure.internal.receipts.Sealer;
import io.efface.erasure.keys.JobCipher;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads erased targets of one account, to check that they are absent. Thread-safe. */
final class VerifyStep implements AccountWorker.Step {
    private final JobContext jobContext;
    private final JobAccount account;
    private final AccountRepository repository;
    private final VerifyOptions options;
    private final Sealer sealer;
    private final WorkerPool pool;

    VerifyStep(
            JobContext jobContext,
            JobAccount account,
            AccountRepository repository,
            VerifyOptions options,
            Sealer sealer,
            WorkerPool pool) {
        this.jobContext = jobContext;
        this.account = account;
        this.repository = repository;
        this.options = options;
        this.sealer = sealer;
        this.pool = pool;
    }

    @Override
    public void process(Permit permit) {
        if (repository.capabilities().readBack() == ReadBack.NONE) {
            leaveUnread(permit);
            return;
        }
        JobCipher cipher = jobContext.keys().cipher();
        Target target = permit.target();
        Instant at = pool.now();
        LayerCall call = LayerCall.plain()
                .withDeadline(permit.until(at.plus(options.callTimeout())))
                .withCancellation(pool.signals().cancellation())
                .withBeforeRequest((operation, detaching) -> jobContext.requireSameAccount(account, operation))
                .withMoreDetachedFaces(jobContext.detachedFaces(account, target))
                // At some vendors a face can exist without a person. Only a read that has the id of such a face finds
                // it.
                .withMoreDetachedFaces(target.faceIds(cipher));
        Optional<Person> person;
        try {
            person = repository.findPerson(target.person(cipher), call).person();
        } catch (FaceException e) {
            failed(permit, e);
            return;
        } catch (ErasureException e) {
            throw e;
        } catch (RuntimeException e) {
            leaveUnread(permit);
            return;
        }
        Set<FaceId> others = jobContext.facesDetachedByOthers(account, target);
        if (call.detachedFaces().containsAll(others)) {
            evaluate(permit, person, at);
        } else {
            // Another job detached faces of the person during the read, so the read could not find these faces.
            permit.postponed(target);
        }
    }

    private void failed(Permit permit, FaceException error) {
        pool.progress.error(error.kind());
        FailureDisposition disposition = FailureDisposition.ofRead(error);
        if (disposition.mayConcernAccount(error) && permit.countAmbiguous()) {
            disposition = FailureDisposition.ACCOUNT;
        }
        switch (disposition) {
            case NOT_SENT -> permit.returned(permit.target());
            case ACCOUNT -> permit.rejected(permit.target(), error);
            case TARGET, CONFLICT, OPEN -> {
                if (disposition.isLocalRejection(error)) {
                    leaveUnread(permit);
                } else {
                    leaveUnknown(permit);
                }
            }
        }
    }

    /** Finishes a target about which the vendor did not respond. */
    private void leaveUnread(Permit permit) {
        permit.withoutResponse();
        leaveUnknown(permit);
    }

    /** Finishes a target that could not be read. */
    private void leaveUnknown(Permit permit) {
        pool.progress.unknown.increment();
        pool.progress.done.increment();
        permit.completed();
    }

    private void evaluate(Permit permit, Optional<Person> person, Instant at) {
        Target target = permit.target();
        boolean isFaces = target.operation() == Operation.DELETE_FACES;
        List<OpenFace> present = isFaces && person.isPresent()
                ? target.faces().stream()
                        .filter(face -> person.get()
                                .faces()
                                .contains(face.id(jobContext.keys().cipher())))
                        .toList()
                : List.of();
        boolean isFound = isFaces ? !present.isEmpty() : person.isPresent();
        if (isFound && target.looks() + 1 < options.looks()) {
            // For a while after a deletion, the vendor's reads may still return the person or the face.
            Instant next = pool.now().plus(options.firstWait().multipliedBy(1L << target.looks()));
            permit.postponed(target.found().after(next));
        } else {
            StoreReadBack change = new StoreReadBack(jobContext.job(), account, target, at, isFound, present);
            pool.submit(permit, change, isStored -> committed(permit, isFound, isStored));
        }
    }

    private void committed(Permit permit, boolean isFound, boolean isStored) {
        if (isStored) {
            sealer.countEvent();
            pool.progress.done.increment();
            (isFound ? pool.progress.failed : pool.progress.deleted).increment();
            permit.completed();
        } else {
            permit.dropped();
        }
    }
}
