package io.efface.emulator.green;

/** Thrown if the gateway rejects a request before it reaches the service. */
final class GreenErrorException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    /** Creates an exception with the documented message. */
    GreenErrorException(String code) {
        this(code, GreenErrors.gateway(code).message());
    }

    /** Creates an exception with another message. The exception has no stack trace, because a rejection is a normal response. */
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
