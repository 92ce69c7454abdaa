package io.efface.erasure.internal.run;

import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.FaceResult;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.Origin;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.ReadBack;
import io.efface.RetryAdvice;
import io.efface.erasure.internal.ledger.Claim;
import io.efface.erasure.internal.ledger.OpenFace;
import io.efface.erasure.internal.ledger.Work;
import io.efface.erasure.keys.JobCipher;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Erases one target of one account: reads it back first if its fate is in doubt, deletes, and hands the outcome over. Thread-safe. */
final class EraseStep implements Lane.Step {
    private final AccountRepository repository;
    private final JobCipher cipher;
    private final Outbox outbox;
    private final int mostFaces;

    /**
     * Makes a step.
     *
     * @param bare whether the repository has no layers, so that one call takes no more faces than one request
     */
    EraseStep(AccountRepository repository, JobCipher cipher, Outbox outbox, boolean bare) {
        this.repository = repository;
        this.cipher = cipher;
        this.outbox = outbox;
        this.mostFaces = bare ? repository.capabilities().facesPerCall() : Integer.MAX_VALUE;
    }

    /** One target under way. */
    private record Turn(Ticket ticket, Work work, PersonId person, Gate gate, LayerCall call) {}

    /** What a read before a deletion showed. */
    private record Look(
            @Nullable Person found, Instant at, @Nullable FaceException error) {}

    @Override
    public void take(Ticket ticket) {
        Turn turn = turn(ticket, atMost(ticket.work()));
        if (turn.work().isDoubtful()) {
            readFirst(turn);
        } else if (ticket.isProbe() && repository.capabilities().readBack() != ReadBack.NONE) {
            Look look = look(turn);
            FaceException error = look.error();
            if (error == null) {
                ticket.recovered();
                delete(turn, List.of(), true);
            } else {
                givenUp(turn, error, Fate.ACCOUNT);
            }
        } else {
            delete(turn, List.of(), true);
        }
    }

    /** Takes what fits into one request; the rest comes when that is answered. */
    private Work atMost(Work work) {
        return work.faces().size() <= mostFaces ? work : work.with(work.faces().subList(0, mostFaces));
    }

    private Turn turn(Ticket ticket, Work work) {
        Instant until = ticket.until(outbox.until());
        Gate gate = outbox.gate(work, until, cipher);
        LayerCall call = outbox.call(until).withBeforeRequest(gate).withMoreDetachedFaces(work.detached(cipher));
        return new Turn(ticket, work, work.person(cipher), gate, call);
    }

    private void readFirst(Turn turn) {
        Look look = look(turn);
        FaceException error = look.error();
        if (error == null) {
            turn.ticket().recovered();
            outbox.readBack(turn.work(), look.at(), look.found() != null);
            goOn(turn, look.found(), look.at());
        } else if (turn.gate().refusal() != null || Fate.ofRead(error).isAccounts()) {
            givenUp(turn, error, Fate.ofRead(error));
        } else {
            delete(turn, List.of(), false);
        }
    }

    private void goOn(Turn turn, @Nullable Person found, Instant at) {
        Work work = turn.work();
        if (work.operation() != Operation.DELETE_FACES) {
            if (found != null) {
                delete(turn, List.of(), true);
            } else {
                outbox.settle(turn.ticket(), work, null, Verdict.absentAt(at));
            }
            return;
        }
        List<OpenFace> left = new ArrayList<>();
        List<FaceVerdict> gone = new ArrayList<>();
        for (OpenFace face : work.faces()) {
            boolean there = found != null && found.faces().contains(face.id(cipher));
            if (there) {
                left.add(face);
            } else {
                gone.add(FaceVerdict.absentAt(face, at));
            }
        }
        if (left.isEmpty()) {
            outbox.settle(turn.ticket(), work, null, Verdict.ofFaces(gone, null, null, true));
        } else {
            Turn rest = turn(turn.ticket(), work.with(left));
            delete(rest, gone, true);
        }
    }

    private Look look(Turn turn) {
        return look(turn, turn.call());
    }

