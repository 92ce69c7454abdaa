package io.efface.testkit.junit;

import static io.efface.emulator.service.EmulatedService.GREEN;
import static io.efface.emulator.service.EmulatedService.IAI;
import static io.efface.emulator.service.EmulatedService.REKOGNITION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Tests which emulators start. The module {@code canary} tests the extension with all providers. */
final class EffaceEmulatorsExtensionTest {
    private static final Set<String> ALL = Set.of("aliyun", "memory", "rekognition", "tencent");

    /** A test class on the class path of this module, which has no provider of an emulated service. JUnit does not run it directly. */
    @EffaceEmulators
    static final class Alone {
        @Test
        void empty() {}
    }

    @Test
    void services_noneNamed_areThoseWithAProvider() {
        assertThat(EffaceEmulatorsExtension.services(List.of(), ALL)).containsExactly(GREEN, IAI, REKOGNITION);
        assertThat(EffaceEmulatorsExtension.services(List.of(), Set.of("rekognition", "aliyun")))
                .containsExactly(GREEN, REKOGNITION);
    }

    @Test
    void services_named_areThoseInTheirOrder() {
        assertThat(EffaceEmulatorsExtension.services(List.of(IAI, GREEN, IAI), ALL))
                .containsExactly(IAI, GREEN);
    }

    @Test
    void services_namedWithoutProvider_namesTheArtifactToAdd() {
        assertThatExceptionOfType(ExtensionConfigurationException.class)
                .isThrownBy(() -> EffaceEmulatorsExtension.services(List.of(GREEN, IAI), Set.of("aliyun")))
                .withMessage("@EffaceEmulators names IAI, but the provider 'tencent' is not on the class path; add"
                        + " io.efface:efface-provider-tencent to the tests");
    }

    @Test
    void testClass_noProviderOnTheClassPath_failsAndNamesTheArtifacts() {
        List<String> messages =
                EngineTestKit.engine("junit-jupiter")
                        .selectors(selectClass(Alone.class))
                        .execute()
                        .testEvents()
                        .failed()
                        .stream()
                        .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow()
                                .getMessage())
                        .toList();

        assertThat(messages)
                .singleElement()
                .asString()
                .contains("no provider of an emulated service is on the class path")
                .contains("io.efface:efface-provider-aliyun, io.efface:efface-provider-tencent,")
                .contains("io.efface:efface-provider-rekognition");
    }
}
