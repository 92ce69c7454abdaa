package io.efface.examples.temporal;

import java.util.List;
import java.util.Map;

/**
 * The state of an erasure between two runs of its workflow. It contains no id of a person.
 *
 * @param list the name of the list; the job of an account has the name {@code LIST-ACCOUNT}
 * @param open the accounts that have work left
 * @param ended for each other account, how the work ended: the name of an {@link io.efface.erasure.AccountEnd}
 * @param slicesPerRun the number of slices of an account after which the workflow continues as new, because the history of a workflow has
 *     a limited size
 */
public record Erasing(String list, List<String> open, Map<String, String> ended, int slicesPerRun) {
    public static Erasing of(String list, List<String> accounts) {
        return new Erasing(list, accounts, Map.of(), 500);
    }
}
