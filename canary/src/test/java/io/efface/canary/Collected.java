package io.efface.canary;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The collected output by {@link Place}, and the findings of the searches. The output is searched each time a vendor stops, because only
 * the vendor knows the signatures that it received. After a search, the searched output is discarded. Thread-safe.
 */
final class Collected {
    private static final int CONTEXT_LENGTH = 120;

    private final Marks marks;
    private final Needles needles = new Needles();
    private final Set<String> idsKnown = new LinkedHashSet<>();
    private final Map<Place, Set<String>> texts = new EnumMap<>(Place.class);
    private final Map<Place, Integer> counts = new EnumMap<>(Place.class);
    private final Map<String, String> findings = new TreeMap<>();
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

    /** Searches the output that was collected since the last search. In this search, the given signatures are also findings. */
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
            needles.in(text).forEach(hit -> addFinding(place, hit, text));
            sent.in(text).forEach(hit -> addFinding(place, hit, text));
        }));
        texts.clear();
    }

    private void addFinding(Place place, Needles.Hit hit, String text) {
        String context = text.substring(
                Math.max(0, hit.index() - CONTEXT_LENGTH), Math.min(text.length(), hit.index() + CONTEXT_LENGTH));
        findings.putIfAbsent(place + ": " + hit.what(), context);
    }

    /** Returns one line for each finding. The same text in the same place is listed once. */
    synchronized List<String> leaks() {
        List<String> lines = new ArrayList<>();
        findings.forEach((what, where) -> lines.add(what + " in: " + where));
        return lines;
    }

    @Override
    public synchronized String toString() {
        return counts + ", signatures sent " + signaturesKnown + ", ids " + idsKnown.size();
    }
}
