package org.patternscanner;

import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** The map of rooms, held against the code. */
class RoomsTest {

    private static final String HOUSE = "org.patternscanner";

    /** From top to bottom: each may know those below it. */
    private static final List<String> ROOMS =
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
                    "image",
                    "data",
                    "arithmetic");

    private static final Set<String> NATIVE_MEMORY =
            Set.of("ai.djl.ndarray.NDArray", "ai.djl.ndarray.NDList", "ai.djl.ndarray.NDManager");

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .importUrl(Cnn.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void everyRoomKnowsOnlyThoseBelowIt() {
        checkMap(ROOMS);
    }

    @Test
    void mapTurnedUpsideDownIsFoundFalse() {
        List<String> upsideDown = new ArrayList<>(ROOMS);
        Collections.reverse(upsideDown);
        assertThatThrownBy(() -> checkMap(upsideDown)).isInstanceOf(AssertionError.class);
    }

    private static void checkMap(List<String> rooms) {
        for (int i = 1; i < rooms.size(); i++) {
            String[] above =
                    rooms.subList(0, i).stream().map(RoomsTest::room).toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(room(rooms.get(i)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    @Test
    void everyClassHasARoomOnTheMap() {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            String inside = type.getPackageName().substring(HOUSE.length());
            if (!type.getSimpleName().equals("package-info")) {
                found.add(inside.replaceFirst("^\\.([^.]*).*", "$1"));
            }
        }
        assertThat(found).isNotEmpty().isSubsetOf(ROOMS).contains("cli", "network", "arithmetic");
    }

    @Test
    void arithmeticKnowsJavaAloneAndNeitherFilesNorPictures() {
        classes()
                .that()
                .resideInAPackage(room("arithmetic"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        room("arithmetic"),
                        "java.lang..",
                        "java.math",
                        "java.util..",
                        "org.jspecify.annotations")
                .check(CLASSES);
    }

    @Test
    void nativeMemoryStaysInsideTheRoomsThatOwnIt() {
        codeUnits()
                .that(arePublic())
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackages(room("network"), room("training"), room("inspection"))
                .should(mentionNoNativeMemory())
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
                .resideOutsideOfPackage(room("cli"))
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

    private static String room(String name) {
        return HOUSE + "." + name + "..";
    }
}
