package io.efface.rekognition;

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

/** The capabilities of Rekognition's collections, with their sources. */
final class AwsCapabilities {
    /** DisassociateFaces accepts 1 to 100 faces, and a User has at most 100 faces ("AssociateFaces"). DeleteFaces accepts 4,096 faces. */
    static final int FACES_PER_CALL = 100;

    private static final int LONGEST_USER_ID = 128;

    /**
     * The default limit, according to Service Quotas, for each of DeleteUser (L-E112E6C6), DeleteFaces (L-220834FB), DisassociateFaces
     * (L-D56ABB32) and DescribeCollection (L-6FDFFAF5). The default for ListFaces (L-970B5808) and SearchUsers (L-532A3DAC) is 50 requests
     * per second.
     */
    private static final Rate LEAST_DEFAULT = Rate.perSecond(5);

    private static final String API = "docs.aws.amazon.com/rekognition/latest/APIReference, read 2026-11";

    static final Capabilities CAPABILITIES = Capabilities.builder(AwsFaceRepositoryProvider.NAME)
            .idRule(new IdRule(
                    "ASCII letters, digits, underscores, dots, dashes and colons; at most 128 characters",
                    Pattern.compile("[a-zA-Z0-9_.\\-:]+"),
                    LONGEST_USER_ID,
                    "DeleteUser, UserId (" + API + ")"))
            .facesPerCall(FACES_PER_CALL)
            .lastFace(LastFaceRule.undocumented("DisassociateFaces and DeleteFaces do not mention a User's last face ("
                    + API + "); a User without faces is possible (UserStatus CREATED)"))
            .reportsAbsentPersons(Claim.yes("DeleteUser: ResourceNotFoundException for a missing collection or UserID ("
                    + API + "); DescribeCollection distinguishes the two"))
            .listsDeletedFaces(Claim.yes("DeleteFaces: DeletedFaces and UnsuccessfulFaceDeletions (" + API + ")"))
            .readBack(ReadBack.INFERRED)
            .quotas(List.of(
                    limit("DeleteUser", Operation.DELETE_PERSON),
                    limit("DeleteFaces and DisassociateFaces", Operation.DELETE_FACES),
                    limit("ListFaces, SearchUsers and DescribeCollection", Operation.FIND_PERSON)))
            .requests(
                    Operation.DELETE_PERSON,
                    List.of(
                            Operation.DELETE_PERSON,
                            Operation.DELETE_FACES,
                            Operation.DELETE_FACES,
                            Operation.FIND_PERSON,
                            Operation.DELETE_PERSON))
            .requests(
                    Operation.DELETE_FACES,
                    List.of(Operation.DELETE_FACES, Operation.DELETE_FACES, Operation.DELETE_FACES))
            .requests(
                    Operation.FIND_PERSON, List.of(Operation.FIND_PERSON, Operation.FIND_PERSON, Operation.FIND_PERSON))
            .build();

    private AwsCapabilities() {}

    private static QuotaLimit limit(String name, Operation operation) {
        return new QuotaLimit(
                name,
                LEAST_DEFAULT,
                QuotaLimit.REGION,
                Set.of(operation),
                "AWS default service quotas: the smallest quota of these requests in docs/quotas.md of"
                        + " github.com/gruntwork-io/terraform-aws-utilities (04f5883), which does not name its region;"
                        + " AWS's Service Quotas show the limits of an account in each region");
    }
}
