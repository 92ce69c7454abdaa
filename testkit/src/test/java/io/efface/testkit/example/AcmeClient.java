package io.efface.testkit.example;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Acme's own client, as if Acme had written it. */
public interface AcmeClient {
    /** Says whether the person was there. */
    boolean deletePerson(String person) throws IOException, Refused;

    /** Lists the faces that were removed, or says that there is no such person. */
    Optional<List<String>> deleteFaces(String person, List<String> faces) throws IOException, Refused;

    Optional<List<String>> facesOf(String person) throws IOException, Refused;

    /** Acme's answer to what it does not do. */
    final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        public final String code;

        public Refused(String code) {
            this.code = code;
        }
    }
}
