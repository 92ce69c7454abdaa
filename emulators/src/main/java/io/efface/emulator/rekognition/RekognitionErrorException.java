package io.efface.emulator.rekognition;

/**
 * Rejects a call to the emulated Rekognition before the call has an effect. The exception's message is only the code, so that it never
 * contains an id, a signature or a token.
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
