package io.efface.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProcessArgumentsTest {
    private static ProcessArguments typed(Charset charset, String... commandLine) {
        return new ProcessArguments(false, (String.join("\0", commandLine) + "\0").getBytes(charset));
    }

    @Test
    void restored_utf8Locale_leavesArgumentsAlone() {
        assertThat(new ProcessArguments(true, new byte[0]).restored("find-person", "李雷", "why?"))
                .containsExactly("find-person", "李雷", "why?");
    }

    @Test
    void restored_otherLocale_takesTheBytesAsTyped() {
        ProcessArguments arguments =
                typed(StandardCharsets.UTF_8, "java", "-jar", "x.jar", "find-person", "李雷", "", "a?");

        assertThat(arguments.restored("find-person", "??????", "", "a?"))
                .containsExactly("find-person", "李雷", "", "a?");
    }

    @Test
    void restored_bytesThatAreNoUtf8_areRefusedByPosition() {
        ProcessArguments arguments = typed(StandardCharsets.ISO_8859_1, "java", "Main", "find-person", "M\u00fcller");

        assertThatThrownBy(() -> arguments.restored("find-person", "M?ller"))
                .isInstanceOf(UsageProblem.class)
                .hasMessageContaining("argument 2")
                .hasMessageNotContaining("ller");
    }

    @Test
    void restored_replacementCharacter_isRefused() {
        assertThatThrownBy(() -> new ProcessArguments(true, new byte[0]).restored("x", "M\uFFFDller"))
                .isInstanceOf(UsageProblem.class)
                .hasMessageContaining("argument 2 is not UTF-8");
    }

    @Test
    void restored_commandLineUnknown_refusesWhatMayBeAltered() {
        ProcessArguments arguments = new ProcessArguments(false, new byte[0]);

        assertThat(arguments.restored("find-person", "alice")).containsExactly("find-person", "alice");
        assertThatThrownBy(() -> arguments.restored("find-person", "??"))
                .isInstanceOf(UsageProblem.class)
                .hasMessageContaining("argument 2");
    }

    @Test
    void restored_argumentsHiddenInALaunchersFile_areNotMistakenForOthers() {
        ProcessArguments arguments = typed(StandardCharsets.UTF_8, "java", "-Dx=y", "@arguments");

        assertThat(arguments.restored("find-person", "alice")).containsExactly("find-person", "alice");
    }
}
