/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.camelaura;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.login.TokenEntry;

/** The packages and their dependencies follow the diagram in ARCHITECTURE.md. */
@AnalyzeClasses(packages = "io.github.camelaura", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.camelaura";
    private static final String[] INTERNAL = {
        ROOT + ".http..",
        ROOT + ".call..",
        ROOT + ".page..",
        ROOT + ".login..",
        ROOT + ".browser..",
        ROOT + ".stream..",
        ROOT + ".unit..",
        ROOT + ".conversation..",
        ROOT + ".store..",
        ROOT + ".management..",
        ROOT + ".springboot.."
    };

    @ArchTest
    static final ArchRule packagesDependInOneDirection = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("api")
            .definedBy(ROOT)
            .layer("http")
            .definedBy(ROOT + ".http..")
            .layer("call")
            .definedBy(ROOT + ".call..")
            .layer("page")
            .definedBy(ROOT + ".page..")
            .layer("login")
            .definedBy(ROOT + ".login..")
            .layer("browser")
            .definedBy(ROOT + ".browser..")
            .layer("stream")
            .definedBy(ROOT + ".stream..")
            .layer("unit")
            .definedBy(ROOT + ".unit..")
            .layer("conversation")
            .definedBy(ROOT + ".conversation..")
            .layer("store")
            .definedBy(ROOT + ".store..")
            .layer("management")
            .definedBy(ROOT + ".management..")
            .layer("component")
            .definedBy(ROOT + ".component..")
            .layer("springboot")
            .definedBy(ROOT + ".springboot..")
            .whereLayer("api")
            .mayNotAccessAnyLayer()
            .whereLayer("http")
            .mayOnlyAccessLayers("api")
            .whereLayer("call")
            .mayOnlyAccessLayers("http", "api")
            .whereLayer("page")
            .mayOnlyAccessLayers("http", "api")
            .whereLayer("login")
            .mayOnlyAccessLayers("page", "call", "http", "store", "api")
            .whereLayer("browser")
            .mayOnlyAccessLayers("page", "login", "http", "api")
            .whereLayer("stream")
            .mayOnlyAccessLayers("call", "unit", "api")
            .whereLayer("unit")
            .mayOnlyAccessLayers("api")
            .whereLayer("unit")
            .mayOnlyBeAccessedByLayers("stream", "component")
            .whereLayer("conversation")
            .mayOnlyAccessLayers("store", "api")
            .whereLayer("conversation")
            .mayOnlyBeAccessedByLayers("component")
            .whereLayer("store")
            .mayNotAccessAnyLayer()
            .whereLayer("management")
            .mayOnlyAccessLayers("stream", "login", "store", "api")
            .whereLayer("component")
            .mayOnlyBeAccessedByLayers("springboot")
            .whereLayer("springboot")
            .mayOnlyAccessLayers("component");

    @ArchTest
    static final ArchRule packagesHaveNoCycle =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyBrowsersUseSelenium = noClasses()
            .that(not(resideInAPackage(ROOT + ".browser..")).and(not(type(LoginStep.class))))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.openqa.selenium..", "org.htmlunit.."));

    @ArchTest
    static final ArchRule onlyHttpUsesHttpClient = noClasses()
            .that(not(resideInAPackage(ROOT + ".http..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.apache.hc..", "org.apache.camel.component.http.."));

    @ArchTest
    static final ArchRule jacksonIsUsedOnlyWhereJsonIsReadOrWritten = noClasses()
            .that(not(resideInAnyPackage(ROOT + ".component..", ROOT + ".springboot.."))
                    .and(not(name(ROOT + ".conversation.ConversationJson")))
                    .and(not(nameMatching("io\\.github\\.camelaura\\.login\\.SharedJson.*")))
                    .and(not(type(TokenEntry.class))))
            .should()
            .dependOnClassesThat(resideInAPackage("com.fasterxml.jackson.."));

    @ArchTest
    static final ArchRule oneClassUsesTheLibraryOfOneTimeCodes = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + ".login.TotpGenerator")
            .should()
            .dependOnClassesThat(resideInAPackage("com.bastiaanjansen.."));

    @ArchTest
    static final ArchRule oneClassUsesTheLibraryOfYaml = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + ".page.LoginStepsFile")
            .should()
            .dependOnClassesThat(resideInAPackage("org.snakeyaml.."));

    /** Except {@code statistics()}, which JMX calls and which has to be public for that. */
    @ArchTest
    static final ArchRule userFacingMethodsHaveNoInternalTypes = methods()
            .that()
            .areDeclaredInClassesThat(areUserFacing())
            .and(arePublicOrProtected())
            .should(haveNoInternalType());

    private static DescribedPredicate<JavaClass> areUserFacing() {
        return DescribedPredicate.describe(
                "are user-facing",
                each -> (each.getPackageName().equals(ROOT)
                                || each.getPackageName().equals(ROOT + ".component"))
                        && each.getModifiers().contains(JavaModifier.PUBLIC));
    }

    private static DescribedPredicate<JavaMethod> arePublicOrProtected() {
        return DescribedPredicate.describe(
                "are public or protected",
                method -> (method.getModifiers().contains(JavaModifier.PUBLIC)
                                || method.getModifiers().contains(JavaModifier.PROTECTED))
                        && !method.getModifiers().contains(JavaModifier.SYNTHETIC)
                        && !method.getName().equals("statistics"));
    }

    private static ArchCondition<JavaMethod> haveNoInternalType() {
        return new ArchCondition<>("have no internal type in their signature") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                Stream.concat(Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
                        .filter(resideInAnyPackage(INTERNAL))
                        .forEach(type -> events.add(SimpleConditionEvent.violated(
                                method, method.getFullName() + " has the internal type " + type.getName())));
            }
        };
    }

    private static DescribedPredicate<JavaClass> type(Class<?> type) {
        return DescribedPredicate.describe("are " + type.getSimpleName(), each -> each.isEquivalentTo(type));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http",
                "call",
                "page",
                "login",
                "browser",
                "stream",
                "unit",
                "conversation",
                "store",
                "management",
                "springboot"
            })
    void packageInfoOfInternalPackageSaysInternal(String name) throws IOException {
        Path info = Path.of("src/main/java/io/github/camelaura", name, "package-info.java");

        assertThat(Files.readString(info)).contains("* Internal: ");
    }

    /** Except the configuration beans, which are long because Camel needs a getter and a setter for each option. */
    @Test
    void mainSourceFilesAreShort() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")
                            && !file.toString().endsWith("Configuration.java")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readAllLines(file))
                            .as(file.toString())
                            .hasSizeLessThanOrEqualTo(300));
        }
    }
}
