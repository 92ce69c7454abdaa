package io.efface.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.Classification;
import io.efface.Effect;
import io.efface.ErrorKind;
import io.efface.RetryAdvice;
import io.efface.http.ErrorTable.Row;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the table of codes with a file that repeats the vendor's lists. */
class TencentErrorsTest {
    private static List<String> codesOf(String section) throws IOException {
        try (InputStream file = TencentErrorsTest.class.getResourceAsStream("/tencent/codes.csv")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(section + ","))
                    .map(line -> line.substring(line.indexOf(',') + 1, line.indexOf(',', line.indexOf(',') + 1)))
                    .toList();
        }
    }

    @Test
    void find_codesAboutThePerson_areMarkedAsAboutTheTarget() {
        assertThat(exactRows().filter(Row::isAboutTarget).map(Row::code))
                .containsExactlyInAnyOrder(
                        "FailedOperation.ConflictOperation",
                        "FailedOperation.CreateFaceConcurrent",
                        "FailedOperation.GroupPersonMapExist",
                        "FailedOperation.GroupPersonMapNotExist",
                        "InvalidParameterValue.DeleteFaceNumExceed",
                        "InvalidParameterValue.GroupNumPerPersonExceed",
                        "InvalidParameterValue.PersonExistInGroup",
                        "InvalidParameterValue.PersonFaceNumExceed",
                        "InvalidParameterValue.PersonIdAlreadyExist",
                        "InvalidParameterValue.PersonIdIllegal",
                        "InvalidParameterValue.PersonIdNotExist",
                        "InvalidParameterValue.PersonIdTooLong",
                        "ResourceNotFound.ErrorPersonNotExisted");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/tencent/codes.csv")
    void find_publishedCode_hasItsKindAndAdvice(String section, String code, ErrorKind kind, RetryAdvice advice) {
        Row row = TencentErrors.TABLE.find(code);

        assertThat(row.by()).as(section).isEqualTo(Classification.CODE);
        assertThat(row.isListed()).as(section).isTrue();
        assertThat(row.kind()).isEqualTo(kind);
        assertThat(row.advice()).isEqualTo(advice);
        assertThat(row.source()).isNotBlank();
    }

    @Test
    void rows_codes_equalThePublishedCodes() throws IOException {
        Set<String> published = List.of("list", "elsewhere", "common").stream()
                .flatMap(section -> {
                    try {
                        return codesOf(section).stream();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .collect(Collectors.toSet());

        assertThat(codesOf("list")).hasSize(67).doesNotHaveDuplicates();
        assertThat(exactRows().map(Row::code)).containsExactlyInAnyOrderElementsOf(published);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "InvalidParameterValue.DeleteFaceNumExceed",
                "FailedOperation.RequestTimeout",
                "FailedOperation.ServerError",
                "FailedOperation.RpcFail",
                "FailedOperation.UnKnowError",
                "FailedOperation",
                "InternalError",
                "ServiceUnavailable",
                "ResourceUnavailable",
                "ResponseSizeLimitExceeded"
            })
    void find_codeThatMayFollowTheDeletion_isOfUnknownEffect(String code) {
        assertThat(TencentErrors.TABLE.find(code).effect()).isEqualTo(Effect.UNKNOWN);
    }

    @Test
    void find_allOtherCodes_haveNoEffect() {
        assertThat(exactRows().filter(row -> row.effect() == Effect.UNKNOWN)).hasSize(10);
        assertThat(exactRows().filter(row -> row.effect() == Effect.PARTIAL)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "RequestLimitExceeded.SomethingNew,RATE_LIMITED,NONE,BACKOFF",
        "AuthFailure.SomethingNew,UNAUTHENTICATED,NONE,NEVER",
        "AuthFailure,UNAUTHENTICATED,NONE,NEVER",
        "UnauthorizedOperation.CamNoAuth,PERMISSION_DENIED,NONE,NEVER",
        "LimitExceeded.SomethingNew,QUOTA_EXCEEDED,NONE,NEVER",
        "InternalError.SomethingNew,INTERNAL,UNKNOWN,BACKOFF",
        "FailedOperation.SomethingNew,INTERNAL,UNKNOWN,ONCE",
        "ResourcesSoldOut.SomethingNew,ACCOUNT_UNAVAILABLE,NONE,NEVER",
        "ResourceInsufficient.SomethingNew,QUOTA_EXCEEDED,NONE,BACKOFF",
        "MissingParameter.SomethingNew,INVALID_ARGUMENT,NONE,NEVER",
        "InvalidParameter.SomethingNew,INVALID_ARGUMENT,NONE,NEVER",
        "ResourceNotFound.SomethingNew,NOT_FOUND,NONE,NEVER",
        "UnsupportedRegion.SomethingNew,UNSUPPORTED,NONE,NEVER"
    })
    void find_unlistedCodeWithAListedPrefix_isClassifiedByThePrefix(
            String code, ErrorKind kind, Effect effect, RetryAdvice advice) {
        Row row = TencentErrors.TABLE.find(code);

        assertThat(row.by()).isEqualTo(Classification.CODE_PREFIX);
        assertThat(row.kind()).isEqualTo(kind);
        assertThat(row.effect()).isEqualTo(effect);
        assertThat(row.advice()).isEqualTo(advice);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "InvalidParameterValue.SomethingNew",
                "ResourceUnavailable.SomethingNew",
                "FailedOperationX.SomethingNew",
                "AuthFailureX.SomethingNew",
                "SomethingNew",
                "."
            })
    void find_unlistedCodeWithoutAListedPrefix_isNotClassified(String code) {
        assertThat(TencentErrors.TABLE.find(code).isListed()).isFalse();
    }

    private static Stream<Row> exactRows() {
        return TencentErrors.TABLE.rows().stream().filter(row -> row.by() == Classification.CODE);
    }
}
