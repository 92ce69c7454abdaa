package io.efface.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Evidence;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.FaceResult;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.RetryAdvice;
import io.efface.spi.Step;
import io.efface.spi.layers.LayerCall;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import retrofit2.Call;

@Timeout(60)
class HttpFaceRepositoryTest {
    private static final PersonId PERSON = PersonId.of("p-1");
    private static final Set<FaceId> FACES = Set.of(FaceId.of("f1"), FaceId.of("f2"));
    private static final ErrorTable TABLE = ErrorTable.of(
            ErrorTable.Row.exact("busy", ErrorKind.CONFLICT, Effect.NONE, RetryAdvice.BACKOFF, "page"),
            ErrorTable.Row.exact("late", ErrorKind.INTERNAL, Effect.UNKNOWN, RetryAdvice.NEVER, "page"));

    private static final class Response extends VendorResponse {
        Response(HttpResponse http) {
            super(http, "r-1");
        }

        /** Throws an error whose code is the text of the body. An empty body is a success. */
        void failIfError() {
            String code = http().body().utf8();
            if (!code.isEmpty()) {
                throw error(TABLE.find(code), code).build();
            }
        }
    }

    private static final class Repository extends HttpFaceRepository<Response> {
        private final HttpTransport transport;

        Repository(HttpTransport transport) {
            super(
                    transport,
                    new AccountSigner<>(
                            "vendor",
                            () -> "key",
                            (request, body, key, at, random) -> request,
                            Endpoint.parse("https://vendor.example"),
                            Transports.context()),
                    Capabilities.builder("vendor").facesPerCall(2).build());
            this.transport = transport;
        }

        @Override
        protected Call<ResponseBody> request(Operation operation, PersonId person, Set<FaceId> faces) {
            return TestApi.Form.POST_JSON.call(transport);
        }

        @Override
        protected Response response(HttpResponse response) {
            return new Response(response);
        }

        @Override
        protected DeletePersonResult deletedPerson(PersonId person, Response response) {
            response.failIfError();
            return DeletePersonResult.of(person, PersonOutcome.DELETED, Evidence.ACCEPTED, response.trace());
        }

        @Override
        protected DeleteFacesResult deletedFaces(PersonId person, Set<FaceId> faces, Response response) {
            response.failIfError();
            return DeleteFacesResult.all(person, faces, FaceResult.deleted(Evidence.CONFIRMED), response.trace());
        }

        @Override
        protected Optional<Person> foundPerson(PersonId person, Response response) {
            response.failIfError();
            return Optional.empty();
        }
    }

    private static FaceException failureOfDeleteFaces(RawServer server) throws IOException {
        try (server;
                Repository repository = new Repository(Transports.patient(server.endpoint()))) {
            return catchThrowableOfType(
                    FaceException.class, () -> repository.deleteFaces(PERSON, FACES, LayerCall.plain()));
        }
    }

    @Test
    void deleteFaces_errorOfUnknownEffect_leavesEveryFaceUnknown() throws IOException {
        FaceException failure =
                failureOfDeleteFaces(new RawServer((number, request, connection) -> connection.respond(200, "late")));

        DeleteFacesResult soFar = failure.facesSoFar().orElseThrow();
        assertThat(soFar.facesWith(FaceOutcome.UNKNOWN)).isEqualTo(FACES);
        assertThat(soFar.trace().attempts()).isEqualTo(1);
        assertThat(soFar.trace().requestIds()).containsExactly("r-1");
        assertThat(failure.kind()).isEqualTo(ErrorKind.INTERNAL);
    }

    @Test
    void deleteFaces_connectionDropped_leavesEveryFaceUnknown() throws IOException {
        FaceException failure = failureOfDeleteFaces(new RawServer((number, request, connection) -> connection.drop()));

        assertThat(failure.facesSoFar().orElseThrow().facesWith(FaceOutcome.UNKNOWN))
                .isEqualTo(FACES);
    }

    @Test
    void deleteFaces_errorWithoutEffect_containsNoOutcomes() throws IOException {
        FaceException failure =
                failureOfDeleteFaces(new RawServer((number, request, connection) -> connection.respond(200, "busy")));

        assertThat(failure.kind()).isEqualTo(ErrorKind.CONFLICT);
        assertThat(failure.facesSoFar()).isEmpty();
    }

    @Test
    void deleteFaces_setChangesAfterwards_usesACopy() throws IOException {
        Set<FaceId> faces = new HashSet<>(FACES);
        try (RawServer server = new RawServer((number, request, connection) -> connection.respond(200, ""));
                Repository repository = new Repository(Transports.patient(server.endpoint()))) {
            Step<DeleteFacesResult> step = repository.deleteFaces(PERSON, faces, LayerCall.plain());
            faces.clear();

            assertThat(step).isInstanceOf(Step.Done.class);
            assertThat(((Step.Done<DeleteFacesResult>) step).result().facesWith(FaceOutcome.DELETED))
                    .isEqualTo(FACES);
        }
    }

    @Test
    void deleteFaces_tooManyOrNone_isRejectedAndSendsNothing() throws IOException {
        try (RawServer server = new RawServer((number, request, connection) -> connection.respond(200, ""));
                Repository repository = new Repository(Transports.patient(server.endpoint()))) {
            Set<FaceId> three = Set.of(FaceId.of("a"), FaceId.of("b"), FaceId.of("c"));

            assertThatThrownBy(() -> repository.deleteFaces(PERSON, three, LayerCall.plain()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1 to 2 faces");
            assertThatThrownBy(() -> repository.deleteFaces(PERSON, Set.of(), LayerCall.plain()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(server.received()).isEmpty();
        }
    }
}
