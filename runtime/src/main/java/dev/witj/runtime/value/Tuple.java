package dev.witj.runtime.value;

import java.util.List;

/** A WIT tuple, whatever its length. */
public sealed interface Tuple
    permits Tuple1,
        Tuple2,
        Tuple3,
        Tuple4,
        Tuple5,
        Tuple6,
        Tuple7,
        Tuple8,
        Tuple9,
        Tuple10,
        Tuple11,
        Tuple12,
        Tuple13,
        Tuple14,
        Tuple15,
        Tuple16,
        TupleN {
  /** The elements, in a new array. */
  Object[] toArray();

  /** The tuple of these elements. */
  static Tuple of(Object... elements) {
    return switch (elements.length) {
      case 1 -> new Tuple1<>(elements[0]);
      case 2 -> new Tuple2<>(elements[0], elements[1]);
      case 3 -> new Tuple3<>(elements[0], elements[1], elements[2]);
      case 4 -> new Tuple4<>(elements[0], elements[1], elements[2], elements[3]);
      case 5 -> new Tuple5<>(elements[0], elements[1], elements[2], elements[3], elements[4]);
      case 6 ->
          new Tuple6<>(
              elements[0], elements[1], elements[2], elements[3], elements[4], elements[5]);
      case 7 ->
          new Tuple7<>(
              elements[0],
              elements[1],
              elements[2],
              elements[3],
              elements[4],
              elements[5],
              elements[6]);
      case 8 ->
          new Tuple8<>(
              elements[0],
              elements[1],
              elements[2],
              elements[3],
              elements[4],
              elements[5],
              elements[6],
              elements[7]);
      case 9 ->
          new Tuple9<>(
              elements[0],
              elements[1],
              elements[2],
              elements[3],
              elements[4],
              elements[5],
              elements[6],
              elements[7],
              elements[8]);
      case 10 ->
          new Tuple10<>(
              elements[0],
              elements[1],
              elements[2],
              elements[3],
              elements[4],
              elements[5],
              elements[6],
              elements[7],
              elements[8],
              elements[9]);
      case 11 ->
          new Tuple11<>(
              elements[0],
              elements[1],
              elements[2],
              elements[3],
              elements[4],
              elements[5],
              elements[6],
              elements[7],
              elements[8],
              elements[9],
              elements[10]);
      case 12 ->
          new Tuple12<>(
              elements[0],
              elements[1],
              elements[2],
              elements[3],
              elements[4],
              elements[5],
              elements[6],
              elements[7],
              elements[8],
              elements[9],
              elements[10],
              elements[11]);
      case 13 ->
          new Tuple13<>(
              elements[0],
              elements[1],
              elements[2],
              elements[3],
              elements[4],
              elements[5],
              elements[6],
              elements[7],
              elements[8],
              elements[9],
              elements[10],
              elements[11],
              elements[12]);
      case 14 ->
          new Tuple14<>(
              elements[0],
              elements[1],
              elements[2],
              elements[3],
              elements[4],
              elements[5],
              elements[6],
              elements[7],
              elements[8],
              elements[9],
              elements[10],
              elements[11],
              elements[12],
              elements[13]);
      case 15 ->
          new Tuple15<>(
              elements[0],
              elements[1],
              elements[2],
              elements[3],
              elements[4],
              elements[5],
              elements[6],
              elements[7],
              elements[8],
              elements[9],
              elements[10],
              elements[11],
              elements[12],
              elements[13],
              elements[14]);
      case 16 ->
          new Tuple16<>(
              elements[0],
              elements[1],
              elements[2],
              elements[3],
              elements[4],
              elements[5],
              elements[6],
              elements[7],
              elements[8],
              elements[9],
              elements[10],
              elements[11],
              elements[12],
              elements[13],
              elements[14],
              elements[15]);
      default -> new TupleN(List.of(elements));
    };
  }

  /** The text form of a tuple, as {@code (1, 2)}. */
  static String text(Tuple tuple) {
    String inBrackets = Values.text(tuple.toArray());
    return "(" + inBrackets.substring(1, inBrackets.length() - 1) + ")";
  }
}
