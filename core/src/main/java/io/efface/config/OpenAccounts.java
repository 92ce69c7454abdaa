package io.efface.config;

import io.efface.ErrorKind;
import io.efface.FaceException;
import io.efface.Operation;
import io.efface.RetryAdvice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The open accounts, and the accounts that cannot be opened yet because of their credentials, by name. Thread-safe. */
final class OpenAccounts {
    private final Object lock = new Object();
    private final TreeMap<String, OpenAccount> byName = new TreeMap<>();
    private final TreeMap<String, Map<String, Entry>> incomplete;
    private boolean closed;

    /**
     * Creates an object without open accounts.
     *
     * @param incomplete the entries of the accounts that cannot be opened yet
     */
    OpenAccounts(Map<String, Map<String, Entry>> incomplete) {
        this.incomplete = new TreeMap<>(incomplete);
    }

    /** Returns the names of all accounts, including accounts that are not open. */
    List<String> names() {
        synchronized (lock) {
            TreeSet<String> names = new TreeSet<>(byName.keySet());
            names.addAll(incomplete.keySet());
            return List.copyOf(names);
        }
    }

    /** Returns the entries of the accounts that are not open. */
    /** Returns the number of accounts, including the incomplete accounts. */
    int count() {
        synchronized (lock) {
            return byName.size() + incomplete.size();
        }
    }

    Map<String, Map<String, Entry>> incomplete() {
        synchronized (lock) {
            return new TreeMap<>(incomplete);
        }
    }

    Map<String, AccountPlan> plans() {
        synchronized (lock) {
            TreeMap<String, AccountPlan> plans = new TreeMap<>();
            byName.forEach((name, account) -> plans.put(name, account.plan()));
            return plans;
        }
    }

    Optional<OpenAccount> find(String name) {
        synchronized (lock) {
            return Optional.ofNullable(byName.get(name));
        }
    }

    /**
     * Begins a call on the account that has the given name at this moment.
     *
     * @throws FaceException if there is no such account, or if the accounts are closed
     */
    OpenAccount enter(String name, Operation operation) {
        while (true) {
            OpenAccount account;
            synchronized (lock) {
                requireOpen(operation);
                account = byName.get(name);
                if (account == null) {
                    throw unknown(name, operation);
                }
            }
            if (account.enter()) {
                return account;
            }
        }
    }

    /**
     * Adds accounts in one step. Accounts of the same names are replaced, and each of them is closed when its last call has ended.
     *
     * @throws FaceException of kind {@code UNAVAILABLE} if the accounts are closed; the given accounts are then closed, too
     */
    void put(List<OpenAccount> added) {
        List<OpenAccount> replaced = new ArrayList<>();
        synchronized (lock) {
            if (closed) {
                added.forEach(OpenAccount::close);
            }
            requireOpen(Operation.OPEN);
            for (OpenAccount account : added) {
                String name = account.plan().name();
                Optional.ofNullable(byName.put(name, account)).ifPresent(replaced::add);
                incomplete.remove(name);
            }
        }
        replaced.forEach(OpenAccount::retire);
    }

    boolean remove(String name) {
        OpenAccount removed;
        boolean wasIncomplete;
        synchronized (lock) {
            removed = byName.remove(name);
            wasIncomplete = incomplete.remove(name) != null;
        }
        if (removed != null) {
            removed.retire();
        }
        return removed != null || wasIncomplete;
    }

    /** Closes every account. The closed accounts can still be described. */
    void close() {
        List<OpenAccount> all;
        synchronized (lock) {
            closed = true;
            all = new ArrayList<>(byName.values());
        }
        all.forEach(OpenAccount::close);
    }

    FaceException unknown(String name, Operation operation) {
        List<String> names = names();
        String known = names.isEmpty() ? "there are no accounts" : "the accounts are " + String.join(", ", names);
        return FaceException.of(operation, ErrorKind.CONFIGURATION)
                .detail((Keys.isName(name) ? "there is no account '" + name + "'" : "there is no such account") + "; "
                        + known + Suggestion.didYouMean(name, names))
                .build();
    }

    private void requireOpen(Operation operation) {
        if (closed) {
            throw FaceException.of(operation, ErrorKind.UNAVAILABLE)
                    .advice(RetryAdvice.NEVER)
                    .detail("the repositories are closed")
                    .build();
        }
    }
}
