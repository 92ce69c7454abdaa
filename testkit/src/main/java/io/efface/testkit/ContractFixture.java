package io.efface.testkit;

import static io.efface.testkit.ContractAssertions.assertEquals;
import static io.efface.testkit.ContractAssertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.CallOptions;
import io.efface.Capabilities;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.FindPersonResult;
import io.efface.LastFaceRule;
import io.efface.Operation;
import io.efface.Person;
import io.efface.PersonId;
import io.efface.ReadBack;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The people of one test: a person whom the test deletes, a second person whose faces must not change, and a third person whose deletion
 * shows how many requests a deletion needs. If the vendor has faces without a person, one such face must not change, either.
 * {@link ConsistencyCheck} checks each call of this class against the vendor's state before and after the call.
 */
final class ContractFixture {
    static final PersonId PERSON = PersonId.of("contract-person-1");
    private static final PersonId BYSTANDER = PersonId.of("contract-person-2");
    private static final PersonId EXAMPLE = PersonId.of("contract-person-3");
    // Larger than 2^53. A provider that converts such a face id to a double loses digits and fails the tests.
    private static final long FIRST_FACE = 9_007_199_254_740_993L;
    // No face has the same number as a face of another person, because a face belongs to one person.
    private static final int FIRST_OF_EXAMPLE = 100_000;
    private static final Set<FaceId> FACES_OF_BYSTANDER = faces(200_000, 3);
    private static final FaceId FACE_WITHOUT_PERSON =
            faces(200_010, 1).iterator().next();

    final ContractHarness harness;
    final FaceRepository repository;
    private final boolean findsFaces;
    private final boolean hasFaceWithoutPerson;
    private int requestsOfDeletion;
    private int requestsOfFaceDeletion;

    ContractFixture(ContractHarness harness) {
        this.harness = harness;
        this.repository = harness.repository();
        harness.put(BYSTANDER, FACES_OF_BYSTANDER);
        assertEquals(
                Optional.of(FACES_OF_BYSTANDER),
                harness.stored(BYSTANDER),
                "the harness must hold the faces that were put");
        this.findsFaces = FACES_OF_BYSTANDER.stream().allMatch(harness::holdsFace);
        this.hasFaceWithoutPerson = harness.putFace(FACE_WITHOUT_PERSON);
    }

    /** Returns a fixture whose vendor stores {@link #PERSON} with {@code faces} faces: the faces {@code faces(0, faces)}. */
    static ContractFixture holding(ContractHarness harness, int faces) {
        ContractFixture fixture = new ContractFixture(harness);
        fixture.put(PERSON, faces(0, faces));
        return fixture;
    }

    /**
     * Returns a fixture like {@link #holding(ContractHarness, int)} for a test of an operation. Aborts the test if people cannot be read
     * and the operation is a read.
     */
    static ContractFixture holding(ContractHarness harness, int faces, Operation operation) {
        ContractFixture fixture = absent(harness, operation);
        fixture.put(PERSON, faces(0, faces));
        return fixture;
    }

    /**
     * Returns a fixture whose vendor does not store {@link #PERSON}. Aborts the test if people cannot be read and the operation is a read.
     */
    static ContractFixture absent(ContractHarness harness, Operation operation) {
        ContractFixture fixture = new ContractFixture(harness);
        if (operation.isRead()) {
            fixture.assumeReadBack();
        }
        return fixture;
    }

    /**
     * Returns a fixture of another harness of the same target. The vendor of that harness stores {@link #PERSON} with {@code faces} faces.
     * The new fixture does not measure the numbers of requests again, so all requests of the other harness are requests of the test.
     */
    ContractFixture sameOn(ContractHarness other, int faces) {
        ContractFixture fixture = holding(other, faces);
        fixture.requestsOfDeletion = requestsOfDeletion();
        fixture.requestsOfFaceDeletion = requestsOfFaceDeletion();
        return fixture;
    }

