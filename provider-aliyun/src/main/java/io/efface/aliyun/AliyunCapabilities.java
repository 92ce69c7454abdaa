package io.efface.aliyun;

import io.efface.Capabilities;
import io.efface.Claim;
import io.efface.IdRule;
import io.efface.LastFaceRule;
import io.efface.Operation;
import io.efface.QuotaLimit;
import io.efface.Rate;
import io.efface.ReadBack;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The capabilities of Green's face libraries, with their sources. */
final class AliyunCapabilities {
    /** "A person holds at most 20 faces" ("Add a face", read 2026-11-22). The pages give no limit for one deletion. */
    private static final int FACES_PER_CALL = 20;

    private static final int CALLS_PER_SECOND = 20;
    private static final int LONGEST_PERSON_ID = 32;

    static final Capabilities CAPABILITIES = Capabilities.builder(AliyunFaceRepositoryProvider.NAME)
            .idRule(new IdRule(
                    "ASCII letters, digits, underscores and dashes; at most 32 characters when added",
                    Pattern.compile("[A-Za-z0-9_-]+"),
                    LONGEST_PERSON_ID,
                    false,
                    "Add a person (read 2026-11-22)"))
            .facesPerCall(FACES_PER_CALL)
            .lastFace(LastFaceRule.undocumented(
                    "the page \"Delete a face\" (2026-03-31) does not mention a person's last face"))
            .reportsAbsentPersons(Claim.yes(
                    "Delete a person, Python SDK (read 2026-11-22): an inner code other than 200 for a missing person"))
            .listsDeletedFaces(
                    Claim.yes("Delete a face (2026-03-31): faceIds lists the successfully deleted face images"))
            .readBack(ReadBack.INFERRED)
            .quotas(List.of(
                    quota("DeletePerson", Operation.DELETE_PERSON, "Delete a person (read 2026-11-22)"),
                    quota("DeleteFaces", Operation.DELETE_FACES, "Delete a face (2026-03-31)"),
                    quota("GetPerson", Operation.FIND_PERSON, "Query a person (read 2026-11-22)")))
            .build();

    private AliyunCapabilities() {}

    /** The limit "20 calls per second per account" applies to all regions, hosts and keys of an account together. */
    private static QuotaLimit quota(String name, Operation operation, String source) {
        return new QuotaLimit(name, Rate.perSecond(CALLS_PER_SECOND), QuotaLimit.ACCOUNT, Set.of(operation), source);
    }
}
