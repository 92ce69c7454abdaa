package io.efface.tencent;

import static io.efface.Effect.NONE;
import static io.efface.Effect.UNKNOWN;
import static io.efface.ErrorKind.ACCOUNT_UNAVAILABLE;
import static io.efface.ErrorKind.CONFLICT;
import static io.efface.ErrorKind.FAILED_PRECONDITION;
import static io.efface.ErrorKind.INTERNAL;
import static io.efface.ErrorKind.INVALID_ARGUMENT;
import static io.efface.ErrorKind.NOT_FOUND;
import static io.efface.ErrorKind.PERMISSION_DENIED;
import static io.efface.ErrorKind.QUOTA_EXCEEDED;
import static io.efface.ErrorKind.RATE_LIMITED;
import static io.efface.ErrorKind.TIMEOUT;
import static io.efface.ErrorKind.UNAUTHENTICATED;
import static io.efface.ErrorKind.UNAVAILABLE;
import static io.efface.ErrorKind.UNSUPPORTED;
import static io.efface.RetryAdvice.BACKOFF;
import static io.efface.RetryAdvice.NEVER;
import static io.efface.RetryAdvice.ONCE;
import static io.efface.http.ErrorTable.Remedy.CLOCK;
import static io.efface.http.ErrorTable.Remedy.CREDENTIALS;
import static io.efface.http.ErrorTable.Row.exact;
import static io.efface.http.ErrorTable.Row.prefix;

import io.efface.ErrorKind;
import io.efface.http.ErrorTable;
import io.efface.http.ErrorTable.Row;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The published error codes of IAI with their kind, their effect on the deletion, and the retry advice. The table is searched for the whole
 * code first, and then for the part before the first dot if that part has a single meaning. {@code InvalidParameterValue} and
 * {@code ResourceUnavailable} have no single meaning: {@code InvalidParameterValue} includes missing people, and
 * {@code ResourceUnavailable} includes both unpaid bills and outages. Any other code has an unknown kind and effect. The vendor's message
 * is never used, because its wording may change.
 */
final class TencentErrors {
    private static final String DELETE_PAGES =
            "DeletePerson, Error Code (tencentcloud.com/document/product/1059/36961, 2023-02-27)";
    private static final String DELETE_EXAMPLES =
            "examples of DeletePerson and DeleteFace (cloud.tencent.com/document/api/867/32790 and 45013, read 2026-11);"
                    + " in no list of codes";
    private static final String SDK_CODES = "vendor's Java SDK, IaiErrorCode (tencentcloud-sdk-java-iai 3.1.830)";
    private static final String INTL_SDK_CODES =
            "vendor's international Go SDK, iai/v20200303/errors.go (read 2026-11)";
    private static final String COMMON_CODES = "Error Codes (cloud.tencent.com/document/api/867/45021, read 2026-11)";
    private static final String SIGNATURE_PAGE =
            "Signature v3, error list (cloud.tencent.com/document/api/362/4208, read 2026-11)";
    private static final String OTHER_PRODUCTS = "common codes of related products; not seen on an IAI page";

    /**
     * The codes for a missing person. A missing person is an outcome and not an error. The second code occurs only in the vendor's
     * examples.
     */
    static final Set<String> MISSING_PERSON =
            Set.of("InvalidParameterValue.PersonIdNotExist", "ResourceNotFound.ErrorPersonNotExisted");

