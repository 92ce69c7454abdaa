package io.efface.testkit;

import io.efface.FaceId;
import io.efface.PersonId;

/**
 * Unusual ids, each with a similar id. Code that does not treat ids as opaque text may fail with the unusual id, or change it to the
 * similar id. Reports show the names of the constants, not the ids.
 */
enum UnusualIds {
    CHINESE("\u5f20\u4e09-\u8138", "\u5f20\u4e09-\u8116"),
    EMOJI("\ud83d\udc69\u200d\ud83d\udcbb-\ud83e\uddd1", "\ud83d\udc69-\ud83e\uddd1"),
    RIGHT_TO_LEFT("\u05d0\u05d1\u05d2-\u202e123", "\u05d0\u05d1\u05d2-123"),
    COMPOSED("Zo\u00eb-\u212b", "Zoe\u0308-\u00c5"),
    ZERO_WIDTH("al\u200bice", "alice"),
    QUOTES("a\"b'c`d", "abcd"),
    BACKSLASH("a\\b\\n\\u0041", "a\\b\\nA"),
    MARKUP("</script><script>alert(1)</script><!--", "&lt;/script&gt;"),
    PERCENT_ENCODED("a%2Fb%252F", "a/b%2F"),
    SLASHES("a/b//c", "a/b/c"),
    DOTS("..", "."),
    PARENT("../../other", "other"),
    SPACES("a b  c", "a b c"),
    LEADING_SPACE(" ab", "ab"),
    TRAILING_SPACE("ab ", "ab"),
    IDEOGRAPHIC_SPACE("\u3000ab", "ab"),
    PLUS("a+b", "a b"),
    QUERY("a&b=c#d?e+f;g", "a"),
    JSON("{\"a\":[1,null]}", "{\"a\": [1, null]}"),
    JSON_NULL("null", "NULL"),
    SQL("x'; DROP TABLE people; --", "x"),
    WILDCARDS("*?[a-z]%_", "abc"),
    NUMBER("0123", "123"),
    BIG_NUMBER("12345678901234567890123", "12345678901234567000000"),
    EXPONENT("1e3", "1000"),
    BOOLEAN("true", "TRUE"),
    CAPITALS("Alice-QX", "alice-qx"),
    TEMPLATE("${env:HOME} {{x}} %s {0}", "x"),
    COMMA_SEPARATED("a,b", "a"),
    SIGNATURE_SAFE("~-_.!*'()", "%7E-_.!*'()"),
    LONG("\u4e00".repeat(500), "\u4e00".repeat(499));

    private final String id;
    private final String sibling;

    UnusualIds(String id, String sibling) {
        this.id = id;
        this.sibling = sibling;
    }

    PersonId person() {
        return PersonId.of(id);
    }

    PersonId siblingPerson() {
        return PersonId.of(sibling);
    }

    FaceId face() {
        return FaceId.of(id);
    }

    FaceId siblingFace() {
        return FaceId.of(sibling);
    }
}
