package dev.witj.binary.internal.component;

import dev.witj.binary.BinaryCode;
import dev.witj.binary.ByteCursor;
import dev.witj.binary.ByteRange;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.BuiltIn;
import dev.witj.binary.component.Canon;
import dev.witj.binary.component.CanonicalOption;
import dev.witj.binary.component.CanonicalOptions;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentLimits;
import dev.witj.binary.component.ComponentValType;
import dev.witj.binary.component.CoreTypeDefinition;
import dev.witj.binary.component.Declaration;
import dev.witj.binary.component.ElementListener;
import dev.witj.binary.component.ExternDesc;
import dev.witj.binary.component.ExternName;
import dev.witj.binary.component.Located;
import dev.witj.binary.component.SectionKind;
import dev.witj.binary.component.Signature;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.SortIndex;
import dev.witj.binary.component.TypeDefinition;
import dev.witj.binary.core.Import;
import dev.witj.binary.core.RecGroup;
import dev.witj.binary.internal.core.TypeReader;
import dev.witj.types.Case;
import dev.witj.types.Field;
import dev.witj.types.PrimitiveType;
import dev.witj.types.Shape;
import dev.witj.types.TypeLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Decodes the content of a section, in the order of Binary.md. Counts reserve no more room than the
 * bytes that are left could fill.
 */
public final class ElementReader {
  private static final int TYPE_SORT = 0x10;
  private static final int MODULE_SORT = 0x11;
  private static final int INSTANCE_SORT = 0x12;
  private static final int SUB = 0x50;

  private final ByteCursor in;
  private final ElementListener listener;
  private int depth;

  public ElementReader(ByteSlice content, ElementListener listener) {
    this.in = content.cursor();
    this.listener = listener;
  }

  public void readAll(SectionKind kind) {
    int count = kind.isSingle() ? 1 : in.readU32();
    for (int i = 0; Integer.compareUnsigned(i, count) < 0; i++) {
      int start = in.position();
      ComponentElement element = read(kind);
      listener.element(new Located(element, new ByteRange(start, in.position())));
    }
    if (!in.atEnd()) {
      throw in.fail(
          BinaryCode.INCONSISTENT,
          "section size mismatch: unexpected data at the end of the section");
    }
  }

  private ComponentElement read(SectionKind kind) {
    return switch (kind) {
      case CUSTOM -> new ComponentElement.Custom(in.readName(), in.readRest());
      case CORE_MODULE -> new ComponentElement.CoreModule(in.readRest());
      case CORE_INSTANCE -> coreInstance();
      case CORE_TYPE -> new ComponentElement.CoreTypeDef(coreType());
      case COMPONENT -> new ComponentElement.NestedComponent(in.readRest());
      case INSTANCE -> instance();
      case ALIAS -> alias();
      case TYPE -> new ComponentElement.TypeDef(typeDefinition());
      case CANON -> new ComponentElement.CanonDef(canon());
      case START ->
          new ComponentElement.Start(
              in.readU32(),
              list(TypeLimits.MAX_PARAMS, "start function arguments", in::readU32),
              in.readU32());
      case IMPORT -> new ComponentElement.Import(externName(), externDesc());
      case EXPORT -> export();
      case VALUE -> new ComponentElement.Value(valType(), in.readSized());
    };
  }

  private <T> List<T> list(int limit, String what, Supplier<T> item) {
    int count = in.readCount(limit, what);
    List<T> items = new ArrayList<>(in.reserve(count));
    for (int i = 0; i < count; i++) {
      items.add(item.get());
    }
    return items;
  }

  private void code(String what, int allowed) {
    int at = in.position();
    int value = in.readByte();
    if (value != allowed) {
      throw in.invalidByte(at, value, what);
    }
  }

  // Instances.

  private ComponentElement coreInstance() {
    int at = in.position();
    int form = in.readByte();
    return switch (form) {
      case 0 ->
          new ComponentElement.CoreInstance.Instantiate(
              in.readU32(),
              list(ComponentLimits.MAX_ARGUMENTS, "core instantiation arguments", this::coreArg));
      case 1 ->
          new ComponentElement.CoreInstance.Exports(
              list(ComponentLimits.MAX_INLINE_EXPORTS, "core exports", this::coreInlineExport));
      default -> throw in.invalidByte(at, form, "core instance");
    };
  }

