package io.efface.rekognition;

import io.efface.FaceException;

/** Interprets the vendor's error codes: a missing resource is a result, and any other error is an exception. Stateless and thread-safe. */
final class RekognitionErrorMapper {
    private RekognitionErrorMapper() {}

    /**
     * Returns whether the response says that the User or the collection does not exist. Both have the same code. Returns false for a
     * response without an error.
     *
     * @throws FaceException if the response has any other error
     */
    static boolean isMissing(RekognitionResponse response) {
        String code = response.errorCode().orElse("");
        if (code.isEmpty() || code.equals(AwsErrors.RESOURCE_NOT_FOUND)) {
            return !code.isEmpty();
        }
        throw response.error(AwsErrors.row(code, response.text()), code).build();
    }

    /** Returns the exception for a collection that does not exist. */
    static FaceException missingCollection(RekognitionResponse response) {
        return response.error(AwsErrors.TABLE.find(AwsErrors.RESOURCE_NOT_FOUND), AwsErrors.RESOURCE_NOT_FOUND)
                .build();
    }
}
