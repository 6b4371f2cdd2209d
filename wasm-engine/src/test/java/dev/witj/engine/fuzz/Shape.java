package dev.witj.engine.fuzz;

import dev.witj.binary.core.ArrayType;
import dev.witj.binary.core.FieldType;
import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.HeapType;
import dev.witj.binary.core.NumType;
import dev.witj.binary.core.RecGroup;
import dev.witj.binary.core.RefType;
import dev.witj.binary.core.StorageType;
import dev.witj.binary.core.StructType;
import dev.witj.binary.core.SubType;
import dev.witj.binary.core.ValType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a module to be made has, before its functions have bodies: types, functions, variables.
 *
 * @param gc whether there are structures and arrays, which then are the first types
 * @param structs the structures, by index, each below the one before
 * @param arrays the arrays, by index
 * @param functions the types of the functions
 * @param globals the types of the globals; the first is the fuel
 * @param tags the parameters of the tags
 * @param placed how many functions are in the first table, from its second place on
 * @param wideMemory whether the second memory has 64-bit addresses
 */
record Shape(
    boolean gc,
    List<StructType> structs,
    List<ArrayType> arrays,
    List<FuncType> functions,
    List<ValType> globals,
    List<List<ValType>> tags,
    int placed,
    boolean wideMemory) {
  private static final int STRUCTS = 3;

  static Shape random(Random random, boolean gc) {
    List<StructType> structs = new ArrayList<>();
    List<ArrayType> arrays = new ArrayList<>();
    if (gc) {
      List<FieldType> fields = new ArrayList<>();
      for (int i = 0; i < STRUCTS; i++) {
        for (int more = 1 + random.nextInt(3); more > 0; more--) {
          fields.add(new FieldType(storage(random), true));
        }
        structs.add(new StructType(fields));
      }
      for (int i = 0; i < 3; i++) {
        arrays.add(new ArrayType(new FieldType(storage(random), true)));
      }
      arrays.add(new ArrayType(new FieldType(StorageType.Packed.I8, true)));
      arrays.add(new ArrayType(new FieldType(RefType.FUNCREF, true)));
    }
    List<ValType> types = types(gc);
    List<FuncType> functions = new ArrayList<>();
    for (int i = 2 + random.nextInt(5); i > 0; i--) {
      functions.add(new FuncType(some(random, types, 4), some(random, types, 3)));
    }
    List<ValType> globals = new ArrayList<>(List.of(NumType.I32));
    globals.addAll(types);
    List<List<ValType>> tags =
        List.of(List.of(), some(random, types, 3), List.of(NumType.I32, NumType.F64));
    return new Shape(
        gc, structs, arrays, functions, globals, tags, functions.size(), random.nextBoolean());
  }

  private static StorageType storage(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> StorageType.Packed.I8;
      case 1 -> StorageType.Packed.I16;
      case 2 -> RefType.nullable(HeapType.Abstract.ANY);
      case 3 -> NumType.V128;
      default -> NumType.values()[random.nextInt(4)];
    };
  }

  private static List<ValType> some(Random random, List<ValType> types, int most) {
    List<ValType> some = new ArrayList<>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      some.add(types.get(random.nextInt(types.size())));
    }
    return some;
  }

  /** The types of variables, all of which have a default. */
  static List<ValType> types(boolean gc) {
    List<ValType> types = new ArrayList<>(List.of(NumType.values()));
    types.add(RefType.FUNCREF);
    types.add(RefType.EXTERNREF);
    types.add(RefType.EXNREF);
    if (gc) {
      types.add(RefType.nullable(HeapType.Abstract.ANY));
      types.add(RefType.nullable(HeapType.Abstract.I31));
      types.add(RefType.nullable(new HeapType.Concrete(0)));
      types.add(RefType.nullable(new HeapType.Concrete(STRUCTS)));
    }
    return types;
  }

  /** The same with each function twice, for a module that imports those of another. */
  Shape twice() {
    List<FuncType> both = new ArrayList<>(functions);
    both.addAll(functions);
    return new Shape(gc, structs, arrays, both, globals, tags, placed, wideMemory);
  }

  List<ValType> types() {
    return types(gc);
  }

  /** The index of the first array type. */
  int firstArray() {
    return structs.size();
  }

  /** The types that stand first in the module. */
  List<RecGroup> groups() {
    List<RecGroup> groups = new ArrayList<>();
    if (gc) {
      List<SubType> hierarchy = new ArrayList<>();
      for (int i = 0; i < structs.size(); i++) {
        hierarchy.add(new SubType(false, i == 0 ? List.of() : List.of(i - 1), structs.get(i)));
      }
      groups.add(new RecGroup(true, hierarchy));
      for (ArrayType array : arrays) {
        groups.add(RecGroup.of(SubType.of(array)));
      }
    }
    return groups;
  }
}
