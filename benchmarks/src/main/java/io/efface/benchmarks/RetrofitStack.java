package io.efface.benchmarks;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.squareup.moshi.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;
import retrofit2.http.Body;
import retrofit2.http.Headers;
import retrofit2.http.POST;

/**
 * A client that an application could have without this project: Retrofit and Moshi in a Guice injector. The client has no layers and signs
 * no request.
 */
final class RetrofitStack implements Client.Connected {
    /** The interface of the vendor, which Retrofit implements. */
    interface Api {
        @Headers("X-TC-Action: DeletePerson")
        @POST("/")
        Call<Envelope> deletePerson(@Body Deletion deletion);
    }

    /** A request. */
    public record Deletion(@Json(name = "PersonId") String personId) {}

    /** A response. */
    public record Envelope(
            @Json(name = "Response") @Nullable Content response) {}

    /** The content of a response. */
    public record Content(
            @Json(name = "RequestId") @Nullable String requestId) {}

    private final Api api;

    RetrofitStack(String url) {
        Injector injector = Guice.createInjector(binder -> binder.bind(Api.class)
                .toInstance(new Retrofit.Builder()
                        .baseUrl(url + "/")
                        .addConverterFactory(MoshiConverterFactory.create())
                        .build()
                        .create(Api.class)));
        api = injector.getInstance(Api.class);
    }

    @Override
    public void delete(String person) throws IOException {
        Response<Envelope> response = api.deletePerson(new Deletion(person)).execute();
        Envelope envelope = response.body();
        if (envelope == null
                || envelope.response() == null
                || envelope.response().requestId() == null) {
            throw new IOException("the deletion did not succeed");
        }
    }
}
