package io.efface.emulator.rekognition;

/**
 * Ends a call to the emulated Rekognition before it has an effect. The exception's message is the code alone, so that no id, signature or
 * token can reach a log through it.
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
