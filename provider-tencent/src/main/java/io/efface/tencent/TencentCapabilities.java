package io.efface.tencent;

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

/** The capabilities of IAI with their sources. Both API versions have the same capabilities. */
final class TencentCapabilities {
    /** A person has at most five faces, so a call with more ids would contain ids that the person does not have. */
    static final int FACES_PER_CALL = 5;

    /** The scope of the quota: the vendor counts calls for each access region and sub-account. */
    static final String ACCESS_REGION = "access region";

    static final Capabilities CAPABILITIES = Capabilities.builder(TencentFaceRepositoryProvider.NAME)
            .idRule(new IdRule(
                    "letters, digits and -%@#&_, at most 64 bytes",
                    Pattern.compile("[A-Za-z0-9\\-%@#&_]+"),
                    64,
                    "CreatePerson, PersonId (IAI 2020-03-03 API reference, read 2026-11)"))
            .facesPerCall(FACES_PER_CALL)
            .lastFace(LastFaceRule.kept(
                    "DeleteFace: a person with one face keeps it; InvalidParameterValue.DeleteFaceNumExceed"
                            + " (cloud.tencent.com/document/api/867/45013, read 2026-11)"))
            .reportsAbsentPersons(
                    Claim.undocumented(
                            "DeletePerson: the list of codes contains InvalidParameterValue.PersonIdNotExist, the Chinese"
                                    + " example contains ResourceNotFound.ErrorPersonNotExisted, and the international example"
                                    + " shows a success without a code"
                                    + " (cloud.tencent.com/document/api/867/32790, tencentcloud.com/document/product/1059/36961, 2023-02-27)"))
            .listsDeletedFaces(
                    Claim.yes("DeleteFace: SucFaceIds (cloud.tencent.com/document/api/867/45013, read 2026-11)"))
            .readBack(ReadBack.DOCUMENTED)
            .quotas(List.of(new QuotaLimit(
                    "management",
                    Rate.perSecond(50),
                    ACCESS_REGION,
                    Set.of(Operation.DELETE_PERSON, Operation.DELETE_FACES, Operation.FIND_PERSON),
                    "Interface frequency limits: all management of people, faces and groups together, when billed by calls"
                            + " (cloud.tencent.com/document/product/1278/109059, 2025-04-15)")))
            .build();

    private TencentCapabilities() {}
}
