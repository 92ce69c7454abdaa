package io.efface;

/** The operations, which are the same for all vendors. Later versions may add constants. */
public enum Operation {
    /** The deletion of a person: {@link FaceRepository#deletePerson(PersonId, CallOptions)}. */
    DELETE_PERSON("deletePerson"),
    /** The deletion of faces: {@link FaceRepository#deleteFaces(PersonId, java.util.Set, CallOptions)}. */
    DELETE_FACES("deleteFaces"),
    /** The read of a person: {@link FaceRepository#findPerson(PersonId, CallOptions)}. */
    FIND_PERSON("findPerson"),
    /** The opening of an account: {@link io.efface.config.FaceRepositories}. */
    OPEN("open");

    private final String spelling;

    Operation(String spelling) {
        this.spelling = spelling;
    }

    /** Returns the name of the operation in messages, tags and JSON, such as {@code deletePerson}. */
    public String spelling() {
        return spelling;
    }

    /** Returns whether the operation only reads. A failed read always has the effect {@link Effect#NONE}. */
    public boolean isRead() {
        return this == FIND_PERSON;
    }
}
