package io.efface.rekognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.efface.CallOptions;
import io.efface.FaceException;
import io.efface.FaceId;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.emulator.http.Delivery;
import io.efface.emulator.http.EmulatorResponse;
import io.efface.spi.OpenContext;
import io.efface.testkit.TestAccount;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Provides a repository that calls a server with prepared responses, and methods that make the JSON of these responses. */
abstract class AwsRepositoryFixture {
    static final PersonId ALICE = PersonId.of("alice");
    static final FaceId F1 = FaceId.of("11111111-0000-0000-0000-000000000001");
    static final FaceId F2 = FaceId.of("22222222-0000-0000-0000-000000000002");
    static final FaceId F3 = FaceId.of("33333333-0000-0000-0000-000000000003");
    static final EmulatorResponse LOST =
            EmulatorResponse.text(200, "application/json", "{}").delivered(new Delivery.Drop(false));

    static final String DISASSOCIATED = "{\"DisassociatedFaces\":[],\"UserStatus\":\"UPDATING\"}";

    static final String MISSING = AwsErrors.RESOURCE_NOT_FOUND;

    final CannedRekognition server = new CannedRekognition();
    TestAccount repository;

    @BeforeEach
    void open() {
        AwsConfig config = AwsConfig.builder()
                .credentials(AwsCredentials.of("AKIAEXAMPLE", "key"))
                .region("eu-west-1")
                .library("staff")
                .endpoint(server.endpoint())
                .build();
        repository = TestAccount.open(config, OpenContext.of("acc", Clock.systemUTC(), new Random(1), Map.of()));
    }

    @AfterEach
    void close() {
        repository.close();
        server.close();
    }

    static String face(FaceId face, String owner) {
        return "{\"FaceId\":\"" + face.value() + "\",\"Confidence\":99.7"
                + (owner == null ? "" : ",\"UserId\":\"" + owner + "\"") + "}";
    }

    static String faces(String... faces) {
        return "{\"FaceModelVersion\":\"7\",\"Faces\":[" + String.join(",", faces) + "]}";
    }

    static String page(String token, String... faces) {
        return "{\"NextToken\":\"" + token + "\",\"Faces\":[" + String.join(",", faces) + "]}";
    }

    static String deleted(FaceId... faces) {
        return "{\"DeletedFaces\":"
                + Arrays.stream(faces)
                        .map(face -> "\"" + face.value() + "\"")
                        .collect(Collectors.joining(",", "[", "]"))
                + "}";
    }

    static String kept(FaceId face, String reason, String owner) {
        return "{\"DeletedFaces\":[],\"UnsuccessfulFaceDeletions\":[{\"FaceId\":\"" + face.value()
                + "\",\"Reasons\":[\"" + reason + "\"]" + (owner == null ? "" : ",\"UserId\":\"" + owner + "\"")
                + "}]}";
    }

    /** Returns the response to a disassociation of faces, one of which belongs to the User {@code bob}. */
    static String ofBob(FaceId face) {
        return "{\"DisassociatedFaces\":[],\"UnsuccessfulFaceDisassociations\":[{\"FaceId\":\"" + face.value()
                + "\",\"UserId\":\"bob\",\"Reasons\":[\"ASSOCIATED_TO_A_DIFFERENT_USER\"]}]}";
    }

    static Set<FaceId> set(FaceId... faces) {
        return new LinkedHashSet<>(Arrays.asList(faces));
    }

    static CallOptions continuing(FaceId... detached) {
        return CallOptions.defaults().withDetachedFaces(set(detached));
    }

    FaceException failure(Operation operation, ThrowingCallable call) {
        FaceException e = catchThrowableOfType(FaceException.class, call);
        assertThat(e).isNotNull();
        for (Throwable each = e; each != null; each = each.getCause()) {
            assertThat(each.toString()).doesNotContain("alice").doesNotContain(F1.value());
        }
        assertThat(e.operation()).isEqualTo(operation);
        assertThat(e.provider()).contains("rekognition");
        assertThat(e.account()).contains("acc");
        return e;
    }

    void collectionIsMissing() {
        for (String action :
                new String[] {"ListFaces", "DisassociateFaces", "DeleteFaces", "DeleteUser", "SearchUsers"}) {
            server.failing(action, 400, MISSING);
        }
        server.failing("DescribeCollection", 400, MISSING);
    }

    void collectionExists() {
        server.on("DescribeCollection", "{\"FaceCount\":3,\"UserCount\":1}");
    }
}
