package io.efface.rekognition;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.Json;
import io.efface.ErrorKind;
import io.efface.RetryAdvice;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.http.ErrorTable;
import io.efface.http.HttpTransport;
import io.efface.http.json.JsonResponseReader;
import io.efface.spi.OpenContext;
import io.efface.testkit.TestAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.internal.AwsErrorCode;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.model.DeleteFacesRequest;
import software.amazon.awssdk.services.rekognition.model.DeleteFacesResponse;
import software.amazon.awssdk.services.rekognition.model.DeleteUserRequest;
import software.amazon.awssdk.services.rekognition.model.DescribeCollectionRequest;
import software.amazon.awssdk.services.rekognition.model.DescribeCollectionResponse;
import software.amazon.awssdk.services.rekognition.model.DisassociateFacesRequest;
import software.amazon.awssdk.services.rekognition.model.DisassociateFacesResponse;
import software.amazon.awssdk.services.rekognition.model.Face;
import software.amazon.awssdk.services.rekognition.model.ListFacesRequest;
import software.amazon.awssdk.services.rekognition.model.ListFacesResponse;
import software.amazon.awssdk.services.rekognition.model.RekognitionException;
import software.amazon.awssdk.services.rekognition.model.SearchUsersRequest;
import software.amazon.awssdk.services.rekognition.model.SearchUsersResponse;
import software.amazon.awssdk.services.rekognition.model.SearchedUser;
import software.amazon.awssdk.services.rekognition.model.UnsuccessfulFaceDeletion;
import software.amazon.awssdk.services.rekognition.model.UnsuccessfulFaceDeletionReason;
import software.amazon.awssdk.services.rekognition.model.UnsuccessfulFaceDisassociationReason;

