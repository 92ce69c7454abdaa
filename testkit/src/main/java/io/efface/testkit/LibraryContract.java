package io.efface.testkit;

import static io.efface.testkit.ContractAssertions.assertEquals;
import static io.efface.testkit.ContractAssertions.assertFalse;
import static io.efface.testkit.ContractAssertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceRepository;
import io.efface.ReadBack;
import io.efface.RetryAdvice;
import io.efface.spi.layers.AccountRepository;
import io.efface.spi.layers.LayerCall;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tests an account whose library does not exist at the vendor. Every call must fail. If a call reported that the person is absent, a user
 * would think that the deletion succeeded.
 */
interface LibraryContract {
    /** The deletion of a person fails. */
    @ContractTest
    default void deletePerson_missingLibrary_isNotFound(ContractHarness harness) throws Exception {
        assertNotFound(harness, repository -> repository.deletePerson(ContractFixture.PERSON));
    }

    /** A repeat after an attempt of unknown effect also fails, because the missing library does not clarify the effect of that attempt. */
    @ContractTest
    default void deletePerson_missingLibraryAsLaterAttempt_isNotFound(ContractHarness harness) throws Exception {
        assertNotFound(harness, repository -> {
            AccountRepository account =
                    repository.unwrap(AccountRepository.class).orElseThrow();
            return account.deletePerson(
                    ContractFixture.PERSON, LayerCall.plain().withAttempt(2));
        });
    }

    /** The deletion of faces fails without results of faces. */
    @ContractTest
    default void deleteFaces_missingLibrary_isNotFound(ContractHarness harness) throws Exception {
        assertNotFound(
                harness, repository -> repository.deleteFaces(ContractFixture.PERSON, ContractFixture.faces(0, 1)));
    }

    /** A read fails. */
    @ContractTest
    default void findPerson_missingLibrary_isNotFound(ContractHarness harness) throws Exception {
        assumeTrue(harness.repository().capabilities().readBack() != ReadBack.NONE, "this target has no read-back");
        assertNotFound(harness, repository -> repository.findPerson(ContractFixture.PERSON));
    }

    private static void assertNotFound(ContractHarness harness, Function<FaceRepository, ?> call) throws Exception {
        Optional<ContractHarness> missing = harness.missingLibrary();
        assumeTrue(missing.isPresent(), "this vendor has no libraries");
        try (ContractHarness account = missing.orElseThrow()) {
            ObservedCall<?> observed = ObservedCall.call(account, () -> call.apply(account.repository()));
            assertTrue(
                    observed.failed(),
                    "a call to a missing library must fail and must not report the person as absent");
            FaceException error = observed.failure();
            assertEquals(ErrorKind.NOT_FOUND, error.kind(), "the kind of the error is wrong");
            assertEquals(Effect.NONE, error.effect(), "nothing can be deleted from a library that does not exist");
            assertEquals(
                    RetryAdvice.NEVER, error.advice(), "the advice must be not to repeat a call to a missing library");
            assertFalse(error.isAboutTarget(), "the error must not concern the person");
            assertTrue(error.facesSoFar().isEmpty(), "the error must not have results of faces");
        }
    }
}
