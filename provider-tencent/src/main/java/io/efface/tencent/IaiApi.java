package io.efface.tencent;

import java.util.Map;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.FieldMap;
import retrofit2.http.FormUrlEncoded;
import retrofit2.http.GET;
import retrofit2.http.Headers;
import retrofit2.http.POST;
import retrofit2.http.QueryMap;
import retrofit2.http.Tag;

/**
 * The three actions, each in the three forms the vendor takes: JSON, query, form. The path is always {@code /}; the signer turns
 * the action's header into what its signature wants.
 *
 * <p>Source: DeletePerson, DeleteFace, GetPersonBaseInfo (cloud.tencent.com/document/api/867/32790, 45013, 45007, read 2026-11).
 */
interface IaiApi {
    String DELETE_PERSON = TencentSigner.ACTION + ": DeletePerson";
    String DELETE_FACE = TencentSigner.ACTION + ": DeleteFace";
    String GET_PERSON = TencentSigner.ACTION + ": GetPersonBaseInfo";
    String JSON = "Content-Type: application/json; charset=utf-8";

    @Headers({DELETE_PERSON, JSON})
    @POST("/")
    Call<ResponseBody> deletePerson(@Body IaiWire.PersonRequest body, @Tag Signing note);

    @Headers(DELETE_PERSON)
    @GET("/")
    Call<ResponseBody> deletePersonByQuery(@QueryMap Map<String, String> parameters, @Tag Signing note);

    @Headers(DELETE_PERSON)
    @FormUrlEncoded
    @POST("/")
    Call<ResponseBody> deletePersonByForm(@FieldMap Map<String, String> parameters, @Tag Signing note);

    @Headers({DELETE_FACE, JSON})
    @POST("/")
    Call<ResponseBody> deleteFace(@Body IaiWire.FacesRequest body, @Tag Signing note);

    @Headers(DELETE_FACE)
    @GET("/")
    Call<ResponseBody> deleteFaceByQuery(@QueryMap Map<String, String> parameters, @Tag Signing note);

    @Headers(DELETE_FACE)
    @FormUrlEncoded
    @POST("/")
    Call<ResponseBody> deleteFaceByForm(@FieldMap Map<String, String> parameters, @Tag Signing note);

    @Headers({GET_PERSON, JSON})
    @POST("/")
    Call<ResponseBody> getPersonBaseInfo(@Body IaiWire.PersonRequest body, @Tag Signing note);

    @Headers(GET_PERSON)
    @GET("/")
    Call<ResponseBody> getPersonBaseInfoByQuery(@QueryMap Map<String, String> parameters, @Tag Signing note);

    @Headers(GET_PERSON)
    @FormUrlEncoded
    @POST("/")
    Call<ResponseBody> getPersonBaseInfoByForm(@FieldMap Map<String, String> parameters, @Tag Signing note);
}
