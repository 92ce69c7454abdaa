package io.efface.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the output about unexpected failures. */
class CrashTest {
    @Test
    void sentence_outOfMemory_namesTheOptionThatRaisesIt() {
        for (Throwable crash : List.of(
                new OutOfMemoryError("Java heap space"),
                new IllegalStateException(new OutOfMemoryError("Java heap space")),
                new NoClassDefFoundError("Could not initialize class io.efface.Some")
                        .initCause(new ExceptionInInitializerError(
                                "Exception java.lang.OutOfMemoryError: Java heap space [in thread \"main\"]")))) {
            assertThat(Crash.sentence(crash).toString())
                    .contains("memory", "-Xmx")
                    .doesNotContain("internal error", "library", "Error:", "\n");
        }
    }

    @Test
    void uncaughtException_anyFailure_printsOneLine() {
        assertThat(uncaught(Language.EN))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("efface: Java ran out of memory; raise the limit"),
                        second -> assertThat(second).startsWith("efface: internal error: java.lang.IllegalState"));
    }

    @Test
    void uncaughtException_inChinese_printsChinese() {
        assertThat(uncaught(Language.ZH))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("efface：Java 的内存不足；请用 java -Xmx256m"),
                        second -> assertThat(second).startsWith("efface：内部错误：java.lang.IllegalState"));
    }

    /** Returns the lines that are printed after an out-of-memory error and after another failure. */
    private static List<String> uncaught(Language language) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CrashHandler handler = new CrashHandler(new PrintStream(bytes, false, StandardCharsets.UTF_8), bytes, language);
        handler.uncaughtException(Thread.currentThread(), new OutOfMemoryError("Java heap space"));
        handler.uncaughtException(Thread.currentThread(), new IllegalStateException("person-4711"));
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void sentence_anyOtherFailure_namesTypeAndPlaceWithoutItsMessage() {
        assertThat(Crash.sentence(new IllegalStateException("person-4711")).toString())
                .startsWith("internal error: java.lang.IllegalStateException in io.efface.cli.process.CrashTest.")
                .doesNotContain("4711");
        assertThat(Crash.sentence(new NoSuchMethodError("x")).toString()).startsWith("a library on the class path");
    }
}
