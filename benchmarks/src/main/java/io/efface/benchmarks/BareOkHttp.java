package io.efface.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A client that uses only OkHttp: it sends a request with fixed headers, and reads the response without parsing it. */
final class BareOkHttp implements Client.Connected {
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");
    private static final int CONNECTIONS = 64;

    private final OkHttpClient client = newClient();
    private final String url;

    BareOkHttp(String url) {
        this.url = url;
    }

    @Override
    public void delete(String person) throws IOException {
        Request request = new Request.Builder()
                .url(url)
                .header("X-TC-Action", "DeletePerson")
                .post(RequestBody.create("{\"PersonId\":\"" + person + "\"}", JSON))
                .build();
        try (Response response = client.newCall(request).execute()) {
            if (response.code() != 200 || response.body().bytes().length == 0) {
                throw new IOException("HTTP status " + response.code());
            }
        }
    }

    /** Returns a client that never repeats a request and keeps a connection for each thread. */
    static OkHttpClient newClient() {
        return new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(CONNECTIONS, 1, TimeUnit.MINUTES))
                .retryOnConnectionFailure(false)
                .build();
    }

    @Override
    public void close() {
        close(client);
    }

    static void close(OkHttpClient client) {
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }
}
