package io.efface.cli.output;

import io.efface.CallTrace;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceResult;
import io.efface.FindPersonResult;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object per line for each call. Most documented keys are present in every object. An unknown value is {@code null}, but
 * lists and maps are never null. Keys that only some results have ({@code library}, {@code verifiedAt}, {@code retained}, {@code
 * detachedFaces}, ...) are left out of other results.
 */
public final class JsonCallOutput implements CallOutput {
    private final Output out;
    private final FaceRepositories accounts;

    public JsonCallOutput(Output out, FaceRepositories accounts) {
        this.out = out;
        this.accounts = accounts;
    }

    @Override
    public void deleted(String account, DeletePersonResult result) {
        CallTrace trace = result.trace();
        print(head(account, Operation.DELETE_PERSON, result.person())
                .with("outcome", result.outcome())
                .with("evidence", result.evidence())
                .with("maybeByEarlierAttempt", result.maybeByEarlierAttempt())
                .with("requestIds", trace.requestIds())
                .with("attempts", trace.attempts())
                .withPresent("verifiedAt", result.verifiedAt())
                .withPresent("readBackError", error(trace.readBackError()))
                .withPresent("idWarning", trace.idWarning()));
    }

    @Override
    public void deleted(String account, DeleteFacesResult result) {
        CallTrace trace = result.trace();
        print(faces(head(account, Operation.DELETE_FACES, result.person()), result.faces())
                .with("requestIds", trace.requestIds())
                .with("attempts", trace.attempts())
                .withPresent("detachedFaces", detached(CallOutput.detachedFaces(result)))
                .withPresent("personDeleted", result.personDeleted() ? true : null)
                .withPresent("readBackError", error(trace.readBackError()))
                .withPresent("idWarning", trace.idWarning()));
    }

    @Override
    public void found(String account, PersonId person, FindPersonResult found) {
        Set<FaceId> faces = found.person().map(Person::faces).orElse(Set.of());
        print(head(account, Operation.FIND_PERSON, person)
                .with("present", found.isPresent())
                .with("faces", faces.stream().map(FaceId::value).toList())
                .with("requestIds", found.trace().requestIds())
                .with("attempts", found.trace().attempts()));
    }

    @Override
    public void failed(String account, Operation operation, PersonId person, FaceException failure) {
        Optional<DeleteFacesResult> soFar = failure.facesSoFar();
        JsonObject json = head(account, operation, person);
        switch (operation) {
            case FIND_PERSON -> json.with("present", null).with("faces", List.of());
            case DELETE_FACES -> faces(json, soFar.map(DeleteFacesResult::faces).orElse(Map.of()));
            default -> json.with("outcome", null).with("evidence", null).with("maybeByEarlierAttempt", false);
        }
        List<String> requestIds =
                new ArrayList<>(soFar.map(result -> result.trace().requestIds()).orElse(List.of()));
        failure.requestId().filter(id -> !requestIds.contains(id)).ifPresent(requestIds::add);
        print(json.with("requestIds", requestIds)
                .with("attempts", failure.attempts())
                .withPresent("detachedFaces", detached(failure.detachedFaces()))
                .with("error", error(failure)));
    }

    private static @Nullable List<String> detached(Set<FaceId> faces) {
        return faces.isEmpty() ? null : faces.stream().map(FaceId::value).toList();
    }

    private JsonObject head(String account, Operation operation, PersonId person) {
        return new JsonObject()
                .with("account", account)
                .withPresent("library", accounts.describe(account).library())
                .with("operation", operation.spelling())
                .with("person", person.value());
    }

    private static JsonObject faces(JsonObject json, Map<FaceId, FaceResult> faces) {
        JsonObject results = new JsonObject();
        faces.forEach((id, face) -> results.with(id.value(), json(face)));
        return json.with("faces", results)
                .with("maybeByEarlierAttempt", faces.values().stream().anyMatch(FaceResult::maybeByEarlierAttempt));
    }

    private static JsonObject json(FaceResult face) {
        return new JsonObject()
                .with("outcome", face.outcome())
                .with("evidence", face.evidence())
                .withPresent("maybeByEarlierAttempt", face.maybeByEarlierAttempt() ? true : null)
                .withPresent("verifiedAt", face.verifiedAt())
                .withPresent("retained", face.retained())
                .withPresent("error", error(face.error()));
    }

    /** Returns a failure as a JSON object, or null if there is no failure. */
    public static @Nullable JsonObject error(@Nullable FaceException failure) {
        return failure == null
                ? null
                : new JsonObject()
                        .with("kind", failure.kind())
                        .with("effect", failure.effect())
                        .with("retry", failure.advice())
                        .with("origin", failure.origin())
                        .with("code", failure.vendorCode())
                        .with(
                                "httpStatus",
                                failure.httpStatus().isPresent()
                                        ? failure.httpStatus().getAsInt()
                                        : null)
                        .with("requestId", failure.requestId())
                        .with("message", failure.getMessage())
                        .withPresent("retryAfterMillis", failure.retryAfter().map(Duration::toMillis));
    }

    private void print(JsonObject json) {
        out.line(JsonLine.of(json));
    }
}
