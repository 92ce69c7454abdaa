package io.efface.erasure.input;

import java.text.Normalizer;
import java.util.List;
import java.util.stream.Stream;

/**
 * Recognises names of columns that may contain faces. If such a column were ignored, its rows would delete whole people. Therefore the
 * rules are wide: they also recognise names of some columns without faces. {@code --ignore-columns} excludes such columns.
 */
final class FaceWords {
    private static final List<String> WORDS = List.of(
            "face", "facial", "photo", "foto", "picture", "image", "img", "portrait", "headshot", "selfie", "avatar");
    private static final List<String> CHINESE =
            List.of("脸", "臉", "面部", "照片", "相片", "图片", "圖片", "图像", "圖像", "头像", "頭像", "肖像");
    private static final String FACE = WORDS.get(0);
    private static final String ID = "id";
    /** The minimum length of a word that is also recognised with one typing error. A shorter word resembles too many other words. */
    private static final int MIN_LENGTH_WITH_ERROR = 5;

    private FaceWords() {}

    /** Returns whether a name contains a word for a face or a picture. A word of sufficient length may have one typing error. */
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
                                || (word.length() >= MIN_LENGTH_WITH_ERROR && ColumnShape.isNear(each, word)));
    }

    /** Returns whether the word before {@code id} is {@code face} with at most one typing error, as in {@code fase_ids}. */
    private static boolean isFaceId(List<String> words) {
        return Stream.iterate(1, i -> i < words.size(), i -> i + 1)
                .anyMatch(i -> words.get(i).equals(ID) && ColumnShape.isNear(words.get(i - 1), FACE));
    }
}
