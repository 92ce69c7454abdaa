package io.efface.erasure.internal.run;

import io.efface.ErrorKind;
import io.efface.FaceException;
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
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Reads one settled target of one account back. Thread-safe. */
final class VerifyStep implements AccountWorker.Step {
    private final JobContext jobContext;
    private final JobAccount account;
    private final AccountRepository repository;
    private final VerifyOptions options;
    private final Clock clock;
    private final Sealer sealer;
    private final WorkerPool pool;
    private final JobCipher cipher;

    VerifyStep(
            JobContext jobContext,
            JobAccount account,
            AccountRepository repository,
            VerifyOptions options,
            Clock clock,
            Sealer sealer,
            WorkerPool pool) {
        this.jobContext = jobContext;
        this.account = account;
        this.repository = repository;
        this.options = options;
        this.clock = clock;
        this.sealer = sealer;
        this.pool = pool;
        this.cipher = jobContext.keys().cipher();
    }

    @Override
    public void process(Permit permit) {
        if (repository.capabilities().readBack() == ReadBack.NONE) {
            unreadable(permit);
            return;
        }
        Instant at = clock.instant();
        LayerCall call = LayerCall.plain()
                .withDeadline(permit.until(at.plus(options.callTimeout())))
                .withCancellation(pool.signals().cancellation())
                .withMoreDetachedFaces(permit.target().detached(cipher));
        Optional<Person> person;
        try {
            person = repository.findPerson(permit.target().person(cipher), call).person();
        } catch (FaceException e) {
            failed(permit, e);
            return;
        } catch (ErasureException e) {
            throw e;
        } catch (RuntimeException e) {
            unreadable(permit);
            return;
        }
        judge(permit, person, at);
    }

    private void failed(Permit permit, FaceException error) {
        if (error.kind() == ErrorKind.RATE_LIMITED) {
            pool.progress.throttled.increment();
        }
        FailureDisposition disposition = FailureDisposition.ofRead(error);
        if (disposition.mayBeAccounts(error) && permit.isRefusedWithAccount()) {
            disposition = FailureDisposition.ACCOUNT;
        }
        switch (disposition) {
            case NOT_SENT -> permit.returned(permit.target());
            case ACCOUNT -> permit.refused(permit.target(), error);
            case TARGET, CONFLICT, OPEN -> unreadable(permit);
        }
    }

    private void unreadable(Permit permit) {
        pool.progress.unknown.increment();
        pool.progress.done.increment();
        permit.settled();
    }

    private void judge(Permit permit, Optional<Person> person, Instant at) {
        Target target = permit.target();
        boolean faces = target.operation() == Operation.DELETE_FACES;
        List<OpenFace> there = faces && person.isPresent()
                ? target.faces().stream()
                        .filter(face -> person.get().faces().contains(face.id(cipher)))
                        .toList()
                : List.of();
        boolean found = faces ? !there.isEmpty() : person.isPresent();
        if (found && target.looks() + 1 < options.looks()) {
            // A vendor may show for a while what it has deleted.
            Instant next = clock.instant().plus(options.firstWait().multipliedBy(1L << target.looks()));
            permit.postponed(target.found().after(next));
        } else {
            write(permit, new StoreReadBack(jobContext.job(), account, target, at, found, there));
        }
    }

    private void write(Permit permit, StoreReadBack finding) {
        CompletableFuture<Boolean> unused = jobContext
                .ledger()
                .writer()
                .submit(finding)
                .whenComplete((written, error) -> {
                    if (error != null) {
                        pool.fail(error);
                        permit.dropped();
                    } else {
                        written(permit, finding, written);
                    }
                });
    }

    private void written(Permit permit, StoreReadBack finding, boolean written) {
        try {
            if (written) {
                sealer.added();
                pool.progress.done.increment();
                (finding.found() ? pool.progress.failed : pool.progress.deleted).increment();
                permit.settled();
            } else {
                permit.dropped();
            }
        } catch (RuntimeException | Error e) {
            pool.fail(e);
            permit.dropped();
        }
    }
}
