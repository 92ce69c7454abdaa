package io.efface.erasure.internal.run;

import io.efface.CallTrace;
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
import io.efface.erasure.ErasureException;
import io.efface.erasure.internal.ledger.Checkpoint;
import io.efface.erasure.internal.ledger.record.OpenFace;
import io.efface.erasure.internal.ledger.record.Target;
import io.efface.erasure.internal.ledger.record.TargetClaim;
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

/**
 * Erases targets of one account. If an earlier attempt may have deleted a target, the target is read first, and only the person or faces
 * that the read finds are deleted. The outcome is submitted to the ledger. Thread-safe.
 */
final class EraseStep implements AccountWorker.Step {
    private final AccountRun run;
    private final AccountRepository repository;
    private final OutcomeRecorder recorder;
    private final int mostFaces;

    EraseStep(AccountRun run, AccountRepository repository, OutcomeRecorder recorder) {
        this.run = run;
        this.repository = repository;
        this.recorder = recorder;
        // Without layers, a call must not contain more faces than one request may contain.
        this.mostFaces = run.account().isBare() ? repository.capabilities().facesPerCall() : Integer.MAX_VALUE;
    }

    /** One target in progress. */
    private record Task(Permit permit, Target target, PersonId person, ClaimGuard guard, LayerCall call) {}

    /**
     * The result of a read.
     *
     * @param found the person, or null if the read failed or did not find the person
     * @param error the error if the read failed, or null
     */
    private record Reading(
            @Nullable Person found, Instant at, @Nullable FaceException error) {}

    @Override
    public void process(Permit permit) {
        Task task = task(permit, withFittingFaces(permit.target()));
        if (task.target().isDoubtful()) {
            readFirst(task);
        } else if (permit.isProbe() && repository.capabilities().readBack() != ReadBack.NONE) {
            probe(task);
        } else {
            delete(task, List.of(), true);
        }
    }

    /** Returns the target with only the faces that fit into one request. The run processes the other faces after the response. */
    private Target withFittingFaces(Target target) {
        return target.faces().size() <= mostFaces
                ? target
                : target.with(target.faces().subList(0, mostFaces));
    }

    private Task task(Permit permit, Target target) {
        Instant until = permit.until(run.callEnd());
        ClaimGuard guard = new ClaimGuard(run, target, until);
        LayerCall call = run.account()
                .call()
                .withDeadline(run.context().callTime(until))
                .withCancellation(run.pool().signals().cancellation())
                .withBeforeRequest(guard)
                .withMoreDetachedFaces(run.jobContext().detachedFaces(run.account(), target));
        return new Task(permit, target, target.person(run.cipher()), guard, call);
    }

    /**
     * Reads a target of a paused account, and deletes it if the read succeeds. If the read fails because of this target alone, the deletion
     * is sent nevertheless, and shows whether the account works.
     */
    private void probe(Task task) {
        FaceException error = read(task, task.call()).error();
        if (error == null) {
            task.permit().recovered();
            delete(task, List.of(), true);
            return;
        }
        FailureDisposition disposition = FailureDisposition.ofRead(error);
        if (disposition == FailureDisposition.TARGET && !disposition.mayConcernAccount(error)) {
            delete(task, List.of(), true);
        } else {
            giveBack(task, error, disposition.sparesTarget() ? disposition : FailureDisposition.ACCOUNT);
        }
    }

    private void readFirst(Task task) {
        Reading reading = read(task, task.call());
        FaceException error = reading.error();
        if (error == null) {
            task.permit().recovered();
            recorder.readBack(task.target(), reading.at(), reading.found() != null);
            deleteRest(task, reading.found(), reading.at());
        } else if (task.guard().blockReason() != null
                || FailureDisposition.ofRead(error).sparesTarget()) {
            giveBack(task, error, FailureDisposition.ofRead(error));
        } else {
            delete(task, List.of(), false);
        }
    }

