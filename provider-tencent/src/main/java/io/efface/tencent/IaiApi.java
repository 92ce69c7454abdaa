package io.efface.tencent;

import java.util.Map;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.FieldMap;
import retrofit2.http.FormUrlEncoded;
import retrofit2.http.GET;
import retrofit2.http.Header;
import retrofit2.http.Headers;
import retrofit2.http.POST;
import retrofit2.http.QueryMap;

/**
 * Describes a request for any action, in the three forms that the vendor accepts. The path is always {@code /}. The signer converts the
 * header of the action to the form that its signature requires.
 */
interface IaiApi {
    @Headers("Content-Type: application/json; charset=utf-8")
    @POST("/")
    Call<ResponseBody> json(@Header(TencentSigner.ACTION) String action, @Body IaiWire.Parameters parameters);

    @GET("/")
    Call<ResponseBody> query(@Header(TencentSigner.ACTION) String action, @QueryMap Map<String, String> parameters);

    @FormUrlEncoded
    @POST("/")
    Call<ResponseBody> form(@Header(TencentSigner.ACTION) String action, @FieldMap Map<String, String> parameters);
}
