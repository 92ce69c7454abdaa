package io.efface.testkit.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormsOfIdTest {
    private static final String ID = "employee 4711/Zo\u00eb";
    private static final byte[] BYTES = ID.getBytes(StandardCharsets.UTF_8);

    private final FormsOfId forms = new FormsOfId(ID);

    static Stream<Arguments> revealing() throws NoSuchAlgorithmException {
        CRC32 crc = new CRC32();
        crc.update(BYTES);
        String hex = HexFormat.of().formatHex(BYTES);
        byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(BYTES);
        return Stream.of(
                Arguments.of("the id", ID),
                Arguments.of("the id", "EMPLOYEE 4711/ZO\u00cb"),
                Arguments.of("a part of the id", "employee ****"),
                Arguments.of("a part of the id", "*oyee 4711*"),
                Arguments.of("the id", "employee+4711%2FZo%C3%AB".replace("+", "%20")),
                Arguments.of("a part of the id", "employee%204711/Zo%C3%AB".replace("/", "\n")),
                Arguments.of("the id", percentEncoded()),
                Arguments.of("the id in hexadecimal digits", hex),
                Arguments.of(
                        "the id in hexadecimal digits",
                        HexFormat.ofDelimiter(":").formatHex(BYTES)),
                Arguments.of(
                        "the id in hexadecimal digits",
                        HexFormat.ofDelimiter(" ").withUpperCase().formatHex(BYTES)),
                Arguments.of("a part of the id in hexadecimal digits", hex.substring(8)),
                Arguments.of("the id in Base64", Base64.getEncoder().encodeToString(BYTES)),
                Arguments.of(
                        "the id in Base64",
                        Base64.getEncoder()
                                .encodeToString(("{\"id\":\"" + ID + "\"}").getBytes(StandardCharsets.UTF_8))),
                Arguments.of(
                        "a part of the id in Base64",
                        Base64.getEncoder().encodeToString(BYTES).substring(6)),
                Arguments.of("the SHA-1 hash of the id", HexFormat.of().formatHex(sha1)),
                Arguments.of(
                        "the SHA-1 hash of the id",
                        HexFormat.of().formatHex(sha1).substring(0, 12)),
                Arguments.of("the SHA-1 hash of the id", Base64.getUrlEncoder().encodeToString(sha1)),
                Arguments.of("the CRC32 of the id", Long.toString(crc.getValue())),
                Arguments.of("the CRC32 of the id", Integer.toString((int) crc.getValue())),
                Arguments.of("the CRC32 of the id", "0x" + HexFormat.of().toHexDigits((int) crc.getValue())),
                Arguments.of("the hash code of the id", Integer.toHexString(ID.hashCode())));
    }

    private static String percentEncoded() {
        return HexFormat.ofDelimiter("%").withPrefix("").formatHex(BYTES).transform(digits -> "%" + digits);
    }

    @ParameterizedTest
    @MethodSource("revealing")
    void in_textWithAForm_namesTheForm(String form, String text) {
        assertThat(forms.in("deleted [" + text + "] in 3 ms")).contains(form);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "employee", "deleted 1 person in 4711 ms", "employees 471", "%zz%", "100%"})
    void in_textWithoutAForm_isEmpty(String text) {
        assertThat(forms.in(text)).isEmpty();
    }

    @Test
    void in_checksumInsideALongerNumber_isEmpty() {
        CRC32 crc = new CRC32();
        crc.update(BYTES);
        String digits = HexFormat.of().toHexDigits((int) crc.getValue());

        assertThat(forms.in("trace " + digits + "00")).isEmpty();
        assertThat(forms.in("trace 00" + digits)).isEmpty();
    }

    @Test
    void in_shortId_isFoundWhole() {
        assertThat(new FormsOfId("al").in("for al: done")).contains("the id");
        assertThat(Stream.of("abcdefgh")
                        .map(id -> new FormsOfId(id).in("abcdefg"))
                        .collect(Collectors.toList()))
                .allSatisfy(found -> assertThat(found).isEmpty());
    }
}
