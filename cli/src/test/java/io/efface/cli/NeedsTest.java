package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class NeedsTest {
    @Test
    void check_missingTool_skipsTheTestUnlessTheToolIsRequired() {
        assertThatThrownBy(() -> Needs.check(false, false, "no zsh"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("no zsh");
        assertThatThrownBy(() -> Needs.check(true, false, "no zsh"))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("no zsh");
        assertThatCode(() -> Needs.check(true, true, "no zsh")).doesNotThrowAnyException();
    }
}
