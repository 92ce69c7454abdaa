package io.efface.testkit.example;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The client library that the fictional vendor Acme ships. Each method sends one request. */
public interface AcmeClient {
    /** Deletes a person. Returns false if the person did not exist. */
    boolean deletePerson(String person) throws IOException, Rejected;

    /** Deletes faces of a person. Returns the faces that were deleted, or empty if the person does not exist. */
    Optional<List<String>> deleteFaces(String person, List<String> faces) throws IOException, Rejected;

    /** Returns the faces of a person, or empty if the person does not exist. */
    Optional<List<String>> facesOf(String person) throws IOException, Rejected;

    /** Thrown if Acme rejects a request. */
    final class Rejected extends Exception {
        private static final long serialVersionUID = 1L;

        public final String code;

        public Rejected(String code) {
            this.code = code;
        }
    }
}
