package io.efface.tencent;

import io.efface.FaceId;
import io.efface.PersonId;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The ids in one request: texts that must not come back out of an answer. Immutable; {@code toString} shows none. */
final class RequestedIds {
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** A shorter one is part of many words and tells nobody who it is. */
    private static final int TELLING = 4;

    private final Set<String> texts;

    private RequestedIds(Set<String> texts) {
        this.texts = texts;
    }

    static RequestedIds of(PersonId person) {
        return new RequestedIds(Set.of(person.value()));
    }

    static RequestedIds of(PersonId person, Set<FaceId> faces) {
        Set<String> texts = new HashSet<>();
        texts.add(person.value());
        faces.forEach(face -> texts.add(face.value()));
        return new RequestedIds(texts);
    }

    /** Returns whether a request id or code of the vendor is or holds one of the ids. A listed code or a UUID holds none by chance. */
    boolean areEchoedBy(String text) {
        if (texts.contains(text)) {
            return true;
        }
        if (TencentErrors.exactly(text) != null || UUID.matcher(text).matches()) {
            return false;
        }
        return texts.stream().anyMatch(id -> id.length() >= TELLING && text.contains(id));
    }

    @Override
    public String toString() {
        return "RequestedIds[" + texts.size() + "]";
    }
}
