package io.efface.aliyun;

import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.Headers;
import retrofit2.http.POST;
import retrofit2.http.Query;

/**
 * The operations of Green 2018-05-09 on custom face libraries. Without {@code Accept}, the gateway responds with XML. In {@code Accept} and
 * {@code Content-Type}, the service accepts only {@code application/json} without parameters ("Common request parameters", document 53413,
 * read 2026-11-22).
 *
 * <p>The spelling {@code ClientInfo} is that of the vendor's SDKs. In the text of the pages, the name begins with a small letter.
 */
interface GreenApi {
    String ACCEPT = "Accept: application/json";
    String CONTENT = "Content-Type: application/json";
    String VERSION = "x-acs-version: 2018-05-09";

    /** "Delete a person": deletes a person with all faces permanently. */
    @Headers({ACCEPT, CONTENT, VERSION, "x-acs-action: DeletePerson"})
    @POST("/green/sface/person/delete")
    Call<ResponseBody> deletePerson(
            @Body GreenWire.PersonRequest body, @Nullable @Query("ClientInfo") String clientInfo);

    /** "Delete a face": deletes faces of one person. */
    @Headers({ACCEPT, CONTENT, VERSION, "x-acs-action: DeleteFaces"})
    @POST("/green/sface/face/delete")
    Call<ResponseBody> deleteFaces(@Body GreenWire.FacesRequest body, @Nullable @Query("ClientInfo") String clientInfo);

    /** "Query a person": returns a person with the ids of all faces. */
    @Headers({ACCEPT, CONTENT, VERSION, "x-acs-action: GetPerson"})
    @POST("/green/sface/person")
    Call<ResponseBody> getPerson(@Body GreenWire.PersonRequest body, @Nullable @Query("ClientInfo") String clientInfo);
}