    private Look look(Turn turn, LayerCall call) {
        Instant at = outbox.now();
        try {
            FindPersonResult read = repository.findPerson(turn.person(), call);
            return new Look(read.person().orElse(null), read.readAt(), null);
        } catch (FaceException e) {
            return new Look(null, at, e);
        } catch (RuntimeException e) {
            return new Look(null, at, broken(Operation.FIND_PERSON));
        }
    }

    /**
     * Deletes.
     *
     * @param gone faces that a read has just settled
     * @param settled whether it is clear that what is asked for is still there, as far as it ever was
     */
    private void delete(Turn turn, List<FaceVerdict> gone, boolean settled) {
        if (turn.work().operation() == Operation.DELETE_FACES) {
            deleteFaces(turn, gone, settled);
        } else {
            deletePerson(turn, settled);
        }
    }

    private void deletePerson(Turn turn, boolean settled) {
        Verdict verdict;
        FaceException error = null;
        Fate fate = Fate.TARGET;
        try {
            DeletePersonResult result =
                    answer(turn, Operation.DELETE_PERSON, () -> repository.deletePerson(turn.person(), turn.call()));
            verdict = judge(turn, result);
        } catch (FaceException e) {
            error = e;
            fate = fate(turn, e);
            verdict = Verdict.of(e, fate, turn.work(), settled);
        }
        conclude(turn, verdict, error, fate);
    }

    /** Judges a deletion that the vendor reports as a success; of a person it kept in spite of its OK, only a read proves the absence. */
    private Verdict judge(Turn turn, DeletePersonResult result) {
        if (!turn.work().refuted() || result.evidence() == Evidence.VERIFIED_ABSENT) {
            return Verdict.of(result);
        }
        Look look = look(turn, turn.call().withMoreDetachedFaces(result.trace().detachedFaces()));
        boolean absent = look.error() == null && look.found() == null;
        return absent
                ? Verdict.of(result.verifiedAbsent(look.at()))
                : Verdict.of(result).unproven();
    }

    /** Reads faces again that the vendor reports as gone, and that it kept before in spite of its OK. */
    private DeleteFacesResult readAgain(Turn turn, Map<FaceId, OpenFace> faces, DeleteFacesResult result) {
        Set<FaceId> unproven = new HashSet<>();
        result.faces().forEach((id, each) -> {
            OpenFace face = faces.get(id);
            boolean isProven = each.evidence() == Evidence.VERIFIED_ABSENT;
            if (face != null && face.refuted() && each.outcome().isGone() && !isProven) {
                unproven.add(id);
            }
        });
        LayerCall call = turn.call().withMoreDetachedFaces(result.trace().detachedFaces());
        Look look = unproven.isEmpty() ? null : look(turn, call);
        if (look == null || look.error() != null) {
            return result;
        }
        Person person = look.found();
        Set<FaceId> found = person == null ? Set.of() : person.faces();
        FaceException stillPresent = FaceException.of(Operation.DELETE_FACES, ErrorKind.STILL_PRESENT)
                .origin(Origin.VENDOR)
                .effect(Effect.NONE)
                .advice(RetryAdvice.BACKOFF)
                .attempts(result.trace().attempts())
                .build();
        Map<FaceId, FaceResult> read = new LinkedHashMap<>(result.faces());
        unproven.forEach(id -> read.computeIfPresent(
                id,
                (same, each) ->
                        found.contains(id) ? each.verifiedPresent(stillPresent) : each.verifiedAbsent(look.at())));
        return new DeleteFacesResult(turn.person(), read, result.personDeleted(), result.trace());
    }

