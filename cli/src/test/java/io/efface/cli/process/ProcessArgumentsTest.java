package io.efface.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProcessArgumentsTest {
    private static ProcessArguments argumentsOf(Charset charset, String... commandLine) {
        return new ProcessArguments(false, (String.join("\0", commandLine) + "\0").getBytes(charset));
    }

    @Test
    void restore_utf8Locale_leavesArgumentsUnchanged() {
        assertThat(new ProcessArguments(true, new byte[0]).restore("find-person", "李雷", "why?"))
                .containsExactly("find-person", "李雷", "why?");
    }

    @Test
    void restore_otherLocale_usesBytesAsTyped() {
        ProcessArguments arguments =
                argumentsOf(StandardCharsets.UTF_8, "java", "-jar", "x.jar", "find-person", "李雷", "", "a?");

        assertThat(arguments.restore("find-person", "??????", "", "a?")).containsExactly("find-person", "李雷", "", "a?");
    }

    @Test
    void restore_bytesNotUtf8_areRejectedByPosition() {
        ProcessArguments arguments =
                argumentsOf(StandardCharsets.ISO_8859_1, "java", "Main", "find-person", "M\u00fcller");

        assertThatThrownBy(() -> arguments.restore("find-person", "M?ller"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("argument 2")
                .hasMessageNotContaining("ller");
    }

    @Test
    void restore_replacementCharacter_isRejected() {
        assertThatThrownBy(() -> new ProcessArguments(true, new byte[0]).restore("x", "M\uFFFDller"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("argument 2 is not UTF-8");
    }

    @Test
    void restore_commandLineUnknown_rejectsArgumentsThatMayBeAltered() {
        ProcessArguments arguments = new ProcessArguments(false, new byte[0]);

        assertThat(arguments.restore("find-person", "alice")).containsExactly("find-person", "alice");
        assertThatThrownBy(() -> arguments.restore("find-person", "??"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("argument 2");
    }

    @Test
    void restore_argumentsInLauncherFile_areNotMistakenForOthers() {
        ProcessArguments arguments = argumentsOf(StandardCharsets.UTF_8, "java", "-Dx=y", "@arguments");

        assertThat(arguments.restore("find-person", "alice")).containsExactly("find-person", "alice");
    }
}
