package io.efface.examples.migration;

import io.efface.DeleteFacesResult;
import io.efface.FaceId;
import io.efface.FaceOutcome;
import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Deletions with Efface. The class is the same for every vendor. */
final class WithEfface {
    private final FaceRepository faces; // accounts.get("cn-main")

    WithEfface(FaceRepository faces) {
        this.faces = faces;
    }

    boolean deletePerson(String person) {
        return faces.deletePerson(PersonId.of(person)).outcome() == PersonOutcome.DELETED;
    }

    boolean deleteFaces(String person, List<String> ids) {
        Set<FaceId> requested = ids.stream().map(FaceId::of).collect(Collectors.toSet());
        DeleteFacesResult result = faces.deleteFaces(PersonId.of(person), requested);
        return result.facesWith(FaceOutcome.DELETED).equals(requested);
    }
}
