package io.efface.http.signing;

/** Percent-encoding of the texts that vendors sign. Stateless and thread-safe. */
public final class UriEncoding {
    private static final String UNRESERVED = "-._~";
    private static final String DIGITS = "0123456789ABCDEF";

    private UriEncoding() {}

    /**
     * Returns the text with every byte of its UTF-8 form encoded but the unreserved characters of RFC 3986: ASCII letters, digits, dash, dot,
     * underscore and tilde. Digits of an encoded byte are in upper case.
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
