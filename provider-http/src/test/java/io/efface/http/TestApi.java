package io.efface.http;

import java.util.Map;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.FieldMap;
import retrofit2.http.FormUrlEncoded;
import retrofit2.http.GET;
import retrofit2.http.POST;
import retrofit2.http.Path;
import retrofit2.http.QueryMap;

/** An API with the three forms of requests that vendors use. */
interface TestApi {
    @POST("/json")
    Call<ResponseBody> json(@Body Wire.PersonRequest request);

    @FormUrlEncoded
    @POST("/form")
    Call<ResponseBody> form(@FieldMap Map<String, String> fields);

    @DELETE("/people/{person}")
    Call<ResponseBody> delete(@Path("person") String person);

    @GET("/get")
    Call<ResponseBody> get(@QueryMap Map<String, String> fields);

    /** The form of a request. Every form sends the same person id. */
    enum Form {
        POST_JSON,
        POST_FORM,
        GET;

        Call<ResponseBody> call(HttpTransport transport) {
            TestApi api = transport.create(TestApi.class);
            return switch (this) {
                case POST_JSON -> api.json(new Wire.PersonRequest("p-1"));
                case POST_FORM -> api.form(Map.of("personId", "p-1"));
                case GET -> api.get(Map.of("personId", "p-1"));
            };
        }
    }

    /** The JSON bodies of the requests. */
    final class Wire {
        private Wire() {}

        public record PersonRequest(String personId) {}
    }
}
