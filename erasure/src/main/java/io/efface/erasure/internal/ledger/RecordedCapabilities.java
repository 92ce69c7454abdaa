package io.efface.erasure.internal.ledger;

import io.efface.Capabilities;
import io.efface.Claim;
import io.efface.LastFaceRule;
import io.efface.ReadBack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The behaviour that the vendors of a job do not document, which the event {@code PLANNED} contains in the field {@code undocumented}. The
 * evidence of an outcome may rely on such behaviour.
 */
public final class RecordedCapabilities {
    /** The name of the field. */
    public static final String FIELD = "undocumented";

    private static final String ACCOUNT = "account";
    private static final String CLAIMS = "claims";

    private RecordedCapabilities() {}

    /**
     * Returns the value of the field {@code undocumented}.
     *
     * @param accounts the capabilities of each account, by the name of the account
     */
    public static List<Map<String, Object>> field(Map<String, Capabilities> accounts) {
        List<Map<String, Object>> field = new ArrayList<>();
        accounts.forEach((account, capabilities) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put(ACCOUNT, account);
            entry.put(CLAIMS, undocumented(capabilities));
            field.add(entry);
        });
        return field;
    }

    private static List<String> undocumented(Capabilities capabilities) {
        List<String> claims = new ArrayList<>();
        if (capabilities.readBack() == ReadBack.NONE) {
            claims.add("NO_READ_BACK");
        } else if (capabilities.readBack() == ReadBack.INFERRED) {
            claims.add("READ_BACK");
        }
        if (isUndocumented(capabilities.reportsAbsentPersons())) {
            claims.add("ABSENT_PERSONS");
        }
        if (isUndocumented(capabilities.listsDeletedFaces())) {
            claims.add("DELETED_FACES");
        }
        if (capabilities.lastFace().behavior() == LastFaceRule.Behavior.UNDOCUMENTED) {
            claims.add("LAST_FACE");
        }
        return claims;
    }

    private static boolean isUndocumented(Claim claim) {
        return claim.value() == Claim.Value.UNDOCUMENTED;
    }

    /**
     * Returns the undocumented behaviour by the name of the account.
     *
     * @param plan the fields of the event {@code PLANNED}
     * @return null if the version of Efface that planned the job did not record the behaviour, or if the event was changed
     */
    public static @Nullable Map<String, List<String>> read(Map<?, ?> plan) {
        if (!(plan.get(FIELD) instanceof List<?> entries)) {
            return null;
        }
        Map<String, List<String>> accounts = new LinkedHashMap<>();
        for (Object entry : entries) {
            if (!(entry instanceof Map<?, ?> fields)
                    || !(fields.get(ACCOUNT) instanceof String account)
                    || !(fields.get(CLAIMS) instanceof List<?> claims)) {
                return null;
            }
            accounts.put(account, claims.stream().map(String::valueOf).toList());
        }
        return accounts;
    }
}
