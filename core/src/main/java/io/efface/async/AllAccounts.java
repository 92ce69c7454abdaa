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
 * One person in several accounts: a person is erased only when gone from every one. Thread-safe.
 *
 * <p>The calls run on the given executor, all at once if it can, and each method waits for all of them. What an account refuses
 * or fails at is in its answer, never thrown; a repository that breaks its contract with another exception is an answer of kind
 * {@link ErrorKind#INTERNAL} with effect {@link Effect#UNKNOWN}, a {@link LinkageError} one of kind {@link ErrorKind#CONFIGURATION}, and an account whose call the executor rejects is one of kind
 * {@link ErrorKind#UNAVAILABLE}, origin {@code LOCAL}, effect {@code NONE}. The executor has to run every task it does not reject.
 *
 * <p>An interrupt of the caller cancels all calls, and so does the {@link Cancellation} of the options: calls that have not begun
 * are never sent, those under way end with {@link ErrorKind#CANCELLED} and their effect, and finished ones keep their answers.
 * The interrupt flag stays set. A call that does not heed its cancellation within 10 seconds is given up with effect
 * {@code UNKNOWN}.
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
     * Joins accounts.
     *
     * @param accounts at least one, by name; answers come in this map's order. Closing them is up to the caller
     * @param executor runs the calls; its size bounds how many accounts are called at once
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

    /** Deletes a person of one id from every account, with {@linkplain CallOptions#defaults() default options}. */
    public AllAccountsResult deletePerson(PersonId person) {
        return deletePerson(person, CallOptions.defaults());
    }

    /**
     * Deletes a person of one id from every account.
     *
     * @throws NullPointerException if an argument is null
     */
    public AllAccountsResult deletePerson(PersonId person, CallOptions options) {
        return deletePerson(inEvery(person), options);
    }

    /**
     * Deletes a person from the accounts that the map names, under its id in each; the other accounts are not called.
     *
     * @param idsByAccount at least one
     * @return one answer for each account of the map, in this object's order of accounts
     * @throws NullPointerException if an argument, a name or an id is null
     * @throws IllegalArgumentException if the map is empty
     * @throws FaceException of kind {@code CONFIGURATION} if an account is unknown; nothing is sent then
     */
    public AllAccountsResult deletePerson(Map<String, PersonId> idsByAccount, CallOptions options) {
        return new AllAccountsResult(call(
                Operation.DELETE_PERSON,
                idsByAccount,
                options,
                (repository, person, own) -> repository.deletePerson(person, own)));
    }

    /**
     * Reads a person of one id back from every account.
     *
     * @throws NullPointerException if an argument is null
     */
    public AllAccountsPresence findPerson(PersonId person, CallOptions options) {
        return findPerson(inEvery(person), options);
    }

    /**
     * Reads a person back from the accounts that the map names, under its id in each.
     *
     * @param idsByAccount at least one
     * @return one answer for each account of the map, in this object's order of accounts
     * @throws NullPointerException if an argument, a name or an id is null
     * @throws IllegalArgumentException if the map is empty
     * @throws FaceException of kind {@code CONFIGURATION} if an account is unknown; nothing is sent then
     */
    public AllAccountsPresence findPerson(Map<String, PersonId> idsByAccount, CallOptions options) {
        return new AllAccountsPresence(call(
                Operation.FIND_PERSON,
                idsByAccount,
                options,
                (repository, person, own) -> repository.findPerson(person, own)));
    }

    private Map<String, PersonId> inEvery(PersonId person) {
        Objects.requireNonNull(person, "person");
        Map<String, PersonId> ids = new LinkedHashMap<>();
        accounts.keySet().forEach(name -> ids.put(name, person));
        return ids;
    }

    private <T> Map<String, AccountAnswer<T>> call(
            Operation operation, Map<String, PersonId> idsByAccount, CallOptions options, Work<T> work) {
        Objects.requireNonNull(options, "options");
        Map<String, PersonId> ids = new LinkedHashMap<>(idsByAccount);
        checkAccounts(operation, ids);
        Cancellation all = new Cancellation();
        CallOptions own = options.withCancellation(all);
        Map<String, ExecutedCall<T>> calls = new LinkedHashMap<>();
        Optional<Cancellation.Registration> callers =
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
                            new ExecutedCall<>(operation, own, each -> work.on(repository, person, each));
                    calls.put(account.getKey(), call);
                    call.startOn(executor);
                }
            }
            interrupted = awaitAll(calls, all);
        } finally {
            callers.ifPresent(Cancellation.Registration::close);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        Map<String, AccountAnswer<T>> answers = new LinkedHashMap<>();
        calls.forEach((name, call) -> answers.put(name, answer(name, call, operation)));
        return answers;
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
                    .detail(unknown + " of the accounts asked for do not exist; the accounts are "
                            + String.join(", ", accounts.keySet()))
                    .build();
        }
    }

    /** Waits for every call; an interrupt cancels them all and is returned, not thrown. */
    private <T> boolean awaitAll(Map<String, ExecutedCall<T>> calls, Cancellation all) {
        boolean interrupted = false;
        long giveUpAt = 0;
        for (ExecutedCall<T> call : calls.values()) {
            boolean waiting = true;
            while (waiting) {
                try {
                    Duration most = interrupted ? Duration.ofNanos(giveUpAt - System.nanoTime()) : FOREVER;
                    call.future().get(Math.max(0, most.toNanos()), TimeUnit.NANOSECONDS);
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

    private static <T> AccountAnswer<T> answer(String name, ExecutedCall<T> call, Operation operation) {
        if (!call.future().isDone()) {
            return new AccountAnswer<>(
                    name,
                    null,
                    FaceException.of(operation, ErrorKind.CANCELLED)
                            .effect(Effect.UNKNOWN)
                            .account(name)
                            .detail("the repository did not heed the cancellation; the call may still be under way")
                            .build());
        }
        try {
            T result = call.future().join();
            return result == null
                    ? new AccountAnswer<>(name, null, broken(name, operation, "null"))
                    : new AccountAnswer<>(name, result, null);
        } catch (CompletionException e) {
            if (e.getCause() instanceof FaceException error) {
                boolean named = error.account().isPresent();
                return new AccountAnswer<>(
                        name,
                        null,
                        named ? error : error.toBuilder().account(name).build());
            }
            if (e.getCause() instanceof LinkageError) {
                return new AccountAnswer<>(name, null, unlinked(name, operation));
            }
            String what =
                    e.getCause() == null ? "nothing" : e.getCause().getClass().getName();
            return new AccountAnswer<>(name, null, broken(name, operation, what));
        } catch (CancellationException e) {
            return new AccountAnswer<>(name, null, broken(name, operation, "a cancelled future"));
        }
    }

    /** Names the class of what a broken repository gave, never its message, which might hold an id. */
    private static FaceException broken(String name, Operation operation, String what) {
        return FaceException.of(operation, ErrorKind.INTERNAL)
                .effect(Effect.UNKNOWN)
                .account(name)
                .detail("the repository broke its contract with " + what)
                .build();
    }

    private static FaceException unlinked(String name, Operation operation) {
        return FaceException.of(operation, ErrorKind.CONFIGURATION)
                .effect(Effect.UNKNOWN)
                .account(name)
                .detail("a library on the class path is missing or does not fit")
                .build();
    }

    static <T> Map<String, FaceException> failures(Map<String, AccountAnswer<T>> answers) {
        Map<String, FaceException> failures = new LinkedHashMap<>();
        answers.forEach((name, answer) -> answer.failure().ifPresent(error -> failures.put(name, error)));
        return Collections.unmodifiableMap(failures);
    }

    /** What to do in one account. */
    private interface Work<T> {
        T on(FaceRepository repository, PersonId person, CallOptions options);
    }
}
