package io.efface.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogLinesTest {
    private static String logged(Language language, String line) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        new LogLines(out, language).println(line);
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void println_knownWarning_isTranslated() {
        String line = "efface: warning account green: the vendor rejects the account with UNAUTHENTICATED;"
                + " nothing is sent for 30s";

        assertThat(logged(Language.ZH, line)).isEqualTo("efface：警告：账号 green：厂商以 UNAUTHENTICATED 拒绝该账号；在 30s 内不发送任何请求");
        assertThat(logged(Language.EN, line)).isEqualTo(line);
    }

    @Test
    void println_otherLine_isTheSame() {
        assertThat(logged(Language.ZH, "efface: error x")).isEqualTo("efface: error x");
        assertThat(logged(Language.ZH, "x")).isEqualTo("x");
    }
}
