package dev.witj.runtime.internal.abi;

import dev.witj.runtime.ValType;
import dev.witj.runtime.ValType.Case;
import dev.witj.runtime.ValType.EnumCodec;
import dev.witj.runtime.ValType.EnumType;
import dev.witj.runtime.ValType.Field;
import dev.witj.runtime.ValType.ListType;
import dev.witj.runtime.ValType.MapType;
import dev.witj.runtime.ValType.OptionType;
import dev.witj.runtime.ValType.RecordCodec;
import dev.witj.runtime.ValType.RecordType;
import dev.witj.runtime.ValType.ResultType;
import dev.witj.runtime.ValType.TupleType;
import dev.witj.runtime.ValType.VariantCodec;
import dev.witj.runtime.ValType.VariantType;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what the specialised types stand for. Their Java forms come along as codecs, so that nothing
 * below needs to know of tuples, enumerations, options and results.
 *
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#despecialization">Despecialization</a>
 */
public final class Despecialize {
  private Despecialize() {}

  /** The type that {@code type} is short for, or {@code type}. */
  public static ValType despecialize(ValType type) {
    return switch (type) {
      case TupleType(var elements) -> {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
          fields.add(new Field(Integer.toString(i), elements.get(i)));
        }
        yield new RecordType(fields, TUPLE);
      }
      case EnumType(var labels, var codec) ->
          new VariantType(labels.stream().map(Case::of).toList(), enumeration(codec));
      case OptionType(var element) ->
          new VariantType(List.of(Case.of("none"), Case.of("some", element)), OPTION);
      case ResultType(var ok, var error) ->
          new VariantType(List.of(new Case("ok", ok), new Case("error", error)), RESULT);
      case MapType(var key, var value) -> new ListType(TupleType.of(key, value));
      case ValType other -> other;
    };
  }

  private static final RecordCodec TUPLE =
      new RecordCodec() {
        @Override
        public Object construct(Object[] fields) {
          return Tuple.of(fields);
        }

        @Override
        public Object[] fields(Object value) {
          return ((Tuple) value).toArray();
        }
      };

  private static VariantCodec enumeration(EnumCodec codec) {
    return new VariantCodec() {
      @Override
      public Object construct(int caseIndex, @Nullable Object payload) {
        return codec.construct(caseIndex);
      }

      @Override
      public int caseIndex(Object value) {
        return codec.index(value);
      }

      @Override
      public @Nullable Object payload(Object value) {
        return null;
      }
    };
  }

  private static final VariantCodec OPTION =
      new VariantCodec() {
        @Override
        public Object construct(int caseIndex, @Nullable Object payload) {
          return Optional.ofNullable(payload);
        }

        @Override
        public int caseIndex(Object value) {
          return ((Optional<?>) value).isPresent() ? 1 : 0;
        }

        @Override
        public @Nullable Object payload(Object value) {
          return ((Optional<?>) value).orElse(null);
        }
      };

  private static final VariantCodec RESULT =
      new VariantCodec() {
        @Override
        @SuppressWarnings("NullAway") // A side without a payload has null for its value.
        public Object construct(int caseIndex, @Nullable Object payload) {
          return caseIndex == 0 ? Result.ok(payload) : Result.err(payload);
        }

        @Override
        public int caseIndex(Object value) {
          return ((Result<?, ?>) value).isOk() ? 0 : 1;
        }

        @Override
        public @Nullable Object payload(Object value) {
          return switch ((Result<?, ?>) value) {
            case Result.Ok<?, ?>(var ok) -> ok;
            case Result.Err<?, ?>(var error) -> error;
          };
        }
      };
}
