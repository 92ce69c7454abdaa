package io.efface.testkit;

import io.efface.CallOptions;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.Operation;
import java.util.Optional;
import java.util.Set;

/** One typical call of each operation, for tests that treat them alike: the person held, and two of its faces, or one if a call takes one. */
final class Calls {
    private Calls() {}

    /** Returns whether one request carries the whole call out. */
    static boolean isOneRequest(Scene scene, Operation operation) {
        return switch (operation) {
            case DELETE_PERSON -> scene.deletesPersonInOneRequest();
            case DELETE_FACES -> scene.requestsOfFaceDeletion() == 1;
            default -> true;
        };
    }

    private static Set<FaceId> faces(Scene scene) {
        return scene.facesOfOneCall(0, 2);
    }

    /** Makes the call and checks it against what the vendor holds. */
    static Tried<?> of(Scene scene, Operation operation, CallOptions options) {
        return switch (operation) {
            case DELETE_PERSON -> scene.deletePerson(Scene.PERSON, options);
            case DELETE_FACES -> scene.deleteFaces(Scene.PERSON, faces(scene), options);
            default -> scene.findPerson(Scene.PERSON, options);
        };
    }

    /** Makes the call and nothing else. */
    static Object unchecked(Scene scene, Operation operation, CallOptions options) {
        FaceRepository repository = scene.repository;
        return switch (operation) {
            case DELETE_PERSON -> repository.deletePerson(Scene.PERSON, options);
            case DELETE_FACES -> repository.deleteFaces(Scene.PERSON, faces(scene), options);
            default -> repository.findPerson(Scene.PERSON, options);
        };
    }

    static Agreement agreement(Scene scene, Operation operation, Optional<Set<FaceId>> before, Tried<?> tried) {
        Set<FaceId> requested = operation == Operation.DELETE_FACES ? faces(scene) : Set.of();
        return new Agreement(scene.harness, operation, Scene.PERSON, requested, before, scene.stored(), false, tried);
    }
}
