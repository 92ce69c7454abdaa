package io.efface.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class ContractAssertionsTest {
    @Test
    void assertion_ofACondition_hasTheMessageOnly() {
        assertThatThrownBy(() -> ContractAssertions.assertTrue(false, "the person must stay"))
                .hasMessage("the person must stay");
        assertThatThrownBy(() -> ContractAssertions.assertFalse(true, () -> "the person must stay"))
                .hasMessage("the person must stay");
    }

    @Test
    void assertion_ofTwoValues_showsBoth() {
        assertThatThrownBy(() -> ContractAssertions.assertEquals(
                        Optional.empty(), Optional.of(List.of("f1")), "the vendor must not hold the person"))
                .isInstanceOfSatisfying(AssertionFailedError.class, error -> {
                    assertThat(error.isExpectedDefined()).isTrue();
                    assertThat(error.isActualDefined()).isTrue();
                })
                .hasMessage("the vendor must not hold the person: expected nothing, but was [f1]");
        assertThatThrownBy(() -> ContractAssertions.assertNull("text", "there must be no text"))
                .hasMessage("there must be no text: expected nothing, but was text");
        assertThatThrownBy(() -> ContractAssertions.assertNotEquals(1, 1, "the number must change"))
                .hasMessage("the number must change: was 1");
    }

    @Test
    void assertion_ofNumbersOfDifferentTypes_comparesTheNumbers() {
        assertThatCode(() -> ContractAssertions.assertEquals(1, 1L, "one")).doesNotThrowAnyException();
        assertThatThrownBy(() -> ContractAssertions.assertEquals(1, 2L, "the number of requests is wrong"))
                .hasMessage("the number of requests is wrong: expected 1, but was 2");
    }

    /** JUnit's assertions of conditions and values work without a message, and add texts such as {@code expected: <true>}. */
    @Test
    void testkit_assertionsOfConditionsAndValues_areThoseWithSentences() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .flatMap(ContractAssertionsTest::lines)
                            .filter(line -> line.startsWith("import static org.junit.jupiter.api.Assertions.")))
                    .isSubsetOf(
                            "import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;",
                            "import static org.junit.jupiter.api.Assertions.assertThrows;",
                            "import static org.junit.jupiter.api.Assertions.fail;");
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
