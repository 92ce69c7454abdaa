package io.efface.http.signing;

/** Percent-encoding for signatures. Stateless and thread-safe. */
public final class UriEncoding {
    private static final String UNRESERVED = "-._~";
    private static final String DIGITS = "0123456789ABCDEF";

    private UriEncoding() {}

    /**
     * Percent-encodes the UTF-8 bytes of a text. The unreserved characters of RFC 3986 are not encoded: ASCII letters, digits, dash, dot,
     * underscore and tilde. Hexadecimal digits are in upper case.
     */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : Digests.utf8(text)) {
            char c = (char) (each & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(DIGITS.charAt(c >> 4)).append(DIGITS.charAt(c & 15));
            }
        }
        return encoded.toString();
    }
}
