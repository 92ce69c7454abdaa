package io.efface.spring;

import io.efface.CallOptions;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceRepository;
import io.efface.FindPersonResult;
import io.efface.PersonId;
import io.efface.ReadBack;
import io.efface.async.AccountResult;
import io.efface.async.AllAccounts;
import io.efface.config.FaceRepositories;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks whether the vendors respond: looks in each open account for a person that does not exist. Changes nothing at the vendors.
 * Thread-safe.
 */
final class AccountsHealth {
    private static final Logger LOG = LoggerFactory.getLogger(AccountsHealth.class);

    /** The bean of the health indicator; Spring Boot shows the part before "HealthIndicator". */
    static final String BEAN = "effaceHealthIndicator";

    /** The name of the indicator in {@code management.health.efface.enabled}. */
    static final String NAME = "efface";

    private static final String OK = "OK";
    private static final String NO_READ_BACK = "no read-back";
    private static final String CREDENTIALS_MISSING = "credentials missing";
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int RANDOM_BYTES = 8;

    private final FaceRepositories accounts;
    private final SecureRandom random = new SecureRandom();

    /**
     * The result of the check.
     *
     * @param responding whether each account that was read responded
     * @param details for each account: {@code OK}, the kind of the error, or the reason why the account was not read
     */
    record Result(boolean responding, Map<String, String> details) {}

    AccountsHealth(FaceRepositories accounts) {
        this.accounts = accounts;
    }

    /** Reads all accounts at the same time, for at most five seconds. Never throws. */
    Result check() {
        Map<String, String> details = new TreeMap<>();
        Map<String, FaceRepository> readable = new TreeMap<>();
        List<String> incomplete = accounts.incompleteAccounts();
        for (String name : accounts.accounts()) {
            if (incomplete.contains(name)) {
                details.put(name, CREDENTIALS_MISSING);
                continue;
            }
            try {
                FaceRepository account = accounts.get(name);
                if (account.capabilities().readBack() == ReadBack.NONE) {
                    details.put(name, NO_READ_BACK);
                } else {
                    readable.put(name, account);
                }
            } catch (FaceException e) {
                LOG.debug("account {} was removed during the check: {}", name, e.getMessage());
            }
        }
        Map<String, AccountResult<FindPersonResult>> results =
                readable.isEmpty() ? Map.of() : read(readable, randomPerson());
        results.forEach((name, result) -> details.put(
                name,
                result.failure().map(FaceException::kind).map(ErrorKind::name).orElse(OK)));
        boolean responding =
                results.values().stream().allMatch(result -> result.failure().isEmpty());
        return new Result(responding, details);
    }

    private static Map<String, AccountResult<FindPersonResult>> read(
            Map<String, FaceRepository> readable, PersonId person) {
        ExecutorService threads = Executors.newFixedThreadPool(readable.size(), task -> {
            Thread thread = new Thread(task, "efface-health");
            thread.setDaemon(true);
            return thread;
        });
        try {
            return AllAccounts.of(readable, threads)
                    .findPerson(person, CallOptions.defaults().withTimeout(LIMIT))
                    .accounts();
        } finally {
            threads.shutdownNow();
        }
    }

    private PersonId randomPerson() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return PersonId.of("efface-health-" + HexFormat.of().formatHex(bytes));
    }
}
