package io.efface.testkit.output;

import java.net.URLDecoder;
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
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * The texts from which an id can be recognised: the id, a part of the id, encodings of both, the beginning of a hash of the id without a
 * key, and checksums of the id. Immutable.
 */
public final class FormsOfId {
    /** A part of an id is recognised if it has this number of characters. Fewer characters can be in a text by chance. */
    private static final int CHARACTERS_OF_PART = 9;

    private static final int ALIGNMENTS = 3;
    /** The beginning of a hash is recognised if it has this number of bytes. Fewer bytes can be in a text by chance. */
    private static final int BYTES_OF_HASH = 6;
    /** A checksum is recognised if it has this number of digits. Fewer digits can be in a text by chance. */
    private static final int DIGITS_OF_CHECKSUM = 8;

    private static final Pattern PERCENT_ENCODED = Pattern.compile("(?:%[0-9a-fA-F]{2})+");
    private static final Pattern SEPARATORS = Pattern.compile("[:\\s]+");

    private final Map<String, String> forms = new LinkedHashMap<>();
    private final Map<Pattern, String> checksums = new LinkedHashMap<>();

    /** Computes the forms of an id. */
    public FormsOfId(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        add("the id", id);
        addEncodings("the id", bytes);
        for (int from = 0; from + CHARACTERS_OF_PART <= id.length(); from++) {
            String part = id.substring(from, from + CHARACTERS_OF_PART);
            add("a part of the id", part);
            addEncodings("a part of the id", part.getBytes(StandardCharsets.UTF_8));
        }
        for (String algorithm : List.of("MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512")) {
            byte[] beginning = Arrays.copyOf(digest(algorithm, bytes), BYTES_OF_HASH);
            add("the " + algorithm + " hash of the id", HexFormat.of().formatHex(beginning));
            addBase64("the " + algorithm + " hash of the id", base64(beginning, 0));
        }
        addChecksum("the hash code of the id", id.hashCode());
        addChecksum("the CRC32 of the id", valueOf(new CRC32(), bytes));
        addChecksum("the CRC32C of the id", valueOf(new CRC32C(), bytes));
    }

    /**
     * Returns the name of the form in which a text contains the id, or empty. Case is ignored. The text is also searched after
     * percent-decoding, and without white space and colons, which may separate hexadecimal digits.
     */
    public Optional<String> in(String text) {
        String lowerCase = text.toLowerCase(Locale.ROOT);
        List<String> searched = Stream.of(
                        lowerCase,
                        percentDecoded(text).toLowerCase(Locale.ROOT),
                        SEPARATORS.matcher(lowerCase).replaceAll(""))
                .distinct()
                .toList();
        Stream<String> found = forms.entrySet().stream()
                .filter(form -> searched.stream().anyMatch(each -> each.contains(form.getKey())))
                .map(Map.Entry::getValue);
        Stream<String> foundChecksums = checksums.entrySet().stream()
                .filter(checksum -> checksum.getKey().matcher(lowerCase).find())
                .map(Map.Entry::getValue);
        return Stream.concat(found, foundChecksums).findFirst();
    }

    private static String percentDecoded(String text) {
        return PERCENT_ENCODED.matcher(text).replaceAll(FormsOfId::decoded);
    }

    private static String decoded(MatchResult encoded) {
        return Matcher.quoteReplacement(URLDecoder.decode(encoded.group(), StandardCharsets.UTF_8));
    }

    private void add(String name, String form) {
        forms.putIfAbsent(form.toLowerCase(Locale.ROOT), name);
    }

    private void addEncodings(String name, byte[] bytes) {
        add(name + " in hexadecimal digits", HexFormat.of().formatHex(bytes));
        for (int before = 0; before < ALIGNMENTS; before++) {
            addBase64(name + " in Base64", base64(bytes, before));
        }
    }

    private void addBase64(String name, String letters) {
        add(name, letters);
        add(name, letters.replace('+', '-').replace('/', '_'));
    }

    /** Adds a checksum. It is short, so it is recognised only if no letter and no digit precedes or follows it. */
    private void addChecksum(String name, int checksum) {
        String digits = Stream.of(
                        Integer.toString(checksum),
                        Integer.toUnsignedString(checksum),
                        "0x" + HexFormat.of().toHexDigits(checksum),
                        HexFormat.of().toHexDigits(checksum))
                .filter(each -> each.length() >= DIGITS_OF_CHECKSUM)
                .map(Pattern::quote)
                .reduce((one, other) -> one + "|" + other)
                .orElseThrow();
        checksums.put(Pattern.compile("(?<![0-9a-z])(?:" + digits + ")(?![0-9a-z])"), name);
    }

    private static int valueOf(Checksum checksum, byte[] bytes) {
        checksum.update(bytes);
        return (int) checksum.getValue();
    }

    /**
     * Returns the Base64 letters of the bytes, for a text in which {@code before} other bytes precede these bytes. The first and last
     * letters also depend on adjacent bytes, so they are left out.
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
