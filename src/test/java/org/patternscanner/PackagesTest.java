package org.patternscanner;

import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.training.dataset.Dataset;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.patternscanner.cli.Cnn;

/** The map of packages, checked against the code. */
class PackagesTest {

    private static final String BASE = "org.patternscanner";

    /** From top to bottom: each may know those below it. */
    private static final List<String> PACKAGES =
            List.of(
                    "cli",
                    "sandbox",
                    "lab",
                    "export",
                    "render",
                    "inspection",
                    "training",
                    "checkpoint",
                    "network",
                    "picture",
                    "digit",
                    "image",
                    "data",
                    "arithmetic");

    private static final Set<String> NATIVE_MEMORY =
            Set.of("ai.djl.ndarray.NDArray", "ai.djl.ndarray.NDList", "ai.djl.ndarray.NDManager");

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .importUrl(Cnn.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void everyPackageKnowsOnlyThoseBelowIt() {
        checkMap(PACKAGES);
    }

    @Test
    void mapTurnedUpsideDownIsFoundFalse() {
        List<String> upsideDown = new ArrayList<>(PACKAGES);
        Collections.reverse(upsideDown);
        assertThatThrownBy(() -> checkMap(upsideDown)).isInstanceOf(AssertionError.class);
    }

    private static void checkMap(List<String> packages) {
        for (int i = 1; i < packages.size(); i++) {
            String[] above =
                    packages.subList(0, i).stream().map(PackagesTest::in).toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(in(packages.get(i)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    @Test
    void everyClassHasAPackageOnTheMap() {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            String inside = type.getPackageName().substring(BASE.length());
            if (!type.getSimpleName().equals("package-info")) {
                found.add(inside.replaceFirst("^\\.([^.]*).*", "$1"));
            }
        }
        assertThat(found)
                .isNotEmpty()
                .isSubsetOf(PACKAGES)
                .contains("cli", "network", "arithmetic");
    }

    @Test
    void arithmeticKnowsJavaAloneAndNeitherFilesNorPictures() {
        classes()
                .that()
                .resideInAPackage(in("arithmetic"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        in("arithmetic"),
                        "java.io", // NoDigitsException is an IOException
                        "java.lang..",
                        "java.math",
                        "java.util..",
                        "org.jspecify.annotations")
                .check(CLASSES);
    }

    @Test
    void picturesInMemoryAndDigitsNeedNeitherFilesNorWindows() {
        classes()
                .that()
                .resideInAnyPackage(in("image"), in("digit"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        in("image"),
                        in("digit"),
                        in("arithmetic"),
                        "java.io", // NoDigitsException is an IOException
                        "java.lang..",
                        "java.math",
                        "java.util..",
                        "org.jspecify.annotations")
                .check(CLASSES);
    }

    @Test
    void noClassBearsTheNameOfOneOfDjlsThatMeansSomethingElse() {
        Set<String> djls = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        new ClassFileImporter()
                .importUrl(Dataset.class.getProtectionDomain().getCodeSource().getLocation())
                .forEach(type -> djls.add(type.getSimpleName()));
        List<String> ours =
                CLASSES.stream()
                        .filter(type -> type.isTopLevelClass())
                        .map(JavaClass::getSimpleName)
                        .filter(name -> !name.equals("package-info"))
                        .toList();
        assertThat(djls).contains("Dataset", "Predictor", "Trainer");
        // AdamW is the algorithm of that name in both.
        assertThat(ours).isNotEmpty().filteredOn(djls::contains).containsExactly("AdamW");
    }

    @Test
    void nativeMemoryStaysInsideThePackagesThatOwnIt() {
        codeUnits()
                .that(arePublic())
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackages(in("network"), in("training"), in("inspection"))
                .should(mentionNoNativeMemory())
                .check(CLASSES);
    }

    @Test
    void nobodyElseHandlesNativeArrays() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        in("network"), in("training"), in("inspection"), in("data"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl.ndarray..")
                .check(CLASSES);
    }

    @Test
    void nativeMemoryWouldBeSeenInASignature() {
        assertThatThrownBy(
                        () ->
                                codeUnits()
                                        .that(arePublic())
                                        .should(mentionNoNativeMemory())
                                        .check(CLASSES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Normalization.apply");
    }

    /** Public, and so are all classes around it. */
    private static DescribedPredicate<JavaCodeUnit> arePublic() {
        return DescribedPredicate.describe(
                "are public",
                unit ->
                        unit.getModifiers().contains(JavaModifier.PUBLIC)
                                && Stream.iterate(
                                                unit.getOwner(),
                                                type -> type != null,
                                                type -> type.getEnclosingClass().orElse(null))
                                        .allMatch(
                                                type ->
                                                        type.getModifiers()
                                                                .contains(JavaModifier.PUBLIC)));
    }

    private static ArchCondition<JavaCodeUnit> mentionNoNativeMemory() {
        return new ArchCondition<>("mention no native memory") {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                List<JavaClass> types =
                        new ArrayList<>(unit.getRawReturnType().getAllInvolvedRawTypes());
                types.addAll(unit.getReturnType().getAllInvolvedRawTypes());
                unit.getParameterTypes()
                        .forEach(type -> types.addAll(type.getAllInvolvedRawTypes()));
                boolean mentioned =
                        types.stream().anyMatch(type -> NATIVE_MEMORY.contains(type.getName()));
                events.add(new SimpleConditionEvent(unit, !mentioned, unit.getFullName()));
            }
        };
    }

    @Test
    void onlyTheProgramsEntryEndsTheVirtualMachine() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Cnn.class)
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(CLASSES);
        List<String> origins =
                CLASSES.get(Cnn.class).getMethodCallsFromSelf().stream()
                        .filter(call -> call.getTargetOwner().isEquivalentTo(System.class))
                        .filter(call -> call.getName().equals("exit"))
                        .map(call -> call.getOrigin().getName())
                        .toList();
        assertThat(origins).containsExactly("main");
    }

    @Test
    void onlyTheCommandLineWritesToTheConsole() {
        noClasses()
                .that()
                .resideOutsideOfPackage(in("cli"))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(CLASSES);
    }

    @Test
    void nobodyLogs() {
        noClasses()
                .should(
                        dependOnClassesThat(
                                JavaClass.Predicates.resideInAnyPackage(
                                        "java.util.logging..", "org.slf4j..")))
                .check(CLASSES);
    }

    private static String in(String name) {
        return BASE + "." + name + "..";
    }
}
