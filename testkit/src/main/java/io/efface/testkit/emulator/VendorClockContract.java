package io.efface.testkit.emulator;

import static io.efface.testkit.ContractAssertions.assertEquals;

import io.efface.DeletePersonResult;
import io.efface.PersonId;
import io.efface.PersonOutcome;
import io.efface.config.FaceRepositories;
import io.efface.emulator.EmulatorServer;
import io.efface.emulator.VendorEmulator;
import io.efface.testkit.MovableClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests accounts on a machine with a wrong clock. The provider signs requests with a time, and learns the offset of the vendor's clock from
 * a rejected request. So the vendor rejects only one request for each quota group, even if accounts are replaced.
 */
public abstract class VendorClockContract {
    private static final Instant START = Instant.parse("2026-03-17T09:30:00Z");
    private static final Duration CLOCK_OFFSET = Duration.ofMinutes(40);

    private final EmulatedVendor vendor;
    private final MovableClock clock = new MovableClock(START);
    private EmulatorServer server;

    /** For subclasses. */
    protected VendorClockContract(EmulatedVendor vendor) {
        this.vendor = Objects.requireNonNull(vendor, "vendor");
    }

    @BeforeEach
    final void start() throws IOException {
        VendorEmulator emulator = vendor.emulator()
                .get()
                .key("first", "first-secret")
                .key("second", "second-secret")
                .clock(new MovableClock(START.plus(CLOCK_OFFSET)))
                .random(new Random(7))
                .build();
        for (int i = 1; i <= 4; i++) {
            emulator.library().put("person-" + i, "face-" + i);
        }
        server = EmulatorServer.start(emulator);
    }

    @AfterEach
    final void stop() {
        server.close();
    }

    private Map<String, String> account(String key, String... more) {
        return vendor.account(server.url(), key, key + "-secret", more);
    }

    private FaceRepositories open() {
        return FaceRepositories.builder().clock(clock).open();
    }

    /**
     * Checks that an account deletes a person.
     *
     * @param attempts the expected number of attempts of the first request
     */
    private void assertDeleted(FaceRepositories accounts, String name, int person, int attempts) {
        DeletePersonResult result = accounts.get(name).deletePerson(PersonId.of("person-" + person));
        assertEquals(PersonOutcome.DELETED, result.outcome(), "the outcome is wrong");
        assertEquals(
                vendor.requestsOfDeletion() - 1 + attempts,
                result.trace().attempts(),
                "the number of attempts is wrong");
    }

    private void assertRequests(int deletions, int rejections) {
        assertEquals(
                deletions * vendor.requestsOfDeletion() + rejections,
                server.requests(),
                "the server received a wrong number of requests (deletions plus rejected requests)");
    }

    /** An account that is replaced, or removed and added under another name, uses the offset of the earlier account. */
    @Test
    final void deletePerson_wrongClockAndAccountReplaced_isRejectedOnce() {
        try (FaceRepositories accounts = open()) {
            accounts.put("main", account("first"));
            assertDeleted(accounts, "main", 1, 2);
            assertDeleted(accounts, "main", 2, 1);

            accounts.put(
                    "main",
                    account(
                            "first",
                            vendor.otherSetting().getKey(),
                            vendor.otherSetting().getValue()));
            assertDeleted(accounts, "main", 3, 1);

            accounts.remove("main");
            accounts.put("again", account("first"));
            assertDeleted(accounts, "again", 4, 1);
        }
        assertRequests(4, 1);
    }

    /** Accounts of the same {@code quota-group} share the offset, with and without layers. Another group does not use this offset. */
    @Test
    final void deletePerson_wrongClockAndSameQuotaGroup_isRejectedOnceForTheGroup() {
        try (FaceRepositories accounts = open()) {
            accounts.put("one", account("first", "quota-group", "ours"));
            accounts.put("two", account("second", "quota-group", "ours"));
            Map<String, String> withoutLayers =
                    account("second", "quota-group", "ours", "policies", "none", "same-as", "two");
            withoutLayers.keySet().removeAll(Set.of("quota", "verify"));
            accounts.put("primitive", withoutLayers);
            accounts.put("three", account("second", "quota-group", "theirs", "same-as", "two"));
            assertDeleted(accounts, "one", 1, 2);
            assertDeleted(accounts, "two", 2, 1);
            assertDeleted(accounts, "primitive", 3, 1);
            assertDeleted(accounts, "three", 4, 2);
        }
        assertRequests(4, 2);
    }

    /** Without {@code quota-group}, each access key has its own offset. */
    @Test
    final void deletePerson_wrongClockWithoutQuotaGroup_isRejectedOncePerKey() {
        try (FaceRepositories accounts = open()) {
            accounts.put("one", account("first"));
            accounts.put("two", account("second"));
            assertDeleted(accounts, "one", 1, 2);
            assertDeleted(accounts, "two", 2, 2);
        }
    }

    /** Accounts of two {@code FaceRepositories} do not share the offset. */
    @Test
    final void deletePerson_wrongClockAndOtherFaceRepositories_isRejectedOnceForEach() {
        for (int person = 1; person <= 2; person++) {
            try (FaceRepositories accounts = open()) {
                accounts.put("main", account("first"));
                assertDeleted(accounts, "main", person, 2);
            }
        }
    }

    /** After the machine's clock was corrected, the vendor rejects one more request. */
    @Test
    final void deletePerson_clockCorrectedLater_isRejectedOnceMore() {
        try (FaceRepositories accounts = open()) {
            accounts.put("main", account("first"));
            assertDeleted(accounts, "main", 1, 2);
            clock.move(CLOCK_OFFSET);
            assertDeleted(accounts, "main", 2, 2);
            assertDeleted(accounts, "main", 3, 1);
        }
    }
}
