package io.efface.emulator.green;

import static java.util.Map.entry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The two code tables of Green. Sources of the service codes: "Response and codes" (document 53414), its error FAQ (276036), and "Public
 * error codes" (3060193) for 408 and 411; 2026-09. Sources of the gateway codes: "Common parameters" (53413), the public error codes, and
 * issue threads that show such errors. If the lists give several HTTP statuses for a code, the table has the status with the best evidence
 * for this gateway.
 */
final class GreenErrors {

    /** The status and the message of a code. */
    record Row(int httpStatus, String message) {}

    private static final Map<Integer, Row> SERVICE = ordered(
            entry(200, new Row(200, "OK")),
            entry(280, new Row(200, "PROCESSING")),
            entry(400, new Row(200, "BAD_REQUEST")),
            entry(401, new Row(200, "NOT_ALLOWED")),
            entry(403, new Row(200, "FORBIDDEN")),
            entry(404, new Row(200, "NOT_FOUND")),
            entry(408, new Row(200, "No permissions.")),
            entry(411, new Row(403, "You don't have permission.")),
            entry(480, new Row(200, "DOWNLOAD_FAILED")),
            entry(500, new Row(200, "GENERAL_ERROR")),
            entry(503, new Row(200, "ServiceUnavailable")),
            entry(580, new Row(200, "DB_FAILED")),
            entry(581, new Row(200, "TIMEOUT")),
            entry(585, new Row(200, "CACHE_FAILED")),
            entry(586, new Row(200, "ALGO_FAILED")),
            entry(587, new Row(200, "MQ_FAILED")),
            entry(588, new Row(200, "EXCEED_QUOTA")),
            entry(589, new Row(200, "TOO_LARGE")),
            entry(590, new Row(200, "BAD_FORMAT")),
            entry(591, new Row(200, "CONNECTION_POOL_FULL")),
            entry(592, new Row(200, "DOWNLOAD_TIMEOUT")),
            entry(594, new Row(200, "EXPIRED")),
            entry(595, new Row(200, "CATCH_FRAME_FAILED")),
            entry(596, new Row(200, "PERMISSION_DENY")));