  private ComponentElement.CoreInstance.CoreArgument coreArg() {
    String name = in.readName();
    code("instantiation arg kind", INSTANCE_SORT);
    return new ComponentElement.CoreInstance.CoreArgument(name, in.readU32());
  }

  private ComponentElement.CoreInstance.CoreExport coreInlineExport() {
    String name = in.readName();
    Sort sort = Sort.of(TypeReader.externKind(in));
    return new ComponentElement.CoreInstance.CoreExport(name, new SortIndex(sort, in.readU32()));
  }

  private ComponentElement instance() {
    int at = in.position();
    int form = in.readByte();
    return switch (form) {
      case 0 ->
          new ComponentElement.Instance.Instantiate(
              in.readU32(),
              list(ComponentLimits.MAX_ARGUMENTS, "instantiation arguments", this::argument));
      case 1 ->
          new ComponentElement.Instance.Exports(
              list(ComponentLimits.MAX_INLINE_EXPORTS, "exports", this::inlineExport));
      default -> throw in.invalidByte(at, form, "instance");
    };
  }

  private ComponentElement.Instance.Argument argument() {
    return new ComponentElement.Instance.Argument(in.readName(), sortIndex());
  }

  private ComponentElement.Instance.InlineExport inlineExport() {
    return new ComponentElement.Instance.InlineExport(externName(), sortIndex());
  }

  private SortIndex sortIndex() {
    Sort sort = externSort();
    return new SortIndex(sort, in.readU32());
  }

  /** The sort of something that a component can import and export. */
  private Sort externSort() {
    int at = in.position();
    int code = in.readByte();
    return switch (code) {
      case 0x00 -> {
        code("component external kind", MODULE_SORT);
        yield Sort.CORE_MODULE;
      }
      case 0x01 -> Sort.FUNC;
      case 0x02 -> Sort.VALUE;
      case 0x03 -> Sort.TYPE;
      case 0x04 -> Sort.COMPONENT;
      case 0x05 -> Sort.INSTANCE;
      default -> throw in.invalidByte(at, code, "component external kind");
    };
  }

  // Aliases.

  private ComponentElement.Alias alias() {
    // The sort is checked once the target is known: each target allows others.
    int start = in.position();
    int first = in.readByte();
    if (first == 0) {
      in.readByte();
    }
    int at = in.position();
    int target = in.readByte();
    int afterTarget = in.position();
    in.seek(start);
    return switch (target) {
      case 0x00 -> {
        Sort sort = externSort();
        in.seek(afterTarget);
        yield new ComponentElement.Alias.InstanceExport(sort, in.readU32(), in.readName());
      }
      case 0x01 -> {
        code("core instance export kind", 0x00);
        Sort sort = Sort.of(TypeReader.externKind(in));
        in.seek(afterTarget);
        yield new ComponentElement.Alias.CoreInstanceExport(sort, in.readU32(), in.readName());
      }
      case 0x02 -> {
        Sort sort = outerSort();
        in.seek(afterTarget);
        yield new ComponentElement.Alias.Outer(sort, in.readU32(), in.readU32());
      }
      default -> throw in.invalidByte(at, target, "alias");
    };
  }

  private Sort outerSort() {
    int at = in.position();
    int code = in.readByte();
    if (code == 0) {
      return outerCoreSort();
    }
    return switch (code) {
      case 0x03 -> Sort.TYPE;
      case 0x04 -> Sort.COMPONENT;
      default -> throw in.invalidByte(at, code, "component outer alias kind");
    };
  }

  private Sort outerCoreSort() {
    int at = in.position();
    int code = in.readByte();
    return switch (code) {
      case TYPE_SORT -> Sort.CORE_TYPE;
      case MODULE_SORT -> Sort.CORE_MODULE;
      default -> throw in.invalidByte(at, code, "component outer alias kind");
    };
  }

  // Core types.

  private RecGroup coreGroup() {
    int start = in.position();
    RecGroup group = TypeReader.recGroup(in);
    listener.coreTypes(group, new ByteRange(start, in.position()));
    return group;
  }

