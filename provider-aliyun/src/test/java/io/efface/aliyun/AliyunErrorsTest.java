package io.efface.aliyun;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Classification;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.Operation;
import io.efface.RetryAdvice;
import io.efface.http.ErrorTable.Row;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the tables of codes with a second, handwritten copy of the vendor's lists. */
class AliyunErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "280, UNAVAILABLE, UNKNOWN, BACKOFF",
        "400, INVALID_ARGUMENT, NONE, NEVER",
        "401, PERMISSION_DENIED, NONE, NEVER",
        "403, PERMISSION_DENIED, NONE, NEVER",
        "404, NOT_FOUND, NONE, NEVER",
        "408, PERMISSION_DENIED, NONE, NEVER",
        "411, PERMISSION_DENIED, NONE, NEVER",
        "480, INTERNAL, UNKNOWN, NEVER",
        "500, INTERNAL, UNKNOWN, BACKOFF",
        "503, UNAVAILABLE, UNKNOWN, BACKOFF",
        "580, INTERNAL, UNKNOWN, BACKOFF",
        "581, TIMEOUT, UNKNOWN, BACKOFF",
        "585, INTERNAL, UNKNOWN, BACKOFF",
        "586, INTERNAL, UNKNOWN, NEVER",
        "587, INTERNAL, UNKNOWN, ONCE",
        "588, RATE_LIMITED, NONE, BACKOFF",
        "589, INVALID_ARGUMENT, NONE, NEVER",
        "590, INVALID_ARGUMENT, NONE, NEVER",
        "591, UNAVAILABLE, UNKNOWN, BACKOFF",
        "592, INTERNAL, UNKNOWN, NEVER",
        "594, NOT_FOUND, NONE, NEVER",
        "595, INTERNAL, UNKNOWN, NEVER",
        "596, ACCOUNT_UNAVAILABLE, NONE, NEVER",
    })
    void find_listedCode_isClassifiedByTheCode(String code, ErrorKind kind, Effect effect, RetryAdvice advice) {
        assertRow(AliyunErrors.SERVICE.find(code), Classification.CODE, kind, effect, advice);
    }

    @ParameterizedTest
    @CsvSource({
        "InvalidAccessKeyId.NotFound, UNAUTHENTICATED, NONE, NEVER",
        "InvalidAccessKeyId.Inactive, UNAUTHENTICATED, NONE, NEVER",
        "SignatureDoesNotMatch, UNAUTHENTICATED, NONE, NEVER",
        "IncompleteSignature, UNAUTHENTICATED, NONE, NEVER",
        "InvalidSignatureMethod, UNAUTHENTICATED, NONE, NEVER",
        "IllegalTimestamp, UNAUTHENTICATED, NONE, NEVER",
        "InvalidTimeStamp.Format, UNAUTHENTICATED, NONE, NEVER",
        "InvalidTimeStamp.Expired, UNAUTHENTICATED, NONE, ONCE",
        "SignatureNonceUsed, CONFLICT, UNKNOWN, BACKOFF",
        "MissingSecurityToken, UNAUTHENTICATED, NONE, NEVER",
        "InvalidSecurityToken.Expired, UNAUTHENTICATED, NONE, ONCE",
        "InvalidSecurityToken.Malformed, UNAUTHENTICATED, NONE, NEVER",
        "InvalidSecurityToken.MismatchWithAccessKey, UNAUTHENTICATED, NONE, NEVER",
        "InvalidAccessKeySecret, UNAUTHENTICATED, NONE, NEVER",
        "MissingAccessKeyId, UNAUTHENTICATED, NONE, NEVER",
        "ActionUnauthorized, PERMISSION_DENIED, NONE, NEVER",
        "Forbidden.AccountInDebt, ACCOUNT_UNAVAILABLE, NONE, NEVER",
        "NoSuchVersion, UNSUPPORTED, NONE, NEVER",
        "ActionOffline, UNSUPPORTED, NONE, NEVER",
        "UnsupportedOperation, UNSUPPORTED, NONE, NEVER",
        "UnsupportedRegion, UNSUPPORTED, NONE, NEVER",
        "InvalidRegionId, CONFIGURATION, NONE, NEVER",
        "UnsupportedParameter, INVALID_ARGUMENT, NONE, NEVER",
        "ContentMD5NotMatched, INVALID_ARGUMENT, NONE, NEVER",
        "Throttling, RATE_LIMITED, NONE, BACKOFF",
        "Throttling.User, RATE_LIMITED, NONE, BACKOFF",
        "Throttling.Api, RATE_LIMITED, NONE, BACKOFF",
        "Forbidden.RAM, PERMISSION_DENIED, NONE, NEVER",
        "NoPermission, PERMISSION_DENIED, NONE, NEVER",
        "Forbidden, PERMISSION_DENIED, NONE, NEVER",
        "Forbidden.NotSupportRAM, PERMISSION_DENIED, NONE, NEVER",
        "Forbedden.NotSupportRAM, PERMISSION_DENIED, NONE, NEVER",
        "Forbidden.RiskControl, ACCOUNT_UNAVAILABLE, NONE, NEVER",
        "Forbidden.UserVerification, ACCOUNT_UNAVAILABLE, NONE, NEVER",
        "InvalidAction.NotFound, UNSUPPORTED, NONE, NEVER",
        "InvalidApi.NotFound, UNSUPPORTED, NONE, NEVER",
        "InvalidProduct.NotFound, UNSUPPORTED, NONE, NEVER",
        "InvalidProtocol.NeedSsl, CONFIGURATION, NONE, NEVER",
        "MissingParameter, INVALID_ARGUMENT, NONE, NEVER",
        "InvalidParameter, INVALID_ARGUMENT, NONE, NEVER",
        "InvalidParameter.Format, INVALID_ARGUMENT, NONE, NEVER",
        "UnsupportedHTTPMethod, UNSUPPORTED, NONE, NEVER",
        "InsufficientBalance, ACCOUNT_UNAVAILABLE, NONE, NEVER",
        "InternalError, INTERNAL, UNKNOWN, BACKOFF",
        "InternalFailure, INTERNAL, UNKNOWN, BACKOFF",
        "ServiceUnavailable, UNAVAILABLE, UNKNOWN, BACKOFF",
        "ServiceUnavailableTemporary, UNAVAILABLE, UNKNOWN, BACKOFF",
    })
    void ofGateway_listedCode_isClassifiedByTheCode(String code, ErrorKind kind, Effect effect, RetryAdvice advice) {
        assertRow(AliyunErrors.ofGateway(code, ""), Classification.CODE, kind, effect, advice);
    }

    @ParameterizedTest
    @CsvSource({
        "Throttling.Whatever, RATE_LIMITED, NONE, BACKOFF",
        "InvalidSecurityToken.Other, UNAUTHENTICATED, NONE, NEVER",
        "InvalidAccessKeyId.Other, UNAUTHENTICATED, NONE, NEVER",
        "InvalidTimeStamp.Other, UNAUTHENTICATED, NONE, NEVER",
        "Forbidden.Other, PERMISSION_DENIED, NONE, NEVER",
        "MissingPersonId, INVALID_ARGUMENT, NONE, NEVER",
        "InvalidPersonId.Format, INVALID_ARGUMENT, NONE, NEVER",
        "ServiceUnavailable.Zone, UNAVAILABLE, UNKNOWN, BACKOFF",
    })
    void ofGateway_codeWithListedPrefixes_isClassifiedByTheLongestPrefix(
            String code, ErrorKind kind, Effect effect, RetryAdvice advice) {
        assertRow(AliyunErrors.ofGateway(code, ""), Classification.CODE_PREFIX, kind, effect, advice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"582", "583", "584", "593", "0", "-1", "99999", "5000"})
    void find_unlistedCode_isUnknown(String code) {
        assertRow(
                AliyunErrors.SERVICE.find(code),
                Classification.CODE,
                ErrorKind.UNKNOWN,
                Effect.UNKNOWN,
                RetryAdvice.NEVER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Whatever", "throttling", "", "NotThrottling", "500"})
    void ofGateway_unlistedCode_isUnknown(String code) {
        assertRow(
                AliyunErrors.ofGateway(code, ""),
                Classification.CODE,
                ErrorKind.UNKNOWN,
                Effect.UNKNOWN,
                RetryAdvice.NEVER);
    }

    @Test
    void byText_textFromTheFaq_decidesTheKind() {
        Row rejected = AliyunErrors.SERVICE.find("403");

        assertRow(
                AliyunErrors.byText(
                        rejected, Operation.DELETE_PERSON, "You have not opened Yundun Content Moderation Service"),
                Classification.TEXT,
                ErrorKind.ACCOUNT_UNAVAILABLE,
                Effect.NONE,
                RetryAdvice.NEVER);
        assertRow(
                AliyunErrors.byText(
                        rejected, Operation.DELETE_PERSON, "Your using subaccount is not authorized to call"),
                Classification.TEXT,
                ErrorKind.PERMISSION_DENIED,
                Effect.NONE,
                RetryAdvice.NEVER);
        assertThat(AliyunErrors.byText(rejected, Operation.DELETE_PERSON, "FORBIDDEN"))
                .isSameAs(rejected);
    }

    @Test
    void ofGateway_missingParameter_isUnauthenticatedOnlyForTheToken() {
        assertRow(
                AliyunErrors.ofGateway("MissingParameter", "The input parameter \"SecurityToken\" is mandatory"),
                Classification.TEXT,
                ErrorKind.UNAUTHENTICATED,
                Effect.NONE,
                RetryAdvice.NEVER);
        assertThat(AliyunErrors.ofGateway("MissingParameter", "The input parameter \"personId\" is mandatory")
                        .kind())
                .isEqualTo(ErrorKind.INVALID_ARGUMENT);
    }

    @Test
    void detail_code596_namesActivationAndPermission() {
        assertThat(AliyunErrors.SERVICE.find("596").detail()).contains("activated", "RAM user");
        assertThat(AliyunErrors.SERVICE.find("400").detail()).isNull();
    }

    @Test
    void ofGateway_codesAboutIds_areMarkedAsAboutTheTarget() {
        assertThat(AliyunErrors.ofGateway("InvalidPersonId.Format", "").isAboutTarget())
                .isTrue();
        assertThat(AliyunErrors.ofGateway("InvalidFaceId", "").isAboutTarget()).isTrue();
        assertThat(AliyunErrors.rows().stream().filter(Row::isAboutTarget).map(Row::kind))
                .containsOnly(ErrorKind.INVALID_ARGUMENT, ErrorKind.FAILED_PRECONDITION);
        assertThat(AliyunErrors.ofGateway("MissingParameter", "").isAboutTarget())
                .isFalse();
    }

    @Test
    void rows_codes_areUniqueAndHaveASource() {
        List<Row> rows = AliyunErrors.rows();
        Set<String> seen = new HashSet<>();

        assertThat(rows).allSatisfy(row -> {
            assertThat(seen.add(row.by() + row.code())).as(row.code()).isTrue();
            assertThat(row.source()).isNotBlank();
        });
        assertThat(rows.stream()
                        .filter(row -> row.by() == Classification.CODE)
                        .map(Row::code)
                        .collect(Collectors.toSet()))
                .as("codes in the table and in this test")
                .hasSize(numberOfCodesInThisTest());
    }

    private static int numberOfCodesInThisTest() {
        return Stream.of(AliyunErrorsTest.class.getDeclaredMethods())
                .filter(method -> method.getName().endsWith("listedCode_isClassifiedByTheCode"))
                .mapToInt(method -> method.getAnnotation(CsvSource.class).value().length)
                .sum();
    }

    private static void assertRow(Row row, Classification by, ErrorKind kind, Effect effect, RetryAdvice advice) {
        assertThat(row.by()).isEqualTo(by);
        assertThat(row.kind()).isEqualTo(kind);
        assertThat(row.effect()).isEqualTo(effect);
        assertThat(row.advice()).isEqualTo(advice);
    }
}
