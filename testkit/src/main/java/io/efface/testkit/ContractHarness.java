package io.efface.testkit;

import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.Operation;
import io.efface.PersonId;
import io.efface.Rate;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The repository of one contract test, with direct access to the vendor of the repository. The methods that read the vendor's state must
 * be thread-safe, because a test calls them while a call is under way.
 */
public interface ContractHarness extends AutoCloseable {
    /** Returns the repository under test; each call returns the same object. */
    FaceRepository repository();

    /**
     * Returns true if {@link #repository()} is an opened repository, which has layers, and false if it is the provider's primitive
     * repository. The contract uses this method to decide what it may expect: only layers repeat requests, divide calls, read people back
     * and apply quota. The layers must have default settings.
     */
    boolean opened();

    /**
     * Stores a person with exactly these faces at the vendor. This method does not change {@link #requests()}.
     *
     * @param faces the ids of the faces; may be empty
     */
    void put(PersonId person, Set<FaceId> faces);

    /** Returns the faces that the vendor actually holds for a person, or empty if the vendor does not hold the person. */
    Optional<Set<FaceId>> stored(PersonId person);

    /**
     * Returns whether the vendor holds a face, even if the face belongs to no person. The tests of remaining faces are aborted if this
     * method returns false for a face that {@link #put} stored. By default always false.
     */
    default boolean holdsFace(FaceId face) {
        return false;
    }

    /**
     * Makes the vendor store a face that belongs to no person. This method does not change {@link #requests()}. No call of the tests may
     * change this face.
     *
     * @return false if this vendor has no faces without a person; nothing is then stored. By default false
     */
    default boolean putFace(FaceId face) {
        return false;
    }

    /** Returns the number of requests that have reached the vendor since {@link ContractTarget#start()}, including rejected requests. */
    int requests();

    /**
     * Returns the vendor's responses since {@link ContractTarget#start()}, one for each request and the oldest first. By default an empty
     * list; the test of request ids is then aborted, and the details of errors are not compared with responses.
     */
    default List<VendorResponse> responses() {
        return List.of();
    }

    /**
     * Returns whether the vendor's latest response contains a value in addition to the request id: an id, a count or a code. A response
     * without such a value does not confirm a deletion. If this method returns false, a primitive repository must not report the evidence
     * {@code CONFIRMED}. By default true; this rule is then not tested.
     */
    default boolean latestResponseHasDetails() {
        return true;
    }

    /**
     * Returns the account's name, which each exception of the repository must contain. By default empty; the name is then not tested.
     */
    default Optional<String> account() {
        return Optional.empty();
    }

    /**
     * Prepares a fault for the next request that reaches the vendor, and for no later request.
     *
     * @return false if this vendor cannot simulate the fault; the test is then aborted with this reason
     */
    boolean inject(ContractFault fault);

    /**
     * Prepares a fault for a later request. The given number of requests before it have no fault.
     *
     * @return false if this harness cannot prepare such a fault; the test is then aborted with this reason
     */
    default boolean injectAfter(int requests, ContractFault fault) {
        return false;
    }

    /**
     * Prepares a fault for the request that carries out a deletion. Other requests of the deletion may precede this request. This method is
     * needed only if a deletion takes several requests.
     *
     * @return false if this harness does not know this request; the fault then affects the first request
     */
    default boolean injectIntoDeletion(Operation deletion, ContractFault fault) {
        return false;
    }

    /**
     * Returns whether an empty response with status 200 is the documented success of an operation, so that {@link ContractFault#EMPTY} is
     * no fault of this operation. The tests with this fault are then aborted. By default false.
     */
    default boolean emptyIsSuccess(Operation operation) {
        return false;
    }

    /**
     * Returns whether the vendor can technically hold these ids. An id that the vendor can hold must be deletable, even if the vendor's
     * documented rule forbids the id. The tests of unusual ids skip ids that the vendor cannot hold.
     */
    default boolean canHold(PersonId person, Set<FaceId> faces) {
        return true;
    }

    /**
     * Returns whether this variant of the vendor rejects a call that names a face that the person does not have. The rejected call has no
     * effect. Return true only if the vendor's documentation does not exclude this behaviour. By default false: the vendor reports such a
     * face as absent. After a rejection, a provider cannot know which face was absent.
     */
    default boolean rejectsUnknownFaces() {
        return false;
    }

    /** Returns the repository's clock for deadlines; it must run at about the speed of real time. */
    default Clock clock() {
        return Clock.systemUTC();
    }

    /** Returns the secrets, such as keys and tokens, that no message and no {@code toString} may contain. By default an empty set. */
    default List<String> secrets() {
        return List.of();
    }

    /**
     * Starts the same target again with an additional limit for the calls of the account. The caller closes the new harness.
     *
     * @return the harness, or empty if the target cannot be started with a limit; the test is then aborted with this reason
     * @throws IOException if an error occurs; the test then fails
     */
    default Optional<ContractHarness> limited(Rate limit) throws IOException {
        return Optional.empty();
    }

    /**
     * Starts the same target again with a timeout that the provider itself applies. A call without a response ends after this timeout. The
     * caller closes the new harness.
     *
     * @return the harness, or empty if the target cannot be started with a timeout; the test is then aborted with this reason
     * @throws IOException if an error occurs; the test then fails
     */
    default Optional<ContractHarness> withTimeout(Duration timeout) throws IOException {
        return Optional.empty();
    }

    /**
     * Returns whether the resources that the application gave to the account, such as an HTTP client or an executor, are still open. This
     * is tested after each call and after {@code close}. By default empty: the application gives no resources, and the test of {@code
     * close} is aborted with this reason.
     */
    default Optional<Boolean> sharedResourcesOpen() {
        return Optional.empty();
    }

    /**
     * Starts the same target again with an account whose {@linkplain io.efface.spi.ProviderConfig#library() library} does not exist at the
     * vendor. The tests do not call {@code put} and {@code stored} of the new harness. The caller closes the new harness.
     *
     * @return the harness, or empty if this vendor has no libraries; the tests of libraries are then aborted with this reason
     * @throws IOException if an error occurs; the test then fails
     */
    default Optional<ContractHarness> missingLibrary() throws IOException {
        return Optional.empty();
    }

    /** Closes a primitive repository, or the accounts of a repository with layers. A second call does nothing. */
    void closeRepository();

    /**
     * Closes all resources, including the repository if it is still open.
     *
     * @throws IOException if an error occurs; the test then fails
     */
    @Override
    void close() throws IOException;

    /**
     * What one response of the vendor contained, for comparison with the result or exception of the call. Immutable.
     *
     * @param requestId the vendor's id of the request, or empty if the response contained none
     * @param code the vendor's error code, or empty if the response contained none
     * @param httpStatus the HTTP status, or empty if the vendor has no HTTP
     * @param retryAfter the wait that the response states, or empty if it states none
     */
    record VendorResponse(
            Optional<String> requestId, Optional<String> code, OptionalInt httpStatus, Optional<Duration> retryAfter) {
        /**
         * Checks the values.
         *
         * @throws NullPointerException if a value is null
         */
        public VendorResponse {
            Objects.requireNonNull(requestId, "requestId");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(httpStatus, "httpStatus");
            Objects.requireNonNull(retryAfter, "retryAfter");
        }

        /** Returns a response with a request id and without an error. */
        public static VendorResponse ofRequest(String requestId) {
            return new VendorResponse(Optional.of(requestId), Optional.empty(), OptionalInt.empty(), Optional.empty());
        }
    }
}
