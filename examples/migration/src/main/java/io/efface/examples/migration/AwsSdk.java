package io.efface.examples.migration;

import java.util.List;
import software.amazon.awssdk.services.rekognition.RekognitionClient;
import software.amazon.awssdk.services.rekognition.model.Face;
import software.amazon.awssdk.services.rekognition.model.ResourceNotFoundException;

/** Deletions with version 2 of AWS's SDK for Java. A person is a User with its faces. */
final class AwsSdk {
    private final RekognitionClient client;
    private final String collection;

    AwsSdk(RekognitionClient client, String collection) {
        this.client = client;
        this.collection = collection;
    }

    boolean deletePerson(String person) {
        List<String> faces = client.listFacesPaginator(list -> list.collectionId(collection).userId(person)).faces().stream()
                .map(Face::faceId)
                .toList();
        if (!faces.isEmpty()) {
            deleteFaces(person, faces);
        }
        try {
            client.deleteUser(request -> request.collectionId(collection).userId(person));
            return true;
        } catch (ResourceNotFoundException e) {
            return false; // the User is missing, or the collection is missing
        }
    }

    boolean deleteFaces(String person, List<String> faces) {
        client.disassociateFaces(request -> // at most 100 faces
                request.collectionId(collection).userId(person).faceIds(faces));
        return client.deleteFaces(request -> request.collectionId(collection).faceIds(faces)).deletedFaces().size()
                == faces.size();
    }
}