  private CoreTypeDefinition coreType() {
    return switch (in.peek()) {
      case 0x00 -> {
        // Tells a subtype from a module type, which begins with the same byte.
        in.skip(1);
        if (in.peek() != SUB) {
          throw in.invalidByte(in.position(), in.readByte(), "non-final sub type");
        }
        yield new CoreTypeDefinition.Group(coreGroup());
      }
      case SUB -> {
        in.skip(1);
        yield new CoreTypeDefinition.Module(
            list(
                ComponentLimits.MAX_DECLARATIONS,
                "module type declarations",
                this::moduleDeclaration));
      }
      default -> new CoreTypeDefinition.Group(coreGroup());
    };
  }

  private CoreTypeDefinition.ModuleDeclaration moduleDeclaration() {
    int at = in.position();
    int form = in.readByte();
    return switch (form) {
      case 0x00 ->
          new CoreTypeDefinition.ModuleDeclaration.Needs(
              new Import(in.readName(), in.readName(), TypeReader.externType(in)));
      case 0x01 -> new CoreTypeDefinition.ModuleDeclaration.Type(coreGroup());
      case 0x02 -> {
        code("outer alias kind", TYPE_SORT);
        code("outer alias target", 0x01);
        yield new CoreTypeDefinition.ModuleDeclaration.OuterType(in.readU32(), in.readU32());
      }
      case 0x03 ->
          new CoreTypeDefinition.ModuleDeclaration.Gives(in.readName(), TypeReader.externType(in));
      default -> throw in.invalidByte(at, form, "type definition");
    };
  }

  // Types.

  private TypeDefinition typeDefinition() {
    int at = in.position();
    int form = in.readByte();
    return switch (form) {
      case 0x3f -> resource();
      case 0x40 -> new TypeDefinition.Func(signature(false));
      case 0x43 -> new TypeDefinition.Func(signature(true));
      case 0x41 -> new TypeDefinition.Component(declarations(true));
      case 0x42 -> new TypeDefinition.Instance(declarations(false));
      default -> {
        Optional<PrimitiveType> primitive = PrimitiveType.of(form);
        yield new TypeDefinition.Value(
            primitive.isPresent() ? new Shape.Primitive<>(primitive.get()) : shape(form, at));
      }
    };
  }

  private TypeDefinition resource() {
    var representation = TypeReader.valType(in);
    int at = in.position();
    int flag = in.readByte();
    return switch (flag) {
      case 0 -> new TypeDefinition.Resource(representation, OptionalInt.empty());
      case 1 -> new TypeDefinition.Resource(representation, OptionalInt.of(in.readU32()));
      default -> throw in.invalidByte(at, flag, "resource destructor");
    };
  }

  private Signature<ComponentValType> signature(boolean async) {
    List<Field<ComponentValType>> params =
        list(TypeLimits.MAX_PARAMS, "component function parameters", this::field);
    return new Signature<>(async, params, result());
  }

  private Optional<ComponentValType> result() {
    int at = in.position();
    int form = in.readByte();
    return switch (form) {
      case 0x00 -> Optional.of(valType());
      case 0x01 -> {
        code("number of results", 0x00);
        yield Optional.empty();
      }
      default -> throw in.invalidByte(at, form, "component function results");
    };
  }

  private List<Declaration> declarations(boolean imports) {
    if (++depth > ComponentLimits.MAX_NESTING) {
      throw in.fail(BinaryCode.LIMIT_EXCEEDED, "types are nested too deeply");
    }
    List<Declaration> declarations =
        list(
            ComponentLimits.MAX_DECLARATIONS,
            imports ? "component type declarations" : "instance type declarations",
            () -> declaration(imports));
    depth--;
    return declarations;
  }

  private Declaration declaration(boolean imports) {
    int at = in.position();
    int form = in.readByte();
    return switch (form) {
      case 0x00 -> new ComponentElement.CoreTypeDef(coreType());
      case 0x01 -> new ComponentElement.TypeDef(typeDefinition());
      case 0x02 -> alias();
      case 0x04 -> new Declaration.Export(externName(), externDesc());
      default -> {
        if (form == 0x03 && imports) {
          yield new ComponentElement.Import(externName(), externDesc());
        }
        throw in.invalidByte(at, form, "component or instance type declaration");
      }
    };
  }

