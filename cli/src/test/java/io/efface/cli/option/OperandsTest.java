package io.efface.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.PersonId;
import io.efface.cli.process.UsageException;
import io.efface.erasure.ErasureException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperandsTest {
    private static InputStream input(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> people(String input, String... arguments) {
        return Operands.people(List.of(arguments), input(input)).ids().stream()
                .map(PersonId::value)
                .toList();
    }

    @Test
    void people_duplicates_areTakenOnceInTheOrderGiven() {
        assertThat(people("", "b", "a", "b", "c", "a")).containsExactly("b", "a", "c");
    }

    @Test
    void people_dash_isReplacedByTheLinesOfTheInput() {
        assertThat(people("x\r\n李雷\ry", "a", "-", "b", "x")).containsExactly("a", "x", "李雷", "y", "b");
    }

    @Test
    void people_byteOrderMark_isNotPartOfTheFirstId() {
        assertThat(people("\uFEFFa\nb\n", "-")).containsExactly("a", "b");
    }

    @Test
    void people_spacesAroundAnId_arePartOfIt() {
        assertThat(people(" a \n", "-")).containsExactly(" a ");
    }

    @Test
    void people_dashOnInput_isAnId() {
        assertThat(people("-\n@x\n--yes\n", "-")).containsExactly("-", "@x", "--yes");
    }

    @Test
    void people_blankLine_isNamedByItsNumber() {
        assertThatThrownBy(() -> people("a\n\nb\n", "-"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("blank");
    }

    @Test
    void people_controlCharacter_isNamedByPlaceNeverByText() {
        assertThatThrownBy(() -> people("alice\nse\u0001cret\n", "-"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("control character")
                .hasMessageNotContaining("cret");
        assertThatThrownBy(() -> people("", "fine", "bad\tone"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("id 2 of 2")
                .hasMessageNotContaining("one");
    }

    @Test
    void people_inputNotUtf8_isRejectedWithLine() {
        InputStream latin1 = new ByteArrayInputStream("a\nM\u00fcller\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Operands.people(List.of("-"), latin1))
                .isInstanceOf(ErasureException.class)
                .hasMessageContaining("standard input, line 2")
                .hasMessageContaining("not valid in the list's charset");
    }

    @Test
    void people_closedInput_isReportedAsClosed() {
        for (byte[] image : List.of(
                new byte[] {(byte) 0xDA, (byte) 0xDA, (byte) 0xFE, (byte) 0xCA, 0, 0},
                new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xDA, (byte) 0xDA, 0, 0})) {
            assertThatThrownBy(() -> Operands.people(List.of("-"), new ByteArrayInputStream(image)))
                    .isInstanceOf(ErasureException.class)
                    .hasMessageContaining("standard input cannot be read, because it is closed");
        }
    }

    @Test
    void people_emptyInput_isAnError() {
        assertThatThrownBy(() -> people("", "-"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("contains no");
    }

    @Test
    void people_dashTwice_isAnError() {
        assertThatThrownBy(() -> people("a\n", "-", "-"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void people_endlessLine_isRejectedAtTheLimit() {
        String longest = "x".repeat(1 << 20);

        assertThat(people(longest, "-")).containsExactly(longest);
        assertThatThrownBy(() -> people(longest + "x", "-"))
                .isInstanceOf(ErasureException.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("longer than");
    }

    @Test
    void people_unreadableInput_isAnErrorWithoutAStackTrace() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                throw new IOException("gone");
            }
        };

        assertThatThrownBy(() -> Operands.people(List.of("-"), broken))
                .isInstanceOf(ErasureException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void person_dash_isRejected() {
        assertThatThrownBy(() -> Operands.person("-")).isInstanceOf(UsageException.class);
    }
}
