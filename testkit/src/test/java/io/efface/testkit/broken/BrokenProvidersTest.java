package io.efface.testkit.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.efface.Operation;
import io.efface.spi.ProviderRepository;
import io.efface.testkit.ContractTest;
import io.efface.testkit.FaceRepositoryContract;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Tests that each test of the contract can fail: each broken provider must fail the tests that its {@link MustFail} names. */
final class BrokenProvidersTest {
    private static final String SEQUENCES = "calls_inRandomSequencesWithFaults_agreeWithTheModel";
    private static final String NUMBER_OF_SEQUENCES = "efface.contract.sequences";
    private static final String GIVEN_NUMBER_OF_SEQUENCES = System.getProperty(NUMBER_OF_SEQUENCES);

    /** A build may ask for few sequences to save time. Few sequences do not find every mistake, so these tests run the usual number. */
    @BeforeAll
    static void runTheUsualNumberOfSequences() {
        System.clearProperty(NUMBER_OF_SEQUENCES);
    }

    @AfterAll
    static void restoreTheGivenNumberOfSequences() {
        if (GIVEN_NUMBER_OF_SEQUENCES != null) {
            System.setProperty(NUMBER_OF_SEQUENCES, GIVEN_NUMBER_OF_SEQUENCES);
        }
    }

    /** A provider without mistakes. It must pass all tests that broken providers fail. */
    static final class NotBroken extends BrokenContract {
        @Override
        Delegating breaking(Sound sound) {
            return new Delegating(sound);
        }
    }

    /** A provider without mistakes whose operations need several requests. */
    static final class NotBrokenSteps extends BrokenStepsContract {
        @Override
        ProviderRepository breaking(ProviderRepository sound) {
            return new DelegatingProvider(sound);
        }
    }

    static Stream<Class<?>> brokenProviders() {
        return Stream.of(
                        BrokenPeople.class,
                        BrokenFaces.class,
                        BrokenOthers.class,
                        BrokenFailures.class,
                        BrokenCallHandling.class,
                        BrokenLibraries.class,
                        BrokenSteps.class,
                        BrokenRemains.class,
                        BrokenArguments.class,
                        BrokenDetails.class,
                        BrokenClaims.class,
                        BrokenEndings.class,
                        BrokenLogs.class)
                .flatMap(group -> Arrays.stream(group.getDeclaredClasses()))
                .filter(type -> type.isAnnotationPresent(MustFail.class));
    }

    static Stream<Arguments> brokenOperations() {
        return brokenProviders()
                .flatMap(
                        type -> Arrays.stream(type.getAnnotation(MustFail.class).in())
                                .map(operation -> Arguments.of(type, operation)));
    }

    @ParameterizedTest
    @MethodSource("brokenOperations")
    void contract_brokenProvider_failsTheExpectedTests(
            Class<? extends FaceRepositoryContract> broken, Operation operation) {
        for (String test : broken.getAnnotation(MustFail.class).value()) {
            Events events = run(broken, operation, List.of(test));
            assertThat(events.started().count()).as("%s runs", test).isPositive();
            assertThat(events.failed().count()).as("%s fails", test).isPositive();
            assertThat(messages(events))
                    .allSatisfy(message -> assertThat(message)
                            .as("the message is a sentence about the provider, not about a boolean")
                            .contains(" ")
                            .doesNotContain("expected: <", "expected true", "expected false", "No value present"));
        }
    }

    private static Stream<String> messages(Events events) {
        return events.failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .map(failure -> String.valueOf(failure.getMessage()));
    }

