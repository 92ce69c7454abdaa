package io.efface.aliyun;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.DeleteFacesResult;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.PersonId;
import io.efface.testkit.TestAccount;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** Provides an account whose vendor sends the response that a test sets. */
abstract class GreenResponseFixture {
    static final String ID = "\"requestId\":\"" + CannedGreen.REQUEST_ID + "\"";
    static final PersonId ALICE = PersonId.of("alice-0001");
    static final String BIG = "31842550077981745";

    final CannedGreen green = new CannedGreen();
    final TestAccount repository = green.open();

    @AfterEach
    void stop() {
        repository.close();
        green.close();
    }

    static Set<FaceId> faces(String... ids) {
        return Stream.of(ids).map(FaceId::of).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    FaceException deletePersonFails(int status, String body) {
        green.respondWith(status, body);
        return catchThrowableOfType(FaceException.class, () -> repository.deletePerson(ALICE));
    }

    DeleteFacesResult deleteFaces(String body, String... ids) {
        green.respondWith(body);
        return repository.deleteFaces(ALICE, faces(ids));
    }

    FaceException deleteFacesFails(String body, String... ids) {
        green.respondWith(body);
        return catchThrowableOfType(FaceException.class, () -> repository.deleteFaces(ALICE, faces(ids)));
    }

    static String done(String fields) {
        return "{\"code\":200,\"msg\":\"OK\"," + ID + ",\"data\":{\"code\":200" + (fields.isEmpty() ? "" : "," + fields)
                + "}}";
    }
}