    private static final Map<String, Row> GATEWAY = ordered(
            entry("InvalidAccessKeyId.NotFound", new Row(404, "Specified access key is not found.")),
            entry("InvalidAccessKeyId.Inactive", new Row(400, "Specified access key is disabled.")),
            entry("SignatureDoesNotMatch", new Row(400, "Specified signature is not matched with our calculation.")),
            entry("IncompleteSignature", new Row(400, "The request signature does not conform to Aliyun standards.")),
            entry("InvalidSignatureMethod", new Row(400, "Specified signature method is not valid.")),
            entry("IllegalTimestamp", new Row(400, "The input parameter \"Date\" that is mandatory is not supplied.")),
            entry("InvalidTimeStamp.Format", new Row(400, "Specified time stamp or date value is not well formatted.")),
            entry("InvalidTimeStamp.Expired", new Row(400, "Specified time stamp or date value is expired.")),
            entry("SignatureNonceUsed", new Row(400, "Specified signature nonce was used already.")),
            entry("MissingSecurityToken", new Row(400, "SecurityToken is mandatory for this action.")),
            entry("InvalidSecurityToken.Expired", new Row(400, "Specified SecurityToken is expired.")),
            entry("InvalidSecurityToken.Malformed", new Row(400, "Specified SecurityToken is malformed.")),
            entry(
                    "InvalidSecurityToken.MismatchWithAccessKey",
                    new Row(400, "Specified SecurityToken mismatch with the AccessKey.")),
            entry("Throttling", new Row(400, "Request was denied due to request throttling.")),
            entry("Throttling.User", new Row(400, "Request was denied due to user flow control.")),
            entry("Throttling.Api", new Row(400, "Request was denied due to api flow control.")),
            entry("Forbidden.RAM", new Row(403, "User not authorized to operate on the specified resource.")),
            entry("NoPermission", new Row(403, "You are not authorized to do this action.")),
            entry("Forbidden", new Row(403, "User not authorized to operate on the specified resource.")),
            entry("Forbidden.NotSupportRAM", new Row(403, "This action does not support accessed by RAM mode.")),
            entry("Forbedden.NotSupportRAM", new Row(403, "This action does not support accessed by RAM mode.")),
            entry("Forbidden.RiskControl", new Row(403, "This operation is forbidden by Aliyun Risk Control system.")),
            entry("Forbidden.UserVerification", new Row(403, "Your user account is not verified by Aliyun.")),
            entry(
                    "InvalidAction.NotFound",
                    new Row(400, "Specified api is not found, please check your url and method.")),
            entry("InvalidApi.NotFound", new Row(404, "Specified api is not found, please check your url and method.")),
            entry("InvalidProduct.NotFound", new Row(404, "Cannot find product according to your specified domain.")),
            entry("InvalidProtocol.NeedSsl", new Row(400, "Your request is denied as lack of ssl protect.")),
            entry("MissingParameter", new Row(400, "A mandatory parameter is not supplied.")),
            entry("MissingVersion", new Row(400, "Version is mandatory for this action.")),
            entry("MissingSignatureNonce", new Row(400, "SignatureNonce is mandatory for this action.")),
            entry("MissingSignatureMethod", new Row(400, "SignatureMethod is mandatory for this action.")),
            entry("MissingSignatureVersion", new Row(400, "SignatureVersion is mandatory for this action.")),
            entry("InvalidParameter", new Row(400, "The specified parameter is not valid.")),
            entry("InvalidParameter.Format", new Row(400, "The specified parameter is not well formatted.")),
            entry("ContentMD5NotMatched", new Row(400, "Specified content md5 is not matched with your request body.")),
            entry("MissingAccessKeyId", new Row(400, "AccessKeyId is mandatory for this action.")),
            entry("InvalidAccessKeySecret", new Row(400, "Specified access key secret is not valid.")),
            entry("ActionUnauthorized", new Row(403, "The action is not authorized.")),
            entry("Forbidden.AccountInDebt", new Row(403, "Your account has overdue payments.")),
            entry("NoSuchVersion", new Row(400, "The specified version does not exist.")),
            entry("ActionOffline", new Row(400, "The action is offline.")),
            entry("UnsupportedOperation", new Row(400, "The specified operation is not supported.")),
            entry("UnsupportedRegion", new Row(400, "The specified region is not supported.")),
            entry("UnsupportedParameter", new Row(400, "The specified parameter is not supported.")),
            entry("InvalidRegionId", new Row(400, "The specified region id is not valid.")),
            entry("UnsupportedHTTPMethod", new Row(400, "This http method is not supported.")),
            entry("InsufficientBalance", new Row(400, "Your account does not have enough balance.")),
            entry("InternalError", new Row(500, "The request processing has failed due to some unknown error.")),
            entry("InternalFailure", new Row(500, "The request processing has failed due to some unknown error.")),
            entry("ServiceUnavailable", new Row(503, "The request has failed due to a temporary failure.")),
            entry("ServiceUnavailableTemporary", new Row(503, "The request has failed due to a temporary failure.")));

    private GreenErrors() {}

    static Map<Integer, Row> service() {
        return SERVICE;
    }

    static Map<String, Row> gateway() {
        return GATEWAY;
    }

    /** Returns the row of a service code. An unlisted code has HTTP 200 and an empty message. */
    static Row service(int code) {
        return SERVICE.getOrDefault(code, new Row(200, ""));
    }

    /** Returns the row of a gateway code. An unlisted code has HTTP 400 and its own name as the message. */
    static Row gateway(String code) {
        return GATEWAY.getOrDefault(code, new Row(400, code));
    }

    @SafeVarargs
    private static <K> Map<K, Row> ordered(Map.Entry<K, Row>... rows) {
        Map<K, Row> table = new LinkedHashMap<>();
        for (Map.Entry<K, Row> row : rows) {
            table.put(row.getKey(), row.getValue());
        }
        return Collections.unmodifiableMap(table);
    }
}
