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
import io.efface.erasure.internal.ledger.record.Claim;
import io.efface.erasure.internal.ledger.record.OpenFace;
import io.efface.erasure.internal.ledger.record.Target;
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

/** Erases one target of one account: reads it back first if its disposition is in doubt, deletes, and hands the outcome over. Thread-safe. */
final class EraseStep implements AccountWorker.Step {
    private final AccountRepository repository;
    private final JobCipher cipher;
    private final OutcomeRecorder recorder;
    private final int mostFaces;

    /**
     * Makes a step.
     *
     * @param bare whether the repository has no layers, so that one call takes no more faces than one request
     */
    EraseStep(AccountRepository repository, JobCipher cipher, OutcomeRecorder recorder, boolean bare) {
        this.repository = repository;
        this.cipher = cipher;
        this.recorder = recorder;
        this.mostFaces = bare ? repository.capabilities().facesPerCall() : Integer.MAX_VALUE;
    }

    /** One target under way. */
    private record Task(Permit permit, Target target, PersonId person, ClaimGuard guard, LayerCall call) {}

    /** What a read before a deletion showed. */
    private record Reading(
            @Nullable Person found, Instant at, @Nullable FaceException error) {}

    @Override
    public void process(Permit permit) {
        Task task = task(permit, atMost(permit.target()));
        if (task.target().isDoubtful()) {
            readFirst(task);
        } else if (permit.isProbe() && repository.capabilities().readBack() != ReadBack.NONE) {
            Reading reading = read(task);
            FaceException error = reading.error();
            if (error == null) {
                permit.recovered();
                delete(task, List.of(), true);
            } else {
                givenUp(task, error, FailureDisposition.ACCOUNT);
            }
        } else {
            delete(task, List.of(), true);
        }
    }

    /** Takes what fits into one request; the rest comes when that is answered. */
    private Target atMost(Target target) {
        return target.faces().size() <= mostFaces
                ? target
                : target.with(target.faces().subList(0, mostFaces));
    }

    private Task task(Permit permit, Target target) {
        Instant until = permit.until(recorder.until());
        ClaimGuard guard = recorder.guard(target, until, cipher);
        LayerCall call = recorder.call(until).withBeforeRequest(guard).withMoreDetachedFaces(target.detached(cipher));
        return new Task(permit, target, target.person(cipher), guard, call);
    }

    private void readFirst(Task task) {
        Reading reading = read(task);
        FaceException error = reading.error();
        if (error == null) {
            task.permit().recovered();
            recorder.readBack(task.target(), reading.at(), reading.found() != null);
            goOn(task, reading.found(), reading.at());
        } else if (task.guard().refusal() != null
                || FailureDisposition.ofRead(error).isAccounts()) {
            givenUp(task, error, FailureDisposition.ofRead(error));
        } else {
            delete(task, List.of(), false);
        }
    }

    private void goOn(Task task, @Nullable Person found, Instant at) {
        Target target = task.target();
        if (target.operation() != Operation.DELETE_FACES) {
            if (found != null) {
                delete(task, List.of(), true);
            } else {
                recorder.settle(task.permit(), target, null, AttemptOutcome.absentAt(at));
            }
            return;
        }
        List<OpenFace> left = new ArrayList<>();
        List<FaceAttemptOutcome> gone = new ArrayList<>();
        for (OpenFace face : target.faces()) {
            boolean there = found != null && found.faces().contains(face.id(cipher));
            if (there) {
                left.add(face);
            } else {
                gone.add(FaceAttemptOutcome.absentAt(face, at));
            }
        }
        if (left.isEmpty()) {
            recorder.settle(task.permit(), target, null, AttemptOutcome.ofFaces(gone, null, null, true));
        } else {
            Task rest = task(task.permit(), target.with(left));
            delete(rest, gone, true);
        }
    }

    private Reading read(Task task) {
        return read(task, task.call());
    }

    private Reading read(Task task, LayerCall call) {
        Instant at = recorder.now();
        try {
            FindPersonResult result = repository.findPerson(task.person(), call);
            return new Reading(result.person().orElse(null), result.readAt(), null);
        } catch (FaceException e) {
            return new Reading(null, at, e);
        } catch (RuntimeException e) {
            return new Reading(null, at, broken(Operation.FIND_PERSON));
        }
    }

    /**
     * Deletes.
     *
     * @param gone faces that a read has just settled
     * @param settled whether it is clear that what is asked for is still there, as far as it ever was
     */
    private void delete(Task task, List<FaceAttemptOutcome> gone, boolean settled) {
        if (task.target().operation() == Operation.DELETE_FACES) {
            deleteFaces(task, gone, settled);
        } else {
            deletePerson(task, settled);
        }
    }

    private void deletePerson(Task task, boolean settled) {
        AttemptOutcome attemptOutcome;
        FaceException error = null;
        FailureDisposition disposition = FailureDisposition.TARGET;
        try {
            DeletePersonResult result =
                    answer(task, Operation.DELETE_PERSON, () -> repository.deletePerson(task.person(), task.call()));
            attemptOutcome = judge(task, result);
        } catch (FaceException e) {
            error = e;
            disposition = disposition(task, e);
            attemptOutcome = AttemptOutcome.of(e, disposition, task.target(), settled);
        }
        conclude(task, attemptOutcome, error, disposition);
    }

    /** Judges a deletion that the vendor reports as a success; of a person it kept in spite of its OK, only a read proves the absence. */
    private AttemptOutcome judge(Task task, DeletePersonResult result) {
        if (!task.target().refuted() || result.evidence() == Evidence.VERIFIED_ABSENT) {
            return AttemptOutcome.of(result);
        }
        Reading reading =
                read(task, task.call().withMoreDetachedFaces(result.trace().detachedFaces()));
        boolean absent = reading.error() == null && reading.found() == null;
        return absent
                ? AttemptOutcome.of(result.verifiedAbsent(reading.at()))
                : AttemptOutcome.of(result).unproven();
    }

