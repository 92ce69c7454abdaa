package io.efface.aliyun;

import io.efface.emulator.green.GreenEmulator;
import io.efface.emulator.green.GreenVariants;
import io.efface.emulator.green.GreenVariants.ErrorData;
import io.efface.emulator.green.GreenVariants.FaceIdType;
import io.efface.emulator.green.GreenVariants.Keys;
import io.efface.emulator.green.GreenVariants.LastFace;
import io.efface.emulator.green.GreenVariants.MissingPerson;
import io.efface.emulator.green.GreenVariants.NoFaceDeleted;
import io.efface.emulator.green.GreenVariants.ServerErrorStatus;
import io.efface.emulator.green.GreenVariants.SuccessFields;
import io.efface.emulator.green.GreenVariants.Throttling;
import io.efface.testkit.ContractTarget;
import io.efface.testkit.FaceRepositoryContract;
import io.efface.testkit.emulator.EmulatorTargets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;

/**
 * Runs the contract against every possible behavior that the vendor's pages do not define. Every value of every variant is tested with the
 * opened repository, and the defaults also with the primitive repository. One combination is not tested: {@code COUNT_ZERO} with {@code BARE}. With this
 * combination, the deletion of a missing person has the same response as the deletion of a present person. This contradicts the page that
 * is the source of {@code reportsAbsentPersons}.
 */
final class AliyunContractTest extends FaceRepositoryContract {
    @Override
    protected List<ContractTarget> targets() {
        EmulatorTargets<GreenEmulator> bestKnown = AliyunTargets.of(GreenVariants.defaults());
        List<ContractTarget> targets = new ArrayList<>(bestKnown.rawAndOpened("defaults"));
        targets.add(bestKnown
                .with("signature", "acs3")
                .sharing(OkHttpClient.class, new OkHttpClient(), AliyunContractTest::isOpen)
                .raw("ACS3, HTTP client of the application"));
        variants()
                .forEach((name, variants) ->
                        targets.add(AliyunTargets.of(variants).opened(name)));
        return targets;
    }

    private static boolean isOpen(OkHttpClient client) {
        return !client.dispatcher().executorService().isShutdown();
    }

    private static Map<String, GreenVariants> variants() {
        Map<String, GreenVariants> all = new LinkedHashMap<>();
        all.put(
                "missing person as inner 404, capitals, null list",
                missing(MissingPerson.INNER_404, MissingPerson.INNER_404, MissingPerson.INNER_404)
                        .withKeys(Keys.CAPITALISED)
                        .withNoFaceDeleted(NoFaceDeleted.NULL_LIST)
                        .withErrorData(ErrorData.NULL)
                        .withThrottling(Throttling.GATEWAY_429));
        all.put(
                "missing person as inner 400, numbers for face ids, no list",
                missing(MissingPerson.INNER_400, MissingPerson.INNER_400, MissingPerson.INNER_400)
                        .withFaceIds(FaceIdType.ALL_NUMBERS)
                        .withNoFaceDeleted(NoFaceDeleted.ABSENT_LIST)
                        .withErrorData(ErrorData.EMPTY_OBJECT)
                        .withGatewayKeys(Keys.LOWER_CAMEL));
        all.put(
                "missing person as a count of zero, status as the code, last face rejected",
                missing(MissingPerson.COUNT_ZERO, MissingPerson.COUNT_ZERO, MissingPerson.OUTER_500_TEXT)
                        .withServerErrorStatus(ServerErrorStatus.SAME_AS_CODE)
                        .withLastFace(LastFace.REJECTED)
                        .withFaceIds(FaceIdType.ALL_TEXT)
                        .withThrottling(Throttling.GATEWAY_503));
        all.put(
                "missing person as outer 500, few fields, last face deletes the person",
                missing(MissingPerson.OUTER_500_TEXT, MissingPerson.OUTER_400_TEXT, MissingPerson.OUTER_400_TEXT)
                        .withSuccessFields(SuccessFields.BARE)
                        .withLastFace(LastFace.REMOVES_PERSON)
                        .withThrottling(Throttling.BODY_588));
        return all;
    }

    private static GreenVariants missing(MissingPerson person, MissingPerson faces, MissingPerson read) {
        return GreenVariants.defaults()
                .withMissingOnDeletePerson(person)
                .withMissingOnDeleteFaces(faces)
                .withMissingOnGetPerson(read);
    }
}
