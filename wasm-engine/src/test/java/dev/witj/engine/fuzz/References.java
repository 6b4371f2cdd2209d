package dev.witj.engine.fuzz;

import dev.witj.binary.core.ArrayType;
import dev.witj.binary.core.BlockType;
import dev.witj.binary.core.FieldType;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.Instruction;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.Opcode;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.StorageType;
import dev.witj.binary.core.StructType;
import dev.witj.binary.core.ValType;
import java.util.List;
import java.util.Random;

/** References, tables, structures and arrays in bodies. */
final class References {
  private static final RefType ANY = RefType.nullable(HeapType.Abstract.ANY);

  private final BodyGenerator body;
  private final Random random;
  private final Shape shape;

  References(BodyGenerator body, Random random) {
    this.body = body;
    this.random = random;
    this.shape = body.shape;
  }

  /** A reference of a type that variables have, or that is not null. */
  void expression(RefType type, int depth) {
    if (type.nullable()) {
      switch (random.nextInt(depth > 0 ? 6 : 3)) {
        case 0 -> body.add(new Instruction.Heap(Opcode.REF_NULL, type.heap()));
        case 1 -> body.add(Opcode.LOCAL_GET, body.local(type));
        case 2 -> body.add(Opcode.GLOBAL_GET, body.global(type));
        case 3 -> body.compound(type, depth - 1);
        default -> present(type.heap(), depth);
      }
    } else {
      present(type.heap(), depth);
    }
  }

  /** A reference that mostly is not null; where there may be none, an expression that traps. */
  private void present(HeapType heap, int depth) {
    switch (heap) {
      case HeapType.Concrete(int index) -> {
        if (index < shape.structs().size()) {
          struct(index, depth - 1);
        } else {
          array(index, depth - 1);
        }
      }
      case HeapType.Abstract kind -> {
        switch (kind) {
          case FUNC -> {
            switch (random.nextInt(10)) {
              case 0 -> {
                body.i32(random.nextInt(11));
                body.add(Opcode.TABLE_GET, 0);
                body.add(Opcode.REF_AS_NON_NULL);
              }
              default -> body.add(Opcode.REF_FUNC, random.nextInt(shape.functions().size()));
            }
          }
          case I31 -> {
            body.expression(NumType.I32, depth - 1);
            body.add(Opcode.REF_I31);
          }
          case ANY -> any(depth);
          case EXTERN -> {
            if (shape.gc()) {
              any(depth);
              body.add(Opcode.EXTERN_CONVERT_ANY);
            } else {
              body.i32(random.nextInt(4));
              body.add(Opcode.TABLE_GET, 2);
              body.add(Opcode.REF_AS_NON_NULL);
            }
          }
          default -> {
            body.add(Opcode.LOCAL_GET, body.local(RefType.nullable(heap)));
            body.add(Opcode.REF_AS_NON_NULL);
          }
        }
      }
    }
  }

  private void any(int depth) {
    switch (random.nextInt(4)) {
      case 0 -> present(HeapType.Abstract.I31, depth);
      case 1 -> struct(random.nextInt(shape.structs().size()), depth - 1);
      case 2 -> array(shape.firstArray() + random.nextInt(shape.arrays().size()), depth - 1);
      default -> {
        body.add(Opcode.LOCAL_GET, body.local(ANY));
        body.add(Opcode.REF_AS_NON_NULL);
      }
    }
  }

  private void struct(int below, int depth) {
    int index = below + random.nextInt(shape.structs().size() - below);
    if (depth <= 0) {
      body.add(Opcode.STRUCT_NEW_DEFAULT, index);
      return;
    }
    for (FieldType field : shape.structs().get(index).fields()) {
      body.expression(field.storage().unpacked(), depth - 1);
    }
    body.add(Opcode.STRUCT_NEW, index);
  }

  private ArrayType arrayType(int index) {
    return shape.arrays().get(index - shape.firstArray());
  }

  private void array(int index, int depth) {
    StorageType storage = arrayType(index).element().storage();
    switch (random.nextInt(4)) {
      case 0 -> {
        body.i32(random.nextInt(9));
        body.add(Opcode.ARRAY_NEW_DEFAULT, index);
      }
      case 1 -> {
        body.expression(storage.unpacked(), depth);
        body.i32(random.nextInt(9));
        body.add(Opcode.ARRAY_NEW, index);
      }
      case 2 -> {
        int length = random.nextInt(4);
        for (int i = 0; i < length; i++) {
          body.expression(storage.unpacked(), depth);
        }
        body.add(new Instruction.Indices(Opcode.ARRAY_NEW_FIXED, index, length));
      }
      default -> segment(index, storage);
    }
  }