    private void deleteFaces(Turn turn, List<FaceVerdict> gone, boolean settled) {
        Map<FaceId, OpenFace> faces = new LinkedHashMap<>();
        turn.work().faces().forEach(face -> faces.put(face.id(cipher), face));
        List<FaceVerdict> told = new ArrayList<>(gone);
        Verdict verdict;
        FaceException error = null;
        Fate fate = Fate.TARGET;
        try {
            DeleteFacesResult result = readAgain(
                    turn,
                    faces,
                    answer(
                            turn,
                            Operation.DELETE_FACES,
                            () -> repository.deleteFaces(turn.person(), faces.keySet(), turn.call())));
            faces.forEach((id, face) -> told.add(
                    FaceVerdict.of(face, result.faces().getOrDefault(id, FaceResult.unknown()), settled, false)));
            List<String> requests = result.trace().requestIds();
            FaceException first = result.facesWith(FaceOutcome.FAILED).stream()
                    .map(id -> result.faces().get(id))
                    .map(face -> face == null ? null : face.error())
                    .findFirst()
                    .orElse(null);
            boolean answered = result.trace().attempts() <= 1
                    && result.facesWith(FaceOutcome.UNKNOWN).isEmpty();
            verdict = Verdict.ofFaces(
                    told, requests.isEmpty() ? null : requests.get(requests.size() - 1), first, answered);
        } catch (FaceException e) {
            error = e;
            fate = fate(turn, e);
            FaceResult otherwise = fate == Fate.OPEN ? FaceResult.unknown() : FaceResult.failed(e);
            Map<FaceId, FaceResult> soFar =
                    e.facesSoFar().map(DeleteFacesResult::faces).orElse(Map.of());
            if (!fate.isAccounts()) {
                boolean alone = fate == Fate.TARGET;
                faces.forEach((id, face) -> {
                    FaceVerdict each = FaceVerdict.of(face, soFar.getOrDefault(id, otherwise), settled, alone);
                    boolean found = e.kind() == ErrorKind.STILL_PRESENT && each.outcome() == FaceOutcome.UNKNOWN;
                    told.add(found ? each.unproven() : each);
                });
            }
            verdict = Verdict.ofFaces(e, fate, told);
        }
        conclude(turn, verdict, error, fate);
    }

    private static Fate fate(Turn turn, FaceException error) {
        Fate own = Fate.of(error);
        boolean doubted = own.mayBeAccounts(error);
        boolean suspected = (doubted || own == Fate.ACCOUNT) && error.origin() == Origin.VENDOR;
        if (suspected && turn.ticket().isRefusedAlone()) {
            return own == Fate.CONFLICT ? own : Fate.TARGET;
        }
        if (doubted) {
            turn.ticket().suspected();
        }
        return doubted ? Fate.ACCOUNT : own;
    }

    private <T> T answer(Turn turn, Operation operation, Supplier<T> call) {
        try {
            return call.get();
        } catch (FaceException e) {
            throw e;
        } catch (RuntimeException e) {
            throw broken(operation);
        } finally {
            if (turn.gate().claim() != null) {
                outbox.answered();
            }
        }
    }

    private static FaceException broken(Operation operation) {
        return FaceException.of(operation, ErrorKind.INTERNAL)
                .effect(Effect.UNKNOWN)
                .attempts(1)
                .detail("the repository broke its contract")
                .build();
    }

    private void conclude(Turn turn, Verdict verdict, @Nullable FaceException error, Fate fate) {
        Claim claim = turn.gate().claim();
        if (claim == null && error != null && (fate.isAccounts() || turn.gate().refusal() != null)) {
            givenUp(turn, error, fate);
        } else {
            boolean refused = error != null && (fate == Fate.ACCOUNT || fate.mayBeCommon(error));
            outbox.settle(turn.ticket(), turn.work(), claim, verdict, refused ? error : null);
        }
    }

    /** Gives a target back that was not claimed. */
    private void givenUp(Turn turn, FaceException error, Fate fate) {
        outbox.throttled(error.kind());
        Gate.Refusal held = turn.gate().refusal();
        if (held == Gate.Refusal.NOT_TO_BE_TAKEN) {
            turn.ticket().dropped();
        } else if (held != null || fate == Fate.NOT_SENT) {
            turn.ticket().returned(turn.ticket().work());
        } else {
            turn.ticket().refused(turn.ticket().work(), error);
        }
    }
}
