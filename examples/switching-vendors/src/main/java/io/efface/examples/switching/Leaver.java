package io.efface.examples.switching;

import io.efface.DeleteFacesResult;
import io.efface.FaceId;
import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.config.FaceRepositories;
import java.nio.file.Path;
import java.util.Set;

/** Deletes a face and then the whole person. No line of this class depends on the vendor. */
public final class Leaver {
    private Leaver() {}

    /** Returns the outcome of the deletion of the person. */
    public static PersonOutcome delete(FaceRepository faces, PersonId person, FaceId face) {
        DeleteFacesResult result = faces.deleteFaces(person, Set.of(face));
        System.out.println("face: " + result.faces().get(face).outcome());
        return faces.deletePerson(person).outcome();
    }

    public static void main(String[] arguments) {
        try (FaceRepositories accounts = FaceRepositories.load(Path.of(arguments[0]))) {
            System.out.println(
                    delete(accounts.defaultRepository(), PersonId.of(arguments[1]), FaceId.of(arguments[2])));
        }
    }
}
