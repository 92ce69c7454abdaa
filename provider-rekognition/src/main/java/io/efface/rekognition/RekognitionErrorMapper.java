package io.efface.rekognition;

import io.efface.FaceException;

/** Decides what the vendor's error code means: a missing resource, or an exception. Stateless and thread-safe. */
final class RekognitionErrorMapper {
    private RekognitionErrorMapper() {}

    /**
     * Returns whether the response says that a resource does not exist, without saying which one: the User or the collection. False for a
     * response without an error.
     *
     * @throws FaceException if it is any other error
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
