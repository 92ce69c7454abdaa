package io.efface.erasure.input;

/** The columns of a list that Efface reads. */
enum Column {
    SUBJECT("subject"),
    ACCOUNT("account"),
    PERSON("person_id"),
    FACES("face_ids");

    private final String title;

    Column(String title) {
        this.title = title;
    }

    /** Returns the default name of the column. */
    String title() {
        return title;
    }
}
