package dev.loupe.client.chat;

import static dev.loupe.client.chat.Responses.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchemaTest {
    enum Unit {
        CELSIUS,
        @JsonProperty("fahrenheit")
        FAHRENHEIT
    }

    @JsonClassDescription("An address")
    record Address(String street, @JsonPropertyDescription("Postal code") @JsonProperty("zip_code") String zip) {}

    record Person(
            @JsonPropertyDescription("Full name") String name,
            int age,
            Optional<Unit> unit,
            Address home,
            List<Address> others,
            @Nullable String nick) {}

    record Node(String name, List<Node> children, Optional<Node> parent) {}

    record Tree(@JsonPropertyDescription("The root") Node root) {}

    @SuppressWarnings("ArrayRecordComponent")
    record Scalars(
            boolean yes,
            Long big,
            BigDecimal price,
            OptionalInt count,
            UUID id,
            LocalDate day,
            Instant time,
            String[] names) {}

    record WithMap(Map<String, Integer> counts, JsonNode any) {}

    record Box<T>(T content) {}

    record Empty() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Circle.class, name = "circle"),
        @JsonSubTypes.Type(value = Square.class, name = "square")
    })
    sealed interface Shape permits Circle, Square {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    static class Bean {
        private String title = "";
        public int pages;

        @JsonIgnore
        public String secret = "";

        public String getTitle() {
            return title;
        }

        public void setTitle(String title) {
            this.title = title;
        }
    }

    record Unusable(Supplier<String> supplier) {}

    record UnusableDeep(List<Unusable> items) {}

    @Test
    void aRecordIsAClosedObjectWithAllPropertiesRequired() {
        assertThat(StructuredOutput.of(Person.class).schema())
                .isEqualTo(
                        json(
                                """
                        {'type':'object','properties':{
                          'name':{'type':'string','description':'Full name'},
                          'age':{'type':'integer'},
                          'unit':{'type':['string','null'],'enum':['CELSIUS','fahrenheit',null]},
                          'home':{'type':'object','properties':{'street':{'type':'string'},'zip_code':{'type':'string','description':'Postal code'}},
                            'required':['street','zip_code'],'additionalProperties':false,'description':'An address'},
                          'others':{'type':'array','items':{'type':'object','properties':{'street':{'type':'string'},'zip_code':{'type':'string','description':'Postal code'}},
                            'required':['street','zip_code'],'additionalProperties':false,'description':'An address'}},
                          'nick':{'type':['string','null']}},
                         'required':['name','age','unit','home','others','nick'],'additionalProperties':false}
                        """));
        assertThat(StructuredOutput.of(Person.class).isStrict()).isTrue();
    }

    @Test
    void theOrderOfThePropertiesIsThatOfTheRecord() {
        assertThat(StructuredOutput.of(Person.class).schema().path("properties").fieldNames())
                .toIterable()
                .containsExactly("name", "age", "unit", "home", "others", "nick");
    }

    @Test
    void aRecursiveTypeIsADefinition() {
        JsonNode schema = StructuredOutput.of(Node.class).schema();
        assertThat(schema.path("type").asText()).isEqualTo("object");
        assertThat(schema.at("/properties/children/items/$ref").asText()).isEqualTo("#/$defs/Node");
        assertThat(schema.at("/properties/parent"))
                .isEqualTo(json("{'anyOf':[{'$ref':'#/$defs/Node'},{'type':'null'}]}"));
        assertThat(schema.at("/$defs/Node/required")).hasSize(3);

        JsonNode tree = StructuredOutput.of(Tree.class).schema();
        assertThat(tree.at("/properties/root"))
                .isEqualTo(json("{'anyOf':[{'$ref':'#/$defs/Node'}],'description':'The root'}"));
        Node root = new Node("a", List.of(new Node("b", List.of(), Optional.empty())), Optional.empty());
        assertThat(StructuredOutput.of(Tree.class)
                        .parse(
                                "{\"root\":{\"name\":\"a\",\"children\":[{\"name\":\"b\",\"children\":[],\"parent\":null}],"
                                        + "\"parent\":null}}"))
                .isEqualTo(new Tree(root));
    }

    @Test
    void scalarsHaveTypesAndFormats() {
        JsonNode properties = StructuredOutput.of(Scalars.class).schema().path("properties");
        assertThat(properties)
                .isEqualTo(
                        json(
                                """
                        {'yes':{'type':'boolean'},'big':{'type':'integer'},'price':{'type':'number'},'count':{'type':['integer','null']},
                         'id':{'type':'string','format':'uuid'},'day':{'type':'string','format':'date'},'time':{'type':'string','format':'date-time'},
                         'names':{'type':'array','items':{'type':'string'}}}
                        """));
        Scalars read = StructuredOutput.of(Scalars.class)
                .parse(
                        """
                        {"yes":true,"big":9007199254740993,"price":1.10,"count":null,"id":"7f7d7f0e-0000-4000-8000-000000000000",
                         "day":"2026-01-31","time":"2026-01-31T10:00:00+01:00","names":["a"]}
                        """);
        assertThat(read.big()).isEqualTo(9007199254740993L);
        assertThat(read.price()).isEqualTo(new BigDecimal("1.10"));
        assertThat(read.count()).isEmpty();
        assertThat(read.time()).isEqualTo(Instant.parse("2026-01-31T09:00:00Z"));
    }

    @Test
    void aMapOrAnyValueIsNotStrict() {
        StructuredOutput<WithMap> output = StructuredOutput.of(WithMap.class);
        assertThat(output.isStrict()).isFalse();
        assertThat(output.schema().at("/properties/counts"))
                .isEqualTo(json("{'type':'object','additionalProperties':{'type':'integer'}}"));
        assertThat(output.schema().at("/properties/any")).isEqualTo(json("{}"));
        assertThat(output.parse("{\"counts\":{\"a\":1},\"any\":[1]}").counts()).containsEntry("a", 1);
        assertThat(output.responseFormat().at("/json_schema/strict").booleanValue())
                .isFalse();
    }

    @Test
    void aListOrAnEnumIsThePropertyValueOfAnObject() {
        StructuredOutput<List<Circle>> circles = StructuredOutput.of(new TypeReference<List<Circle>>() {});
        assertThat(circles.schema().path("required")).isEqualTo(json("['value']"));
        assertThat(circles.parse("{\"value\":[{\"type\":\"circle\",\"radius\":2}]}"))
                .containsExactly(new Circle(2));
        assertThat(StructuredOutput.of(Unit.class).parse("{\"value\":\"fahrenheit\"}"))
                .isEqualTo(Unit.FAHRENHEIT);
    }

    @Test
    void aGenericRecordHasTheSchemaOfItsArgument() {
        StructuredOutput<Box<Address>> box = StructuredOutput.of(new TypeReference<Box<Address>>() {});
        assertThat(box.schema().at("/properties/content/properties/street/type").asText())
                .isEqualTo("string");
        assertThat(box.parse("{\"content\":{\"street\":\"s\",\"zip_code\":\"1\"}}"))
                .isEqualTo(new Box<>(new Address("s", "1")));
    }

    @Test
    void aClassHasTheSchemaOfWhatJacksonReads() {
        StructuredOutput<Bean> output = StructuredOutput.of(Bean.class);
        assertThat(output.schema().path("required")).containsExactlyInAnyOrderElementsOf(json("['title','pages']"));
        Bean bean = output.parse("{\"title\":\"T\",\"pages\":3}");
        assertThat(bean.getTitle()).isEqualTo("T");
        assertThat(bean.pages).isEqualTo(3);
    }

    @Test
    void aTypeWithoutPropertiesIsAnEmptyObject() {
        assertThat(StructuredOutput.of(Empty.class).schema())
                .isEqualTo(json("{'type':'object','properties':{},'required':[],'additionalProperties':false}"));
        assertThat(StructuredOutput.of(Empty.class).parse("{}")).isEqualTo(new Empty());
    }

    @Test
    void theVariantsOfAnInterfaceAreSelectedByTheirName() {
        StructuredOutput<Box<Shape>> output = StructuredOutput.of(new TypeReference<Box<Shape>>() {});
        assertThat(output.schema().at("/properties/content/anyOf/1"))
                .isEqualTo(
                        json(
                                """
                        {'type':'object','properties':{'type':{'type':'string','enum':['square']},'side':{'type':'number'}},
                         'required':['type','side'],'additionalProperties':false}
                        """));
        assertThat(output.parse("{\"content\":{\"type\":\"square\",\"side\":2.5}}"))
                .isEqualTo(new Box<>(new Square(2.5)));
        assertThatThrownBy(() -> output.parse("{\"content\":{\"type\":\"square\",\"radius\":1}}"))
                .hasMessageContaining("/content/side: expected number, actual missing");
        assertThatThrownBy(() -> output.parse("{\"content\":{\"type\":\"hexagon\"}}"))
                .hasMessageContaining("/content");
    }

    @Test
    void theMapperOfTheCallerNamesTheProperties() {
        ObjectMapper mapper = new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
        record Named(String firstName, Optional<String> lastName) {}
        StructuredOutput<Named> output = StructuredOutput.of(new TypeReference<Named>() {}, mapper);
        assertThat(output.schema().path("required")).isEqualTo(json("['first_name','last_name']"));
        assertThat(output.parse("{\"first_name\":\"A\"}")).isEqualTo(new Named("A", Optional.empty()));
    }

    @Test
    void aTypeWithoutASchemaIsNamedWithItsLocation() {
        assertThatThrownBy(() -> StructuredOutput.of(UnusableDeep.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UnusableDeep.items[].supplier")
                .hasMessageContaining("java.util.function.Supplier");
        assertThatThrownBy(() -> StructuredOutput.of(new TypeReference<Map<Integer, String>>() {}))
                .hasMessageContaining("keys of a map");
    }
}
