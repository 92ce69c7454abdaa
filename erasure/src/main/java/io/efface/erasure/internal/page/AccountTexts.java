package io.efface.erasure.internal.page;

import io.efface.erasure.JobStatus;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes accounts of a report in the language of the report. */
public final class AccountTexts {
    /** The place of an account at a vendor whose endpoint serves several regions. */
    private static final Pattern REGION = Pattern.compile("(?:region (\\S+)|no region), (.+)");

    private AccountTexts() {}

    /** Returns the location, followed by the library if the account has one. */
    public static String where(JobStatus.Account account, Texts texts) {
        Matcher region = REGION.matcher(account.place());
        String place = !region.matches()
                ? account.place()
                : region.group(1) == null
                        ? texts.get("place.noRegion", region.group(2))
                        : texts.get("place.region", region.group(1), region.group(2));
        return account.library()
                .map(name -> texts.get("place.library", place, name))
                .orElse(place);
    }

    /** Returns the name, followed by the library if the account has one. */
    public static String label(JobStatus.Account account, Texts texts) {
        return account.library()
                .map(name -> texts.get("place.label", account.name(), name))
                .orElse(account.name());
    }
}
