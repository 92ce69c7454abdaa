package io.efface.erasure.input;

/** The columns of a list that count. */
enum Column {
    SUBJECT("subject"),
    ACCOUNT("account"),
    PERSON("person_id"),
    FACES("face_ids");

    private final String title;

    Column(String title) {
        this.title = title;
    }

    /** Returns what the column is called unless the caller says otherwise. */
    String title() {
        return title;
    }
}
