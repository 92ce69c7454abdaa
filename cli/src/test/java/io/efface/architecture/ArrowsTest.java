package io.efface.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.efface.FaceRepository;
import io.efface.aliyun.planted.ProviderThatKnowsAnother;
import io.efface.config.planted.CoreThatSpeaksHttp;
import io.efface.emulator.planted.EmulatorThatKnowsCore;
import io.efface.erasure.planted.ErasureThatChoosesALedger;
import io.efface.erasure.planted.ErasureThatKnowsAVendor;
import io.efface.erasure.planted.ErasureThatSpeaksHttp;
import io.efface.erasure.planted.ErasureThatUsesJdbc;
import io.efface.policy.planted.PolicyThatKnowsTheCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArrowsTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.efface");

    @ParameterizedTest
    @EnumSource(Arrows.class)
    void part_ofTheProduct_dependsOnAllowedPartsOnly(Arrows part) {
        part.rule().check(PRODUCT);
    }

    @ParameterizedTest
    @EnumSource(Arrows.class)
    void part_ofTheProduct_wasFound(Arrows part) {
        assertThat(PRODUCT.that(resideInAnyPackage(part.packages()))).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"POLICY", "ERASURE", "CLI"})
    void types_ofAPartThatUsesCore_haveOtherSimpleNamesThanTypesOfCore(Arrows part) {
        assertThat(simpleNames(part)).isNotEmpty().doesNotContainAnyElementsOf(simpleNames(Arrows.CORE));
    }

    @Test
    void types_ofTheCommand_haveOtherSimpleNamesThanTypesOfErasure() {
        assertThat(simpleNames(Arrows.CLI)).doesNotContainAnyElementsOf(simpleNames(Arrows.ERASURE));
    }

    private static Set<String> simpleNames(Arrows part) {
        return PRODUCT.that(resideInAnyPackage(part.packages())).stream()
                .filter(JavaClass::isTopLevelClass)
                .map(JavaClass::getSimpleName)
                .filter(name -> !name.equals("package-info"))
                .collect(Collectors.toSet());
    }

    @Test
    void libraries_ofTheProduct_areTheAllowedOnes() {
        Arrows.withoutHttpAndJson().check(PRODUCT);
        Arrows.coreLibraries().check(PRODUCT);
        Arrows.erasureLibraries().check(PRODUCT);
        Arrows.sqlOnlyInLedger().check(PRODUCT);
        Arrows.ledgerImplementationChosenByLedger().check(PRODUCT);
    }

    @Test
    void rules_plantedViolations_areFound() {
        assertThat(Arrows.POLICY
                        .rule()
                        .evaluate(only(PolicyThatKnowsTheCommand.class))
                        .hasViolation())
                .isTrue();
        assertThat(Arrows.ALIYUN
                        .rule()
                        .evaluate(only(ProviderThatKnowsAnother.class))
                        .hasViolation())
                .isTrue();
        assertThat(Arrows.EMULATOR
                        .rule()
                        .evaluate(only(EmulatorThatKnowsCore.class))
                        .hasViolation())
                .isTrue();
        assertThat(Arrows.ERASURE
                        .rule()
                        .evaluate(only(ErasureThatKnowsAVendor.class))
                        .hasViolation())
                .isTrue();
        assertThat(Arrows.sqlOnlyInLedger()
                        .evaluate(only(ErasureThatUsesJdbc.class))
                        .hasViolation())
                .isTrue();
        assertThat(Arrows.ledgerImplementationChosenByLedger()
                        .evaluate(only(ErasureThatChoosesALedger.class))
                        .hasViolation())
                .isTrue();
        assertThat(Arrows.erasureLibraries()
                        .evaluate(only(ErasureThatSpeaksHttp.class))
                        .hasViolation())
                .isTrue();
        assertThat(Arrows.withoutHttpAndJson()
                        .evaluate(only(CoreThatSpeaksHttp.class))
                        .hasViolation())
                .isTrue();
        assertThat(Arrows.coreLibraries()
                        .evaluate(only(CoreThatSpeaksHttp.class))
                        .hasViolation())
                .isTrue();
    }

    @Test
    void core_compiledClasses_containNoVendorName() throws Exception {
        List<Path> naming = classesOf(FaceRepository.class).stream()
                .filter(ArrowsTest::containsVendorName)
                .toList();

        assertThat(naming).isEmpty();
    }

    @Test
    void vendorName_inAClass_isFound() throws Exception {
        assertThat(classesOf(ProviderThatKnowsAnother.class)).anyMatch(ArrowsTest::containsVendorName);
    }

    private static JavaClasses only(Class<?> violation) {
        return new ClassFileImporter().importClasses(violation);
    }

    private static boolean containsVendorName(Path classFile) {
        try {
            String constants =
                    new String(Files.readAllBytes(classFile), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
            return Stream.of("aliyun", "alibaba", "tencent", "amazon", "rekognition")
                    .anyMatch(constants::contains);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the class files in the folder or jar from which this class was loaded. */
    private static List<Path> classesOf(Class<?> member) throws IOException, URISyntaxException {
        URI source = member.getProtectionDomain().getCodeSource().getLocation().toURI();
        if (Files.isDirectory(Path.of(source))) {
            return classesUnder(Path.of(source));
        }
        FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + source), Map.of());
        return classesUnder(jar.getPath("/"));
    }

    private static List<Path> classesUnder(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }
}
