package io.efface.rekognition;

import io.efface.emulator.rekognition.RekognitionVariants;
import io.efface.emulator.rekognition.RekognitionVariants.Disassociation;
import io.efface.emulator.rekognition.RekognitionVariants.EmptyBody;
import io.efface.emulator.rekognition.RekognitionVariants.ErrorCode;
import io.efface.emulator.rekognition.RekognitionVariants.IdRule;
import io.efface.emulator.rekognition.RekognitionVariants.MissingUser;
import io.efface.emulator.rekognition.RekognitionVariants.Throttling;
import io.efface.testkit.ContractTarget;
import io.efface.testkit.FaceRepositoryContract;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;

/**
 * Tests the contract with the opened repository, for several variants of what AWS does not document. The published behavior is also tested
 * with the primitive repository.
 */
final class AwsContractTest extends FaceRepositoryContract {
    @Override
    protected List<ContractTarget> targets() {
        // The contract's ids do not have AWS's form.
        RekognitionVariants published =
                RekognitionVariants.builder().idRule(IdRule.OFF).build();
        RekognitionVariants others = RekognitionVariants.builder()
                .idRule(IdRule.OFF)
                .missingUser(MissingUser.NOT_FOUND)
                .throttling(Throttling.PROVISIONED_THROUGHPUT)
                .errorCode(ErrorCode.HEADER)
                .emptyBody(EmptyBody.EMPTY_OBJECT)
                .pageSize(40)
                .build();
        RekognitionVariants slow = RekognitionVariants.builder()
                .idRule(IdRule.OFF)
                .disassociation(Disassociation.AFTER_A_REJECTION)
                .throttling(Throttling.THROTTLING_400)
                .errorCode(ErrorCode.NAMESPACE)
                .build();
        List<ContractTarget> targets = new ArrayList<>(AwsTargets.of(published).rawAndOpened("as published"));
        targets.add(AwsTargets.of(others).opened("missing User is an error, pages of 40, codes in a header"));
        // A primitive repository does not retry conflicts, so each of its deletions would fail with a conflict.
        targets.add(AwsTargets.of(slow)
                .sharing(OkHttpClient.class, new OkHttpClient(), AwsContractTest::isOpen)
                .opened("disassociation takes effect later, codes with a namespace, HTTP client of the application"));
        return targets;
    }

    private static boolean isOpen(OkHttpClient client) {
        return !client.dispatcher().executorService().isShutdown();
    }
}
