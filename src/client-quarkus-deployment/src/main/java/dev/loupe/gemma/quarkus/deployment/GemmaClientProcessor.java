package dev.loupe.gemma.quarkus.deployment;

import dev.loupe.client.CallListener;
import dev.loupe.client.model.ApiObject;
import dev.loupe.client.model.ApiValue;
import dev.loupe.client.model.JacksonDeserializer;
import dev.loupe.gemma.GemmaClient;
import dev.loupe.gemma.api.ChatCompletionsApi;
import dev.loupe.gemma.quarkus.GemmaClientName;
import dev.loupe.gemma.quarkus.GemmaClients;
import dev.loupe.gemma.quarkus.GemmaConfig;
import dev.loupe.gemma.quarkus.GemmaConnection;
import dev.loupe.gemma.quarkus.GemmaErrors;
import dev.loupe.gemma.quarkus.GemmaHealthCheck;
import dev.loupe.gemma.quarkus.GemmaKey;
import dev.loupe.gemma.quarkus.GemmaRecorder;
import dev.loupe.gemma.quarkus.ReactiveGemmaClient;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.arc.processor.InjectionPointInfo;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.AdditionalIndexedClassesBuildItem;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.smallrye.health.deployment.spi.HealthBuildItem;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.ClassType;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

/** The build steps of the extension. */
class GemmaClientProcessor {
    private static final DotName CLIENT = DotName.createSimple(GemmaClient.class);
    private static final DotName REACTIVE = DotName.createSimple(ReactiveGemmaClient.class);
    private static final DotName CREATOR = DotName.createSimple("com.fasterxml.jackson.annotation.JsonCreator");
    private static final DotName NAME = DotName.createSimple(GemmaClientName.class);

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem("gemma-client");
    }

    @BuildStep
    AdditionalIndexedClassesBuildItem restClients() {
        return new AdditionalIndexedClassesBuildItem(
                GemmaConnection.class.getName(),
                GemmaConnection.Borrowing.class.getName(),
                ChatCompletionsApi.class.getName(),
                GemmaKey.class.getName(),
                GemmaErrors.class.getName());
    }

    @BuildStep
    AdditionalBeanBuildItem beans() {
        return AdditionalBeanBuildItem.builder()
                .addBeanClasses(GemmaClients.class, GemmaClientName.class)
                .setUnremovable()
                .build();
    }

    @BuildStep
    UnremovableBeanBuildItem listeners() {
        return UnremovableBeanBuildItem.beanTypes(CallListener.class);
    }

    /** Without SmallRye Health this has no effect, and the class is not loaded. */
    @BuildStep
    HealthBuildItem health() {
        return new HealthBuildItem(GemmaHealthCheck.class.getName(), true);
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void clients(
            BeanDiscoveryFinishedBuildItem discovered,
            GemmaRecorder recorder,
            BuildProducer<SyntheticBeanBuildItem> beans) {
        for (String name : names(discovered)) {
            beans.produce(bean(GemmaClient.class, name)
                    .createWith(recorder.client(name))
                    .done());
            beans.produce(bean(ReactiveGemmaClient.class, name)
                    .createWith(recorder.reactive(name))
                    .done());
        }
    }

    /** The types of requests and responses, also those of clients that the application has generated: Jackson reads them by reflection. */
    @BuildStep
    void types(CombinedIndexBuildItem index, BuildProducer<ReflectiveClassBuildItem> reflective) {
        reflective.produce(ReflectiveClassBuildItem.builder(types(index.getIndex()))
                .methods()
                .fields()
                .build());
    }

    /** The objects, unions and readers, and the enums in their packages, which have no type in common. */
    static String[] types(IndexView index) {
        List<ClassInfo> values = Stream.of(
                        index.getAllKnownSubclasses(ApiObject.class),
                        index.getAllKnownSubclasses(JacksonDeserializer.class),
                        index.getAllKnownImplementations(ApiValue.class))
                .flatMap(Collection::stream)
                .toList();
        Set<DotName> packages =
                values.stream().map(type -> type.name().packagePrefixName()).collect(Collectors.toSet());
        Stream<ClassInfo> enums = index.getAnnotations(CREATOR).stream()
                .filter(creator -> creator.target().kind() == AnnotationTarget.Kind.METHOD)
                .map(creator -> creator.target().asMethod().declaringClass())
                .filter(type -> packages.contains(type.name().packagePrefixName()));
        return Stream.concat(values.stream(), enums)
                .map(type -> type.name().toString())
                .distinct()
                .sorted()
                .toArray(String[]::new);
    }

    /** The default client, and those that an injection point names. */
    private static Set<String> names(BeanDiscoveryFinishedBuildItem discovered) {
        Set<String> names = new TreeSet<>();
        for (InjectionPointInfo point : discovered.getInjectionPoints()) {
            DotName type = point.getRequiredType().name();
            if (type.equals(CLIENT) || type.equals(REACTIVE)) {
                AnnotationInstance name = point.getRequiredQualifier(NAME);
                names.add(name == null ? GemmaConfig.DEFAULT_NAME : name.value().asString());
            }
        }
        return names;
    }

    private static <T> SyntheticBeanBuildItem.ExtendedBeanConfigurator bean(Class<T> type, String name) {
        SyntheticBeanBuildItem.ExtendedBeanConfigurator bean = SyntheticBeanBuildItem.configure(type)
                .scope(Singleton.class)
                .setRuntimeInit()
                .defaultBean()
                .addInjectionPoint(ClassType.create(GemmaClients.class));
        return name.equals(GemmaConfig.DEFAULT_NAME)
                ? bean.addQualifier(Default.class)
                : bean.addQualifier()
                        .annotation(GemmaClientName.class)
                        .addValue("value", name)
                        .done();
    }
}
