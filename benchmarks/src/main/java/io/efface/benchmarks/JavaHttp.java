package io.efface.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * A client that uses only {@code java.net.http}. It sends the same request as {@link BareOkHttp}, and reads the response without parsing
 * it.
 */
final class JavaHttp implements Client.Connected {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;

    JavaHttp(String url) {
        this.url = URI.create(url + "/");
    }

    @Override
    public void delete(String person) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("X-TC-Action", "DeletePerson")
                .POST(HttpRequest.BodyPublishers.ofString("{\"PersonId\":\"" + person + "\"}"))
                .build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200 || response.body().length == 0) {
            throw new IOException("HTTP status " + response.statusCode());
        }
    }
}
