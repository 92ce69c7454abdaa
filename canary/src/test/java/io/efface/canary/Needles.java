package io.efface.canary;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The texts to search for, each in several encodings. The search ignores case. */
final class Needles {
    private static final int HEAD = 8;
    private static final int ALIGNMENTS = 3;
    private static final HexFormat HEX = HexFormat.of();

    /** A needle that a text contains, and its index in the text. */
    record Hit(String what, int index) {}

    private record Needle(String text, String what) {}

    private final Map<String, List<Needle>> byHead = new HashMap<>();
    private final BitSet beginnings = new BitSet();

    /** Adds a mark in several encodings. The mark may be a part of a longer text. */
    void addMark(String mark, String what) {
        byte[] bytes = mark.getBytes(StandardCharsets.UTF_8);
        add(mark, what);
        add(new StringBuilder(mark).reverse().toString(), what + ", reversed");
        add(HEX.formatHex(bytes), what + ", in hex");
        add("%" + HexFormat.ofDelimiter("%").formatHex(bytes), what + ", percent-encoded");
        add("\\u00" + HexFormat.ofDelimiter("\\u00").formatHex(bytes), what + ", in Java's escapes");
        add(String.join("\0", mark.split("")), what + ", in UTF-16");
        for (int before = 0; before < ALIGNMENTS; before++) {
            addBase64(bytes, before, what + ", in Base64");
        }
    }

    /** Adds the digests of a whole value. */
    void addDigests(String value, String what) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        for (String algorithm : List.of("MD5", "SHA-1", "SHA-256")) {
            byte[] digest = digest(algorithm, bytes);
            add(HEX.formatHex(digest), algorithm + " of a " + what);
            add(Base64.getEncoder().withoutPadding().encodeToString(digest), algorithm + " of a " + what);
        }
    }

    /** Adds a signature as it was sent, and in several encodings. */
    void addSent(String sent, String what) {
        add(sent, what);
        add(sent.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D"), what + ", encoded for a URL");
        addMark(sent.replaceAll("[+/=]+$", ""), what);
    }

    /**
     * Adds the letters of the bytes in a Base64 text in which {@code before} other bytes precede them. The first and last letters also
     * depend on adjacent bytes, so they are left out.
     */
    private void addBase64(byte[] bytes, int before, String what) {
        byte[] padded = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, padded, before, bytes.length);
        String text = Base64.getEncoder().withoutPadding().encodeToString(padded);
        int first = (before * 8 + 5) / 6;
        int last = padded.length * 8 / 6;
        String inner = text.substring(first, last);
        add(inner, what);
        add(inner.replace('+', '-').replace('/', '_'), what);
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " is part of every Java platform", e);
        }
    }

    private void add(String text, String what) {
        String needle = text.toLowerCase(Locale.ROOT);
        if (needle.length() < HEAD) {
            throw new IllegalArgumentException("too short, because such a text also occurs by chance: " + what);
        }
        beginnings.set(beginning(needle, 0));
        byHead.computeIfAbsent(needle.substring(0, HEAD), head -> new ArrayList<>())
                .add(new Needle(needle, what));
    }

    /** Returns every needle in a text, with the index of its first occurrence. */
    List<Hit> in(String text) {
        String lowerCase = text.toLowerCase(Locale.ROOT);
        Map<String, Hit> hits = new HashMap<>();
        for (int i = 0; i + HEAD <= lowerCase.length(); i++) {
            if (beginnings.get(beginning(lowerCase, i))) {
                for (Needle needle : byHead.getOrDefault(lowerCase.substring(i, i + HEAD), List.of())) {
                    if (lowerCase.startsWith(needle.text(), i)) {
                        hits.putIfAbsent(needle.what(), new Hit(needle.what(), i));
                    }
                }
            }
        }
        return List.copyOf(hits.values());
    }

    /** Returns a hash of three characters, for a quick check before the lookup. */
    private static int beginning(String text, int at) {
        return ((text.charAt(at) * 31 + text.charAt(at + 1)) * 31 + text.charAt(at + 2)) & 0xFFFF;
    }
}
