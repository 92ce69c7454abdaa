package io.efface.emulator.rekognition;

/**
 * Thrown if the emulated Rekognition rejects a call. The call then has no effect. The message of the exception is only the code, and so
 * contains no id, signature or token.
 */
final class RekognitionErrorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String text;

    /**
     * Creates a rejection.
     *
     * @param code AWS's code, for example {@code ResourceNotFoundException}
     * @param text the message of the response
     */
    RekognitionErrorException(String code, String text) {
        super(code, null, false, false);
        this.code = code;
        this.text = text;
    }

    /** Creates a rejection with the usual message of its code. */
    RekognitionErrorException(String code) {
        this(code, RekognitionErrors.message(code));
    }

    String code() {
        return code;
    }

    String text() {
        return text;
    }
}
