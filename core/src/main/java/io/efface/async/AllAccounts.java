package io.efface.async;

import io.efface.CallOptions;
import io.efface.Cancellation;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.FaceRepository;
import io.efface.Operation;
import io.efface.PersonId;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Deletes or reads one person in several accounts. The person is erased only when every account has deleted the person. Thread-safe.
 *
 * <p>The calls run on the given executor, concurrently if the executor has several threads. Each method waits for all calls. If the call of
 * an account fails, the method throws no exception: the {@link AccountResult} of the account contains the error. If a repository throws an
 * exception that is not a {@link FaceException}, the error has kind {@link ErrorKind#INTERNAL}. If a repository throws a
 * {@link LinkageError}, the error has kind {@link ErrorKind#CONFIGURATION}. In both cases, the effect of a deletion is
 * {@link Effect#UNKNOWN}. If the executor rejects the task of an account, the error has kind {@link ErrorKind#UNAVAILABLE}, origin
 * {@code LOCAL} and effect {@code NONE}. The executor must run every task that it does not reject.
 *
 * <p>An interrupt of the calling thread cancels all calls. The {@link Cancellation} of the options does the same. Calls that have not begun
 * by then send no request. Calls under way end with {@link ErrorKind#CANCELLED} and with the effect of the requests that were sent.
 * Finished calls keep their results. After an interrupt, the interrupt flag stays set. A deletion that does not end within 10 seconds after
 * the interrupt is reported as {@link ErrorKind#CANCELLED} with effect {@code UNKNOWN}.
 */
public final class AllAccounts {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private final Map<String, FaceRepository> accounts;
    private final Executor executor;
    private final Duration grace;

    AllAccounts(Map<String, FaceRepository> accounts, Executor executor, Duration grace) {
        LinkedHashMap<String, FaceRepository> copy = new LinkedHashMap<>();
        accounts.forEach((name, repository) -> copy.put(
                Objects.requireNonNull(name, "account name"), Objects.requireNonNull(repository, "repository")));
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("accounts is empty; name at least one account");
        }
        this.accounts = Collections.unmodifiableMap(copy);
        this.executor = Objects.requireNonNull(executor, "executor");
        this.grace = grace;
    }

    /**
     * Returns an object that calls several accounts.
     *
     * @param accounts the repositories by account name, at least one; the results have the order of this map. The caller closes the
     *     repositories
     * @param executor the executor that runs the calls; its number of threads limits the number of concurrent calls
     * @throws NullPointerException if an argument, a name or a repository is null
     * @throws IllegalArgumentException if {@code accounts} is empty
     */
    public static AllAccounts of(Map<String, FaceRepository> accounts, Executor executor) {
        return new AllAccounts(accounts, executor, GRACE);
    }

    /** Returns the names of the accounts in order. */
    public Set<String> accounts() {
        return accounts.keySet();
    }

    /** Deletes a person that has the same id in every account, with {@linkplain CallOptions#defaults() default options}. */
    public AllAccountsResult deletePerson(PersonId person) {
        return deletePerson(person, CallOptions.defaults());
    }

    /**
     * Deletes a person that has the same id in every account.
     *
     * @throws NullPointerException if an argument is null
     */
    public AllAccountsResult deletePerson(PersonId person, CallOptions options) {
        return deletePerson(inEvery(person), options);
    }

    /**
     * Deletes a person that has different ids in the accounts. Only the accounts in the map are called.
     *
     * @param idsByAccount the id of the person in each account, by account name; at least one entry
     * @return one result for each account of the map, in this object's order of accounts
     * @throws NullPointerException if an argument, a name or an id is null
     * @throws IllegalArgumentException if the map is empty
     * @throws FaceException of kind {@code CONFIGURATION} if an account is unknown; in this case nothing is sent
     */
    public AllAccountsResult deletePerson(Map<String, PersonId> idsByAccount, CallOptions options) {
        return new AllAccountsResult(call(
                Operation.DELETE_PERSON,
                idsByAccount,
                options,
                (repository, person, callOptions) -> repository.deletePerson(person, callOptions)));
    }

    /**
     * Reads a person that has the same id in every account.
     *
     * @throws NullPointerException if an argument is null
     */
    public AllAccountsPresence findPerson(PersonId person, CallOptions options) {
        return findPerson(inEvery(person), options);
    }

    /**
     * Reads a person that has different ids in the accounts. Only the accounts in the map are called.
     *
     * @param idsByAccount the id of the person in each account, by account name; at least one entry
     * @return one result for each account of the map, in this object's order of accounts
     * @throws NullPointerException if an argument, a name or an id is null
     * @throws IllegalArgumentException if the map is empty
     * @throws FaceException of kind {@code CONFIGURATION} if an account is unknown; in this case nothing is sent
     */
    public AllAccountsPresence findPerson(Map<String, PersonId> idsByAccount, CallOptions options) {
        return new AllAccountsPresence(call(
                Operation.FIND_PERSON,
                idsByAccount,
                options,
                (repository, person, callOptions) -> repository.findPerson(person, callOptions)));
    }

    private Map<String, PersonId> inEvery(PersonId person) {
        Objects.requireNonNull(person, "person");
        Map<String, PersonId> ids = new LinkedHashMap<>();
        accounts.keySet().forEach(name -> ids.put(name, person));
        return ids;
    }

    private <T> Map<String, AccountResult<T>> call(
            Operation operation, Map<String, PersonId> idsByAccount, CallOptions options, Work<T> work) {
        Objects.requireNonNull(options, "options");
        Map<String, PersonId> ids = new LinkedHashMap<>(idsByAccount);
        checkAccounts(operation, ids);
        Cancellation all = new Cancellation();
        CallOptions cancellable = options.withCancellation(all);
        Map<String, ExecutedCall<T>> calls = new LinkedHashMap<>();
        Optional<Cancellation.Registration> registration =
                options.cancellation().map(handle -> handle.onCancel(all::cancel));
        boolean interrupted = false;
        try {
            for (Map.Entry<String, FaceRepository> account : accounts.entrySet()) {
                PersonId person = ids.get(account.getKey());
                if (person != null) {
                    if (Thread.currentThread().isInterrupted()) {
                        all.cancel();
                    }
                    FaceRepository repository = account.getValue();
                    ExecutedCall<T> call =
                            new ExecutedCall<>(operation, cancellable, each -> work.on(repository, person, each));
                    calls.put(account.getKey(), call);
                    call.startOn(executor);
                }
            }
            interrupted = awaitAll(calls, all);
        } finally {
            registration.ifPresent(Cancellation.Registration::close);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        Map<String, AccountResult<T>> results = new LinkedHashMap<>();
        calls.forEach((name, call) -> results.put(name, result(name, call, operation)));
        return results;
    }

    private void checkAccounts(Operation operation, Map<String, PersonId> ids) {
        ids.forEach((name, person) -> {
            Objects.requireNonNull(name, "account name");
            Objects.requireNonNull(person, "person");
        });
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("idsByAccount is empty; name at least one account");
        }
        if (!accounts.keySet().containsAll(ids.keySet())) {
            long unknown = ids.keySet().stream()
                    .filter(name -> !accounts.containsKey(name))
                    .count();
            throw FaceException.of(operation, ErrorKind.CONFIGURATION)
                    .detail(unknown + " of " + ids.size() + " account names " + (unknown == 1 ? "is" : "are")
                            + " unknown; the accounts are "
                            + String.join(", ", accounts.keySet()))
                    .build();
        }
    }

    /** Waits for every call. An interrupt cancels all calls. Returns whether the thread was interrupted. */
    private <T> boolean awaitAll(Map<String, ExecutedCall<T>> calls, Cancellation all) {
        boolean interrupted = false;
        long giveUpAt = 0;
        for (ExecutedCall<T> call : calls.values()) {
            boolean waiting = true;
            while (waiting) {
                try {
                    Duration timeLeft = interrupted ? Duration.ofNanos(giveUpAt - System.nanoTime()) : FOREVER;
                    call.future().get(Math.max(0, timeLeft.toNanos()), TimeUnit.NANOSECONDS);
                    waiting = false;
                } catch (ExecutionException | CancellationException | TimeoutException e) {
                    waiting = false;
                } catch (InterruptedException e) {
                    giveUpAt = interrupted ? giveUpAt : System.nanoTime() + grace.toNanos();
                    interrupted = true;
                    all.cancel();
                }
            }
        }
        return interrupted;
    }

    private static <T> AccountResult<T> result(String name, ExecutedCall<T> call, Operation operation) {
        if (!call.future().isDone()) {
            return new AccountResult<>(
                    name,
                    null,
                    FaceException.of(operation, ErrorKind.CANCELLED)
                            .effect(Effect.UNKNOWN)
                            .account(name)
                            .detail("the repository did not end the cancelled call; the call may still be under way")
                            .build());
        }
        try {
            T result = call.future().join();
            return result == null
                    ? new AccountResult<>(name, null, broken(name, operation, "it returned null"))
                    : new AccountResult<>(name, result, null);
        } catch (CompletionException e) {
            if (e.getCause() instanceof FaceException error) {
                boolean hasAccount = error.account().isPresent();
                return new AccountResult<>(
                        name,
                        null,
                        hasAccount ? error : error.toBuilder().account(name).build());
            }
            if (e.getCause() instanceof LinkageError) {
                return new AccountResult<>(name, null, unlinked(name, operation));
            }
            String what = e.getCause() == null
                    ? "it failed without a cause"
                    : "it threw " + e.getCause().getClass().getName();
            return new AccountResult<>(name, null, broken(name, operation, what));
        } catch (CancellationException e) {
            return new AccountResult<>(name, null, broken(name, operation, "its future was cancelled"));
        }
    }

    /**
     * Returns an error for a repository that breaks its contract. The error names only a class, because the message of an exception might
     * contain an id.
     */
    private static FaceException broken(String name, Operation operation, String what) {
        return FaceException.of(operation, ErrorKind.INTERNAL)
                .effect(Effect.UNKNOWN)
                .account(name)
                .detail("the repository broke its contract: " + what)
                .build();
    }

    private static FaceException unlinked(String name, Operation operation) {
        return FaceException.of(operation, ErrorKind.CONFIGURATION)
                .effect(Effect.UNKNOWN)
                .account(name)
                .detail("a library on the class path is missing or has an incompatible version")
                .build();
    }

    static <T> Map<String, FaceException> failures(Map<String, AccountResult<T>> results) {
        Map<String, FaceException> failures = new LinkedHashMap<>();
        results.forEach((name, result) -> result.failure().ifPresent(error -> failures.put(name, error)));
        return Collections.unmodifiableMap(failures);
    }

    /** Calls one operation of a repository. */
    private interface Work<T> {
        T on(FaceRepository repository, PersonId person, CallOptions options);
    }
}
