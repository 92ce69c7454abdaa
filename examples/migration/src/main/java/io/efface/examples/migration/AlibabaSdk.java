package io.efface.examples.migration;

import com.aliyuncs.IAcsClient;
import com.aliyuncs.RoaAcsRequest;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.green.model.v20180509.DeleteFacesRequest;
import com.aliyuncs.green.model.v20180509.DeletePersonRequest;
import com.aliyuncs.http.FormatType;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Deletions with aliyun-java-sdk-green. */
final class AlibabaSdk {
    private final IAcsClient client;
    private final Gson gson = new Gson();

    AlibabaSdk(IAcsClient client) {
        this.client = client;
    }

    boolean deletePerson(String person) throws ClientException {
        return send(new DeletePersonRequest(), Map.of("personId", person)).get("deleteCount").getAsInt() > 0;
    }

    boolean deleteFaces(String person, List<String> faces) throws ClientException {
        JsonObject data = send(new DeleteFacesRequest(), Map.of("personId", person, "faceIds", faces));
        return data.getAsJsonArray("faceIds").size() == faces.size();
    }

    /** The response type has no fields, so the JSON is read by hand. The code and the inner code must be 200. */
    private JsonObject send(RoaAcsRequest<?> request, Map<String, ?> content) throws ClientException {
        request.setHttpContent(gson.toJson(content).getBytes(StandardCharsets.UTF_8), "UTF-8", FormatType.JSON);
        String text = new String(client.doAction(request).getHttpContent(), StandardCharsets.UTF_8);
        JsonObject response = gson.fromJson(text, JsonObject.class);
        if (response.get("code").getAsInt() != 200) {
            throw new IllegalStateException("code " + response.get("code"));
        }
        JsonObject data = response.getAsJsonObject("data");
        if (data.has("code") && data.get("code").getAsInt() != 200) {
            throw new IllegalStateException("inner code " + data.get("code"));
        }
        return data;
    }
}
