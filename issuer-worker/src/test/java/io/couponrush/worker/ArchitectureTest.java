package io.couponrush.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may use whom. A request's way is intake → issue → progress. */
@AnalyzeClasses(packages = "io.couponrush.worker", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String INTAKE = "io.couponrush.worker.intake..";
    private static final String ISSUE = "io.couponrush.worker.issue..";
    private static final String PROGRESS = "io.couponrush.worker.progress..";

    @ArchTest
    static final ArchRule THE_DOMAIN_IMPORTS_NO_FRAMEWORK =
            classes()
                    .that()
                    .resideInAPackage("io.couponrush.worker.*.domain")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "java..",
                            "org.jspecify..",
                            "io.couponrush.events",
                            "io.couponrush.keys",
                            "io.couponrush.worker.*.domain");

    @ArchTest
    static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
            slices().matching("io.couponrush.worker.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ISSUE_KNOWS_ITS_NEIGHBOURS_NOT =
            noClasses()
                    .that()
                    .resideInAPackage(ISSUE)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(INTAKE, PROGRESS);

    /** It is told the outcomes of issuing, which are domain types, and nothing else of it. */
    @ArchTest
    static final ArchRule PROGRESS_DOES_NOT_LOOK_BACK =
            noClasses()
                    .that()
                    .resideInAPackage(PROGRESS)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(INTAKE, "io.couponrush.worker.issue");

    /** An outage of Kafka or a flood of claims must not reach those who sign in. */
    @ArchTest
    static final ArchRule ACCOUNTS_AND_COUPONS_KNOW_NOTHING_OF_ISSUING =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "io.couponrush.worker.account..",
                            "io.couponrush.worker.coupon..",
                            "io.couponrush.worker.security..",
                            "io.couponrush.worker.edge..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(INTAKE, ISSUE, PROGRESS, "org.apache.kafka..");

    /** Coupons say that they changed; who announces that is not their business. */
    @ArchTest
    static final ArchRule COUPONS_DO_NOT_KNOW_WHO_ANNOUNCES_THEM =
            noClasses()
                    .that()
                    .resideInAPackage("io.couponrush.worker.coupon..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.couponrush.worker.announce..", "org.springframework.data.redis..");

    /** What admins did is written by those who did it; it looks at nobody. */
    @ArchTest
    static final ArchRule THE_TRAIL_KNOWS_NO_DEED =
            noClasses()
                    .that()
                    .resideInAPackage("io.couponrush.worker.audit..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            INTAKE,
                            ISSUE,
                            PROGRESS,
                            "io.couponrush.worker.account..",
                            "io.couponrush.worker.coupon..",
                            "io.couponrush.worker.desk..",
                            "io.couponrush.worker.export..");

    /** A pulse is made of meters, and nobody waits for it. */
    @ArchTest
    static final ArchRule NOTHING_NEEDS_EXPORTS_OR_PULSES =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "io.couponrush.worker.export..", "io.couponrush.worker.pulse..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.couponrush.worker.export..", "io.couponrush.worker.pulse..");

    /** They may be switched off, and one day taken out. */
    @ArchTest
    static final ArchRule NOTHING_NEEDS_THE_ROADS_FOR_COMPARISON =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "io.couponrush.worker.road..", "io.couponrush.worker.lab..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.couponrush.worker.road..");

    /** It is wrong in parts, on purpose, and there under its own profile only. */
    @ArchTest
    static final ArchRule NOTHING_NEEDS_THE_LAB =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.couponrush.worker.lab..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.couponrush.worker.lab..", "org.redisson..");

    /** What breaks the worker on purpose hangs itself in from outside, so production has none. */
    @ArchTest
    static final ArchRule NOTHING_NEEDS_THE_DRILLS = nothingNeeds("io.couponrush.worker.drill..");

    /** What slows it down to be watched, too. */
    @ArchTest
    static final ArchRule NOTHING_NEEDS_THE_DEMO = nothingNeeds("io.couponrush.worker.demo..");

    private static ArchRule nothingNeeds(String hungIn) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(hungIn)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(hungIn);
    }
}