/** Compares the provider's requests, records, codes and regions with AWS's own SDK for Java. */
class RekognitionPeerTest {
    private static final String ID = "AKIDEXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final Set<String> ISOLATED = Set.of("eu-isoe-west-1", "us-isof-east-1", "us-isof-south-1");

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of(
                        "ListFaces",
                        (Call) client -> client.listFaces(r -> r.collectionId("staff")
                                .userId("alice")
                                .maxResults(1000)
                                .nextToken("t")),
                        new RekognitionWire.ListFaces("staff", "alice", null, 1000, "t")),
                Arguments.of(
                        "ListFaces",
                        (Call) client -> client.listFaces(
                                r -> r.collectionId("staff").faceIds("f1", "f2").maxResults(1000)),
                        new RekognitionWire.ListFaces("staff", null, List.of("f1", "f2"), 1000, null)),
                Arguments.of(
                        "SearchUsers",
                        (Call) client -> client.searchUsers(
                                r -> r.collectionId("staff").userId("alice").maxUsers(1)),
                        new RekognitionWire.SearchUsers("staff", "alice", 1)),
                Arguments.of(
                        "DescribeCollection",
                        (Call) client -> client.describeCollection(r -> r.collectionId("staff")),
                        new RekognitionWire.DescribeCollection("staff")),
                Arguments.of(
                        "DisassociateFaces",
                        (Call) client -> client.disassociateFaces(r -> r.collectionId("staff")
                                .userId("alice")
                                .faceIds("f1")
                                .clientRequestToken("once")),
                        new RekognitionWire.DisassociateFaces("staff", "alice", List.of("f1"))),
                Arguments.of(
                        "DeleteFaces",
                        (Call) client ->
                                client.deleteFaces(r -> r.collectionId("staff").faceIds("f1")),
                        new RekognitionWire.DeleteFaces("staff", List.of("f1"))),
                Arguments.of(
                        "DeleteUser",
                        (Call) client -> client.deleteUser(
                                r -> r.collectionId("staff").userId("alice").clientRequestToken("once")),
                        new RekognitionWire.DeleteUser("staff", "alice")));
    }

    /** Sends a request with the SDK. */
    interface Call {
        Object of(RekognitionClient client);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void request_ofEachAction_equalsTheRequestOfTheSdk(String action, Call call, Object record) throws IOException {
        try (CannedRekognition server = new CannedRekognition().on(action, "{}")) {
            try (RekognitionClient client = RekognitionClient.builder()
                    .region(Region.US_EAST_1)
                    .endpointOverride(URI.create(server.endpoint().toString()))
                    .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ID, SECRET)))
                    .build()) {
                call.of(client);
            }
            OpenContext context = OpenContext.of("acc", Clock.systemUTC(), new Random(1), Map.of());
            try (TestAccount account = TestAccount.open(
                    AwsConfig.builder()
                            .region("us-east-1")
                            .library("staff")
                            .endpoint(server.endpoint())
                            .credentials(AwsCredentials.of(ID, SECRET))
                            .build(),
                    context)) {
                RekognitionApi api =
                        account.unwrap(HttpTransport.class).orElseThrow().create(RekognitionApi.class);
                Request ours = Arrays.stream(RekognitionApi.class.getDeclaredMethods())
                        .filter(method -> method.getName().equalsIgnoreCase(action))
                        .map(method -> {
                            try {
                                return ((retrofit2.Call<?>) method.invoke(api, record)).request();
                            } catch (ReflectiveOperationException e) {
                                throw new LinkageError(e.getMessage(), e);
                            }
                        })
                        .findFirst()
                        .orElseThrow();
                EmulatorRequest theirs = server.received.get(0);

                assertThat(ours.method()).isEqualTo(theirs.method());
                assertThat(ours.url().encodedPath()).isEqualTo(theirs.path());
                assertThat(ours.header("X-Amz-Target"))
                        .isEqualTo(theirs.headers().first("X-Amz-Target"));
                okio.Buffer body = new okio.Buffer();
                RequestBody sent = ours.body();
                assertThat(sent).isNotNull();
                sent.writeTo(body);
                assertThat(String.valueOf(sent.contentType()))
                        .isEqualTo(theirs.headers().first("Content-Type"));
                Map<?, ?> expected = new HashMap<>(tree(theirs.bodyText()));
                expected.remove("ClientRequestToken");
                assertThat(tree(body.readUtf8())).isEqualTo(expected);
            }
        }
    }

    private static Map<?, ?> tree(String json) {
        return JsonResponseReader.exactKeys(RekognitionWire.class)
                .read(ByteString.encodeUtf8(json), null, Map.class)
                .orElseThrow();
    }

    static Stream<Arguments> records() {
        return Stream.of(
                Arguments.of(
                        RekognitionWire.ListFaces.class,
                        ListFacesRequest.builder().build()),
                Arguments.of(
                        RekognitionWire.SearchUsers.class,
                        SearchUsersRequest.builder().build()),
                Arguments.of(
                        RekognitionWire.DescribeCollection.class,
                        DescribeCollectionRequest.builder().build()),
                Arguments.of(
                        RekognitionWire.DisassociateFaces.class,
                        DisassociateFacesRequest.builder().build()),
                Arguments.of(
                        RekognitionWire.DeleteFaces.class,
                        DeleteFacesRequest.builder().build()),
                Arguments.of(
                        RekognitionWire.DeleteUser.class,
                        DeleteUserRequest.builder().build()),
                Arguments.of(
                        RekognitionWire.Faces.class, ListFacesResponse.builder().build()),
                Arguments.of(
                        RekognitionWire.Collection.class,
                        DescribeCollectionResponse.builder().build()),
                Arguments.of(
                        RekognitionWire.DisassociatedFaces.class,
                        DisassociateFacesResponse.builder().build()),
                Arguments.of(RekognitionWire.Face.class, Face.builder().build()),
                Arguments.of(
                        RekognitionWire.SearchedUsers.class,
                        SearchUsersResponse.builder().build()),
                Arguments.of(
                        RekognitionWire.SearchedUser.class,
                        SearchedUser.builder().build()),
                Arguments.of(
                        RekognitionWire.DeletedFaces.class,
                        DeleteFacesResponse.builder().build()),
                Arguments.of(
                        RekognitionWire.Unsuccessful.class,
                        UnsuccessfulFaceDeletion.builder().build()));
    }

    @ParameterizedTest
    @MethodSource("records")
    void record_everyName_isInTheServiceModel(Class<?> record, SdkPojo model) {
        assertThat(Arrays.stream(record.getRecordComponents()).map(RekognitionPeerTest::jsonName))
                .isSubsetOf(model.sdkFields().stream()
                        .map(field -> field.locationName())
                        .toList());
    }

    private static String jsonName(RecordComponent component) {
        try {
            return component
                    .getDeclaringRecord()
                    .getDeclaredField(component.getName())
                    .getAnnotation(Json.class)
                    .name();
        } catch (NoSuchFieldException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    @Test
    void reasons_ofTheServiceModel_areAllKnown() {
        assertThat(UnsuccessfulFaceDeletionReason.knownValues())
                .extracting(UnsuccessfulFaceDeletionReason::toString)
                .containsExactlyInAnyOrder(AwsErrors.STILL_ASSOCIATED, AwsErrors.FACE_NOT_FOUND);
        assertThat(UnsuccessfulFaceDisassociationReason.knownValues())
                .extracting(UnsuccessfulFaceDisassociationReason::toString)
                .containsExactlyInAnyOrder(AwsErrors.OTHER_USER, AwsErrors.FACE_NOT_FOUND);
    }

    @Test
    void codes_ofTheServiceModel_haveRows() {
        assertThat(exceptions())
                .hasSizeGreaterThan(20)
                .allSatisfy(code -> assertThat(AwsErrors.TABLE.find(code).isListed())
                        .as(code)
                        .isTrue());
    }

    @Test
    void codes_thatTheSdkHandlesSpecially_areHandledAlike() {
        assertThat(AwsErrorCode.THROTTLING_ERROR_CODES).allSatisfy(code -> {
            assertThat(AwsErrors.TABLE.find(code).kind()).as(code).isEqualTo(ErrorKind.RATE_LIMITED);
            assertThat(AwsErrors.TABLE.find(code).advice()).as(code).isEqualTo(RetryAdvice.BACKOFF);
        });
        assertThat(AwsErrorCode.RETRYABLE_ERROR_CODES)
                .allSatisfy(code ->
                        assertThat(AwsErrors.TABLE.find(code).advice()).as(code).isEqualTo(RetryAdvice.BACKOFF));
        assertThat(AwsErrorCode.DEFINITE_CLOCK_SKEW_ERROR_CODES)
                .allSatisfy(code ->
                        assertThat(AwsErrors.TABLE.find(code).remedy()).as(code).isEqualTo(ErrorTable.Remedy.CLOCK));
        assertThat(AwsErrorCode.POSSIBLE_CLOCK_SKEW_ERROR_CODES)
                .allSatisfy(code ->
                        assertThat(AwsErrors.TABLE.find(code).kind()).as(code).isEqualTo(ErrorKind.UNAUTHENTICATED));
    }

    /** Returns the codes of the SDK's exception classes. The class of the code InternalServerError is InternalServerErrorException. */
    private static List<String> exceptions() {
        String folder = RekognitionException.class.getPackageName().replace('.', '/');
        URI jar = URI.create("jar:"
                + RekognitionException.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation());
        try (FileSystem files = FileSystems.newFileSystem(jar, Map.of());
                Stream<Path> classes = Files.list(files.getPath(folder))) {
            return classes.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.matches("[A-Za-z0-9]+Exception\\.class"))
                    .map(name -> name.replace(".class", "").replace("ErrorException", "Error"))
                    .filter(name -> !name.equals("RekognitionException"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void regions_ofTheSdk_areKnownWithTheirHosts() {
        Map<String, URI> theirs = RekognitionClient.serviceMetadata().regions().stream()
                .filter(region -> !region.id().endsWith("-fips") && !ISOLATED.contains(region.id()))
                .collect(Collectors.toMap(
                        Region::id,
                        region -> RekognitionClient.serviceMetadata().endpointFor(region)));

        assertThat(AwsRegions.KNOWN).isSorted().containsExactlyInAnyOrderElementsOf(theirs.keySet());
        assertThat(AwsRegions.KNOWN)
                .allSatisfy(region ->
                        assertThat(AwsRegions.endpoint(region).host()).isEqualTo(String.valueOf(theirs.get(region))));
    }
}
