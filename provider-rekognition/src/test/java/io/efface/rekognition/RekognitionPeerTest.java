package io.efface.rekognition;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.Json;
import io.efface.ErrorKind;
import io.efface.RetryAdvice;
import io.efface.emulator.http.EmulatorRequest;
import io.efface.http.ErrorTable;
import io.efface.http.HttpTransport;
import io.efface.http.json.JsonResponseReader;
import io.efface.http.signing.Digests;
import io.efface.http.signing.SigV4;
import io.efface.spi.OpenContext;
import io.efface.testkit.TestAccount;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.internal.AwsErrorCode;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
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

/** Compares the provider's signatures, requests, records, codes and regions with AWS's own SDK for Java. */
class RekognitionPeerTest {
    private static final String ID = "AKIDEXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final Set<String> ISOLATED = Set.of("eu-isoe-west-1", "us-isof-east-1", "us-isof-south-1");

    @Test
    void sign_anyRequest_givesTheSignatureOfTheSdk() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            String url = "https://example.amazonaws.com" + path(random) + query(random);
            String body = text(random, "{}\"abcé 名:,/", 60);
            String token = random.nextBoolean() ? null : text(random, "abcDEF0123+/=", 40) + "t";
            Instant at = Instant.ofEpochSecond(random.nextInt(2_000_000_000));
            Map<String, String> headers = new HashMap<>(Map.of(
                    "Content-Type", "application/x-amz-json-1.1",
                    "X-Amz-Target", "RekognitionService.ListFaces"));
            headers.put("X-Other", text(random, "ab  c", 12) + "x");

            assertThat(ours(url, headers, body, token, at))
                    .as("seed %s, %s", seed, url)
                    .isEqualTo(theirs(url, headers, body, token, at));
        }
    }

    private static String path(Random random) {
        return "/" + text(random, "ab/.~-%20é !'()*:@&=+$,", 12).replace("%", "%25");
    }

    private static String query(Random random) {
        return Stream.generate(() -> "n" + text(random, "abAB-_.~*%é", 4) + "=" + text(random, "abAB-_.~=*% é", 8))
                .limit(random.nextInt(4))
                .collect(Collectors.joining("&", "?", ""))
                .replace("%", "%25");
    }

    private static String text(Random random, String letters, int longest) {
        return Stream.generate(() -> letters.charAt(random.nextInt(letters.length())))
                .limit(random.nextInt(longest))
                .map(String::valueOf)
                .collect(Collectors.joining());
    }

    private static String ours(
            String url, Map<String, String> headers, String body, @Nullable String token, Instant at) {
        Request.Builder request = new Request.Builder()
                .url(url)
                .post(RequestBody.create(body, (MediaType) null))
                .header("Host", "example.amazonaws.com");
        headers.forEach(request::header);
        // The SDK sends and signs this header for every service.
        request.header("x-amz-content-sha256", Digests.sha256Hex(body));
        Request signed = new SigV4("us-east-1", "rekognition")
                .sign(request.build(), body.getBytes(StandardCharsets.UTF_8), ID, SECRET, token, at);
        return String.valueOf(signed.header("Authorization"));
    }

    private static String theirs(
            String url, Map<String, String> headers, String body, @Nullable String token, Instant at) {
        // The provider sends the path in OkHttp's form, so the SDK must sign this form.
        HttpUrl sent = HttpUrl.get(url);
        SdkHttpFullRequest.Builder request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("https://example.amazonaws.com" + sent.encodedPath()));
        for (int i = 0; i < sent.querySize(); i++) {
            if (!sent.queryParameterName(i).isEmpty()) {
                request.appendRawQueryParameter(sent.queryParameterName(i), sent.queryParameterValue(i));
            }
        }
        headers.forEach(request::putHeader);
        AwsCredentialsIdentity key = token == null
                ? AwsBasicCredentials.create(ID, SECRET)
                : AwsSessionCredentials.create(ID, SECRET, token);
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(key)
                        .request(request.build())
                        .payload(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "rekognition")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)));
        return signed.request().firstMatchingHeader("Authorization").orElseThrow();
    }

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
