package io.efface.testkit.example;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Acme's own client, as if Acme had written it. */
public interface AcmeClient {
    /** Says whether the person was there. */
    boolean deletePerson(String person) throws IOException, Rejected;

    /** Lists the faces that were removed, or says that there is no such person. */
    Optional<List<String>> deleteFaces(String person, List<String> faces) throws IOException, Rejected;

    Optional<List<String>> facesOf(String person) throws IOException, Rejected;

    /** Acme's response to what it does not do. */
    final class Rejected extends Exception {
        private static final long serialVersionUID = 1L;

        public final String code;

        public Rejected(String code) {
            this.code = code;
        }
    }
}
