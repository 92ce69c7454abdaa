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

/** Texts to search for, each in the forms that it may be hidden in. Upper and lower case are the same. */
final class Needles {
    private static final int HEAD = 8;
    private static final int ALIGNMENTS = 3;
    private static final HexFormat HEX = HexFormat.of();

    /** What is found at a place of a text. */
    record Hit(String what, int at) {}

    private record Needle(String text, String what) {}

    private final Map<String, List<Needle>> byHead = new HashMap<>();
    private final BitSet beginnings = new BitSet();

    /** Adds everything that stands for a mark, which may be part of a longer text. */
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

    /** Adds a whole value, for what can only be made of the whole: its digests. */
    void addDigests(String value, String what) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        for (String algorithm : List.of("MD5", "SHA-1", "SHA-256")) {
            byte[] digest = digest(algorithm, bytes);
            add(HEX.formatHex(digest), algorithm + " of a " + what);
            add(Base64.getEncoder().withoutPadding().encodeToString(digest), algorithm + " of a " + what);
        }
    }

    /** Adds a text as it was sent. */
    void addSent(String sent, String what) {
        add(sent, what);
        add(sent.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D"), what + ", encoded for a URL");
        addMark(sent.replaceAll("[+/=]+$", ""), what);
    }

    /** The bytes at the edges share their letters with what is next to them, so only the letters between count. */
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
            throw new IllegalArgumentException("too short to be distinguished from chance: " + what);
        }
        beginnings.set(beginning(needle, 0));
        byHead.computeIfAbsent(needle.substring(0, HEAD), head -> new ArrayList<>())
                .add(new Needle(needle, what));
    }

    /** Returns every needle in a text, at its first place. */
    List<Hit> in(String text) {
        String straw = text.toLowerCase(Locale.ROOT);
        Map<String, Hit> hits = new HashMap<>();
        for (int at = 0; at + HEAD <= straw.length(); at++) {
            if (beginnings.get(beginning(straw, at))) {
                for (Needle needle : byHead.getOrDefault(straw.substring(at, at + HEAD), List.of())) {
                    if (straw.startsWith(needle.text(), at)) {
                        hits.putIfAbsent(needle.what(), new Hit(needle.what(), at));
                    }
                }
            }
        }
        return List.copyOf(hits.values());
    }

    private static int beginning(String text, int at) {
        return ((text.charAt(at) * 31 + text.charAt(at + 1)) * 31 + text.charAt(at + 2)) & 0xFFFF;
    }
}