  private Shape<ComponentValType, Integer> shape(int form, int at) {
    return switch (form) {
      case 0x72 -> new Shape.RecordOf<>(list(TypeLimits.MAX_FIELDS, "record field", this::field));
      case 0x71 ->
          new Shape.Variant<>(list(TypeLimits.MAX_FIELDS, "variant cases", this::variantCase));
      case 0x70 -> new Shape.ListOf<>(valType());
      case 0x6f -> new Shape.Tuple<>(list(TypeLimits.MAX_FIELDS, "tuple types", this::valType));
      case 0x6e ->
          new Shape.Flags<>(list(ComponentLimits.MAX_FLAG_LABELS, "flag names", in::readName));
      case 0x6d -> new Shape.Enumeration<>(list(TypeLimits.MAX_FIELDS, "enum cases", in::readName));
      case 0x6b -> new Shape.Option<>(valType());
      case 0x6a -> new Shape.Result<>(optional(), optional());
      case 0x69 -> new Shape.Own<>(in.readU32());
      case 0x68 -> new Shape.Borrow<>(in.readU32());
      case 0x67 -> new Shape.FixedList<>(valType(), in.readU32());
      case 0x66 -> new Shape.Stream<>(optional());
      case 0x65 -> new Shape.Future<>(optional());
      case 0x63 -> new Shape.MapOf<>(valType(), valType());
      default -> throw in.invalidByte(at, form, "component defined type");
    };
  }

  private Field<ComponentValType> field() {
    return new Field<>(in.readName(), valType());
  }

  private Case<ComponentValType> variantCase() {
    Case<ComponentValType> result = new Case<>(in.readName(), optional());
    code("zero byte required", 0x00);
    return result;
  }

