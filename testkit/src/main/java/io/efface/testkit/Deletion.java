package io.efface.testkit;

import io.efface.CallOptions;
import io.efface.CallResult;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.Operation;
import io.efface.spi.CallContext;
import io.efface.spi.ProviderRepository;
import io.efface.spi.Step;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A deletion of {@link ContractFixture#PERSON} or of some of its faces, for tests that run with both kinds of deletion.
 *
 * @param <T> the type of the result
 */
abstract class Deletion<T extends CallResult<T>> {
    final ContractFixture fixture;
    final Operation operation;
    /** All faces of the person before the deletion. */
    final Set<FaceId> all;

    private Deletion(ContractFixture fixture, Operation operation) {
        this.fixture = fixture;
        this.operation = operation;
        this.all = fixture.stored().orElseThrow();
    }

    /** The deletion of the whole person. */
    static Deletion<DeletePersonResult> ofPerson(ContractFixture fixture) {
        return new Deletion<>(fixture, Operation.DELETE_PERSON) {
            @Override
            Step<DeletePersonResult> first(ProviderRepository provider, CallContext call) {
                return provider.deletePerson(ContractFixture.PERSON, call);
            }

            @Override
            DeletePersonResult send(FaceRepository repository) {
                return repository.deletePerson(ContractFixture.PERSON);
            }

            @Override
            DeletePersonResult send(AccountRepository account, LayerCall call) {
                return account.deletePerson(ContractFixture.PERSON, call);
            }

            @Override
            ObservedCall<DeletePersonResult> checked(CallOptions options) {
                return fixture.deletePerson(ContractFixture.PERSON, options);
            }

            @Override
            int requests() {
                return fixture.requestsOfDeletion();
            }

            @Override
            Optional<Set<FaceId>> left() {
                return Optional.empty();
            }
        };
    }

    /** The deletion of some faces of a person in one call. */
    static Deletion<DeleteFacesResult> ofFaces(ContractFixture fixture) {
        Set<FaceId> faces = fixture.facesOfOneCall(0, 2);
        return new Deletion<>(fixture, Operation.DELETE_FACES) {
            @Override
            Step<DeleteFacesResult> first(ProviderRepository provider, CallContext call) {
                return provider.deleteFaces(ContractFixture.PERSON, faces, call);
            }

            @Override
            DeleteFacesResult send(FaceRepository repository) {
                return repository.deleteFaces(ContractFixture.PERSON, faces);
            }

            @Override
            DeleteFacesResult send(AccountRepository account, LayerCall call) {
                return account.deleteFaces(ContractFixture.PERSON, faces, call);
            }

            @Override
            ObservedCall<DeleteFacesResult> checked(CallOptions options) {
                return fixture.deleteFaces(ContractFixture.PERSON, faces, options);
            }

            @Override
            int requests() {
                return fixture.requestsOfFaceDeletion();
            }

            @Override
            Optional<Set<FaceId>> left() {
                Set<FaceId> others = new LinkedHashSet<>(all);
                others.removeAll(faces);
                return Optional.of(others);
            }
        };
    }

    /** Sends the first request of the deletion with the provider, without layers. */
    abstract Step<T> first(ProviderRepository provider, CallContext call);

    /** Makes the call without checks. */
    abstract T send(FaceRepository repository);

    /** Makes the call with the layers, without checks. */
    abstract T send(AccountRepository account, LayerCall call);

    /** Makes the call, and checks it against the vendor's state. */
    abstract ObservedCall<T> checked(CallOptions options);

    /** Returns the number of requests of the deletion. */
    abstract int requests();

    /** Returns the faces that the vendor must hold for the person after the deletion. */
    abstract Optional<Set<FaceId>> left();
}
