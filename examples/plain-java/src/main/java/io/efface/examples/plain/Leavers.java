package io.efface.examples.plain;

import io.efface.DeletePersonResult;
import io.efface.Effect;
import io.efface.FaceException;
import io.efface.FaceRepository;
import io.efface.PersonId;
import io.efface.config.FaceRepositories;
import java.nio.file.Path;

/** Deletes people from the default account. */
public final class Leavers {
    private final FaceRepository faces;

    public Leavers(FaceRepository faces) {
        this.faces = faces;
    }

    /** Returns one line about the deletion of a person. The line contains no id. */
    public String delete(String person) {
        try {
            DeletePersonResult result = faces.deletePerson(PersonId.of(person));
            return result.outcome() + ", evidence " + result.evidence();
        } catch (FaceException e) {
            String happened = e.effect() == Effect.NONE ? "nothing was deleted" : "the person may be deleted";
            return "failed with " + e.kind() + "; " + happened;
        }
    }

    public static void main(String[] arguments) {
        try (FaceRepositories accounts = FaceRepositories.load(Path.of(arguments[0]))) {
            System.out.println(new Leavers(accounts.defaultRepository()).delete(arguments[1]));
        }
    }
}
