package io.efface.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The dependencies that are allowed between the parts of this project. Each part lists the parts that it may use; every other dependency
 * within the project is forbidden.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists are copies that cannot be changed
enum Arrows {
    API(List.of("io.efface")),
    ASYNC(List.of("io.efface.async"), API),
    INTERCEPTOR(List.of("io.efface.interceptor"), API),
    SPI(List.of("io.efface.spi"), API),
    LAYERS(List.of("io.efface.spi.layers"), API, INTERCEPTOR, SPI),
    CORE(List.of("io.efface", "io.efface.async", "io.efface.config..", "io.efface.spi..", "io.efface.interceptor")),
    POLICY(List.of("io.efface.policy.."), CORE),
    QUOTA_POSTGRESQL(List.of("io.efface.quota.postgresql"), CORE, POLICY),
    HTTP_SIGNING(List.of("io.efface.http.signing")),
    HTTP_CREDENTIALS(List.of("io.efface.http.credentials"), CORE, HTTP_SIGNING),
    HTTP_CALLS(List.of("io.efface.http"), CORE, HTTP_CREDENTIALS, HTTP_SIGNING),
    HTTP(List.of("io.efface.http.."), CORE),
    ALIYUN(List.of("io.efface.aliyun.."), CORE, HTTP),
    TENCENT(List.of("io.efface.tencent.."), CORE, HTTP),
    REKOGNITION(List.of("io.efface.rekognition.."), CORE, HTTP),
    EMULATOR_HTTP(List.of("io.efface.emulator.http")),
    EMULATOR_SHARED(List.of("io.efface.emulator"), EMULATOR_HTTP),
    EMULATOR_GREEN(List.of("io.efface.emulator.green"), EMULATOR_SHARED, EMULATOR_HTTP),
    EMULATOR_IAI(List.of("io.efface.emulator.iai"), EMULATOR_SHARED, EMULATOR_HTTP),
    EMULATOR_REKOGNITION(List.of("io.efface.emulator.rekognition"), EMULATOR_SHARED, EMULATOR_HTTP),
    EMULATOR_SERVICE(
            List.of("io.efface.emulator.service"),
            EMULATOR_SHARED,
            EMULATOR_HTTP,
            EMULATOR_GREEN,
            EMULATOR_IAI,
            EMULATOR_REKOGNITION),
    EMULATOR(List.of("io.efface.emulator..")),
    TESTKIT(List.of("io.efface.testkit.."), CORE, EMULATOR),
    ERASURE_API(
            List.of(
                    "io.efface.erasure",
                    "io.efface.erasure.input",
                    "io.efface.erasure.keys",
                    "io.efface.erasure.metrics",
                    "io.efface.erasure.worker"),
            List.of("io.efface.erasure.internal.."),
            CORE,
            POLICY),
    ERASURE_RECORD(List.of("io.efface.erasure.internal.ledger.record"), CORE, ERASURE_API),
    ERASURE_OPERATIONS(List.of("io.efface.erasure.internal.ledger"), CORE, ERASURE_API, ERASURE_RECORD),
    ERASURE_LEDGER(List.of("io.efface.erasure.internal.ledger.."), CORE, POLICY, QUOTA_POSTGRESQL, ERASURE_API),
    ERASURE_RECEIPTS(
            List.of("io.efface.erasure.internal.receipts"), CORE, ERASURE_API, ERASURE_OPERATIONS, ERASURE_RECORD),
    ERASURE_PLAN(
            List.of("io.efface.erasure.internal.plan"),
            CORE,
            POLICY,
            ERASURE_API,
            ERASURE_OPERATIONS,
            ERASURE_RECORD,
            ERASURE_RECEIPTS),
    ERASURE_PAGE(List.of("io.efface.erasure.internal.page"), CORE, ERASURE_API),
    ERASURE_REPORT(
            List.of("io.efface.erasure.internal.report"),
            CORE,
            ERASURE_API,
            ERASURE_OPERATIONS,
            ERASURE_RECORD,
            ERASURE_RECEIPTS,
            ERASURE_PAGE),
    ERASURE_WORKBOOK(List.of("io.efface.erasure.internal.workbook"), CORE, ERASURE_API),
    ERASURE_RUN(
            List.of("io.efface.erasure.internal.run"),
            CORE,
            POLICY,
            ERASURE_API,
            ERASURE_OPERATIONS,
            ERASURE_RECORD,
            ERASURE_RECEIPTS),
    ERASURE_WORKER(
            List.of("io.efface.erasure.internal.worker"),
            CORE,
            ERASURE_API,
            ERASURE_OPERATIONS,
            ERASURE_RECORD,
            ERASURE_RUN),
    ERASURE(List.of("io.efface.erasure.."), CORE, POLICY, QUOTA_POSTGRESQL),
    CLI_PROCESS(List.of("io.efface.cli.process"), CORE, HTTP, ERASURE_API),
    CLI_OUTPUT(List.of("io.efface.cli.output"), CORE, ERASURE_API, CLI_PROCESS),
    CLI_OPTION(List.of("io.efface.cli.option"), CORE, ERASURE_API, CLI_PROCESS, CLI_OUTPUT),
    CLI_COMMAND(List.of("io.efface.cli.command"), CORE, ERASURE_API, CLI_PROCESS, CLI_OUTPUT, CLI_OPTION),
    CLI_DEMO(List.of("io.efface.cli.demo"), CORE, EMULATOR, ERASURE_API, CLI_PROCESS, CLI_OUTPUT),
    CLI(List.of("io.efface.cli.."), CORE, HTTP, EMULATOR, ERASURE_API);

