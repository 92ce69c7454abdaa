package io.efface.testkit;

import static io.efface.testkit.ContractAssertions.assertEquals;
import static io.efface.testkit.ContractAssertions.assertFalse;
import static io.efface.testkit.ContractAssertions.assertTrue;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.Capabilities;
import io.efface.Claim;
import io.efface.DeleteFacesResult;
import io.efface.DeletePersonResult;
import io.efface.Evidence;
import io.efface.FaceRepository;
import io.efface.PersonOutcome;
import io.efface.QuotaLimit;
import java.util.List;
import java.util.Optional;

/**
 * Tests that capabilities are complete and do not change. Other contracts test whether the claims YES and NO of the capabilities are true.
 */
interface CapabilityContract {
    /** The capabilities are the same at each call of {@code capabilities()}, and before and after other calls. */
    @ContractTest
    default void capabilities_always_areTheSame(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 2);
        Capabilities first = harness.repository().capabilities();
        fixture.deletePerson().success();
        assertEquals(first, harness.repository().capabilities(), "the capabilities must stay the same");
    }

    /** The provider's name is valid in the configuration. */
    @ContractTest
    default void capabilities_provider_isAConfigurationName(ContractHarness harness) {
        String provider = harness.repository().capabilities().provider();
        assertTrue(
                provider.matches("[a-z0-9]+(-[a-z0-9]+)*"),
                "the name must consist of lower-case letters, digits and dashes");
    }

    /** Every claim has a source. */
    @ContractTest
    default void capabilities_claims_nameTheirSource(ContractHarness harness) {
        Capabilities capabilities = harness.repository().capabilities();
        List<String> sources = List.of(
                capabilities.lastFace().source(),
                capabilities.reportsAbsentPersons().source(),
                capabilities.listsDeletedFaces().source());
        sources.forEach(source -> assertFalse(source.isBlank(), "a claim needs a source"));
        assertFalse(capabilities.idRule().description().isBlank(), "a rule must have a description");
        assertTrue(capabilities.facesPerCall() >= 1, "a call must accept at least one face");
    }

    /** If the capabilities state that responses do not list the deleted faces, no response confirms the deletion of a face. */
    @ContractTest
    default void capabilities_listsNoDeletedFaces_isTrue(ContractHarness harness) {
        ContractFixture fixture = ContractFixture.holding(harness, 4);
        assumeFalse(harness.opened(), "only a primitive repository shows what a response contains");
        assumeTrue(
                fixture.capabilities().listsDeletedFaces().value() == Claim.Value.NO,
                "this target does not state that responses do not list the deleted faces");
        DeleteFacesResult result =
                fixture.deleteFaces(fixture.facesOfOneCall(0, 2)).success();
        assertTrue(
                result.personDeleted()
                        || result.faces().values().stream().noneMatch(face -> face.evidence() == Evidence.CONFIRMED),
                "a response listed a deleted face, although the capabilities state NO");
    }

    /** If the capabilities state that missing people are not reported, no response reports a missing person. */
    @ContractTest
    default void capabilities_reportsNoAbsentPersons_isTrue(ContractHarness harness) {
        ContractFixture fixture = new ContractFixture(harness);
        assumeFalse(harness.opened(), "only a primitive repository shows what a response contains");
        assumeTrue(
                fixture.capabilities().reportsAbsentPersons().value() == Claim.Value.NO,
                "this target does not state that missing people are not reported");
        DeletePersonResult result = fixture.deletePerson().success();
        assertEquals(
                PersonOutcome.DELETED,
                result.outcome(),
                "a response reported a missing person, although the capabilities state NO");
    }

    /** Each limit has a name, a scope and a source. */
    @ContractTest
    default void capabilities_quotas_nameScopeAndSource(ContractHarness harness) {
        for (QuotaLimit limit : harness.repository().capabilities().quotas()) {
            assertFalse(limit.name().isBlank(), "a limit needs a name");
            assertFalse(limit.scope().isBlank(), "a limit needs a scope");
            assertFalse(limit.source().isBlank(), "a limit needs a source");
        }
    }

    /** {@code unwrap} returns the repository for its own types, and returns empty for other types. */
    @ContractTest
    default void unwrap_anyType_findsOnlyWhatIsThere(ContractHarness harness) {
        FaceRepository repository = harness.repository();
        assertTrue(repository.unwrap(FaceRepository.class).isPresent(), "unwrap must find the type FaceRepository");
        assertTrue(
                repository.unwrap(repository.getClass()).orElse(null) == repository,
                "unwrap must return the repository for the class of the repository");
        assertEquals(Optional.empty(), repository.unwrap(Unrelated.class), "unwrap must not find an unrelated type");
        assertNullIsRejected(repository);
    }

    @SuppressWarnings("NullAway") // The test passes null.
    private static void assertNullIsRejected(FaceRepository repository) {
        assertThrows(NullPointerException.class, () -> repository.unwrap(null), "unwrap must reject null");
    }

    /** A type that no repository implements. */
    final class Unrelated {
        private Unrelated() {}
    }
}
