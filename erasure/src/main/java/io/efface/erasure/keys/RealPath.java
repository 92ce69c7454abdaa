package io.efface.erasure.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Resolves symbolic links as the operating system does, even if the path or the target of a link does not exist yet. */
final class RealPath {
    /**
     * The highest number of links that are followed, as on Linux. If a path has more links, they probably form a cycle, so the further
     * links are not followed.
     */
    private static final int MAX_LINKS = 40;

    private RealPath() {}

    /** Returns a path without links and without {@code ..}. The last parts of the path need not exist. */
    static Path of(Path path) {
        Path absolute = path.toAbsolutePath();
        Path real = absolute.getRoot();
        Deque<Path> names = new ArrayDeque<>();
        absolute.forEach(names::addLast);
        int links = 0;
        while (!names.isEmpty()) {
            Path name = names.removeFirst();
            if (name.toString().equals("..")) {
                real = real.getParent() == null ? real : real.getParent();
            } else if (!name.toString().equals(".")) {
                Path next = real.resolve(name);
                if (Files.isSymbolicLink(next) && links++ < MAX_LINKS) {
                    Path target = target(next);
                    real = target.isAbsolute() ? target.getRoot() : real;
                    pushAll(names, target);
                } else {
                    real = next;
                }
            }
        }
        return real;
    }

    /** Returns whether a path is a folder or is below it. Paths of the same folder may differ, for example in case. */
    static boolean isWithin(Path path, Path folder) {
        for (Path each = path; each != null; each = each.getParent()) {
            if (each.equals(folder) || isSame(each, folder)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            // One of the files does not exist.
            return false;
        }
    }

    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            // The link was removed during the call.
            return link;
        }
    }

    private static void pushAll(Deque<Path> names, Path target) {
        for (int i = target.getNameCount() - 1; i >= 0; i--) {
            names.addFirst(target.getName(i));
        }
    }
}
