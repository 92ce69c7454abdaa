package io.efface.cli.output;

import com.squareup.moshi.JsonWriter;
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
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object a line. The keys of the documented form are always there, {@code null} when nothing is known; lists and maps
 * are never null. What only some results have ({@code library}, {@code verifiedAt}, {@code retained}, {@code readBackError}, ...) has a
 * key only then.
 */
public final class JsonCallReport implements CallReport {
    private final Output out;
    private final FaceRepositories accounts;

    public JsonCallReport(Output out, FaceRepositories accounts) {
        this.out = out;
        this.accounts = accounts;
    }

    @Override
    public void deleted(String account, DeletePersonResult result) {
        line(json -> {
            head(json, account, Operation.DELETE_PERSON, result.person());
            json.name("outcome").value(result.outcome().name());
            json.name("evidence").value(result.evidence().name());
            json.name("maybeByEarlierAttempt").value(result.maybeByEarlierAttempt());
            trace(json, result.trace());
            if (result.verifiedAt() != null) {
                json.name("verifiedAt").value(result.verifiedAt().toString());
            }
            readBackError(json, result.trace());
            idWarning(json, result.trace().idWarning());
        });
    }

    @Override
    public void deleted(String account, DeleteFacesResult result) {
        line(json -> {
            head(json, account, Operation.DELETE_FACES, result.person());
            faces(json, result.faces());
            trace(json, result.trace());
            if (result.personDeleted()) {
                json.name("personDeleted").value(true);
            }
            readBackError(json, result.trace());
            idWarning(json, result.trace().idWarning());
        });
    }

    @Override
    public void found(String account, PersonId person, FindPersonResult found) {
        line(json -> {
            head(json, account, Operation.FIND_PERSON, person);
            json.name("present").value(found.isPresent());
            faceIds(json, found.person().map(Person::faces).orElse(Set.of()));
            trace(json, found.trace());
        });
    }

    @Override
    public void failed(String account, Operation operation, PersonId person, FaceException failure) {
        line(json -> {
            head(json, account, operation, person);
            if (operation == Operation.FIND_PERSON) {
                json.name("present").nullValue();
                faceIds(json, Set.of());
                trace(json, failure.requestId().map(List::of).orElse(List.of()), failure.attempts());
            } else {
                deletedBefore(json, operation, failure);
            }
            json.name("error");
            error(json, failure);
        });
    }

    private static void deletedBefore(JsonWriter json, Operation operation, FaceException failure) throws IOException {
        Optional<DeleteFacesResult> soFar = failure.facesSoFar();
        if (operation == Operation.DELETE_FACES) {
            faces(json, soFar.map(DeleteFacesResult::faces).orElse(Map.of()));
        } else {
            json.name("outcome").nullValue();
            json.name("evidence").nullValue();
            json.name("maybeByEarlierAttempt").value(false);
        }
        List<String> requestIds =
                new ArrayList<>(soFar.map(result -> result.trace().requestIds()).orElse(List.of()));
        failure.requestId().filter(id -> !requestIds.contains(id)).ifPresent(requestIds::add);
        trace(json, requestIds, failure.attempts());
    }

    private static void idWarning(JsonWriter json, @Nullable String warning) throws IOException {
        if (warning != null) {
            json.name("idWarning").value(warning);
        }
    }

    private void head(JsonWriter json, String account, Operation operation, PersonId person) throws IOException {
        json.name("account").value(account);
        String library = accounts.describe(account).library().orElse(null);
        if (library != null) {
            json.name("library").value(library);
        }
        json.name("operation").value(operation.spelling());
        json.name("person").value(person.value());
    }

    private static void faces(JsonWriter json, Map<FaceId, FaceResult> faces) throws IOException {
        json.name("faces").beginObject();
        for (Map.Entry<FaceId, FaceResult> face : faces.entrySet()) {
            json.name(face.getKey().value()).beginObject();
            face(json, face.getValue());
            json.endObject();
        }
        json.endObject();
        json.name("maybeByEarlierAttempt").value(faces.values().stream().anyMatch(FaceResult::maybeByEarlierAttempt));
    }

    private static void face(JsonWriter json, FaceResult face) throws IOException {
        json.name("outcome").value(face.outcome().name());
        json.name("evidence").value(nameOf(face.evidence()));
        if (face.maybeByEarlierAttempt()) {
            json.name("maybeByEarlierAttempt").value(true);
        }
        if (face.verifiedAt() != null) {
            json.name("verifiedAt").value(face.verifiedAt().toString());
        }
        if (face.retained() != null) {
            json.name("retained").value(face.retained().name());
        }
        if (face.error() != null) {
            json.name("error");
            error(json, face.error());
        }
    }

    private static void trace(JsonWriter json, CallTrace trace) throws IOException {
        trace(json, trace.requestIds(), trace.attempts());
    }

    private static void trace(JsonWriter json, List<String> requestIds, int attempts) throws IOException {
        json.name("requestIds").beginArray();
        for (String id : requestIds) {
            json.value(id);
        }
        json.endArray();
        json.name("attempts").value(attempts);
    }

    private static void readBackError(JsonWriter json, CallTrace trace) throws IOException {
        if (trace.readBackError() != null) {
            json.name("readBackError");
            error(json, trace.readBackError());
        }
    }

    private static void faceIds(JsonWriter json, Set<FaceId> faces) throws IOException {
        json.name("faces").beginArray();
        for (FaceId face : faces) {
            json.value(face.value());
        }
        json.endArray();
    }

    public static void error(JsonWriter json, FaceException failure) throws IOException {
        json.beginObject();
        json.name("kind").value(failure.kind().name());
        json.name("effect").value(failure.effect().name());
        json.name("retry").value(failure.advice().name());
        json.name("origin").value(failure.origin().name());
        json.name("code").value(failure.vendorCode().orElse(null));
        json.name("httpStatus");
        if (failure.httpStatus().isPresent()) {
            json.value(failure.httpStatus().getAsInt());
        } else {
            json.nullValue();
        }
        json.name("requestId").value(failure.requestId().orElse(null));
        json.name("message").value(failure.getMessage());
        if (failure.retryAfter().isPresent()) {
            json.name("retryAfterMillis").value(failure.retryAfter().get().toMillis());
        }
        json.endObject();
    }

    private static @Nullable String nameOf(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name();
    }

    private void line(JsonLine.Content content) {
        out.line(JsonLine.of(content));
    }
}
