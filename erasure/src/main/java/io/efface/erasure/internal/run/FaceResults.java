package io.efface.erasure.internal.run;

import io.efface.DeleteFacesResult;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.FaceResult;
import io.efface.erasure.internal.ledger.record.OpenFace;
import io.efface.erasure.internal.ledger.record.Target;
import io.efface.erasure.keys.JobCipher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Computes the outcome of each face of a target from the result of a deletion. Used for one call. */
final class FaceResults {
    private final Map<FaceId, OpenFace> faces = new LinkedHashMap<>();
    private final List<FaceAttemptOutcome> results;
    private final boolean isUndeleted;

    /**
     * Creates the results of a call.
     *
     * @param absent the outcomes of the faces that a read before the deletion did not find
     * @param isUndeleted whether it is certain that no earlier attempt has deleted the other faces
     */
    FaceResults(Target target, JobCipher cipher, List<FaceAttemptOutcome> absent, boolean isUndeleted) {
        target.faces().forEach(face -> faces.put(face.id(cipher), face));
        this.results = new ArrayList<>(absent);
        this.isUndeleted = isUndeleted;
    }

    Set<FaceId> ids() {
        return faces.keySet();
    }

    /** Returns the faces that need another read: the vendor reports them as gone, although a read found them after an earlier report. */
    Set<FaceId> unproven(DeleteFacesResult result) {
        return result.faces().entrySet().stream()
                .filter(entry -> {
                    OpenFace face = faces.get(entry.getKey());
                    FaceResult each = entry.getValue();
                    return face != null
                            && face.refuted()
                            && each.outcome().isGone()
                            && each.evidence() != Evidence.VERIFIED_ABSENT;
                })
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Returns the outcome of a deletion that did not fail as a whole. */
    AttemptOutcome of(DeleteFacesResult result) {
        faces.forEach((id, face) -> results.add(FaceAttemptOutcome.of(
                face, result.faces().getOrDefault(id, FaceResult.unknown()), isUndeleted, false)));
        List<String> requests = result.trace().requestIds();
        FaceException firstError = result.facesWith(FaceOutcome.FAILED).stream()
                .map(id -> result.faces().getOrDefault(id, FaceResult.unknown()).error())
                .findFirst()
                .orElse(null);
        boolean isAnswered = result.trace().attempts() <= 1
                && result.facesWith(FaceOutcome.UNKNOWN).isEmpty();
        return AttemptOutcome.ofFaces(
                results, requests.isEmpty() ? null : requests.get(requests.size() - 1), firstError, isAnswered);
    }

    /** Returns the outcome of a deletion that failed. Some requests of the deletion may have succeeded before. */
    AttemptOutcome of(FaceException error, FailureDisposition disposition) {
        Map<FaceId, FaceResult> soFar =
                error.facesSoFar().map(DeleteFacesResult::faces).orElse(Map.of());
        FaceResult otherwise = disposition == FailureDisposition.OPEN ? FaceResult.unknown() : FaceResult.failed(error);
        if (!disposition.sparesTarget()) {
            boolean isAlone = disposition == FailureDisposition.TARGET;
            faces.forEach((id, face) -> {
                FaceAttemptOutcome each =
                        FaceAttemptOutcome.of(face, soFar.getOrDefault(id, otherwise), isUndeleted, isAlone);
                boolean isStillPresent =
                        error.kind() == ErrorKind.STILL_PRESENT && each.outcome() == FaceOutcome.UNKNOWN;
                results.add(isStillPresent ? each.unproven() : each);
            });
        }
        return AttemptOutcome.ofFaces(error, disposition, results);
    }
}
