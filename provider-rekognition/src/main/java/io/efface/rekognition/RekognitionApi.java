package io.efface.rekognition;

import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.Headers;
import retrofit2.http.POST;

/**
 * The actions of Rekognition that deletions and reads need. In AWS's JSON protocol 1.1, all actions have the same path, and a header names
 * the action.
 *
 * <p>Source: the protocol and target header of the service in AWS's SDK for Java 2.57.8 ({@code DefaultRekognitionClient},
 * {@code …RequestMarshaller}).
 */
interface RekognitionApi {
    String JSON = "Content-Type: application/x-amz-json-1.1";
    String TARGET = "X-Amz-Target: RekognitionService.";

    @Headers({JSON, TARGET + "ListFaces"})
    @POST("/")
    Call<ResponseBody> listFaces(@Body RekognitionWire.ListFaces request);

    @Headers({JSON, TARGET + "SearchUsers"})
    @POST("/")
    Call<ResponseBody> searchUsers(@Body RekognitionWire.SearchUsers request);

    @Headers({JSON, TARGET + "DescribeCollection"})
    @POST("/")
    Call<ResponseBody> describeCollection(@Body RekognitionWire.DescribeCollection request);

    @Headers({JSON, TARGET + "DisassociateFaces"})
    @POST("/")
    Call<ResponseBody> disassociateFaces(@Body RekognitionWire.DisassociateFaces request);

    @Headers({JSON, TARGET + "DeleteFaces"})
    @POST("/")
    Call<ResponseBody> deleteFaces(@Body RekognitionWire.DeleteFaces request);

    @Headers({JSON, TARGET + "DeleteUser"})
    @POST("/")
    Call<ResponseBody> deleteUser(@Body RekognitionWire.DeleteUser request);
}
