package io.efface.testkit.output;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The texts from which an id can be recognised: the id itself, the id in encodings, and hashes of the id without a key, also the beginning of
 * a hash. Immutable.
 */
public final class FormsOfId {
    private static final int ALIGNMENTS = 3;
    /** The number of bytes of a hash from which a beginning is recognised. Fewer bytes may be in a text by chance. */
    private static final int BYTES_OF_HASH = 6;
    /** A shorter number may be in a text by chance. */
    private static final int DIGITS_OF_HASH = 8;

    private final Map<String, String> forms = new LinkedHashMap<>();

    /** Computes the forms of an id. */
    public FormsOfId(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        add("the id", id);
        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8);
        add("the percent-encoded id", encoded);
        add("the percent-encoded id", encoded.replace("+", "%20"));
        add("the id in hexadecimal digits", HexFormat.of().formatHex(bytes));
        for (int before = 0; before < ALIGNMENTS; before++) {
            String text = base64(bytes, before);
            add("the id in Base64", text);
            add("the id in Base64", text.replace('+', '-').replace('/', '_'));
        }
        for (String algorithm : List.of("MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512")) {
            byte[] beginning = Arrays.copyOf(digest(algorithm, bytes), BYTES_OF_HASH);
            add("the " + algorithm + " hash of the id", HexFormat.of().formatHex(beginning));
            add("the " + algorithm + " hash of the id", base64(beginning, 0));
        }
        String hashCode = Integer.toString(id.hashCode());
        if (hashCode.length() >= DIGITS_OF_HASH) {
            add("the hash code of the id", hashCode);
        }
    }

    /** Returns the name of the form in which a text contains the id, or empty. Case is ignored. */
    public Optional<String> in(String text) {
        String lowerCase = text.toLowerCase(Locale.ROOT);
        return forms.entrySet().stream()
                .filter(form -> lowerCase.contains(form.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private void add(String name, String form) {
        forms.putIfAbsent(form.toLowerCase(Locale.ROOT), name);
    }

    /**
     * Returns the Base64 letters of the bytes if a number of other bytes precede them. The first and last letters also depend on adjacent
     * bytes, so they are left out.
     */
    private static String base64(byte[] bytes, int before) {
        byte[] padded = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, padded, before, bytes.length);
        String text = Base64.getEncoder().withoutPadding().encodeToString(padded);
        return text.substring((before * 8 + 5) / 6, padded.length * 8 / 6);
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " is a part of the platform", e);
        }
    }
}
