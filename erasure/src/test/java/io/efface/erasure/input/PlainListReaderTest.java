package io.efface.erasure.input;

import static io.efface.erasure.input.ListReading.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Tests the reader of lists with one id in each line. */
class PlainListReaderTest {
    @Test
    void plain_everyKindOfLine_isOneRow() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("\uFEFFalice\r\n\r\n  \n张伟\nbob \nde\0f\nx".getBytes(StandardCharsets.UTF_8));
        bytes.write(new byte[] {(byte) 0xC3, (byte) 0x28, '\n'});
        bytes.write("fin\uFFFD".getBytes(StandardCharsets.UTF_8));

        assertThat(read(InputFormat.PLAIN, bytes.toByteArray()))
                .containsExactly(
                        "1 alice null alice []",
                        "4 张伟 null 张伟 []",
                        "5:1 EDGE_SPACE null",
                        "6:1 CONTROL_CHARACTER null",
                        "7:2 MALFORMED_UTF8 null",
                        "8 fin\uFFFD null fin\uFFFD []");
    }

    @Test
    void plain_lineOf64Megabytes_isRefusedInLittleMemory() throws IOException {
        InputStream endless = new InputStream() {
            private long left = 1L << 26;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : left == -1 ? '\n' : left > -6 ? 'y' : -1;
            }

            @Override
            public int read(byte[] block, int offset, int length) {
                int n = 0;
                for (; n < length && left > 0; n++, left--) {
                    block[offset + n] = 'x';
                }
                if (n > 0) {
                    return n;
                }
                int c = read();
                if (c < 0) {
                    return -1;
                }
                block[offset] = (byte) c;
                return 1;
            }
        };

        assertThat(read(InputFormat.PLAIN, endless)).hasSize(2).first().isEqualTo("1:1 TOO_LONG null");
    }

    @Test
    void plain_headerLine_isRefused() throws IOException {
        assertThat(read(InputFormat.PLAIN, "Person-IDs\nalice\nperson_id\n"))
                .containsExactly("1:1 HEADER_IN_LIST null", "2 alice null alice []", "3 person_id null person_id []");
    }
}