    /** Reads faces again that the vendor reports as gone, and that it kept before in spite of its OK. */
    private DeleteFacesResult readAgain(Task task, Map<FaceId, OpenFace> faces, DeleteFacesResult result) {
        Set<FaceId> unproven = new HashSet<>();
        result.faces().forEach((id, each) -> {
            OpenFace face = faces.get(id);
            boolean isProven = each.evidence() == Evidence.VERIFIED_ABSENT;
            if (face != null && face.refuted() && each.outcome().isGone() && !isProven) {
                unproven.add(id);
            }
        });
        LayerCall call = task.call().withMoreDetachedFaces(result.trace().detachedFaces());
        Reading reading = unproven.isEmpty() ? null : read(task, call);
        if (reading == null || reading.error() != null) {
            return result;
        }
        Person person = reading.found();
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
                        found.contains(id) ? each.verifiedPresent(stillPresent) : each.verifiedAbsent(reading.at())));
        return new DeleteFacesResult(task.person(), read, result.personDeleted(), result.trace());
    }

    private void deleteFaces(Task task, List<FaceAttemptOutcome> gone, boolean settled) {
        Map<FaceId, OpenFace> faces = new LinkedHashMap<>();
        task.target().faces().forEach(face -> faces.put(face.id(cipher), face));
        List<FaceAttemptOutcome> results = new ArrayList<>(gone);
        AttemptOutcome attemptOutcome;
        FaceException error = null;
        FailureDisposition disposition = FailureDisposition.TARGET;
        try {
            DeleteFacesResult result = readAgain(
                    task,
                    faces,
                    answer(
                            task,
                            Operation.DELETE_FACES,
                            () -> repository.deleteFaces(task.person(), faces.keySet(), task.call())));
            faces.forEach((id, face) -> results.add(FaceAttemptOutcome.of(
                    face, result.faces().getOrDefault(id, FaceResult.unknown()), settled, false)));
            List<String> requests = result.trace().requestIds();
            FaceException first = result.facesWith(FaceOutcome.FAILED).stream()
                    .map(id -> result.faces().get(id))
                    .map(face -> face == null ? null : face.error())
                    .findFirst()
                    .orElse(null);
            boolean answered = result.trace().attempts() <= 1
                    && result.facesWith(FaceOutcome.UNKNOWN).isEmpty();
            attemptOutcome = AttemptOutcome.ofFaces(
                    results, requests.isEmpty() ? null : requests.get(requests.size() - 1), first, answered);
        } catch (FaceException e) {
            error = e;
            disposition = disposition(task, e);
            FaceResult otherwise = disposition == FailureDisposition.OPEN ? FaceResult.unknown() : FaceResult.failed(e);
            Map<FaceId, FaceResult> soFar =
                    e.facesSoFar().map(DeleteFacesResult::faces).orElse(Map.of());
            if (!disposition.isAccounts()) {
                boolean alone = disposition == FailureDisposition.TARGET;
                faces.forEach((id, face) -> {
                    FaceAttemptOutcome each =
                            FaceAttemptOutcome.of(face, soFar.getOrDefault(id, otherwise), settled, alone);
                    boolean found = e.kind() == ErrorKind.STILL_PRESENT && each.outcome() == FaceOutcome.UNKNOWN;
                    results.add(found ? each.unproven() : each);
                });
            }
            attemptOutcome = AttemptOutcome.ofFaces(e, disposition, results);
        }
        conclude(task, attemptOutcome, error, disposition);
    }

    private static FailureDisposition disposition(Task task, FaceException error) {
        FailureDisposition own = FailureDisposition.of(error);
        boolean doubted = own.mayBeAccounts(error);
        boolean suspected = (doubted || own == FailureDisposition.ACCOUNT) && error.origin() == Origin.VENDOR;
        if (suspected && task.permit().isRefusedAlone()) {
            return own == FailureDisposition.CONFLICT ? own : FailureDisposition.TARGET;
        }
        if (doubted) {
            task.permit().suspected();
        }
        return doubted ? FailureDisposition.ACCOUNT : own;
    }

    private <T> T answer(Task task, Operation operation, Supplier<T> call) {
        try {
            return call.get();
        } catch (FaceException e) {
            throw e;
        } catch (RuntimeException e) {
            throw broken(operation);
        } finally {
            if (task.guard().claim() != null) {
                recorder.answered();
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

    private void conclude(
            Task task, AttemptOutcome attemptOutcome, @Nullable FaceException error, FailureDisposition disposition) {
        Claim claim = task.guard().claim();
        if (claim == null
                && error != null
                && (disposition.isAccounts() || task.guard().refusal() != null)) {
            givenUp(task, error, disposition);
        } else {
            boolean refused =
                    error != null && (disposition == FailureDisposition.ACCOUNT || disposition.mayBeCommon(error));
            recorder.settle(task.permit(), task.target(), claim, attemptOutcome, refused ? error : null);
        }
    }

    /** Gives a target back that was not claimed. */
    private void givenUp(Task task, FaceException error, FailureDisposition disposition) {
        recorder.throttled(error.kind());
        ClaimGuard.Refusal held = task.guard().refusal();
        if (held == ClaimGuard.Refusal.NOT_TO_BE_TAKEN) {
            task.permit().dropped();
        } else if (held != null || disposition == FailureDisposition.NOT_SENT) {
            task.permit().returned(task.permit().target());
        } else {
            task.permit().refused(task.permit().target(), error);
        }
    }
}
