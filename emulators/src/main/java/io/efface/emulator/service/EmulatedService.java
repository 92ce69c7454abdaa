package io.efface.emulator.service;

import io.efface.emulator.EmulatorServer;
import io.efface.emulator.VendorEmulator;
import io.efface.emulator.green.GreenEmulator;
import io.efface.emulator.iai.IaiEmulator;
import io.efface.emulator.rekognition.RekognitionEmulator;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The vendors' services for which there is an emulator. Each service also has the settings with which Efface opens an account of the
 * service. Thread-safe.
 */
@SuppressWarnings("ImmutableEnumChecker") // the map is immutable, and the supplier has no state
public enum EmulatedService {
    /** Alibaba Cloud Green 2018-05-09. */
    GREEN(
            "Alibaba Cloud Green",
            new Account("aliyun", "access-key-id", "access-key-secret", Map.of("region", "cn-shanghai")),
            new KeyForm("LTAI", 24, 30),
            GreenEmulator.class,
            GreenEmulator::builder),
    /** Tencent Cloud IAI 2020-03-03 and 2018-03-01. */
    IAI(
            "Tencent Cloud IAI",
            new Account("tencent", "secret-id", "secret-key", Map.of("region", "ap-guangzhou")),
            new KeyForm("AKID", 36, 32),
            IaiEmulator.class,
            IaiEmulator::builder),
    /**
     * The collection {@link RekognitionEmulator#FIRST_COLLECTION} of Amazon Rekognition. The account has a higher quota than AWS's default.
     */
    REKOGNITION(
            "Amazon Rekognition",
            new Account(
                    "rekognition",
                    "access-key-id",
                    "secret-access-key",
                    Map.of("region", "eu-west-1", "library", RekognitionEmulator.FIRST_COLLECTION, "quota", "50/s")),
            new KeyForm("AKIA", 20, 40),
            RekognitionEmulator.class,
            RekognitionEmulator::builder);

    private static final String KEY_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final Pattern USER_ID = Pattern.compile("[a-zA-Z0-9_.:-]{1,128}");
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final String title;
    private final Account account;
    private final KeyForm keyForm;
    private final Class<? extends VendorEmulator> emulatorType;
    private final Supplier<VendorEmulator.Builder> builder;

    EmulatedService(
            String title,
            Account account,
            KeyForm keyForm,
            Class<? extends VendorEmulator> emulatorType,
            Supplier<VendorEmulator.Builder> builder) {
        this.title = title;
        this.account = account;
        this.keyForm = keyForm;
        this.emulatorType = emulatorType;
        this.builder = builder;
    }

    /**
     * The settings of an account.
     *
     * @param keyId the name of the setting for the public part of the access key, without {@code credentials.}
     * @param keySecret the name of the setting for the secret part of the access key, without {@code credentials.}
     * @param more other settings
     */
    private record Account(String provider, String keyId, String keySecret, Map<String, String> more) {}

    /**
     * The form of the vendor's access keys.
     *
     * @param prefix the first letters of the public part
     * @param idLength the number of letters of the public part
     * @param secretLength the number of letters of the secret part
     */
    private record KeyForm(String prefix, int idLength, int secretLength) {}

    /** Returns the services' names in the order of this enum. */
    public static List<String> names() {
        return Arrays.stream(values()).map(EmulatedService::text).toList();
    }

    /** Returns the service with a name of {@link #names()}, or empty if there is no such service. */
    public static Optional<EmulatedService> named(String name) {
        return Arrays.stream(values())
                .filter(service -> service.text().equals(name))
                .findFirst();
    }

    /**
     * Returns the service's name: {@code green}, {@code iai} or {@code rekognition}. {@link VendorEmulator#name()} returns the same name.
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the name that the vendor gives the service. */
    public String title() {
        return title;
    }

    /** Returns the name of the service's provider in the settings of an account, such as {@code aliyun}. */
    public String provider() {
        return account.provider();
    }

    /** Returns the class of the service's emulator. */
    public Class<? extends VendorEmulator> emulatorType() {
        return emulatorType;
    }

    /** Returns the name of the setting for the public part of the access key, without {@code credentials.}. */
    public String keyIdSetting() {
        return account.keyId();
    }

    /** Returns the name of the setting for the secret part of the access key, without {@code credentials.}. */
    public String keySecretSetting() {
        return account.keySecret();
    }

    /** Returns a builder of the service's emulator without keys. */
    public VendorEmulator.Builder builder() {
        return builder.get();
    }

    /** Returns the settings that an account needs in addition to its provider, endpoint and key. */
    public Map<String, String> moreSettings() {
        return account.more();
    }

    /**
     * Starts an emulator on 127.0.0.1 that accepts one new key.
     *
     * @param port 1 to 65535, or 0 for a free port
     * @param clock the emulator's clock
     * @param random the source of the key
     * @return the account to which the key belongs; closing the account stops the emulator
     * @throws IOException if the port cannot be opened
     * @throws IllegalArgumentException if the port is outside 0 to 65535
     */
    public EmulatedAccount start(int port, Clock clock, RandomGenerator random) throws IOException {
        String keyId = newKeyId(random);
        String keySecret = letters(random, keyForm.secretLength());
        VendorEmulator emulator = builder().key(keyId, keySecret).clock(clock).build();
        return new EmulatedAccount(this, emulator, EmulatorServer.start(emulator, port), keyId, keySecret);
    }

    private String newKeyId(RandomGenerator random) {
        return keyForm.prefix()
                + letters(random, keyForm.idLength() - keyForm.prefix().length());
    }

    /** Returns a new face id as the vendor creates it: a number above 2^53, or a UUID. */
    public String newFaceId(RandomGenerator random) {
        return this == REKOGNITION
                ? new UUID(random.nextLong(), random.nextLong()).toString()
                : Long.toString(random.nextLong(1L << 53, Long.MAX_VALUE));
    }

    /**
     * Checks the id of a person.
     *
     * @throws IllegalArgumentException if the service cannot contain a person with this id; the message does not contain the id
     */
    public void checkPersonId(String id) {
        if (this == REKOGNITION && !USER_ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a UserId has 1 to 128 letters, digits, and the signs _ . : -");
        }
    }

    /**
     * Checks the id of a face.
     *
     * @throws IllegalArgumentException if the service cannot contain a face with this id; the message does not contain the id
     */
    public void checkFaceId(String id) {
        if (this == REKOGNITION && !UUID_FORM.matcher(id).matches()) {
            throw new IllegalArgumentException("a FaceId is a UUID in lower case");
        }
    }

    private static String letters(RandomGenerator random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(KEY_LETTERS.charAt(random.nextInt(KEY_LETTERS.length())));
        }
        return text.toString();
    }
}