    /** The codes of DeletePerson. DeleteFace has the same codes, and GetPersonBaseInfo has all of these codes except one. */
    private static final List<Row> DELETE_CODES = List.of(
            ofTarget("FailedOperation.GroupPersonMapNotExist", NOT_FOUND),
            rejected("InvalidParameterValue.GroupIdNotExist", NOT_FOUND, DELETE_PAGES),
            ofTarget("InvalidParameterValue.PersonIdNotExist", NOT_FOUND),
            exact("InvalidParameterValue.DeleteFaceNumExceed", FAILED_PRECONDITION, UNKNOWN, NEVER, DELETE_PAGES)
                    .aboutTarget(),
            rejected("InvalidParameterValue.NoFaceInGroups", FAILED_PRECONDITION, DELETE_PAGES),
            later("FailedOperation.ConflictOperation", CONFLICT, DELETE_PAGES).aboutTarget(),
            later("FailedOperation.CreateFaceConcurrent", CONFLICT, DELETE_PAGES)
                    .aboutTarget(),
            later("FailedOperation.GroupInDeletedState", CONFLICT, DELETE_PAGES),
            ofTarget("FailedOperation.GroupPersonMapExist", CONFLICT),
            rejected("InvalidParameterValue.GroupIdAlreadyExist", CONFLICT, DELETE_PAGES),
            rejected("InvalidParameterValue.GroupNameAlreadyExist", CONFLICT, DELETE_PAGES),
            ofTarget("InvalidParameterValue.PersonExistInGroup", CONFLICT),
            ofTarget("InvalidParameterValue.PersonIdAlreadyExist", CONFLICT),
            later("FailedOperation.RequestLimitExceeded", RATE_LIMITED, DELETE_PAGES),
            exact("FailedOperation.RequestTimeout", TIMEOUT, UNKNOWN, BACKOFF, DELETE_PAGES),
            exact("FailedOperation.ServerError", INTERNAL, UNKNOWN, BACKOFF, DELETE_PAGES),
            exact("InternalError", INTERNAL, UNKNOWN, BACKOFF, DELETE_PAGES),
            rejected("FailedOperation.ImageDownloadError", UNAVAILABLE, DELETE_PAGES),
            // This code does not mean an unpaid bill: the resource is still being set up, and this takes minutes.
            later("ResourceUnavailable.Delivering", ACCOUNT_UNAVAILABLE, DELETE_PAGES),
            rejected("ResourceUnavailable.Freeze", ACCOUNT_UNAVAILABLE, DELETE_PAGES),
            rejected("ResourceUnavailable.InArrears", ACCOUNT_UNAVAILABLE, DELETE_PAGES),
            rejected("ResourceUnavailable.NotExist", ACCOUNT_UNAVAILABLE, DELETE_PAGES),
            rejected("ResourceUnavailable.Recover", ACCOUNT_UNAVAILABLE, DELETE_PAGES),
            rejected("ResourceUnavailable.StopUsing", ACCOUNT_UNAVAILABLE, DELETE_PAGES),
            exact("ResourceUnavailable.UnknownStatus", ACCOUNT_UNAVAILABLE, NONE, ONCE, DELETE_PAGES),
            rejected("ResourcesSoldOut.ChargeStatusException", ACCOUNT_UNAVAILABLE, DELETE_PAGES),
            rejected("InvalidParameterValue.AccountFaceNumExceed", QUOTA_EXCEEDED, DELETE_PAGES),
            rejected("InvalidParameterValue.GroupFaceNumExceed", QUOTA_EXCEEDED, DELETE_PAGES),
            rejected("InvalidParameterValue.GroupNumExceed", QUOTA_EXCEEDED, DELETE_PAGES),
            ofTarget("InvalidParameterValue.GroupNumPerPersonExceed", QUOTA_EXCEEDED),
            ofTarget("InvalidParameterValue.PersonFaceNumExceed", QUOTA_EXCEEDED),
            rejected("LimitExceeded.ErrorFaceNumExceed", QUOTA_EXCEEDED, DELETE_PAGES),
            rejected("UnsupportedOperation.UnknowMethod", UNSUPPORTED, DELETE_PAGES),
            rejected("FailedOperation.DuplicatedGroupDescription", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("FailedOperation.ImageDecodeFailed", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("FailedOperation.ImageFacedetectFailed", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("FailedOperation.ImageSizeExceed", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("FailedOperation.SearchFacesExceed", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("InvalidParameter.InvalidParameter", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("InvalidParameterValue.GroupExDescriptionsExceed", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("InvalidParameterValue.GroupExDescriptionsNameIdentical", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("InvalidParameterValue.GroupExDescriptionsNameIllegal", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("InvalidParameterValue.GroupExDescriptionsNameTooLong", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("InvalidParameterValue.GroupIdIllegal", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("InvalidParameterValue.GroupIdTooLong", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("InvalidParameterValue.GroupIdsExceed", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("InvalidParameterValue.GroupNameIllegal", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("InvalidParameterValue.GroupNameTooLong", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("InvalidParameterValue.GroupTagIllegal", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("InvalidParameterValue.GroupTagTooLong", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("InvalidParameterValue.ImageEmpty", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("InvalidParameterValue.LimitExceed", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("InvalidParameterValue.NoFaceInPhoto", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("InvalidParameterValue.OffsetExceed", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("InvalidParameterValue.PersonExDescriptionInfosExceed", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("InvalidParameterValue.PersonExDescriptionsNameIdentical", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("InvalidParameterValue.PersonExDescriptionsNameIllegal", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("InvalidParameterValue.PersonExDescriptionsNameTooLong", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("InvalidParameterValue.PersonGenderIllegal", INVALID_ARGUMENT, DELETE_PAGES),
            ofTarget("InvalidParameterValue.PersonIdIllegal", INVALID_ARGUMENT),
            ofTarget("InvalidParameterValue.PersonIdTooLong", INVALID_ARGUMENT),
            rejected("InvalidParameterValue.PersonNameIllegal", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("InvalidParameterValue.PersonNameTooLong", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("InvalidParameterValue.SearchPersonsExceed", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("InvalidParameterValue.UploadFaceNumExceed", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("InvalidParameterValue.UrlIllegal", INVALID_ARGUMENT, DELETE_PAGES),
            rejected("MissingParameter.ErrorParameterEmpty", INVALID_ARGUMENT, DELETE_PAGES));

    /** Codes of other IAI pages and SDKs. */
    private static final List<Row> OTHER_CODES = List.of(
            rejected("ResourceNotFound.ErrorPersonNotExisted", NOT_FOUND, DELETE_EXAMPLES)
                    .aboutTarget(),
            rejected("AuthFailure.InvalidAuthorization", UNAUTHENTICATED, SDK_CODES),
            exact("FailedOperation", INTERNAL, UNKNOWN, ONCE, SDK_CODES),
            rejected("FailedOperation.AcrossVersionsError", FAILED_PRECONDITION, SDK_CODES),
            exact("FailedOperation.RpcFail", UNAVAILABLE, UNKNOWN, BACKOFF, SDK_CODES),
            exact("FailedOperation.UnKnowError", INTERNAL, UNKNOWN, BACKOFF, SDK_CODES),
            rejected("FailedOperation.GroupCannotUpgrade", FAILED_PRECONDITION, SDK_CODES),
            rejected("FailedOperation.JobCannnotRollback", FAILED_PRECONDITION, SDK_CODES),
            rejected("FailedOperation.GroupLostFaces", FAILED_PRECONDITION, SDK_CODES),
            rejected("FailedOperation.UpgradeJobIdNotExist", NOT_FOUND, SDK_CODES),
            rejected("FailedOperation.FaceQualityNotQualified", INVALID_ARGUMENT, SDK_CODES),
            rejected("FailedOperation.FaceSizeTooSmall", INVALID_ARGUMENT, SDK_CODES),
            rejected("FailedOperation.ImageResolutionExceed", INVALID_ARGUMENT, SDK_CODES),
            rejected("FailedOperation.ImageResolutionTooSmall", INVALID_ARGUMENT, SDK_CODES),
            rejected("FailedOperation.CompareFail", INVALID_ARGUMENT, INTL_SDK_CODES),
            rejected("FailedOperation.LifePhotoDetectFaces", INVALID_ARGUMENT, INTL_SDK_CODES),
            rejected("FailedOperation.LifePhotoDetectFake", INVALID_ARGUMENT, INTL_SDK_CODES),
            rejected("FailedOperation.LifePhotoDetectNoFaces", INVALID_ARGUMENT, INTL_SDK_CODES),
            rejected("FailedOperation.LifePhotoSizeError", INVALID_ARGUMENT, INTL_SDK_CODES),
            rejected("InvalidParameterValue.GroupIdNotExists", NOT_FOUND, SDK_CODES),
            rejected("InvalidParameterValue.FaceMatchThresholdIllegal", INVALID_ARGUMENT, SDK_CODES),
            rejected("InvalidParameterValue.FaceModelVersionIllegal", INVALID_ARGUMENT, SDK_CODES),
            rejected("InvalidParameterValue.ImageEmptyError", INVALID_ARGUMENT, SDK_CODES),
            rejected("InvalidParameterValue.QualityControlIllegal", INVALID_ARGUMENT, SDK_CODES),
            rejected("InvalidParameterValue.UniquePersonControlIllegal", INVALID_ARGUMENT, SDK_CODES),
            rejected("InvalidParameterValue.UnsupportedGroupFaceModelVersion", INVALID_ARGUMENT, SDK_CODES),
            rejected("ResourceUnavailable.ChargeStatusException", ACCOUNT_UNAVAILABLE, SDK_CODES),
            rejected("ResourceUnavailable.LowBalance", ACCOUNT_UNAVAILABLE, SDK_CODES),
            exact("ResourceUnavailable.GetAuthInfoError", UNAUTHENTICATED, NONE, ONCE, SDK_CODES),
            rejected("ResourceUnavailable.NotReady", ACCOUNT_UNAVAILABLE, SDK_CODES));

    /** Codes that all products of the vendor have in common. */
    private static final List<Row> COMMON = List.of(
            rejected("ActionOffline", UNSUPPORTED, COMMON_CODES),
            rejected("AuthFailure.InvalidSecretId", UNAUTHENTICATED, COMMON_CODES),
            rejected("AuthFailure.MFAFailure", UNAUTHENTICATED, COMMON_CODES),
            rejected("AuthFailure.SecretIdNotFound", UNAUTHENTICATED, COMMON_CODES),
            exact("AuthFailure.SignatureExpire", UNAUTHENTICATED, NONE, ONCE, COMMON_CODES)
                    .with(CLOCK),
            rejected("AuthFailure.SignatureFailure", UNAUTHENTICATED, COMMON_CODES),
            exact("AuthFailure.TokenFailure", UNAUTHENTICATED, NONE, ONCE, COMMON_CODES)
                    .with(CREDENTIALS),
            rejected("AuthFailure.UnauthorizedOperation", PERMISSION_DENIED, COMMON_CODES),
            rejected("DryRunOperation", FAILED_PRECONDITION, COMMON_CODES),
            rejected("InvalidAction", UNSUPPORTED, COMMON_CODES),
            rejected("InvalidParameter", INVALID_ARGUMENT, COMMON_CODES),
            rejected("InvalidParameterValue", INVALID_ARGUMENT, COMMON_CODES),
            rejected("InvalidRequest", INVALID_ARGUMENT, COMMON_CODES),
            rejected("IpInBlacklist", PERMISSION_DENIED, COMMON_CODES),
            rejected("IpNotInWhitelist", PERMISSION_DENIED, COMMON_CODES),
            rejected("LimitExceeded", QUOTA_EXCEEDED, COMMON_CODES),
            rejected("MissingParameter", INVALID_ARGUMENT, COMMON_CODES),
            rejected("NoSuchProduct", UNSUPPORTED, COMMON_CODES),
            rejected("NoSuchVersion", UNSUPPORTED, COMMON_CODES),
            later("RequestLimitExceeded", RATE_LIMITED, COMMON_CODES),
            later("RequestLimitExceeded.GlobalRegionUinLimitExceeded", RATE_LIMITED, COMMON_CODES),
            later("RequestLimitExceeded.IPLimitExceeded", RATE_LIMITED, COMMON_CODES),
            later("RequestLimitExceeded.UinLimitExceeded", RATE_LIMITED, COMMON_CODES),
            rejected("RequestSizeLimitExceeded", INVALID_ARGUMENT, COMMON_CODES),
            later("ResourceInUse", CONFLICT, SIGNATURE_PAGE),
            later("ResourceInsufficient", QUOTA_EXCEEDED, SIGNATURE_PAGE),
            rejected("ResourceNotFound", NOT_FOUND, SIGNATURE_PAGE),
            exact("ResourceUnavailable", UNAVAILABLE, UNKNOWN, BACKOFF, SIGNATURE_PAGE),
            exact("ResponseSizeLimitExceeded", INTERNAL, UNKNOWN, NEVER, OTHER_PRODUCTS),
            exact("ServiceUnavailable", UNAVAILABLE, UNKNOWN, BACKOFF, OTHER_PRODUCTS),
            rejected("UnauthorizedOperation", PERMISSION_DENIED, SIGNATURE_PAGE),
            rejected("UnknownParameter", INVALID_ARGUMENT, SIGNATURE_PAGE),
            rejected("UnsupportedOperation", UNSUPPORTED, SIGNATURE_PAGE),
            rejected("UnsupportedProtocol", UNSUPPORTED, SIGNATURE_PAGE),
            rejected("UnsupportedRegion", UNSUPPORTED, SIGNATURE_PAGE));

    /** Beginnings of codes with a single meaning. They apply to codes that are not listed. */
    private static final List<Row> BEGINNINGS = List.of(
            prefix("RequestLimitExceeded.", RATE_LIMITED, NONE, BACKOFF, COMMON_CODES),
            prefix("ResourceInUse.", CONFLICT, NONE, BACKOFF, SIGNATURE_PAGE),
            beginning("AuthFailure", UNAUTHENTICATED, COMMON_CODES),
            beginning("UnauthorizedOperation", PERMISSION_DENIED, SIGNATURE_PAGE),
            beginning("LimitExceeded", QUOTA_EXCEEDED, COMMON_CODES),
            prefix("ResourceInsufficient.", QUOTA_EXCEEDED, NONE, BACKOFF, SIGNATURE_PAGE),
            beginning("ResourceNotFound", NOT_FOUND, SIGNATURE_PAGE),
            // The only listed code with this beginning concerns the billing of the account.
            beginning("ResourcesSoldOut", ACCOUNT_UNAVAILABLE, DELETE_PAGES),
            beginning("InvalidParameter", INVALID_ARGUMENT, COMMON_CODES),
            beginning("MissingParameter", INVALID_ARGUMENT, COMMON_CODES),
            beginning("UnknownParameter", INVALID_ARGUMENT, SIGNATURE_PAGE),
            beginning("UnsupportedOperation", UNSUPPORTED, SIGNATURE_PAGE),
            beginning("UnsupportedProtocol", UNSUPPORTED, SIGNATURE_PAGE),
            beginning("UnsupportedRegion", UNSUPPORTED, SIGNATURE_PAGE),
            prefix("FailedOperation.", INTERNAL, UNKNOWN, ONCE, COMMON_CODES),
            prefix("InternalError.", INTERNAL, UNKNOWN, BACKOFF, COMMON_CODES),
            prefix("ServiceUnavailable.", UNAVAILABLE, UNKNOWN, BACKOFF, OTHER_PRODUCTS));

    static final ErrorTable TABLE = ErrorTable.of(Stream.of(DELETE_CODES, OTHER_CODES, COMMON, BEGINNINGS)
            .flatMap(List::stream)
            .toArray(Row[]::new));

    private TencentErrors() {}

    private static Row rejected(String code, ErrorKind kind, String source) {
        return exact(code, kind, NONE, NEVER, source);
    }

    private static Row later(String code, ErrorKind kind, String source) {
        return exact(code, kind, NONE, BACKOFF, source);
    }

    /** Returns the row of a code about the person or face of the request. */
    private static Row ofTarget(String code, ErrorKind kind) {
        return exact(code, kind, NONE, NEVER, DELETE_PAGES).aboutTarget();
    }

    /** Returns the row of all codes with this part before the first dot. */
    private static Row beginning(String code, ErrorKind kind, String source) {
        return prefix(code + ".", kind, NONE, NEVER, source);
    }
}
