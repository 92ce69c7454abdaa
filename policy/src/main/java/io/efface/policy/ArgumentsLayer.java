package io.efface.policy;

import io.efface.CallOptions;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.Person;
import io.efface.PersonId;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Refuses bad arguments before any layer may send a read for them, and copies the faces once. */
final class ArgumentsLayer extends Layer {
    ArgumentsLayer(FaceRepository inner) {
        super(inner);
    }

    @Override
    public DeletePersonResult deletePerson(PersonId person, CallOptions options) {
        check(person, options);
        return super.deletePerson(person, options);
    }

    @Override
    public DeleteFacesResult deleteFaces(PersonId person, Set<FaceId> faces, CallOptions options) {
        check(person, options);
        LinkedHashSet<FaceId> copy = new LinkedHashSet<>();
        for (FaceId face : faces) {
            copy.add(Objects.requireNonNull(face, "face id"));
        }
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("faces is empty; name at least one face");
        }
        return super.deleteFaces(person, Collections.unmodifiableSet(copy), options);
    }

    @Override
    public Optional<Person> findPerson(PersonId person, CallOptions options) {
        check(person, options);
        return super.findPerson(person, options);
    }

    private static void check(PersonId person, CallOptions options) {
        Objects.requireNonNull(person, "person");
        Objects.requireNonNull(options, "options");
    }
}
