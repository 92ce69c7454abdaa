package io.efface.erasure.input;

import static io.efface.erasure.input.ListReading.read;
import static io.efface.erasure.input.ListReading.rejection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the reading of lists in other charsets, and the rejection of files that are not text. */
class ListCharsetTest {
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-8", "GB18030"})
    void open_byteOrderMark_determinesTheCharset(String charset) throws IOException {
        byte[] bytes = "\uFEFFperson_id\n张伟\r李".getBytes(Charset.forName(charset));

        assertThat(read(bytes, ListOptions.defaults())).containsExactly("2 张伟 null 张伟 []", "3 李 null 李 []");
        assertThat(rejection(bytes, ListOptions.defaults().withCharset(Charset.forName("Big5"))))
                .contains("byte order mark", charset);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GB18030", "GBK", "Big5", "Shift_JIS", "UTF-16LE", "UTF-16BE", "IBM500"})
    void open_givenCharset_isUsed(String name) throws IOException {
        Charset charset = Charset.forName(name);
        String person = charset.newEncoder().canEncode('明') ? "明" : "a";

        assertThat(read(
                        ("person_id\n" + person + "\r\nb").getBytes(charset),
                        ListOptions.defaults().withCharset(charset).withFormat(InputFormat.CSV)))
                .containsExactly("2 " + person + " null " + person + " []", "3 b null b []");
    }

    @Test
    void open_utf16WithoutMark_isRejectedUntilTheByteOrderIsGiven() {
        byte[] bytes = "4711\n".getBytes(StandardCharsets.UTF_16LE);

        assertThat(rejection(bytes, ListOptions.defaults())).contains("--charset UTF-16LE");
        assertThat(rejection(bytes, ListOptions.defaults().withCharset(StandardCharsets.UTF_16)))
                .contains("UTF-16LE or UTF-16BE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GB18030", "UTF-16LE", "UTF-8"})
    void next_malformedBytesBeforeALineEnd_refuseOnlyOneRow(String name) throws IOException {
        Charset charset = Charset.forName(name);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("a\nb".getBytes(charset));
        bytes.write(charset.equals(StandardCharsets.UTF_16LE) ? new byte[] {0, (byte) 0xD8} : new byte[] {(byte) 0x81});
        bytes.write("\nc\n".getBytes(charset));

        assertThat(read(bytes.toByteArray(), ListOptions.defaults().withCharset(charset)))
                .containsExactly("1 a null a []", "2:2 MALFORMED_UTF8 null", "3 c null c []");
    }

    @Test
    void open_firstLineInAnotherCharset_suggestsTheOption() {
        byte[] bytes = "工号,person_id\n1,2\n".getBytes(Charset.forName("GB18030"));

        assertThat(rejection(bytes, ListOptions.defaults())).contains("--charset GB18030");
        assertThat(rejection(bytes, ListOptions.defaults().withFormat(InputFormat.CSV)))
                .contains("--charset GB18030");
    }

    @Test
    void readHolds_laterLineInAnotherCharset_suggestsTheOptionOfTheHoldList() {
        InputSource list = InputSource.stream(
                "holds", new ByteArrayInputStream("person_id\n张伟\n".getBytes(Charset.forName("GB18030"))));

        assertThatThrownBy(() -> InputReader.readHolds(
                        list, ListOptions.defaults().withFormat(InputFormat.CSV), "--hold-", (id, line) -> {}))
                .hasMessageContaining("--hold-charset GB18030")
                .hasMessageNotContaining(" --charset");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "504b0304140006000800",
                "1f8b080000000000",
                "d0cf11e0a1b11ae100",
                "425a683931415926535900",
                "6100620063",
                "89504e470d0a1a0a0000000d49484452",
                "ffd8ffe000104a464946",
                "474946383961",
                "61016263",
                "0a1b61"
            })
    void open_binaryFile_asksForCsv(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(rejection(bytes, ListOptions.defaults())).contains("save as CSV UTF-8");
        for (InputFormat format : InputFormat.values()) {
            assertThat(rejection(bytes, ListOptions.defaults().withFormat(format)))
                    .contains("save as CSV UTF-8");
        }
    }

    @Test
    void open_firstLineThatIsNotText_isRejectedInEachFormat() {
        // The first line of a file in an unknown image format.
        byte[] bytes = {(byte) 0x8A, 'M', 'N', 'G', '\r', '\n', 'p', '1', '\n', 'p', '2', '\n'};

        for (InputFormat format : InputFormat.values()) {
            assertThat(rejection(bytes, ListOptions.defaults().withFormat(format)))
                    .contains("first line", "--charset");
        }
    }

    @Test
    void next_controlCharacterInALaterRow_refusesItInEachFormat() throws IOException {
        assertThat(read("p1\np\0" + "2\np3\n", ListOptions.defaults()))
                .containsExactly("1 p1 null p1 []", "2:1 CONTROL_CHARACTER null", "3 p3 null p3 []");
        assertThat(read(
                        "person_id,note\np1,\"a\tb\nc\"\np2,x\0y\np3,\u001B[0m\np\0" + "4,z\n",
                        ListOptions.defaults().withFormat(InputFormat.CSV)))
                .containsExactly(
                        "2 p1 null p1 []",
                        "4:4 CONTROL_CHARACTER null",
                        "5:4 CONTROL_CHARACTER null",
                        "6:1 CONTROL_CHARACTER null");
        assertThat(read(
                        "{\"person_id\":\"p1\"}\n{\"person_id\":\"p2\",\"note\":\"\0\"}\n{\"person_id\":\"p\\u0000\"}\n",
                        ListOptions.defaults()))
                .containsExactly("1 p1 null p1 []", "2:1 CONTROL_CHARACTER *", "3:3 CONTROL_CHARACTER null");
    }
}