    private static final String LEDGER_JDBC = "io.efface.erasure.internal.ledger.jdbc..";
    private static final String SQLITE = "io.efface.erasure.internal.ledger.sqlite..";
    private static final String POSTGRESQL = "io.efface.erasure.internal.ledger.postgresql..";

    private final List<String> packages;
    private final List<String> allowed;

    Arrows(List<String> packages, Arrows... others) {
        this(packages, List.of(), others);
    }

    /**
     * Creates a part.
     *
     * @param implementation the packages that implement the part. It may use them, and they have their own rules
     * @param others the other parts that it may use
     */
    Arrows(List<String> packages, List<String> implementation, Arrows... others) {
        this.packages = List.copyOf(packages);
        List<String> all = new ArrayList<>(packages);
        all.addAll(implementation);
        Stream.of(others).forEach(other -> all.addAll(other.packages));
        this.allowed = List.copyOf(all);
    }

    /** Returns the packages of this part. */
    String[] packages() {
        return packages.toArray(String[]::new);
    }

    /** Returns the rule that this part depends only on the parts that it lists. */
    ArchRule rule() {
        return noClasses()
                .that(resideInAnyPackage(packages()))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.efface..").and(not(resideInAnyPackage(allowed.toArray(String[]::new)))))
                .as(this + " depends on no package of this project except " + allowed)
                .allowEmptyShould(true);
    }

    /** Returns the rule that core and policy do not depend on libraries for HTTP and JSON. */
    static ArchRule withoutHttpAndJson() {
        return noClasses()
                .that(resideInAnyPackage(Stream.of(CORE, POLICY)
                        .flatMap(part -> Stream.of(part.packages()))
                        .toArray(String[]::new)))
                .should()
                .dependOnClassesThat(ofHttpOrJson())
                .as("core and policy need no OkHttp, Retrofit or Moshi");
    }

    private static DescribedPredicate<JavaClass> ofHttpOrJson() {
        return resideInAnyPackage("okhttp3..", "okio..", "retrofit2..", "com.squareup..", "kotlin..");
    }

    /** Returns the rule that erasure depends on no libraries except those for the database, CSV, JSON and logging. */
    static ArchRule erasureLibraries() {
        return noClasses()
                .that(resideInAnyPackage(ERASURE.packages()))
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(
                        "java..",
                        "javax..",
                        "org.slf4j..",
                        "org.jspecify..",
                        "io.efface..",
                        "org.sqlite..",
                        "org.postgresql..",
                        "com.github.kagkarlsson.scheduler..",
                        "de.siegmar.fastcsv..",
                        "org.dhatim.fastexcel.reader..",
                        "org.apache.commons.compress..",
                        "com.squareup.moshi..",
                        "okio..")))
                .as(
                        "erasure depends on SQLite, the PostgreSQL driver, db-scheduler, FastCSV, fastexcel-reader with Commons Compress, Moshi"
                                + " with Okio, slf4j-api and jspecify only");
    }

    /** Returns the rule that only the implementations of the ledger use databases. */
    static ArchRule sqlOnlyInLedger() {
        return noClasses()
                .that(resideInAnyPackage(ERASURE.packages()))
                .and(not(resideInAnyPackage(LEDGER_JDBC, SQLITE, POSTGRESQL)))
                .and()
                .doNotHaveFullyQualifiedName("io.efface.erasure.LedgerAddress")
                .and()
                .doNotHaveFullyQualifiedName("io.efface.erasure.internal.ledger.SharedDatabase")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..", "org.postgresql.."))
                .as(
                        "only the implementations of the ledger in databases use JDBC, and LedgerAddress and SharedDatabase contain a DataSource");
    }

    /** Returns the rule that only {@code LedgerAddress} chooses the implementation of ledgers. All other classes open a ledger by its location. */
    static ArchRule ledgerImplementationChosenByLedger() {
        return noClasses()
                .that(resideInAnyPackage(ERASURE.packages()))
                .and(not(resideInAnyPackage(LEDGER_JDBC, SQLITE, POSTGRESQL)))
                .and()
                .doNotHaveFullyQualifiedName("io.efface.erasure.LedgerAddress")
                .and()
                .doNotHaveFullyQualifiedName("io.efface.erasure.SqliteLibrary")
                .should()
                .dependOnClassesThat(resideInAnyPackage(LEDGER_JDBC, SQLITE, POSTGRESQL))
                .as(
                        "only LedgerAddress chooses the implementation of ledgers, and SqliteLibrary loads its native library");
    }

    /** Returns the rule that core depends on the Java platform, slf4j-api and jspecify only. */
    static ArchRule coreLibraries() {
        return noClasses()
                .that(resideInAnyPackage(CORE.packages()))
                .should()
                .dependOnClassesThat(
                        not(resideInAnyPackage("java..", "javax..", "org.slf4j..", "org.jspecify..", "io.efface..")))
                .as("core depends on slf4j-api and jspecify only");
    }
}
