package dev.witj.runtime.internal.abi;

import dev.witj.runtime.value.EnumValue;
import dev.witj.runtime.value.FlagsValue;
import dev.witj.runtime.value.RecordValue;
import dev.witj.runtime.value.Result;
import dev.witj.runtime.value.Tuple;
import dev.witj.runtime.value.ValueCodec;
import dev.witj.runtime.value.ValueCodec.EnumCodec;
import dev.witj.runtime.value.ValueCodec.FlagsCodec;
import dev.witj.runtime.value.ValueCodec.RecordCodec;
import dev.witj.runtime.value.ValueCodec.VariantCodec;
import dev.witj.runtime.value.VariantValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Java forms that values have where no codec says another one. */
public enum Forms {
  /** Those that {@link ValueCodec} names, for the host. */
  HOST,
  /** The bare parts of values, for those that only pass from one component to another. */
  PASSING;

  /** Fields as their array. */
  static final RecordCodec ARRAY =
      new RecordCodec() {
        @Override
        public Object construct(Object[] fields) {
          return fields;
        }

        @Override
        public Object[] fields(Object value) {
          return (Object[]) value;
        }
      };

  RecordCodec record(List<String> names) {
    return switch (this) {
      case HOST -> RecordValue.codec(names);
      case PASSING -> ARRAY;
    };
  }

  RecordCodec tuple() {
    return switch (this) {
      case HOST -> TUPLE;
      case PASSING -> ARRAY;
    };
  }

  VariantCodec variant(List<String> labels) {
    return switch (this) {
      case HOST -> VariantValue.codec(labels);
      case PASSING -> CASE;
    };
  }

  VariantCodec enumeration(ValueCodec codec, List<String> labels) {
    AbiPlanner.requireGeneric(codec);
    return switch (this) {
      case HOST -> enumeration(EnumValue.codec(labels));
      case PASSING -> CASE;
    };
  }

  VariantCodec option() {
    return switch (this) {
      case HOST -> OPTION;
      case PASSING -> CASE;
    };
  }

  VariantCodec result() {
    return switch (this) {
      case HOST -> RESULT;
      case PASSING -> CASE;
    };
  }

  FlagsCodec flags(ValueCodec codec, List<String> labels) {
    AbiPlanner.requireGeneric(codec);
    return switch (this) {
      case HOST -> FlagsValue.codec(labels);
      case PASSING -> BITS;
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

  /** The case of a variant that passes. */
  private record Chosen(int caseIndex, @Nullable Object payload) {}

  private static final VariantCodec CASE =
      new VariantCodec() {
        @Override
        public Object construct(int caseIndex, @Nullable Object payload) {
          return new Chosen(caseIndex, payload);
        }

        @Override
        public int caseIndex(Object value) {
          return ((Chosen) value).caseIndex;
        }

        @Override
        public @Nullable Object payload(Object value) {
          return ((Chosen) value).payload;
        }
      };

  private static final FlagsCodec BITS =
      new FlagsCodec() {
        @Override
        public Object construct(int bits) {
          return bits;
        }

        @Override
        public int bits(Object value) {
          return (Integer) value;
        }
      };

  /** An enumeration as the variant that it is to the ABI. */
  static VariantCodec enumeration(EnumCodec codec) {
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
