package io.efface.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalWidthTest {
    @ParameterizedTest
    @CsvSource({"'24 132\n',132", "'0 0',80", "'',80", "'24',80", "'rows columns',80", "'1 2 3',80"})
    void parse_outputOfStty_isTheSecondNumberOr80(String size, int width) {
        assertThat(TerminalWidth.parse(size.replace("\\n", "\n"))).isEqualTo(width);
    }
}
