package io.efface.examples.acme;

import java.util.List;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.POST;
import retrofit2.http.Path;

/** Acme's requests and the JSON of requests and responses. Moshi needs public records. */
interface AcmeApi {
    @POST("/v1/{action}")
    Call<ResponseBody> send(@Path("action") String action, @Body Target target);

    record Target(String person, List<String> faces) {}

    /** The response to get-person lists the person's faces. The response to delete-faces lists the deleted faces. */
    record Faces(List<String> faces) {}

    record Failure(String code) {}
}