    /** Returns {@code count} face ids with consecutive numbers, beginning with the number {@code first}. */
    static Set<FaceId> faces(int first, int count) {
        LinkedHashSet<FaceId> faces = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            faces.add(FaceId.of(Long.toString(FIRST_FACE + first + i)));
        }
        return Collections.unmodifiableSet(faces);
    }

    static Set<FaceId> both(Set<FaceId> first, Set<FaceId> others) {
        LinkedHashSet<FaceId> all = new LinkedHashSet<>(first);
        all.addAll(others);
        return Collections.unmodifiableSet(all);
    }

    /** Returns the seed of random sequences and sizes: {@code -Defface.contract.seed}, or else a fixed number. */
    static long seed() {
        return Long.getLong("efface.contract.seed", 1);
    }

    static Set<FaceId> facesOfBystander() {
        return FACES_OF_BYSTANDER;
    }

    /** Returns whether a face belongs to another person than {@link #PERSON}, or to no person. */
    static boolean isOfOthers(FaceId face) {
        return FACES_OF_BYSTANDER.contains(face) || face.equals(FACE_WITHOUT_PERSON);
    }

    void put(PersonId person, Set<FaceId> faces) {
        assumeTrue(harness.canHold(person, faces), "this vendor cannot hold such ids");
        harness.put(person, faces);
        assertEquals(Optional.of(faces), harness.stored(person), "the harness must hold the faces that were put");
    }

    /** Returns whether the harness can find faces without their person. */
    boolean findsFaces() {
        return findsFaces;
    }

    /** Aborts the test if the harness cannot find faces without their person. */
    void assumeFindsFaces() {
        assumeTrue(findsFaces(), "this harness cannot find faces without their person");
    }

    Optional<Set<FaceId>> stored() {
        return harness.stored(PERSON);
    }

    Capabilities capabilities() {
        return repository.capabilities();
    }

    /** Prepares a fault for the next request. Aborts the test if the harness cannot simulate the fault. */
    void inject(ContractFault fault) {
        requestsOfDeletion();
        assumeTrue(harness.inject(fault), () -> "this target cannot simulate the fault " + fault);
    }

    /**
     * Prepares a fault for the first request of an operation. Reads that layers send before this request have no fault. Aborts the test if
     * the harness cannot simulate the fault.
     */
    void inject(Operation operation, ContractFault fault) {
        injectAfter(0, operation, fault);
    }

    /**
     * Prepares a fault for the request that carries out a deletion. If the harness does not know this request, the fault is for the first
     * request of the deletion. Aborts the test if the harness cannot simulate the fault.
     */
    void injectIntoDeletion(Operation deletion, ContractFault fault) {
        assumeIsFault(deletion, fault);
        measure(deletion);
        if (!harness.injectIntoDeletion(deletion, fault)) {
            inject(deletion, fault);
        }
    }

    /** Aborts the test if the vendor documents the response of the fault as the success of the operation. */
    void assumeIsFault(Operation operation, ContractFault fault) {
        assumeFalse(
                isDocumentedSuccess(operation, fault), "an empty response is the documented success of this operation");
    }

    boolean isDocumentedSuccess(Operation operation, @Nullable ContractFault fault) {
        return fault == ContractFault.EMPTY && harness.emptyIsSuccess(operation);
    }

    /**
     * Prepares a fault for the request that follows {@code requests} requests of an operation. Aborts the test if the harness cannot
     * simulate the fault.
     */
    void injectAfter(int requests, Operation operation, ContractFault fault) {
        measure(operation);
        int earlierRequests = requests + readsBefore(operation);
        boolean isPrepared = earlierRequests == 0 ? harness.inject(fault) : harness.injectAfter(earlierRequests, fault);
        assumeTrue(
                isPrepared,
                () -> "this target cannot simulate the fault " + fault
                        + (earlierRequests == 0 ? "" : " in a later request"));
    }

    /** Measures the numbers of requests. This must happen before a fault is prepared, because the measurement would use up the fault. */
    private void measure(Operation operation) {
        requestsOfDeletion();
        if (operation == Operation.DELETE_FACES) {
            requestsOfFaceDeletion();
        }
    }

    /**
     * Returns the number of reads that layers send before the first request of an operation. This is one read if the operation deletes
     * faces and the vendor deletes a person together with the last face. Otherwise there is no such read.
     */
    int readsBefore(Operation operation) {
        boolean reads = operation == Operation.DELETE_FACES
                && harness.opened()
                && capabilities().lastFace().behavior() == LastFaceRule.Behavior.DELETES_PERSON;
        return reads ? 1 : 0;
    }

    /**
     * Returns the number of requests for the deletion of a person with as many faces as {@link #PERSON}. The first call measures this
     * number with another person, so this method must be called before a fault is prepared.
     */
    int requestsOfDeletion() {
        if (requestsOfDeletion == 0) {
            harness.put(EXAMPLE, faces(FIRST_OF_EXAMPLE, stored().map(Set::size).orElse(0)));
            requestsOfDeletion = repository.deletePerson(EXAMPLE).trace().attempts();
        }
        return requestsOfDeletion;
    }

    /** Returns whether the deletion of a person needs only one request. A fault of the next request is then a fault of the deletion. */
    boolean deletesPersonInOneRequest() {
        return requestsOfDeletion() == 1;
    }

    /**
     * Returns the number of requests for the deletion of some of a person's faces. The first call measures this number with another
     * person, so this method must be called before a fault is prepared.
     */
    int requestsOfFaceDeletion() {
        if (requestsOfFaceDeletion == 0) {
            requestsOfFaceDeletion = requestsOfFaceDeletion(facesOfOneCall(0, 2).size());
        }
        return requestsOfFaceDeletion;
    }

    /**
     * Returns the number of requests for the deletion of {@code faces} faces of a person. Measures this number with another person, so this
     * method must be called before a fault is prepared.
     *
     * @param faces the number of faces, at most as many as one call accepts
     */
    int requestsOfFaceDeletion(int faces) {
        harness.put(EXAMPLE, faces(FIRST_OF_EXAMPLE, faces + 2));
        int requests = repository
                .deleteFaces(EXAMPLE, faces(FIRST_OF_EXAMPLE, faces))
                .trace()
                .attempts();
        repository.deletePerson(EXAMPLE);
        return requests;
    }

    /** Returns the ids of {@link #faces(int, int)}, but at most as many as one call accepts. */
    Set<FaceId> facesOfOneCall(int first, int count) {
        return faces(first, Math.min(count, capabilities().facesPerCall()));
    }

    /** Aborts the test if people cannot be read. */
    void assumeReadBack() {
        assumeTrue(capabilities().readBack() != ReadBack.NONE, "this target has no read-back");
    }

    ObservedCall<DeletePersonResult> deletePerson() {
        return deletePerson(PERSON, CallOptions.defaults());
    }

    ObservedCall<DeletePersonResult> deletePerson(PersonId person, CallOptions options) {
        return checked(person, () -> repository.deletePerson(person, options));
    }

    ObservedCall<DeletePersonResult> deletePerson(PersonId person, LayerCall call) {
        AccountRepository account = repository.unwrap(AccountRepository.class).orElseThrow();
        return checked(person, () -> account.deletePerson(person, call));
    }

    /** Makes a call that deletes the person, and checks its result or exception against the vendor's state. */
    ObservedCall<DeletePersonResult> checked(PersonId person, Supplier<DeletePersonResult> call) {
        Optional<Set<FaceId>> before = harness.stored(person);
        ObservedCall<DeletePersonResult> observed = ObservedCall.call(harness, call);
        ConsistencyCheck check = check(Operation.DELETE_PERSON, person, Set.of(), before, false, observed);
        if (observed.failed()) {
            check.checkFailure(observed.error());
        } else {
            check.checkPersonDeletion(observed.success());
        }
        return observed;
    }

    ObservedCall<DeleteFacesResult> deleteFaces(Set<FaceId> faces) {
        return deleteFaces(PERSON, faces, CallOptions.defaults());
    }

    ObservedCall<DeleteFacesResult> deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
        assumeTrue(
                harness.opened() || faces.size() <= capabilities().facesPerCall(),
                "one call of this provider accepts fewer faces");
        return checked(
                person,
                faces,
                options.deletesPersonForAllFaces(),
                ofCaller -> repository.deleteFaces(person, ofCaller, options));
    }

    ObservedCall<DeleteFacesResult> deleteFaces(PersonId person, Set<FaceId> faces, LayerCall call) {
        AccountRepository account = repository.unwrap(AccountRepository.class).orElseThrow();
        return checked(person, faces, false, ofCaller -> account.deleteFaces(person, ofCaller, call));
    }

    /** Makes a call that deletes faces, and checks its result or exception against the vendor's state. */
    private ObservedCall<DeleteFacesResult> checked(
            PersonId person,
            Set<FaceId> faces,
            boolean mayDeletePerson,
            Function<Set<FaceId>, DeleteFacesResult> call) {
        Set<FaceId> requested = Collections.unmodifiableSet(new LinkedHashSet<>(faces));
        Set<FaceId> ofCaller = new LinkedHashSet<>(faces);
        Optional<Set<FaceId>> before = harness.stored(person);
        ObservedCall<DeleteFacesResult> observed = ObservedCall.call(harness, () -> call.apply(ofCaller));
        assertEquals(
                new ArrayList<>(requested),
                new ArrayList<>(ofCaller),
                "the call must not change the set of the caller");
        ConsistencyCheck check = check(Operation.DELETE_FACES, person, requested, before, mayDeletePerson, observed);
        if (observed.failed()) {
            check.checkFailure(observed.error());
        } else {
            check.checkFaceDeletion(observed.success());
        }
        return observed;
    }

    ObservedCall<Optional<Person>> findPerson() {
        return findPerson(PERSON, CallOptions.defaults());
    }

    ObservedCall<Optional<Person>> findPerson(PersonId person, CallOptions options) {
        return read(person, options).map(FindPersonResult::person);
    }

    /** Reads a person, and checks the result with its trace against the vendor's state. */
    ObservedCall<FindPersonResult> read(PersonId person, CallOptions options) {
        Optional<Set<FaceId>> before = harness.stored(person);
        ObservedCall<FindPersonResult> observed =
                ObservedCall.call(harness, () -> repository.findPerson(person, options));
        ConsistencyCheck check = check(Operation.FIND_PERSON, person, Set.of(), before, false, observed);
        if (observed.failed()) {
            check.checkFailure(observed.error());
        } else {
            check.checkRead(observed.success());
        }
        return observed;
    }

    /** Checks that the vendor holds the person with exactly these faces. */
    void assertHolds(Set<FaceId> faces) {
        assertEquals(Optional.of(faces), stored(), "the vendor must hold exactly the other faces");
    }

    /** Checks that the vendor does not hold the person. */
    void assertGone() {
        assertEquals(Optional.empty(), stored(), "the vendor must not hold the person after the deletion");
    }

    /** Checks the faces that do not belong to the person: the faces of another person, and the face without a person. */
    void assertOthersUnchanged() {
        assertEquals(
                Optional.of(FACES_OF_BYSTANDER), harness.stored(BYSTANDER), "the call must not change other people");
        assertTrue(
                !findsFaces || FACES_OF_BYSTANDER.stream().allMatch(harness::holdsFace),
                "the vendor must still hold the faces of other people");
        assertTrue(
                !hasFaceWithoutPerson || harness.holdsFace(FACE_WITHOUT_PERSON),
                "the vendor must still hold the face without a person");
    }

    /** Returns the face without a person. Aborts the test if this vendor has no such faces. */
    FaceId faceWithoutPerson() {
        assumeTrue(hasFaceWithoutPerson, "this vendor has no faces without a person");
        return FACE_WITHOUT_PERSON;
    }

    private ConsistencyCheck check(
            Operation operation,
            PersonId person,
            Set<FaceId> requested,
            Optional<Set<FaceId>> before,
            boolean mayDeletePerson,
            ObservedCall<?> observed) {
        // The vendor may still carry out a request of a call that the test ended. This is also an effect of the call,
        // so the vendor's state is read last.
        assertOthersUnchanged();
        return new ConsistencyCheck(
                harness, operation, person, requested, before, harness.stored(person), mayDeletePerson, observed);
    }
}
