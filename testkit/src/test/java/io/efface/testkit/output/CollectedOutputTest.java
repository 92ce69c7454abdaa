package io.efface.testkit.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.slf4j.LoggerFactory;

@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class CollectedOutputTest {
    private final Logger own = Logger.getLogger(CollectedOutput.class.getName());

    @AfterEach
    void restoreLevel() {
        own.setLevel(null);
    }

    @Test
    void collectsTrace_backendOfJavaUtilLogging_isTrue() {
        try (CollectedOutput output = new CollectedOutput()) {
            assertThat(output.collectsTrace()).isTrue();

            LoggerFactory.getLogger("com.acme").trace("a line of {}", "a provider");
            assertThat(output.text()).contains("com.acme a line of a provider");
        }
    }

    @Test
    void collectsTrace_backendWithAHigherLevel_isFalse() {
        own.setLevel(Level.INFO);
        try (CollectedOutput output = new CollectedOutput()) {
            assertThat(output.collectsTrace()).isFalse();
        }
    }

    @Test
    void close_levelOfTheLog_isRestored() {
        Level level = Logger.getLogger("").getLevel();
        try (CollectedOutput output = new CollectedOutput()) {
            assertThat(Logger.getLogger("").getLevel()).isEqualTo(Level.ALL);
            assertThat(output.text()).isEmpty();
        }
        assertThat(Logger.getLogger("").getLevel()).isEqualTo(level);
    }
}