  private void segment(int index, StorageType storage) {
    if (storage instanceof RefType reference && reference.heap() != HeapType.Abstract.FUNC) {
      body.i32(random.nextInt(9));
      body.add(Opcode.ARRAY_NEW_DEFAULT, index);
      return;
    }
    body.i32(random.nextInt(3));
    body.i32(random.nextInt(5));
    int segment = 1 + random.nextInt(ModuleGenerator.SEGMENTS - 1);
    body.add(
        new Instruction.Indices(
            storage instanceof RefType ? Opcode.ARRAY_NEW_ELEM : Opcode.ARRAY_NEW_DATA,
            index,
            segment));
  }

  // What references give.

  /** A number that is about references. */
  void number(int depth) {
    switch (random.nextInt(shape.gc() ? 7 : 3)) {
      case 0 -> {
        RefType type = anyReference();
        expression(type, depth);
        body.add(Opcode.REF_IS_NULL);
      }
      case 1 -> body.add(Opcode.TABLE_SIZE, 0);
      case 2 -> {
        expression(RefType.FUNCREF, depth);
        body.i32(random.nextInt(3));
        body.add(Opcode.TABLE_GROW, 0);
      }
      case 3 -> {
        expression(ANY, depth);
        body.add(
            new Instruction.Heap(
                random.nextBoolean() ? Opcode.REF_TEST : Opcode.REF_TEST_NULL, anyHeap()));
      }
      case 4 -> {
        RefType small = RefType.nullable(HeapType.Abstract.I31);
        expression(small, depth);
        expression(
            random.nextBoolean() ? small : RefType.nullable(new HeapType.Concrete(0)), depth);
        body.add(Opcode.REF_EQ);
      }
      case 5 -> {
        expression(RefType.nonNull(HeapType.Abstract.I31), depth);
        body.add(random.nextBoolean() ? Opcode.I31_GET_S : Opcode.I31_GET_U);
      }
      default -> {
        int index = shape.firstArray() + random.nextInt(shape.arrays().size());
        array(index, depth);
        body.add(Opcode.ARRAY_LEN);
      }
    }
  }

  private RefType anyReference() {
    List<ValType> references =
        shape.types().stream().filter(type -> type instanceof RefType).toList();
    return (RefType) references.get(random.nextInt(references.size()));
  }

  private HeapType anyHeap() {
    return switch (random.nextInt(6)) {
      case 0 -> HeapType.Abstract.I31;
      case 1 -> HeapType.Abstract.STRUCT;
      case 2 -> HeapType.Abstract.EQ;
      case 3 -> HeapType.Abstract.ARRAY;
      default ->
          new HeapType.Concrete(random.nextInt(shape.structs().size() + shape.arrays().size()));
    };
  }

  /** A number of a type out of a structure or an array, or a variable if there is none. */
  void field(NumType type, int depth) {
    for (int index = 0; index < shape.structs().size(); index++) {
      StructType struct = shape.structs().get(index);
      for (int field = struct.fields().size() - 1; field >= 0; field--) {
        if (struct.fields().get(field).storage() == type) {
          struct(index, depth);
          body.add(new Instruction.Indices(Opcode.STRUCT_GET, index, field));
          return;
        }
      }
    }
    body.add(Opcode.LOCAL_GET, body.local(type));
  }

  // Statements.

