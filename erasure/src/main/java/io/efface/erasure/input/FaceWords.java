package io.efface.erasure.input;

import java.text.Normalizer;
import java.util.List;
import java.util.stream.Stream;

/**
 * Recognises the names of columns that may hold faces. Ignored, such a column would make its rows mean whole people, so that a name is
 * rather recognised once too often: {@code --ignore-columns} corrects that.
 */
final class FaceWords {
    private static final List<String> WORDS = List.of(
            "face", "facial", "photo", "foto", "picture", "image", "img", "portrait", "headshot", "selfie", "avatar");
    private static final List<String> CHINESE =
            List.of("脸", "臉", "面部", "照片", "相片", "图片", "圖片", "图像", "圖像", "头像", "頭像", "肖像");
    private static final String FACE = WORDS.get(0);
    private static final String ID = "id";
    /** Shorter words are too near to too many others. */
    private static final int LONG_ENOUGH = 5;

    private FaceWords() {}

    /** Returns whether a name contains a word for a face or a picture, or such a word with one slip. */
    static boolean isIn(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC);
        String shape = ColumnShape.of(name);
        List<String> words = ColumnShape.words(name);
        return CHINESE.stream().anyMatch(plain::contains)
                || WORDS.stream().anyMatch(word -> isIn(word, shape, words))
                || words.contains("pic")
                || isFaceId(words);
    }

    private static boolean isIn(String word, String shape, List<String> words) {
        return shape.startsWith(word)
                || shape.endsWith(word)
                || shape.contains(word + ID)
                || words.stream()
                        .anyMatch(each -> each.startsWith(word)
                                || (word.length() >= LONG_ENOUGH && ColumnShape.isNear(each, word)));
    }

    /** Returns whether a word with at most one slip in {@code face} stands before {@code id}, as in {@code fase_ids}. */
    private static boolean isFaceId(List<String> words) {
        return Stream.iterate(1, i -> i < words.size(), i -> i + 1)
                .anyMatch(i -> words.get(i).equals(ID) && ColumnShape.isNear(words.get(i - 1), FACE));
    }
}
