package io.efface;

/** The operations, which are the same for all vendors. Later versions may add constants. */
public enum Operation {
    /** {@link FaceRepository#deletePerson(PersonId, CallOptions)}. */
    DELETE_PERSON("deletePerson"),
    /** {@link FaceRepository#deleteFaces(PersonId, java.util.Set, CallOptions)}. */
    DELETE_FACES("deleteFaces"),
    /** {@link FaceRepository#findPerson(PersonId, CallOptions)}. */
    FIND_PERSON("findPerson"),
    /** Opening an account. */
    OPEN("open");

    private final String spelling;

    Operation(String spelling) {
        this.spelling = spelling;
    }

    /** Returns the name of the operation in messages, tags and JSON, such as {@code deletePerson}. */
    public String spelling() {
        return spelling;
    }

    /** Returns whether the operation only reads, so that a failure never has an effect. */
    public boolean isRead() {
        return this == FIND_PERSON;
    }
}