    /** Deletes those parts of a target that a read has found. */
    private void deleteRest(Task task, @Nullable Person found, Instant at) {
        Target target = task.target();
        if (target.operation() != Operation.DELETE_FACES) {
            if (found != null) {
                delete(task, List.of(), true);
            } else {
                recorder.record(task.permit(), target, null, AttemptOutcome.absentAt(at), null);
            }
            return;
        }
        List<OpenFace> present = new ArrayList<>();
        List<FaceAttemptOutcome> absent = new ArrayList<>();
        for (OpenFace face : target.faces()) {
            if (found != null && found.faces().contains(face.id(run.cipher()))) {
                present.add(face);
            } else {
                absent.add(FaceAttemptOutcome.absentAt(face, at));
            }
        }
        if (present.isEmpty()) {
            recorder.record(task.permit(), target, null, AttemptOutcome.ofFaces(absent, null, null, true), null);
        } else {
            delete(task(task.permit(), target.with(present)), absent, true);
        }
    }

    private Reading read(Task task, LayerCall call) {
        Instant at = run.now();
        try {
            // At some vendors a face can exist without a person. Only a read that has the id of such a face finds it.
            Set<FaceId> faces = task.target().faceIds(run.cipher());
            FindPersonResult result = repository.findPerson(task.person(), call.withMoreDetachedFaces(faces));
            LayerCall again =
                    call.withMoreDetachedFaces(run.jobContext().facesDetachedByOthers(run.account(), task.target()));
            if (again != call) {
                return read(task, again);
            }
            return new Reading(result.person().orElse(null), result.readAt(), null);
        } catch (FaceException e) {
            return new Reading(null, at, e);
        } catch (ErasureException e) {
            throw e;
        } catch (RuntimeException e) {
            return new Reading(null, at, contractBroken(Operation.FIND_PERSON));
        }
    }

    /**
     * Deletes a person or faces.
     *
     * @param absent the outcomes of the faces that the read before the deletion did not find
     * @param isUndeleted whether it is certain that no earlier attempt has deleted the target
     */
    private void delete(Task task, List<FaceAttemptOutcome> absent, boolean isUndeleted) {
        Target target = task.target();
        boolean isFaces = target.operation() == Operation.DELETE_FACES;
        FaceResults results = new FaceResults(target, run.cipher(), absent, isUndeleted);
        AttemptOutcome attempt;
        FaceException error = null;
        FailureDisposition disposition = FailureDisposition.TARGET;
        try {
            attempt = isFaces ? deleteFaces(task, results) : deletePerson(task);
        } catch (FaceException e) {
            error = e;
            disposition = disposition(task, e);
            attempt = isFaces ? results.of(e, disposition) : AttemptOutcome.of(e, disposition, target, isUndeleted);
        }
        TargetClaim claim = task.guard().claim();
        if (claim == null
                && error != null
                && (disposition.sparesTarget() || task.guard().blockReason() != null)) {
            giveBack(task, error, disposition);
        } else {
            if (error != null && disposition.isLocalRejection(error)) {
                task.permit().withoutResponse();
            }
            boolean isRejected =
                    error != null && (disposition == FailureDisposition.ACCOUNT || disposition.mayBeCommon(error));
            recorder.record(task.permit(), target, claim, attempt, isRejected ? error : null);
        }
    }

    private AttemptOutcome deletePerson(Task task) {
        DeletePersonResult result =
                result(task, Operation.DELETE_PERSON, () -> repository.deletePerson(task.person(), task.call()));
        if (!missedFaces(task, result.trace()).isEmpty()) {
            throw missedFacesError(Operation.DELETE_PERSON, result.trace());
        }
        if (!task.target().refuted() || result.evidence() == Evidence.VERIFIED_ABSENT) {
            return AttemptOutcome.of(result);
        }
        // An earlier deletion got the vendor's OK, and a read still found the person. So now only a read proves the
        // absence.
        Reading reading =
                read(task, task.call().withMoreDetachedFaces(result.trace().detachedFaces()));
        boolean isAbsent = reading.error() == null && reading.found() == null;
        return isAbsent
                ? AttemptOutcome.of(result.verifiedAbsent(reading.at()))
                : AttemptOutcome.of(result).unproven();
    }

