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
 * Any action, in the three forms that the vendor takes. The path is always {@code /}; the signer turns the action's header into what
 * its signature wants.
 */
interface IaiApi {
    @Headers("Content-Type: application/json; charset=utf-8")
    @POST("/")
    Call<ResponseBody> json(@Header(TencentSigner.ACTION) String action, @Body Map<String, Object> parameters);

    @GET("/")
    Call<ResponseBody> query(@Header(TencentSigner.ACTION) String action, @QueryMap Map<String, String> parameters);

    @FormUrlEncoded
    @POST("/")
    Call<ResponseBody> form(@Header(TencentSigner.ACTION) String action, @FieldMap Map<String, String> parameters);
}