  void statement(int depth) {
    switch (random.nextInt(shape.gc() ? 12 : 7)) {
      case 0 -> {
        body.i32(random.nextInt(11));
        expression(RefType.FUNCREF, depth);
        body.add(Opcode.TABLE_SET, 0);
      }
      case 1 -> {
        body.add(new Instruction.I64Const(random.nextInt(6)));
        expression(RefType.FUNCREF, depth);
        body.add(Opcode.TABLE_SET, 1);
      }
      case 2 -> {
        body.i32(random.nextInt(8));
        expression(RefType.FUNCREF, depth);
        body.i32(random.nextInt(4));
        body.add(Opcode.TABLE_FILL, 0);
      }
      case 3 -> {
        body.i32(random.nextInt(8));
        body.add(new Instruction.I64Const(random.nextInt(3)));
        body.i32(random.nextInt(4));
        body.add(new Instruction.Indices(Opcode.TABLE_COPY, 0, 1));
      }
      case 4 -> {
        body.add(new Instruction.I64Const(random.nextInt(4)));
        body.i32(random.nextInt(2));
        body.i32(random.nextInt(3));
        int segment = random.nextInt(ModuleGenerator.SEGMENTS);
        body.add(new Instruction.Indices(Opcode.TABLE_INIT, segment, 1));
        if (random.nextInt(8) == 0) {
          body.add(Opcode.ELEM_DROP, segment);
        }
      }
      case 5 -> {
        body.open(new Instruction.Block(Opcode.BLOCK, BlockType.Empty.EMPTY), List.of());
        expression(anyReference(), depth);
        body.add(Opcode.BR_ON_NULL, 0);
        body.add(Opcode.DROP);
        body.statement(depth);
        body.close();
      }
      case 6 -> {
        RefType type = anyReference();
        RefType present = RefType.nonNull(type.heap());
        body.open(new Instruction.Block(Opcode.BLOCK, new BlockType.Value(type)), List.of(type));
        expression(type, depth);
        body.add(Opcode.BR_ON_NON_NULL, 0);
        expression(present, depth);
        body.close();
        body.add(Opcode.LOCAL_SET, body.local(type));
      }
      case 7, 8 -> setField(depth);
      case 9 -> elements(depth);
      case 10 -> castBranch(depth);
      default -> {
        expression(ANY, depth);
        body.add(new Instruction.Heap(Opcode.REF_CAST_NULL, new HeapType.Concrete(0)));
        body.add(Opcode.LOCAL_SET, body.local(RefType.nullable(new HeapType.Concrete(0))));
      }
    }
  }

  private void setField(int depth) {
    RefType type = RefType.nullable(new HeapType.Concrete(0));
    List<FieldType> fields = shape.structs().getFirst().fields();
    int field = random.nextInt(fields.size());
    StorageType storage = fields.get(field).storage();
    expression(type, depth);
    body.expression(storage.unpacked(), depth);
    body.add(new Instruction.Indices(Opcode.STRUCT_SET, 0, field));
    expression(type, depth);
    Opcode get =
        storage instanceof StorageType.Packed
            ? random.nextBoolean() ? Opcode.STRUCT_GET_S : Opcode.STRUCT_GET_U
            : Opcode.STRUCT_GET;
    body.add(new Instruction.Indices(get, 0, field));
    body.add(Opcode.LOCAL_SET, body.local(storage.unpacked()));
  }

  private void elements(int depth) {
    int index = shape.firstArray();
    RefType type = RefType.nullable(new HeapType.Concrete(index));
    StorageType storage = arrayType(index).element().storage();
    expression(type, depth);
    body.i32(random.nextInt(6));
    switch (random.nextInt(4)) {
      case 0 -> {
        Opcode get =
            storage instanceof StorageType.Packed
                ? random.nextBoolean() ? Opcode.ARRAY_GET_S : Opcode.ARRAY_GET_U
                : Opcode.ARRAY_GET;
        body.add(get, index);
        body.add(Opcode.LOCAL_SET, body.local(storage.unpacked()));
      }
      case 1 -> {
        body.expression(storage.unpacked(), depth);
        body.i32(random.nextInt(5));
        body.add(Opcode.ARRAY_FILL, index);
      }
      case 2 -> {
        expression(type, depth);
        body.i32(random.nextInt(4));
        body.i32(random.nextInt(4));
        body.add(new Instruction.Indices(Opcode.ARRAY_COPY, index, index));
      }
      default -> {
        body.expression(storage.unpacked(), depth);
        body.add(Opcode.ARRAY_SET, index);
      }
    }
  }

  private void castBranch(int depth) {
    boolean fail = random.nextBoolean();
    RefType to = new RefType(random.nextBoolean(), anyHeap());
    body.open(new Instruction.Block(Opcode.BLOCK, new BlockType.Value(ANY)), List.of(ANY));
    expression(ANY, depth);
    body.add(
        new Instruction.CastBranch(fail ? Opcode.BR_ON_CAST_FAIL : Opcode.BR_ON_CAST, 0, ANY, to));
    if (random.nextBoolean()) {
      body.statement(depth);
    }
    body.close();
    body.add(Opcode.LOCAL_SET, body.local(ANY));
  }
}
