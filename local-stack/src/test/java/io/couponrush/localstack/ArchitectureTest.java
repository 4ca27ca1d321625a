package io.couponrush.localstack;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.couponrush.localstack", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    /** Nor the Kafka server's own classes, which the compile path shows but nobody's run path. */
    @ArchTest
    static final ArchRule THE_STACK_NEEDS_NO_SPRING =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.couponrush.localstack..",
                            "java..",
                            "org.jspecify..",
                            "org.testcontainers..",
                            "com.github.dockerjava..",
                            "tools.jackson..");

    @ArchTest
    static final ArchRule PROCESSES_KNOW_NOTHING_OF_SERVERS =
            classes()
                    .that()
                    .resideInAPackage("io.couponrush.localstack.process")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.couponrush.localstack.process", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule SERVERS_KNOW_NOTHING_OF_THE_PRODUCT =
            classes()
                    .that()
                    .resideInAPackage("io.couponrush.localstack")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideOutsideOfPackage("io.couponrush.localstack.product..");

    @ArchTest
    static final ArchRule ONLY_CONTAINERS_KNOW_TESTCONTAINERS =
            classes()
                    .that()
                    .haveNameNotMatching(".*Container.*")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideOutsideOfPackages("org.testcontainers..", "com.github.dockerjava..");
}
