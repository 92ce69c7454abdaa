package io.efface.tencent;

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

import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.RetryAdvice;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What every published code of IAI means: kind, effect on what was to be deleted, and whether a repeat makes sense. A code is
 * looked up whole, then by its part before the first dot where that part decides by itself. {@code InvalidParameterValue} and
 * {@code ResourceUnavailable} do not: they cover missing people, and unpaid bills beside outages. Any other code is unknown in
 * kind and effect. The vendor's message is never looked at: its wording may change.
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
    private static final String RECALLED = "common codes of sister products; not seen on an IAI page";

    /** A missing person: what is to be an outcome, not an error. The second code is in examples only. */
    private static final Set<String> MISSING_PERSON =
            Set.of("InvalidParameterValue.PersonIdNotExist", "ResourceNotFound.ErrorPersonNotExisted");

    /** The list of DeletePerson, the same for DeleteFace; GetPersonBaseInfo has all but one of it. */
    private static final List<Row> DELETE_CODES = List.of(
            refused("FailedOperation.GroupPersonMapNotExist", NOT_FOUND, DELETE_PAGES)
                    .aboutTarget(),
            refused("InvalidParameterValue.GroupIdNotExist", NOT_FOUND, DELETE_PAGES),
            refused("InvalidParameterValue.PersonIdNotExist", NOT_FOUND, DELETE_PAGES)
                    .aboutTarget(),
            row(
                            "InvalidParameterValue.DeleteFaceNumExceed",
                            FAILED_PRECONDITION,
                            Effect.UNKNOWN,
                            RetryAdvice.NEVER,
                            DELETE_PAGES)
                    .aboutTarget(),
            refused("InvalidParameterValue.NoFaceInGroups", FAILED_PRECONDITION, DELETE_PAGES),
            later("FailedOperation.ConflictOperation", CONFLICT, DELETE_PAGES).aboutTarget(),
            later("FailedOperation.CreateFaceConcurrent", CONFLICT, DELETE_PAGES)
                    .aboutTarget(),
            later("FailedOperation.GroupInDeletedState", CONFLICT, DELETE_PAGES),
            refused("FailedOperation.GroupPersonMapExist", CONFLICT, DELETE_PAGES)
                    .aboutTarget(),
            refused("InvalidParameterValue.GroupIdAlreadyExist", CONFLICT, DELETE_PAGES),
            refused("InvalidParameterValue.GroupNameAlreadyExist", CONFLICT, DELETE_PAGES),
            refused("InvalidParameterValue.PersonExistInGroup", CONFLICT, DELETE_PAGES)
                    .aboutTarget(),
            refused("InvalidParameterValue.PersonIdAlreadyExist", CONFLICT, DELETE_PAGES)
                    .aboutTarget(),
            later("FailedOperation.RequestLimitExceeded", RATE_LIMITED, DELETE_PAGES),
            row("FailedOperation.RequestTimeout", TIMEOUT, Effect.UNKNOWN, RetryAdvice.BACKOFF, DELETE_PAGES),
            row("FailedOperation.ServerError", INTERNAL, Effect.UNKNOWN, RetryAdvice.BACKOFF, DELETE_PAGES),
            row("InternalError", INTERNAL, Effect.UNKNOWN, RetryAdvice.BACKOFF, DELETE_PAGES),
            refused("FailedOperation.ImageDownloadError", UNAVAILABLE, DELETE_PAGES),
            // The resource is still being set up: minutes, not a bill.
            later("ResourceUnavailable.Delivering", ACCOUNT_UNAVAILABLE, DELETE_PAGES),
            refused("ResourceUnavailable.Freeze", ACCOUNT_UNAVAILABLE, DELETE_PAGES),
            refused("ResourceUnavailable.InArrears", ACCOUNT_UNAVAILABLE, DELETE_PAGES),
            refused("ResourceUnavailable.NotExist", ACCOUNT_UNAVAILABLE, DELETE_PAGES),
            refused("ResourceUnavailable.Recover", ACCOUNT_UNAVAILABLE, DELETE_PAGES),
            refused("ResourceUnavailable.StopUsing", ACCOUNT_UNAVAILABLE, DELETE_PAGES),
            row("ResourceUnavailable.UnknownStatus", ACCOUNT_UNAVAILABLE, Effect.NONE, RetryAdvice.ONCE, DELETE_PAGES),
            refused("ResourcesSoldOut.ChargeStatusException", ACCOUNT_UNAVAILABLE, DELETE_PAGES),
            refused("InvalidParameterValue.AccountFaceNumExceed", QUOTA_EXCEEDED, DELETE_PAGES),
            refused("InvalidParameterValue.GroupFaceNumExceed", QUOTA_EXCEEDED, DELETE_PAGES),
            refused("InvalidParameterValue.GroupNumExceed", QUOTA_EXCEEDED, DELETE_PAGES),
            refused("InvalidParameterValue.GroupNumPerPersonExceed", QUOTA_EXCEEDED, DELETE_PAGES)
                    .aboutTarget(),
            refused("InvalidParameterValue.PersonFaceNumExceed", QUOTA_EXCEEDED, DELETE_PAGES)
                    .aboutTarget(),
            refused("LimitExceeded.ErrorFaceNumExceed", QUOTA_EXCEEDED, DELETE_PAGES),
            refused("UnsupportedOperation.UnknowMethod", UNSUPPORTED, DELETE_PAGES),
            refused("FailedOperation.DuplicatedGroupDescription", INVALID_ARGUMENT, DELETE_PAGES),
            refused("FailedOperation.ImageDecodeFailed", INVALID_ARGUMENT, DELETE_PAGES),
            refused("FailedOperation.ImageFacedetectFailed", INVALID_ARGUMENT, DELETE_PAGES),
            refused("FailedOperation.ImageSizeExceed", INVALID_ARGUMENT, DELETE_PAGES),
            refused("FailedOperation.SearchFacesExceed", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameter.InvalidParameter", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameterValue.GroupExDescriptionsExceed", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameterValue.GroupExDescriptionsNameIdentical", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameterValue.GroupExDescriptionsNameIllegal", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameterValue.GroupExDescriptionsNameTooLong", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameterValue.GroupIdIllegal", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameterValue.GroupIdTooLong", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameterValue.GroupIdsExceed", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameterValue.GroupNameIllegal", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameterValue.GroupNameTooLong", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameterValue.GroupTagIllegal", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameterValue.GroupTagTooLong", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameterValue.ImageEmpty", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameterValue.LimitExceed", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameterValue.NoFaceInPhoto", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameterValue.OffsetExceed", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameterValue.PersonExDescriptionInfosExceed", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameterValue.PersonExDescriptionsNameIdentical", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameterValue.PersonExDescriptionsNameIllegal", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameterValue.PersonExDescriptionsNameTooLong", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameterValue.PersonGenderIllegal", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameterValue.PersonIdIllegal", INVALID_ARGUMENT, DELETE_PAGES)
                    .aboutTarget(),
            refused("InvalidParameterValue.PersonIdTooLong", INVALID_ARGUMENT, DELETE_PAGES)
                    .aboutTarget(),
            refused("InvalidParameterValue.PersonNameIllegal", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameterValue.PersonNameTooLong", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameterValue.SearchPersonsExceed", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameterValue.UploadFaceNumExceed", INVALID_ARGUMENT, DELETE_PAGES),
            refused("InvalidParameterValue.UrlIllegal", INVALID_ARGUMENT, DELETE_PAGES),
            refused("MissingParameter.ErrorParameterEmpty", INVALID_ARGUMENT, DELETE_PAGES));

    /** Seen elsewhere in IAI. */
    private static final List<Row> OTHER_CODES = List.of(
            refused("ResourceNotFound.ErrorPersonNotExisted", NOT_FOUND, DELETE_EXAMPLES)
                    .aboutTarget(),
            refused("AuthFailure.InvalidAuthorization", UNAUTHENTICATED, SDK_CODES),
            row("FailedOperation", INTERNAL, Effect.UNKNOWN, RetryAdvice.ONCE, SDK_CODES),
            refused("FailedOperation.AcrossVersionsError", FAILED_PRECONDITION, SDK_CODES),
            row("FailedOperation.RpcFail", UNAVAILABLE, Effect.UNKNOWN, RetryAdvice.BACKOFF, SDK_CODES),
            row("FailedOperation.UnKnowError", INTERNAL, Effect.UNKNOWN, RetryAdvice.BACKOFF, SDK_CODES),
            refused("FailedOperation.GroupCannotUpgrade", FAILED_PRECONDITION, SDK_CODES),
            refused("FailedOperation.JobCannnotRollback", FAILED_PRECONDITION, SDK_CODES),
            refused("FailedOperation.GroupLostFaces", FAILED_PRECONDITION, SDK_CODES),
            refused("FailedOperation.UpgradeJobIdNotExist", NOT_FOUND, SDK_CODES),
            refused("FailedOperation.FaceQualityNotQualified", INVALID_ARGUMENT, SDK_CODES),
            refused("FailedOperation.FaceSizeTooSmall", INVALID_ARGUMENT, SDK_CODES),
            refused("FailedOperation.ImageResolutionExceed", INVALID_ARGUMENT, SDK_CODES),
            refused("FailedOperation.ImageResolutionTooSmall", INVALID_ARGUMENT, SDK_CODES),
            refused("FailedOperation.CompareFail", INVALID_ARGUMENT, INTL_SDK_CODES),
            refused("FailedOperation.LifePhotoDetectFaces", INVALID_ARGUMENT, INTL_SDK_CODES),
            refused("FailedOperation.LifePhotoDetectFake", INVALID_ARGUMENT, INTL_SDK_CODES),
            refused("FailedOperation.LifePhotoDetectNoFaces", INVALID_ARGUMENT, INTL_SDK_CODES),
            refused("FailedOperation.LifePhotoSizeError", INVALID_ARGUMENT, INTL_SDK_CODES),
            refused("InvalidParameterValue.GroupIdNotExists", NOT_FOUND, SDK_CODES),
            refused("InvalidParameterValue.FaceMatchThresholdIllegal", INVALID_ARGUMENT, SDK_CODES),
            refused("InvalidParameterValue.FaceModelVersionIllegal", INVALID_ARGUMENT, SDK_CODES),
            refused("InvalidParameterValue.ImageEmptyError", INVALID_ARGUMENT, SDK_CODES),
            refused("InvalidParameterValue.QualityControlIllegal", INVALID_ARGUMENT, SDK_CODES),
            refused("InvalidParameterValue.UniquePersonControlIllegal", INVALID_ARGUMENT, SDK_CODES),
            refused("InvalidParameterValue.UnsupportedGroupFaceModelVersion", INVALID_ARGUMENT, SDK_CODES),
            refused("ResourceUnavailable.ChargeStatusException", ACCOUNT_UNAVAILABLE, SDK_CODES),
            refused("ResourceUnavailable.LowBalance", ACCOUNT_UNAVAILABLE, SDK_CODES),
            row("ResourceUnavailable.GetAuthInfoError", UNAUTHENTICATED, Effect.NONE, RetryAdvice.ONCE, SDK_CODES),
            refused("ResourceUnavailable.NotReady", ACCOUNT_UNAVAILABLE, SDK_CODES));

    /** Common to all products of the vendor. */
    private static final List<Row> COMMON = List.of(
            refused("ActionOffline", UNSUPPORTED, COMMON_CODES),
            refused("AuthFailure.InvalidSecretId", UNAUTHENTICATED, COMMON_CODES),
            refused("AuthFailure.MFAFailure", UNAUTHENTICATED, COMMON_CODES),
            refused("AuthFailure.SecretIdNotFound", UNAUTHENTICATED, COMMON_CODES),
            row("AuthFailure.SignatureExpire", UNAUTHENTICATED, Effect.NONE, RetryAdvice.ONCE, COMMON_CODES),
            refused("AuthFailure.SignatureFailure", UNAUTHENTICATED, COMMON_CODES),
            // ONCE if the source of the credentials may have others by then.
            row("AuthFailure.TokenFailure", UNAUTHENTICATED, Effect.NONE, RetryAdvice.ONCE, COMMON_CODES),
            refused("AuthFailure.UnauthorizedOperation", PERMISSION_DENIED, COMMON_CODES),
            refused("DryRunOperation", FAILED_PRECONDITION, COMMON_CODES),
            refused("InvalidAction", UNSUPPORTED, COMMON_CODES),
            refused("InvalidParameter", INVALID_ARGUMENT, COMMON_CODES),
            refused("InvalidParameterValue", INVALID_ARGUMENT, COMMON_CODES),
            refused("InvalidRequest", INVALID_ARGUMENT, COMMON_CODES),
            refused("IpInBlacklist", PERMISSION_DENIED, COMMON_CODES),
            refused("IpNotInWhitelist", PERMISSION_DENIED, COMMON_CODES),
            refused("LimitExceeded", QUOTA_EXCEEDED, COMMON_CODES),
            refused("MissingParameter", INVALID_ARGUMENT, COMMON_CODES),
            refused("NoSuchProduct", UNSUPPORTED, COMMON_CODES),
            refused("NoSuchVersion", UNSUPPORTED, COMMON_CODES),
            later("RequestLimitExceeded", RATE_LIMITED, COMMON_CODES),
            later("RequestLimitExceeded.GlobalRegionUinLimitExceeded", RATE_LIMITED, COMMON_CODES),
            later("RequestLimitExceeded.IPLimitExceeded", RATE_LIMITED, COMMON_CODES),
            later("RequestLimitExceeded.UinLimitExceeded", RATE_LIMITED, COMMON_CODES),
            refused("RequestSizeLimitExceeded", INVALID_ARGUMENT, COMMON_CODES),
            later("ResourceInUse", CONFLICT, SIGNATURE_PAGE),
            later("ResourceInsufficient", QUOTA_EXCEEDED, SIGNATURE_PAGE),
            refused("ResourceNotFound", NOT_FOUND, SIGNATURE_PAGE),
            row("ResourceUnavailable", UNAVAILABLE, Effect.UNKNOWN, RetryAdvice.BACKOFF, SIGNATURE_PAGE),
            row("ResponseSizeLimitExceeded", INTERNAL, Effect.UNKNOWN, RetryAdvice.NEVER, RECALLED),
            row("ServiceUnavailable", UNAVAILABLE, Effect.UNKNOWN, RetryAdvice.BACKOFF, RECALLED),
            refused("UnauthorizedOperation", PERMISSION_DENIED, SIGNATURE_PAGE),
            refused("UnknownParameter", INVALID_ARGUMENT, SIGNATURE_PAGE),
            refused("UnsupportedOperation", UNSUPPORTED, SIGNATURE_PAGE),
            refused("UnsupportedProtocol", UNSUPPORTED, SIGNATURE_PAGE),
            refused("UnsupportedRegion", UNSUPPORTED, SIGNATURE_PAGE));

    /** Beginnings that decide by themselves, for codes that are not listed. */
    private static final List<Row> BEGINNINGS = List.of(
            later("RequestLimitExceeded", RATE_LIMITED, COMMON_CODES),
            later("ResourceInUse", CONFLICT, SIGNATURE_PAGE),
            refused("AuthFailure", UNAUTHENTICATED, COMMON_CODES),
            refused("UnauthorizedOperation", PERMISSION_DENIED, SIGNATURE_PAGE),
            refused("LimitExceeded", QUOTA_EXCEEDED, COMMON_CODES),
            later("ResourceInsufficient", QUOTA_EXCEEDED, SIGNATURE_PAGE),
            refused("ResourceNotFound", NOT_FOUND, SIGNATURE_PAGE),
            // Not about stock: the one listed code is about the account's billing.
            refused("ResourcesSoldOut", ACCOUNT_UNAVAILABLE, DELETE_PAGES),
            refused("InvalidParameter", INVALID_ARGUMENT, COMMON_CODES),
            refused("MissingParameter", INVALID_ARGUMENT, COMMON_CODES),
            refused("UnknownParameter", INVALID_ARGUMENT, SIGNATURE_PAGE),
            refused("UnsupportedOperation", UNSUPPORTED, SIGNATURE_PAGE),
            refused("UnsupportedProtocol", UNSUPPORTED, SIGNATURE_PAGE),
            refused("UnsupportedRegion", UNSUPPORTED, SIGNATURE_PAGE),
            row("FailedOperation", INTERNAL, Effect.UNKNOWN, RetryAdvice.ONCE, COMMON_CODES),
            row("InternalError", INTERNAL, Effect.UNKNOWN, RetryAdvice.BACKOFF, COMMON_CODES),
            row("ServiceUnavailable", UNAVAILABLE, Effect.UNKNOWN, RetryAdvice.BACKOFF, RECALLED));

    private static final Map<String, Row> BY_CODE =
            Stream.of(DELETE_CODES, OTHER_CODES, COMMON).flatMap(List::stream).collect(byCode());
    private static final Map<String, Row> BY_BEGINNING = BEGINNINGS.stream().collect(byCode());

    private TencentErrors() {}

    /** Returns every listed code. */
    static Set<String> codes() {
        return BY_CODE.keySet();
    }

    /** Returns the row of exactly this code, or null. */
    static @Nullable Row exactly(String code) {
        return BY_CODE.get(code);
    }

    /** Returns the row of the part before the first dot, where that part decides by itself, or null. */
    static @Nullable Row beginning(String code) {
        int dot = code.indexOf('.');
        return BY_BEGINNING.get(dot < 0 ? code : code.substring(0, dot));
    }

    /** Returns whether the code says that the person does not exist. */
    static boolean isMissingPerson(String code) {
        return MISSING_PERSON.contains(code);
    }

    private static Row refused(String code, ErrorKind kind, String source) {
        return row(code, kind, Effect.NONE, RetryAdvice.NEVER, source);
    }

    private static Row later(String code, ErrorKind kind, String source) {
        return row(code, kind, Effect.NONE, RetryAdvice.BACKOFF, source);
    }

    private static Row row(String code, ErrorKind kind, Effect effect, RetryAdvice advice, String source) {
        return new Row(code, kind, effect, advice, source, false);
    }

    private static Collector<Row, ?, Map<String, Row>> byCode() {
        return Collectors.toUnmodifiableMap(Row::code, Function.identity());
    }

    /**
     * One code.
     *
     * @param code the code, or its beginning
     * @param kind what went wrong
     * @param effect what a refused deletion may have done all the same
     * @param advice whether the same call makes sense again
     * @param source where the vendor says so
     * @param isAboutTarget whether that source describes the code by the person or face of the request, so that it need not concern others
     */
    record Row(String code, ErrorKind kind, Effect effect, RetryAdvice advice, String source, boolean isAboutTarget) {
        Row aboutTarget() {
            return new Row(code, kind, effect, advice, source, true);
        }
    }
}
