package io.couponrush.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.couponrush.system", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
            slices().matching("io.couponrush.system.(*)..").should().beFreeOfCycles();

    /** A judge who used the code of the judged would share its mistakes. */
    @ArchTest
    static final ArchRule THE_PRODUCT_IS_SEEN_FROM_OUTSIDE =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.couponrush.gateway..", "io.couponrush.worker..");

    @ArchTest
    static final ArchRule THE_GUARANTEES_ARE_JUDGED_WITHOUT_THE_LOAD =
            noClasses()
                    .that()
                    .resideInAPackage("io.couponrush.system.guarantee..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.couponrush.system.load..", "io.couponrush.system.spike..");
}
