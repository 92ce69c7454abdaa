package io.efface.policy;

import io.efface.CallResult;
import io.efface.CallTrace;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceOutcome;
import io.efface.FaceResult;
import io.efface.FindPersonResult;
import io.efface.interceptor.CallInfo;
import io.efface.interceptor.CallOutcome;
import io.efface.interceptor.CallReport;
import io.efface.spi.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The result of a call or request without ids of people and faces. */
record CallSummary(
        CallOutcome outcome,
        Map<FaceOutcome, Integer> faces,
        @Nullable Evidence evidence,
        boolean maybeByEarlierAttempt,
        CallTrace trace) {
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,120}");

    static CallSummary ofResult(DeletePersonResult result) {
        return new CallSummary(
                CallOutcome.of(result), Map.of(), result.evidence(), result.maybeByEarlierAttempt(), result.trace());
    }

    static CallSummary ofResult(DeleteFacesResult result) {
        return withFaces(CallOutcome.of(result), result, result.trace());
    }

    static CallSummary ofResult(FindPersonResult result) {
        return new CallSummary(CallOutcome.of(result), Map.of(), null, false, result.trace());
    }

    /** Returns the summary of one request. If the operation needs another request, the outcome is {@link CallOutcome#CONTINUED}. */
    static CallSummary ofStep(Step<?> step) {
        if (step instanceof Step.More<?> more) {
            return new CallSummary(CallOutcome.CONTINUED, Map.of(), null, false, more.trace());
        }
        CallResult<?> result = ((Step.Done<?>) step).result();
        if (result instanceof DeletePersonResult person) {
            return ofResult(person);
        }
        return result instanceof DeleteFacesResult faces ? ofResult(faces) : ofResult((FindPersonResult) result);
    }

    static CallSummary ofError(FaceException error) {
        DeleteFacesResult soFar = error.facesSoFar().orElse(null);
        List<String> ids =
                new ArrayList<>(soFar == null ? List.of() : soFar.trace().requestIds());
        error.requestId().filter(id -> !ids.contains(id)).ifPresent(ids::add);
        FaceException readBackError = soFar == null ? null : soFar.trace().readBackError();
        CallTrace trace = new CallTrace(ids, error.attempts(), error.waited(), readBackError);
        return soFar == null
                ? new CallSummary(CallOutcome.FAILED, Map.of(), null, false, trace)
                : withFaces(CallOutcome.FAILED, soFar, trace);
    }

    private static CallSummary withFaces(CallOutcome outcome, DeleteFacesResult result, CallTrace trace) {
        Map<FaceOutcome, Integer> counts = new EnumMap<>(FaceOutcome.class);
        Evidence weakest = null;
        boolean maybeEarlier = false;
        for (FaceResult face : result.faces().values()) {
            counts.merge(face.outcome(), 1, Integer::sum);
            Evidence evidence = face.evidence();
            if (evidence != null && (weakest == null || evidence.compareTo(weakest) < 0)) {
                weakest = evidence;
            }
            maybeEarlier |= face.maybeByEarlierAttempt();
        }
        return new CallSummary(outcome, counts, weakest, maybeEarlier, trace);
    }

    CallReport toReport(Duration time) {
        FaceException readError = trace.readBackError();
        ErrorKind readBackError = readError == null ? null : readError.kind();
        return new CallReport(
                outcome,
                faces,
                evidence,
                maybeByEarlierAttempt,
                trace.attempts(),
                trace.waited(),
                // A request id of another form could contain the id of a person or face.
                trace.requestIds().stream()
                        .filter(id -> REQUEST_ID.matcher(id).matches())
                        .toList(),
                readBackError,
                time);
    }

    /** Returns the exception without the results of faces, the cause and the suppressed exceptions, which may contain ids. */
    static FaceException redacted(FaceException error, CallInfo call) {
        FaceException redacted = FaceException.of(error.operation(), error.kind())
                .effect(error.effect())
                .advice(error.advice())
                .retryAfter(error.retryAfter().orElse(null))
                .origin(error.origin())
                .classification(error.classification())
                .provider(error.provider().orElse(call.provider()))
                .account(error.account().orElse(call.account()))
                .library(error.library().or(call::library).orElse(null))
                .vendorCode(error.vendorCode().orElse(null))
                .httpStatus(error.httpStatus().orElse(0))
                .requestId(error.requestId().orElse(null))
                .attempts(error.attempts())
                .waited(error.waited())
                .detail(error.detail().orElse(null))
                .build();
        redacted.setStackTrace(error.getStackTrace());
        return redacted;
    }
}
