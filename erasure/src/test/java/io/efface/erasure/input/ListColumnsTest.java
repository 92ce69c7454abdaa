package io.efface.erasure.input;

import static io.efface.erasure.input.ListReading.COLUMNS;
import static io.efface.erasure.input.ListReading.read;
import static io.efface.erasure.input.ListReading.rejection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.efface.erasure.ErasureException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how the columns of a list are found, and which names of columns are rejected because they may be mistakes. */
class ListColumnsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "subject,account\nx,y\n",
                "person_id,person_id\nx,y\n",
                "person_id,faceIds\nx,y\n",
                "person_id,Face\nx,y\n",
                "person_id,Account\nx,y\n",
                "",
                "\"person_id\nx\n"
            })
    void csv_unusableHeader_isRejectedWithoutItsText(String text) {
        assertThatThrownBy(() -> read(InputFormat.CSV, text))
                .isInstanceOfSatisfying(
                        ErasureException.class, e -> assertThat(e.reason()).isEqualTo(ErasureException.Reason.INPUT));
    }

    @Test
    void csv_withoutPersonColumn_isRejectedWithNumbersAndWithoutCells() {
        assertThat(rejection("Ada Lovelace,4711\n", ListOptions.defaults().withFormat(InputFormat.CSV)))
                .contains("#1 to #2", "--columns person_id=#2")
                .doesNotContain("Ada", "4711");
    }

    @Test
    void csv_columnByNumberAndUnclearFirstLine_isRejectedUntilTheHeaderIsStated() throws IOException {
        ListOptions options = ListOptions.defaults().withColumns(COLUMNS.withPerson("#2"));

        assertThat(read("subject;number\nAda;4711\n", options)).containsExactly("2 Ada null 4711 []");
        assertThat(read("name;PERSON-ID\nAda;4711\n", options)).containsExactly("2 4711 null 4711 []");
        assertThat(read(
                        "name;number\nAda;4711\n",
                        options.withColumns(options.columns().withSubject("name"))))
                .containsExactly("2 Ada null 4711 []");
        for (String first : List.of("name;number", "Ada;Lovelace", "Ada;4711", ";", "x-1;y")) {
            assertThat(rejection(first + "\nBob;4712\n", options))
                    .contains("--header", "--no-header", "names none of them")
                    .doesNotContain("Ada", "Lovelace", "4711");
        }
        assertThat(rejection("Ada;4711\nBob;4712\n", options)).contains("--header", "--no-header");
        assertThat(read("Ada;4711\nBob;4712\n", options.withHeader(false)))
                .containsExactly("1 4711 null 4711 []", "2 4712 null 4712 []");
        assertThat(read("Ada;4711\nBob;4712\n", options.withHeader(true))).containsExactly("2 4712 null 4712 []");
        assertThat(rejection("a;b\n", ListOptions.defaults().withColumns(COLUMNS.withPerson("#3"))))
                .contains("it has 2 columns");
        assertThat(rejection(
                        "a;b\n", options.withColumns(COLUMNS.withPerson("#2").withSubject("b"))))
                .contains("for two of the columns that Efface reads");
    }

    @Test
    void open_namedColumnThatIsMissing_isRejectedInEachFormat() {
        for (InputColumns columns : List.of(
                COLUMNS.withFaces("photos"),
                COLUMNS.withSubject("photos"),
                COLUMNS.withAccount("photos"),
                COLUMNS.withPerson("photos"),
                COLUMNS.withFaces("face_ids"))) {
            ListOptions options = ListOptions.defaults().withColumns(columns);
            assertThat(rejection("person_id,photo_ids\n1,f\n", options.withFormat(InputFormat.CSV)))
                    .contains("--columns");
            assertThat(rejection("{\"person_id\":\"1\",\"photo_ids\":[\"f\"]}\n", options))
                    .contains("--columns");
            assertThat(rejection("1\n", options.withFormat(InputFormat.PLAIN))).contains("--columns");
        }
    }

    @Test
    void ndjson_laterRowsWithoutANamedField_areRefused() throws IOException {
        assertThat(read(
                        "{\"person_id\":\"1\",\"photos\":[\"f\"]}\n{\"person_id\":\"2\"}\n{\"person_id\":\"3\",\"photos\":null}\n",
                        ListOptions.defaults().withColumns(COLUMNS.withFaces("photos"))))
                .containsExactly("1 1 null 1 [f]", "2:1 FIELD_MISSING null", "3 3 null 3 []");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "face_id_list",
                "face ids (list)",
                "my_face_ids",
                "Face-ID",
                "fасе_ids",
                "ｆａｃｅ＿ｉｄｓ",
                "ƒace_ids",
                "ꜰᴀᴄᴇ_ɪᴅs",
                "faces",
                "face_token",
                "old_face_ids_2",
                "account_name",
                "Аccount",
                "subject_ref",
                "реrsоn_id_2",
                "my_face_list",
                "facial_ids",
                "f4ce_ids",
                "fac3s",
                "f@ce_1d",
                "face_1ds",
                "acc0unt",
                "4ccount_name",
                "5ubject",
                "acount",
                "suject",
                "persn_id",
                "faec_ids",
                "fase ids",
                "user_fce_ids",
                "photo",
                "Photo_IDs",
                "photoids",
                "userPhotoIds",
                "ph0tos",
                "pictures",
                "pitcure_ids",
                "pics",
                "user_image_id",
                "imgs",
                "portraits",
                "portait_ids",
                "人脸ID",
                "照片",
                "photo_url"
            })
    void open_columnWithASimilarName_isRejectedUnlessIgnored(String name) throws IOException {
        String csv = "person_id," + name + "\n1,x\n";
        String json = "{\"person_id\":\"1\",\"" + name + "\":\"x\"}\n";
        ListOptions ignoring = ListOptions.defaults().withColumns(COLUMNS.ignoring(List.of(name)));

        assertThat(rejection(csv, ListOptions.defaults()))
                .contains("#2", "--ignore-columns")
                .doesNotContain(name);
        assertThat(read(json, ListOptions.defaults()))
                .singleElement()
                .asString()
                .contains("LOOKALIKE_FIELD");
        assertThat(read(csv, ignoring)).containsExactly("2 1 null 1 []");
        assertThat(read(json, ignoring)).containsExactly("1 1 null 1 []");
    }

    @Test
    void open_unrelatedColumns_areIgnored() throws IOException {
        List<String> names = List.of(
                "name",
                "email",
                "id",
                "department",
                "surface_area",
                "id_card_no",
                "id_card",
                "user_id",
                "place_id",
                "case_id",
                "workspace_id",
                "trace_id",
                "phone",
                "phone2",
                "address",
                "created_at",
                "postcode",
                "user",
                "person",
                "discount",
                "amount",
                "object",
                "护照号",
                "姓名",
                "工号",
                "备注",
                "1",
                "2024",
                "x1",
                "");

        for (String name : names) {
            assertThat(read("person_id," + name + "\n1,a\n", ListOptions.defaults()))
                    .as(name)
                    .hasSize(1);
            assertThat(read("{\"person_id\":\"1\",\"" + name + "\":\"a\"}\n", ListOptions.defaults()))
                    .as(name)
                    .containsExactly("1 1 null 1 []");
        }
    }

    @Test
    void open_otherNamesThatMayMeanFaces_areRejectedUnlessIgnored() throws IOException {
        ListOptions options = ListOptions.defaults()
                .withColumns(COLUMNS.ignoring(List.of("interface", "race_id", "photo_url", "account_name")));

        assertThat(read("person_id,interface,race_id,photo_url,account_name\n1,a,b,c,d\n", options))
                .containsExactly("2 1 null 1 []");
    }
}
