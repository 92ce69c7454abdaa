package io.efface;

/** The portable operations. Constants are only ever added. */
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

    /** Returns the one spelling used in messages, tags and JSON, such as {@code deletePerson}. */
    public String spelling() {
        return spelling;
    }

    /** Returns whether the operation only reads, so that its failure never has an effect. */
    public boolean isRead() {
        return this == FIND_PERSON;
    }
}
