package io.efface.canary;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Everything that came out, by place. It is searched each time a vendor ends, since only the vendor knows what signatures it was
 * sent, and is then forgotten. Thread-safe.
 */
final class Collected {
    private static final int AROUND = 120;

    private final Marks marks;
    private final Needles needles = new Needles();
    private final Set<String> idsKnown = new LinkedHashSet<>();
    private final Map<Place, Set<String>> texts = new EnumMap<>(Place.class);
    private final Map<Place, Integer> counts = new EnumMap<>(Place.class);
    private final Map<String, String> found = new TreeMap<>();
    private int signaturesKnown;

    Collected(Marks marks) {
        this.marks = marks;
        needles.addMark(marks.person, "person id");
        needles.addMark(marks.face, "face id");
        needles.addMark(marks.faceNumber, "face id as a number");
        needles.addMark(marks.name, "person's name");
        needles.addMark(marks.keyId, "key id");
        needles.addMark(marks.secret, "secret");
        needles.addMark(marks.token, "token");
    }

    synchronized void add(Place place, String text) {
        if (texts.computeIfAbsent(place, each -> new LinkedHashSet<>()).add(text)) {
            counts.merge(place, 1, Integer::sum);
        }
    }

    synchronized int count(Place place) {
        return counts.getOrDefault(place, 0);
    }

    synchronized int signatures() {
        return signaturesKnown;
    }

    /** Searches what came out since the last search. */
    synchronized void search(List<String> signatures) {
        marks.ids().forEach((id, what) -> {
            if (idsKnown.add(id)) {
                needles.addDigests(id, what);
            }
        });
        Needles sent = new Needles();
        signatures.forEach(signature -> sent.addSent(signature, "signature"));
        signaturesKnown += signatures.size();
        texts.forEach((place, all) -> all.forEach(text -> {
            needles.in(text).forEach(hit -> found(place, hit, text));
            sent.in(text).forEach(hit -> found(place, hit, text));
        }));
        texts.clear();
    }

    private void found(Place place, Needles.Hit hit, String text) {
        String around = text.substring(Math.max(0, hit.at() - AROUND), Math.min(text.length(), hit.at() + AROUND));
        found.putIfAbsent(place + ": " + hit.what(), around);
    }

    /** Returns one line for each thing found, the same thing at the same place once; empty if nothing gives anything away. */
    synchronized List<String> leaks() {
        List<String> lines = new ArrayList<>();
        found.forEach((what, where) -> lines.add(what + " in: " + where));
        return lines;
    }

    @Override
    public synchronized String toString() {
        return counts + ", signatures sent " + signaturesKnown + ", ids " + idsKnown.size();
    }
}
