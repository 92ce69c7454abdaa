package io.efface.emulator.green;

/** The gateway's refusal of a request that never reached the service. */
final class GreenErrorException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    /** A refusal in the documented words. */
    GreenErrorException(String code) {
        this(code, GreenErrors.gateway(code).message());
    }

    /** A refusal in other words; without a stack trace, as it is an answer and no accident. */
    GreenErrorException(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }

    String words() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
