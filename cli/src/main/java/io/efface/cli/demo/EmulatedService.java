package io.efface.cli.demo;

import io.efface.FaceId;
import io.efface.PersonId;
import io.efface.cli.process.CliContext;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.green.GreenEmulator;
import io.efface.emulator.iai.IaiEmulator;
import io.efface.emulator.rekognition.RekognitionEmulator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The vendors' services that the commands {@code emulate} and {@code demo} emulate, and how an account of each is configured. */
@SuppressWarnings("ImmutableEnumChecker") // the list is immutable, and the supplier has no state
public enum EmulatedService {
    GREEN(
            "Alibaba Cloud Green",
            new Account("aliyun", "cn-shanghai", "access-key-id", "access-key-secret", List.of()),
            new KeyForm("LTAI", 24, 30),
            GreenEmulator::builder),
    IAI(
            "Tencent Cloud IAI",
            new Account("tencent", "ap-guangzhou", "secret-id", "secret-key", List.of()),
            new KeyForm("AKID", 36, 32),
            IaiEmulator::builder),
    REKOGNITION(
            "Amazon Rekognition",
            new Account(
                    "rekognition",
                    "eu-west-1",
                    "access-key-id",
                    "secret-access-key",
                    List.of("library = " + RekognitionEmulator.FIRST_COLLECTION)),
            new KeyForm("AKIA", 20, 40),
            RekognitionEmulator::builder);

    private static final String KEY_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final Pattern USER_ID = Pattern.compile("[a-zA-Z0-9_.:-]{1,128}");
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final String title;
    private final Account account;
    private final KeyForm keyForm;
    private final Supplier<VendorEmulator.Builder> builder;

    EmulatedService(String title, Account account, KeyForm keyForm, Supplier<VendorEmulator.Builder> builder) {
        this.title = title;
        this.account = account;
        this.keyForm = keyForm;
        this.builder = builder;
    }

    /**
     * The settings of an account.
     *
     * @param keyId the name of the setting for the public part of the access key, without {@code credentials.}
     * @param keySecret the name of the setting for the secret part of the access key, without {@code credentials.}
     * @param more other settings, as {@code KEY = VALUE}
     */
    private record Account(String provider, String region, String keyId, String keySecret, List<String> more) {}

    /**
     * The form of the vendor's access keys.
     *
     * @param prefix the first letters of the public part
     * @param idLength the number of letters of the public part
     * @param secretLength the number of letters of the secret part
     */
    private record KeyForm(String prefix, int idLength, int secretLength) {}

    /** Returns the services' names. */
    public static List<String> names() {
        return Arrays.stream(values()).map(EmulatedService::text).toList();
    }

    /** Returns the service with a name of {@link #names()}. */
    static EmulatedService named(String text) {
        return Arrays.stream(values())
                .filter(service -> service.text().equals(text))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the service's name in the seed file, in the output, and as the name of its account. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the name that the vendor gives the service. */
    String title() {
        return title;
    }

    /** Returns the option that sets the emulator's port. */
    String portOption() {
        return "--" + text() + "-port";
    }

    String keyIdSetting() {
        return account.keyId();
    }

    String keySecretSetting() {
        return account.keySecret();
    }

    /** Returns the settings of an account in this emulator, except the secret part of the access key. */
    List<String> settings(EmulatedVendors.Vendor vendor) {
        List<String> settings = new ArrayList<>(List.of(
                "provider = " + account.provider(),
                "region = " + account.region(),
                "endpoint = " + vendor.server().url()));
        settings.addAll(account.more());
        settings.add("credentials." + account.keyId() + " = " + vendor.keyId());
        return settings;
    }

    String newKeyId(RandomGenerator random) {
        return keyForm.prefix()
                + letters(random, keyForm.idLength() - keyForm.prefix().length());
    }

    String newKeySecret(RandomGenerator random) {
        return letters(random, keyForm.secretLength());
    }

    VendorEmulator emulator(String keyId, String keySecret, CliContext context) {
        return builder.get().key(keyId, keySecret).clock(context.clock()).build();
    }

    /** Returns a new face id as the vendor creates it: a number above 2^53, or a UUID. */
    FaceId newFace(RandomGenerator random) {
        return FaceId.of(
                this == REKOGNITION
                        ? new UUID(random.nextLong(), random.nextLong()).toString()
                        : Long.toString(random.nextLong(1L << 53, Long.MAX_VALUE)));
    }

    /**
     * Returns the id of a person in this service.
     *
     * @throws IllegalArgumentException if the service cannot contain a person with this id
     */
    PersonId person(String id) {
        if (this == REKOGNITION && !USER_ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a UserId has 1 to 128 letters, digits, and the signs _ . : -");
        }
        return PersonId.of(id);
    }

    /**
     * Returns the id of a face in this service.
     *
     * @throws IllegalArgumentException if the service cannot contain a face with this id
     */
    FaceId face(String id) {
        if (this == REKOGNITION && !UUID_FORM.matcher(id).matches()) {
            throw new IllegalArgumentException("a FaceId is a UUID in lower case");
        }
        return FaceId.of(id);
    }

    private static String letters(RandomGenerator random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(KEY_LETTERS.charAt(random.nextInt(KEY_LETTERS.length())));
        }
        return text.toString();
    }
}
