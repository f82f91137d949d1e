package org.patternscanner;

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
import com.tngtech.archunit.lang.ArchRule;
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
                    "tutorial",
                    "export",
                    "render",
                    "inspection",
                    "training",
                    "checkpoint",
                    "network",
                    "picture",
                    "handwriting",
                    "digit",
                    "image",
                    "data",
                    "machine",
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
    void arithmeticAndPicturesInMemoryAndDigitsNeedNeitherFilesNorWindows() {
        knowOnlyPlainJavaAnd(Set.of(), "arithmetic");
        knowOnlyPlainJavaAnd(Set.of("arithmetic"), "image", "digit");
    }

    private static void knowOnlyPlainJavaAnd(Set<String> others, String... names) {
        String[] packages = Stream.of(names).map(PackagesTest::in).toArray(String[]::new);
        List<String> known = new ArrayList<>(List.of(packages));
        others.forEach(other -> known.add(in(other)));
        known.add("java.io"); // NoDigitsException is an IOException
        known.addAll(
                List.of("java.lang..", "java.math", "java.util..", "org.jspecify.annotations"));
        classes()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(known.toArray(String[]::new))
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
                .resideOutsideOfPackages(
                        in("network"), in("training"), in("inspection"), in("tutorial"))
                .should(mentionNoNativeMemory())
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        in("network"), in("training"), in("inspection"), in("data"), in("tutorial"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl.ndarray..")
                .check(CLASSES);
    }

    @Test
    void nativeMemoryWouldBeSeenInASignature() {
        ArchRule everywhere = codeUnits().that(arePublic()).should(mentionNoNativeMemory());
        assertThatThrownBy(() -> everywhere.check(CLASSES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Normalization.apply");
    }

    /** Public, and so are all classes around it. */
    private static DescribedPredicate<JavaCodeUnit> arePublic() {
        return DescribedPredicate.describe(
                "are public",
                unit ->
                        unit.getModifiers().contains(JavaModifier.PUBLIC)
                                && isPublic(unit.getOwner()));
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(PackagesTest::isPublic).orElse(true);
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
    void onlyTheCommandLineAndTheTutorialWriteToTheConsoleAndNobodyLogs() {
        noClasses()
                .that()
                .resideOutsideOfPackages(in("cli"), in("tutorial"))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.slf4j..")
                .check(CLASSES);
    }

    private static String in(String name) {
        return BASE + "." + name + "..";
    }
}