  private Optional<ComponentValType> optional() {
    int at = in.position();
    int flag = in.readByte();
    return switch (flag) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(valType());
      default -> throw in.invalidByte(at, flag, "optional component value type");
    };
  }

  private ComponentValType valType() {
    Optional<PrimitiveType> primitive = PrimitiveType.of(in.peek());
    if (primitive.isPresent()) {
      in.skip(1);
      return ComponentValType.of(primitive.get());
    }
    int at = in.position();
    long index = in.readS33();
    if (index < 0) {
      throw in.failAt(at, BinaryCode.MALFORMED, "invalid component value type");
    }
    return new ComponentValType.Ref((int) index);
  }

  // Canonical definitions.

  private Canon canon() {
    int at = in.position();
    int code = in.readByte();
    return switch (code) {
      case 0x00 -> {
        code("canonical function lift", 0x00);
        int coreFunc = in.readU32();
        CanonicalOptions options = options();
        yield new Canon.Lift(coreFunc, in.readU32(), options);
      }
      case 0x01 -> {
        code("canonical function lower", 0x00);
        yield new Canon.Lower(in.readU32(), options());
      }
      default ->
          provided(
              BuiltIn.of(code).orElseThrow(() -> in.invalidByte(at, code, "canonical function")));
    };
  }

  private Canon provided(BuiltIn builtIn) {
    return switch (builtIn) {
      case BuiltIn.Plain plain -> new Canon.Plain(plain);
      case BuiltIn.OfResource of -> new Canon.OfResource(of, in.readU32());
      case BuiltIn.OfChannel of -> new Canon.OfChannel(of, in.readU32());
      case BuiltIn.Copy copy -> new Canon.Copy(copy, in.readU32(), options());
      case BuiltIn.CancelCopy cancel -> new Canon.CancelCopy(cancel, in.readU32(), flag());
      case BuiltIn.Cancellable cancellable -> new Canon.Cancellable(cancellable, flag());
      case BuiltIn.Waiting waiting -> new Canon.Waiting(waiting, flag(), in.readU32());
      case BuiltIn.OfText text -> new Canon.OfText(text, options());
      case BuiltIn.Context context ->
          new Canon.Context(context, TypeReader.valType(in), in.readU32());
      case BuiltIn.ThreadOfTable thread ->
          new Canon.ThreadOfTable(thread, in.readU32(), in.readU32());
      case BuiltIn.Single.TASK_RETURN -> new Canon.TaskReturn(result(), options());
      case BuiltIn.Single.SUBTASK_CANCEL -> new Canon.SubtaskCancel(flag());
      case BuiltIn.Single.THREAD_SPAWN_REF -> new Canon.ThreadSpawnRef(in.readU32());
    };
  }

  private boolean flag() {
    int at = in.position();
    int value = in.readByte();
    if (value > 1) {
      throw in.failAt(at, BinaryCode.MALFORMED, "invalid boolean value: " + value);
    }
    return value == 1;
  }

  private CanonicalOptions options() {
    return new CanonicalOptions(
        list(ComponentLimits.MAX_OPTIONS, "canonical options", this::option));
  }

  private CanonicalOption option() {
    int at = in.position();
    int code = in.readByte();
    return switch (code) {
      case 0x00 -> CanonicalOption.StringEncoding.UTF8;
      case 0x01 -> CanonicalOption.StringEncoding.UTF16;
      case 0x02 -> CanonicalOption.StringEncoding.LATIN1_UTF16;
      case 0x03 -> new CanonicalOption.Memory(in.readU32());
      case 0x04 -> new CanonicalOption.Realloc(in.readU32());
      case 0x05 -> new CanonicalOption.PostReturn(in.readU32());
      case 0x06 -> new CanonicalOption.Async();
      case 0x07 -> new CanonicalOption.Callback(in.readU32());
      case 0x08 -> new CanonicalOption.CoreType(in.readU32());
      case 0x09 -> new CanonicalOption.Gc();
      default -> throw in.invalidByte(at, code, "canonical option");
    };
  }

  // Imports and exports.

  private ExternName externName() {
    int at = in.position();
    int form = in.readByte();
    return switch (form) {
      case 0x00 -> new ExternName(ExternName.Form.PLAIN, in.readName(), List.of());
      case 0x01 -> new ExternName(ExternName.Form.INTERFACE, in.readName(), List.of());
      case 0x02 ->
          new ExternName(
              ExternName.Form.ATTRIBUTED,
              in.readName(),
              list(ComponentLimits.MAX_ATTRIBUTES, "name attributes", this::attribute));
      default -> throw in.invalidByte(at, form, "component name");
    };
  }

  private ExternName.Attribute attribute() {
    int at = in.position();
    int form = in.readByte();
    return switch (form) {
      case 0x00 -> new ExternName.Attribute.Implements(in.readName());
      case 0x01 -> new ExternName.Attribute.VersionSuffix(in.readName());
      case 0x02 -> new ExternName.Attribute.ExternalId(in.readName());
      default -> throw in.invalidByte(at, form, "name option");
    };
  }

  private ExternDesc externDesc() {
    Sort sort = externSort();
    return switch (sort) {
      case CORE_MODULE -> new ExternDesc.CoreModule(in.readU32());
      case FUNC -> new ExternDesc.Func(in.readU32());
      case VALUE -> new ExternDesc.Value(valType());
      case TYPE -> typeBound();
      case COMPONENT -> new ExternDesc.Component(in.readU32());
      case INSTANCE -> new ExternDesc.Instance(in.readU32());
      case CORE_FUNC, CORE_TABLE, CORE_MEMORY, CORE_GLOBAL, CORE_TAG, CORE_TYPE, CORE_INSTANCE ->
          throw new AssertionError(sort);
    };
  }

  private ExternDesc typeBound() {
    int at = in.position();
    int form = in.readByte();
    return switch (form) {
      case 0x00 -> new ExternDesc.TypeEq(in.readU32());
      case 0x01 -> new ExternDesc.SubResource();
      default -> throw in.invalidByte(at, form, "type bound");
    };
  }

  private ComponentElement export() {
    ExternName name = externName();
    SortIndex item = sortIndex();
    int at = in.position();
    int flag = in.readByte();
    return switch (flag) {
      case 0 -> new ComponentElement.Export(name, item);
      case 1 -> new ComponentElement.Export(name, item, Optional.of(externDesc()));
      default -> throw in.invalidByte(at, flag, "optional component export type");
    };
  }
}
