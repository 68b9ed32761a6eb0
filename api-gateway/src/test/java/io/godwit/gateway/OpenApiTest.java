package io.godwit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.Mode;
import io.godwit.common.migration.Option;
import io.godwit.common.migration.RuleLevel;
import io.godwit.common.migration.RuleSeverity;
import io.godwit.common.migration.RuleSide;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.SourceType;
import io.godwit.common.migration.SslMode;
import io.godwit.common.migration.State;
import io.godwit.common.migration.Substate;
import io.godwit.common.migration.Verification;
import io.godwit.common.testing.TestBroker;
import io.godwit.gateway.connections.ConnectionController;
import io.godwit.gateway.migrations.MigrationController;
import io.godwit.gateway.migrations.TableController;
import io.godwit.gateway.problems.Problem;
import io.godwit.gateway.validations.ValidationController;
import io.godwit.gateway.views.MigrationDetails;
import io.godwit.gateway.views.TableState;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;

/// The description says what the controllers do, and the controllers do what it says.
class OpenApiTest {
    private static TestBroker broker;
    private static RunningGateway gateway;
    private static Map<String, Object> described;

    @BeforeAll
    static void start() {
        broker = TestBroker.start();
        gateway = new RunningGateway(broker);
        described = new Yaml().load(gateway.get("/openapi.yaml").body());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        broker.close();
    }

    @Test
    void everyOperationAndParameterIsDescribedAndThere() {
        assertThat(describedOperations()).isEqualTo(mappedOperations());
    }

    private static Map<String, Set<String>> mappedOperations() {
        Map<String, Set<String>> operations = new TreeMap<>();
        gateway.context
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((info, handler) ->
                        info.getPatternValues().stream()
                                .filter(path -> path.startsWith("/api/"))
                                .forEach(path ->
                                        info.getMethodsCondition()
                                                .getMethods()
                                                .forEach(method ->
                                                        operations.put(
                                                                method + " " + path,
                                                                parameters(handler.getMethod())))));
        return operations;
    }

    private static Set<String> parameters(Method method) {
        Set<String> parameters = new TreeSet<>();
        for (var parameter : method.getParameters()) {
            RequestParam query = parameter.getAnnotation(RequestParam.class);
            RequestHeader header = parameter.getAnnotation(RequestHeader.class);
            if (query != null) {
                parameters.add("query " + parameter.getName());
            } else if (header != null) {
                parameters.add("header " + header.name());
            } else if (parameter.isAnnotationPresent(PathVariable.class)) {
                parameters.add("path " + parameter.getName());
            } else if (parameter.isAnnotationPresent(RequestBody.class)) {
                boolean required = parameter.getAnnotation(RequestBody.class).required();
                parameters.add(required ? "body" : "optional body");
            }
        }
        return parameters;
    }

    private static Map<String, Set<String>> describedOperations() {
        Map<String, Set<String>> operations = new TreeMap<>();
        object(described.get("paths"))
                .forEach((path, item) ->
                        object(item)
                                .forEach((key, operation) -> {
                                    if (!key.equals("parameters")) {
                                        operations.put(
                                                key.toUpperCase(java.util.Locale.ROOT) + " " + path,
                                                parameters(object(item), object(operation)));
                                    }
                                }));
        return operations;
    }

    private static Set<String> parameters(Map<String, Object> item, Map<String, Object> operation) {
        Set<String> parameters = new TreeSet<>();
        Stream.concat(list(item.get("parameters")), list(operation.get("parameters")))
                .map(OpenApiTest::resolve)
                .forEach(each -> parameters.add(each.get("in") + " " + each.get("name")));
        if (operation.containsKey("requestBody")) {
            Map<String, Object> body = resolve(operation.get("requestBody"));
            parameters.add(Boolean.TRUE.equals(body.get("required")) ? "body" : "optional body");
        }
        return parameters;
    }

    @Test
    void theSchemasHaveTheRecordsProperties() {
        Map<String, Set<String>> records = new TreeMap<>();
        for (Class<?> root :
                List.of(
                        MigrationController.MigrationList.class,
                        MigrationDetails.class,
                        TableController.TablePage.class,
                        ValidationController.RuleObjectPage.class,
                        ValidationController.EnvironmentReport.class,
                        ConnectionController.ConnectionTest.class,
                        ConnectionController.DatabaseList.class,
                        HealthController.Health.class,
                        Problem.class)) {
            collect(root, records);
        }

        Map<String, Set<String>> schemas = new TreeMap<>();
        records.keySet().forEach(name -> schemas.put(name, properties(name)));

        assertThat(schemas).isEqualTo(records);
        assertThat(records).hasSizeGreaterThan(20);
    }

    private static void collect(Type type, Map<String, Set<String>> records) {
        if (type instanceof ParameterizedType generic) {
            Arrays.stream(generic.getActualTypeArguments())
                    .forEach(argument -> collect(argument, records));
        } else if (type instanceof Class<?> known
                && known.isRecord()
                && !records.containsKey(known.getSimpleName())) {
            Set<String> names = new TreeSet<>();
            records.put(known.getSimpleName(), names);
            for (RecordComponent component : known.getRecordComponents()) {
                names.add(component.getName());
                collect(component.getGenericType(), records);
            }
        }
    }

    private static Set<String> properties(String schema) {
        Map<String, Object> found = object(schemas().get(schema));
        return new TreeSet<>(object(found.get("properties")).keySet());
    }

    @Test
    void theEnumsHaveTheirWords() {
        for (Class<?> type :
                List.of(
                        Mode.class,
                        Option.class,
                        SourceType.class,
                        SslMode.class,
                        Verification.class,
                        State.class,
                        Substate.class,
                        TableState.class,
                        MigrationDetails.Step.class,
                        RuleStatus.class,
                        RuleLevel.class,
                        RuleSide.class,
                        RuleSeverity.class,
                        Side.class)) {
            List<String> words =
                    Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
            assertThat(object(schemas().get(type.getSimpleName())).get("enum"))
                    .as(type.getSimpleName())
                    .isEqualTo(words);
        }
    }

    @Test
    void everyReferenceLeadsSomewhereAndEverySchemaIsUsed() {
        Set<String> references = new HashSet<>();
        collectReferences(described, references);
        references.forEach(reference -> assertThat(follow(reference)).as(reference).isNotNull());
        assertThat(schemas().keySet())
                .allSatisfy(
                        name -> assertThat(references).contains("#/components/schemas/" + name));
    }

    private static void collectReferences(Object node, Set<String> references) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (key.equals("$ref")) {
                    references.add(value.toString());
                }
                collectReferences(value, references);
            });
        } else if (node instanceof List<?> list) {
            list.forEach(each -> collectReferences(each, references));
        }
    }

    private static Object follow(String reference) {
        Object at = described;
        for (String step : reference.substring(2).split("/", -1)) {
            at = object(at).get(step);
        }
        return at;
    }

    private static Map<String, Object> schemas() {
        return object(object(described.get("components")).get("schemas"));
    }

    private static Map<String, Object> resolve(Object node) {
        Object reference = object(node).get("$ref");
        return reference == null ? object(node) : object(follow(reference.toString()));
    }

    private static Stream<Object> list(Object node) {
        return node == null ? Stream.empty() : new ArrayList<Object>((List<?>) node).stream();
    }

    private static Map<String, Object> object(Object node) {
        Map<String, Object> object = new HashMap<>();
        ((Map<?, ?>) node).forEach((key, value) -> object.put(key.toString(), value));
        return object;
    }
}