    private AttemptOutcome deleteFaces(Task task, FaceResults results) {
        DeleteFacesResult result = result(
                task, Operation.DELETE_FACES, () -> repository.deleteFaces(task.person(), results.ids(), task.call()));
        Set<FaceId> missed = missedFaces(task, result.trace());
        missed.retainAll(results.ids());
        missed.removeAll(result.facesWith(FaceOutcome.DELETED));
        if (!missed.isEmpty()) {
            throw missedFacesError(Operation.DELETE_FACES, result.trace());
        }
        Set<FaceId> unproven = results.unproven(result);
        return results.of(unproven.isEmpty() ? result : readAgain(task, result, unproven));
    }

    /**
     * Returns the faces that a deletion could not find: other jobs have detached them from the person, and the deletion did not know their
     * ids.
     */
    private Set<FaceId> missedFaces(Task task, CallTrace trace) {
        Set<FaceId> missed = new HashSet<>(run.jobContext().facesDetachedByOthers(run.account(), task.target()));
        missed.removeAll(task.call().detachedFaces());
        missed.removeAll(trace.detachedFaces());
        return missed;
    }

    /** Returns the error of a deletion that missed faces. The next attempt reads the target with these faces. */
    private static FaceException missedFacesError(Operation operation, CallTrace trace) {
        return FaceException.of(operation, ErrorKind.CONFLICT)
                .effect(Effect.UNKNOWN)
                .advice(RetryAdvice.BACKOFF)
                .aboutTarget(true)
                .attempts(trace.attempts())
                .detail("another job detached faces of the person during the call")
                .build();
    }

    /** Reads those faces that the vendor reports as gone, although a read found them after an earlier report. */
    private DeleteFacesResult readAgain(Task task, DeleteFacesResult result, Set<FaceId> unproven) {
        Reading reading =
                read(task, task.call().withMoreDetachedFaces(result.trace().detachedFaces()));
        if (reading.error() != null) {
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
        Map<FaceId, FaceResult> faces = new LinkedHashMap<>(result.faces());
        unproven.forEach(id -> faces.computeIfPresent(
                id,
                (key, face) ->
                        found.contains(id) ? face.verifiedPresent(stillPresent) : face.verifiedAbsent(reading.at())));
        return new DeleteFacesResult(task.person(), faces, result.personDeleted(), result.trace());
    }

    private static FailureDisposition disposition(Task task, FaceException error) {
        FailureDisposition own = FailureDisposition.of(error);
        boolean isAmbiguous = own.mayConcernAccount(error);
        boolean isRejection = (isAmbiguous || own == FailureDisposition.ACCOUNT) && error.origin() == Origin.VENDOR;
        if (isRejection && task.permit().isRejectedAlone()) {
            return own == FailureDisposition.CONFLICT ? own : FailureDisposition.TARGET;
        }
        if (isAmbiguous) {
            task.permit().suspected();
        }
        return isAmbiguous ? FailureDisposition.ACCOUNT : own;
    }

    private <T> T result(Task task, Operation operation, Supplier<T> call) {
        try {
            return call.get();
        } catch (FaceException e) {
            throw e;
        } catch (RuntimeException e) {
            throw contractBroken(operation);
        } finally {
            if (task.guard().claim() != null) {
                run.reached(Checkpoint.ANSWER_RECEIVED);
            }
        }
    }

    private static FaceException contractBroken(Operation operation) {
        return FaceException.of(operation, ErrorKind.INTERNAL)
                .effect(Effect.UNKNOWN)
                .attempts(1)
                .detail("the repository broke its contract: it threw an unexpected exception")
                .build();
    }

    /** Returns a target to its account. Called if no claim was committed for the target. */
    private void giveBack(Task task, FaceException error, FailureDisposition disposition) {
        run.pool().progress.error(error.kind());
        ClaimGuard.BlockReason blockReason = task.guard().blockReason();
        if (blockReason == ClaimGuard.BlockReason.NOT_CLAIMABLE) {
            task.permit().dropped();
        } else if (blockReason != null || disposition == FailureDisposition.NOT_SENT) {
            task.permit().returned(task.permit().target());
        } else {
            task.permit().rejected(task.permit().target(), error);
        }
    }
}
