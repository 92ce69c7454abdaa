package io.efface.erasure.internal.run;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.Person;
import io.efface.ReadBack;
import io.efface.erasure.ErasureException;
import io.efface.erasure.VerifyOptions;
import io.efface.erasure.internal.ledger.JobAccount;
import io.efface.erasure.internal.ledger.OpenFace;
import io.efface.erasure.internal.ledger.Work;
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
final class VerifyStep implements Lane.Step {
    private final JobDesk desk;
    private final JobAccount account;
    private final AccountRepository repository;
    private final VerifyOptions options;
    private final Clock clock;
    private final Sealer sealer;
    private final Crew crew;
    private final JobCipher cipher;

    VerifyStep(
            JobDesk desk,
            JobAccount account,
            AccountRepository repository,
            VerifyOptions options,
            Clock clock,
            Sealer sealer,
            Crew crew) {
        this.desk = desk;
        this.account = account;
        this.repository = repository;
        this.options = options;
        this.clock = clock;
        this.sealer = sealer;
        this.crew = crew;
        this.cipher = desk.keys().cipher();
    }

    @Override
    public void take(Ticket ticket) {
        if (repository.capabilities().readBack() == ReadBack.NONE) {
            unreadable(ticket);
            return;
        }
        Instant at = clock.instant();
        LayerCall call = LayerCall.plain()
                .withDeadline(ticket.until(at.plus(options.callTimeout())))
                .withCancellation(crew.signals().cancellation())
                .withMoreDetachedFaces(ticket.work().detached(cipher));
        Optional<Person> person;
        try {
            person = repository.findPerson(ticket.work().person(cipher), call).person();
        } catch (FaceException e) {
            failed(ticket, e);
            return;
        } catch (ErasureException e) {
            throw e;
        } catch (RuntimeException e) {
            unreadable(ticket);
            return;
        }
        judge(ticket, person, at);
    }

    private void failed(Ticket ticket, FaceException error) {
        if (error.kind() == ErrorKind.RATE_LIMITED) {
            crew.progress.throttled.increment();
        }
        Fate fate = Fate.ofRead(error);
        if (fate.mayBeAccounts(error) && ticket.isRefusedWithAccount()) {
            fate = Fate.ACCOUNT;
        }
        switch (fate) {
            case NOT_SENT -> ticket.returned(ticket.work());
            case ACCOUNT -> ticket.refused(ticket.work(), error);
            case TARGET, CONFLICT, OPEN -> unreadable(ticket);
        }
    }

    private void unreadable(Ticket ticket) {
        crew.progress.unknown.increment();
        crew.progress.done.increment();
        ticket.settled(true);
    }

    private void judge(Ticket ticket, Optional<Person> person, Instant at) {
        Work work = ticket.work();
        boolean faces = work.operation() == Operation.DELETE_FACES;
        List<OpenFace> there = faces && person.isPresent()
                ? work.faces().stream()
                        .filter(face -> person.get().faces().contains(face.id(cipher)))
                        .toList()
                : List.of();
        boolean found = faces ? !there.isEmpty() : person.isPresent();
        if (found && work.looks() + 1 < options.looks()) {
            // A vendor may show for a while what it has deleted.
            Instant next = clock.instant().plus(options.firstWait().multipliedBy(1L << work.looks()));
            ticket.postponed(work.found().after(next));
        } else {
            write(ticket, new Finding(desk.job(), account, work, at, found, there));
        }
    }

    private void write(Ticket ticket, Finding finding) {
        CompletableFuture<Boolean> unused = desk.ledger()
                .writer()
                .submit(finding)
                .whenComplete((written, error) -> {
                    if (error != null) {
                        crew.fail(error);
                        ticket.dropped();
                    } else {
                        written(ticket, finding, written);
                    }
                });
    }

    private void written(Ticket ticket, Finding finding, boolean written) {
        try {
            if (written) {
                sealer.added();
                crew.progress.done.increment();
                (finding.found() ? crew.progress.failed : crew.progress.deleted).increment();
                ticket.settled(true);
            } else {
                ticket.dropped();
            }
        } catch (RuntimeException | Error e) {
            crew.fail(e);
            ticket.dropped();
        }
    }
}