    /** Returns providers that change the vendor's people in a wrong way, or report them wrongly. */
    static Stream<Class<?>> providersWithAWrongState() {
        return Stream.of(
                BrokenFaces.DeletesTheFacesOfEveryPerson.class,
                BrokenFaces.DeletesThePersonInstead.class,
                BrokenFaces.OmitsAFaceInTheResult.class,
                BrokenFaces.ReportsEveryFaceAsDeleted.class,
                BrokenFaces.RoundsFaceIds.class,
                BrokenFaces.SendsTheFirstChunkOnly.class,
                BrokenFaces.SortsTheResult.class,
                BrokenFailures.ReadsAMalformedResponseAsAbsence.class,
                BrokenFailures.ReportsAFailureAsAbsence.class,
                BrokenFailures.ReportsEveryFailureAsUnknownKind.class,
                BrokenFailures.ReportsNoEffectAfterADeletion.class,
                BrokenFailures.ReportsPartialEffectForOnePerson.class,
                BrokenFailures.ReportsUnknownEffectAfterARejection.class,
                BrokenFailures.Retries.class,
                BrokenPeople.DeletesNothing.class,
                BrokenPeople.FindsEverybody.class,
                BrokenPeople.OmitsAFace.class,
                BrokenPeople.ReportsAbsentPeopleAsDeleted.class,
                BrokenPeople.ReportsDeletedPeopleAsAbsent.class,
                BrokenPeople.ThrowsForAbsentPeople.class,
                BrokenRemains.DetachesFacesWithoutDeletingThem.class,
                BrokenRemains.LeavesTheFacesOfADeletedPerson.class,
                BrokenSteps.IgnoresFacesDetachedEarlier.class,
                BrokenSteps.ReportsUnknownEffectOfEarlierRequests.class);
    }

    @ParameterizedTest
    @MethodSource("providersWithAWrongState")
    void randomSequences_providerWithAWrongState_fail(Class<? extends FaceRepositoryContract> broken) {
        assertThat(run(broken, List.of(SEQUENCES)).failed().count()).isPositive();
    }

    @Test
    void randomSequences_oneFails_showTheShortestSequenceAndItsSeed() {
        String message = messages(run(BrokenRemains.DetachesFacesWithoutDeletingThem.class, List.of(SEQUENCES)))
                .findFirst()
                .orElseThrow();

        assertThat(message.lines())
                .as("a person with faces, and a deletion of some of them")
                .filteredOn(line -> line.matches("  \\d\\. .*"))
                .hasSize(2);
        assertThat(message).contains("1. put person ", "2. delete faces of person ", "-Defface.contract.seed=");
    }

    @Test
    void contract_soundProviderOfSeveralRequests_passesTestsOfSteps() {
        Stream<String> testsOfSteps = Arrays.stream(BrokenSteps.class.getDeclaredClasses())
                .filter(type -> type.isAnnotationPresent(MustFail.class))
                .flatMap(
                        type -> Arrays.stream(type.getAnnotation(MustFail.class).value()))
                .distinct();
        List<String> tests = Stream.concat(testsOfSteps, Stream.of(SEQUENCES)).toList();
        Events events = run(NotBrokenSteps.class, tests);
        assertThat(events.succeeded().count()).isGreaterThanOrEqualTo(tests.size());
        assertThat(events.failed().list()).isEmpty();
    }

    @Test
    void contract_soundProvider_passesEveryTestThatABrokenOneFails() {
        List<String> tests = brokenProviders()
                .flatMap(
                        type -> Arrays.stream(type.getAnnotation(MustFail.class).value()))
                .distinct()
                .toList();
        Events events = run(NotBroken.class, tests);
        assertThat(events.started().count()).isGreaterThanOrEqualTo(tests.size());
        assertThat(events.failed().list()).isEmpty();
    }

    @Test
    void contract_everyTest_isFailedByABrokenProvider() {
        Set<String> failing = brokenProviders()
                .flatMap(
                        type -> Arrays.stream(type.getAnnotation(MustFail.class).value()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> all = Arrays.stream(NotBroken.class.getMethods())
                .filter(method -> method.isAnnotationPresent(ContractTest.class))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(failing).isEqualTo(all);
    }

    private static Events run(Class<? extends FaceRepositoryContract> contract, List<String> tests) {
        return run(contract, Operation.DELETE_PERSON, tests);
    }

    private static Events run(
            Class<? extends FaceRepositoryContract> contract, Operation operation, List<String> tests) {
        DiscoverySelector[] selectors = tests.stream()
                .map(test -> selectMethod(contract, method(contract, test)))
                .toArray(DiscoverySelector[]::new);
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter(BrokenContract.OnlyInBrokenProvidersTest.KEY, operation.name())
                .configurationParameter("efface.contract.report", "target/efface-contract-of-broken-providers")
                .selectors(selectors)
                .execute()
                .testEvents();
    }

    private static Method method(Class<?> contract, String name) {
        return Arrays.stream(contract.getMethods())
                .filter(method -> method.getName().equals(name))
                .filter(method -> method.isAnnotationPresent(ContractTest.class))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the contract has no test " + name));
    }
}
