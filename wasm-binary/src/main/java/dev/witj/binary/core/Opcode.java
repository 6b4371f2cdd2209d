package dev.witj.binary.core;

import static dev.witj.binary.Feature.*;
import static dev.witj.binary.core.Immediate.*;

import dev.witj.binary.Feature;
import dev.witj.binary.Features;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every instruction: its text name, its encoding, what follows it, the feature it belongs to, and
 * what it takes from the stack and puts there where that is fixed. Reader, writer, validator,
 * printer and assembler all work from this table.
 *
 * <p>A code above 0xff has its prefix byte in the upper half and its sub-opcode, a u32, in the
 * lower. A signature is operands, a colon and results: {@code i l f d v} are the number types in
 * the order of {@link NumType}, and {@code a} is the address type of the memory that the
 * instruction names.
 */
public enum Opcode {

  // Control.
  UNREACHABLE(0x00, "unreachable", NONE),
  NOP(0x01, "nop", NONE, ":"),
  BLOCK(0x02, "block", BLOCK_TYPE),
  LOOP(0x03, "loop", BLOCK_TYPE),
  IF(0x04, "if", BLOCK_TYPE),
  ELSE(0x05, "else", NONE),
  TRY(0x06, "try", BLOCK_TYPE, LEGACY_EXCEPTIONS),
  CATCH(0x07, "catch", TAG, LEGACY_EXCEPTIONS),
  THROW(0x08, "throw", TAG, EXCEPTIONS),
  RETHROW(0x09, "rethrow", LABEL, LEGACY_EXCEPTIONS),
  THROW_REF(0x0a, "throw_ref", NONE, EXCEPTIONS),
  END(0x0b, "end", NONE),
  BR(0x0c, "br", LABEL),
  BR_IF(0x0d, "br_if", LABEL),
  BR_TABLE(0x0e, "br_table", LABELS),
  RETURN(0x0f, "return", NONE),
  CALL(0x10, "call", FUNC),
  CALL_INDIRECT(0x11, "call_indirect", TYPE_TABLE),
  RETURN_CALL(0x12, "return_call", FUNC, TAIL_CALL),
  RETURN_CALL_INDIRECT(0x13, "return_call_indirect", TYPE_TABLE, TAIL_CALL),
  CALL_REF(0x14, "call_ref", TYPE, FUNCTION_REFERENCES),
  RETURN_CALL_REF(0x15, "return_call_ref", TYPE, TAIL_CALL),
  DELEGATE(0x18, "delegate", LABEL, LEGACY_EXCEPTIONS),
  CATCH_ALL(0x19, "catch_all", NONE, LEGACY_EXCEPTIONS),
  DROP(0x1a, "drop", NONE),
  SELECT(0x1b, "select", NONE),
  SELECT_TYPED(0x1c, "select", SELECT_TYPES, REFERENCE_TYPES),
  TRY_TABLE(0x1f, "try_table", BLOCK_CATCHES, EXCEPTIONS),

  // Variables and tables.
  LOCAL_GET(0x20, "local.get", LOCAL),
  LOCAL_SET(0x21, "local.set", LOCAL),
  LOCAL_TEE(0x22, "local.tee", LOCAL),
  GLOBAL_GET(0x23, "global.get", GLOBAL),
  GLOBAL_SET(0x24, "global.set", GLOBAL),
  TABLE_GET(0x25, "table.get", TABLE, REFERENCE_TYPES),
  TABLE_SET(0x26, "table.set", TABLE, REFERENCE_TYPES),

  // Memory.
  I32_LOAD(0x28, "i32.load", MEMARG, "a:i", 2),
  I64_LOAD(0x29, "i64.load", MEMARG, "a:l", 3),
  F32_LOAD(0x2a, "f32.load", MEMARG, "a:f", 2),
  F64_LOAD(0x2b, "f64.load", MEMARG, "a:d", 3),
  I32_LOAD8_S(0x2c, "i32.load8_s", MEMARG, "a:i", 0),
  I32_LOAD8_U(0x2d, "i32.load8_u", MEMARG, "a:i", 0),
  I32_LOAD16_S(0x2e, "i32.load16_s", MEMARG, "a:i", 1),
  I32_LOAD16_U(0x2f, "i32.load16_u", MEMARG, "a:i", 1),
  I64_LOAD8_S(0x30, "i64.load8_s", MEMARG, "a:l", 0),
  I64_LOAD8_U(0x31, "i64.load8_u", MEMARG, "a:l", 0),
  I64_LOAD16_S(0x32, "i64.load16_s", MEMARG, "a:l", 1),
  I64_LOAD16_U(0x33, "i64.load16_u", MEMARG, "a:l", 1),
  I64_LOAD32_S(0x34, "i64.load32_s", MEMARG, "a:l", 2),
  I64_LOAD32_U(0x35, "i64.load32_u", MEMARG, "a:l", 2),
  I32_STORE(0x36, "i32.store", MEMARG, "ai:", 2),
  I64_STORE(0x37, "i64.store", MEMARG, "al:", 3),
  F32_STORE(0x38, "f32.store", MEMARG, "af:", 2),
  F64_STORE(0x39, "f64.store", MEMARG, "ad:", 3),
  I32_STORE8(0x3a, "i32.store8", MEMARG, "ai:", 0),
  I32_STORE16(0x3b, "i32.store16", MEMARG, "ai:", 1),
  I64_STORE8(0x3c, "i64.store8", MEMARG, "al:", 0),
  I64_STORE16(0x3d, "i64.store16", MEMARG, "al:", 1),
  I64_STORE32(0x3e, "i64.store32", MEMARG, "al:", 2),
  MEMORY_SIZE(0x3f, "memory.size", MEMORY, ":a"),
  MEMORY_GROW(0x40, "memory.grow", MEMORY, "a:a"),

  // Numbers.
  I32_CONST(0x41, "i32.const", I32, ":i"),
  I64_CONST(0x42, "i64.const", I64, ":l"),
  F32_CONST(0x43, "f32.const", F32, ":f"),
  F64_CONST(0x44, "f64.const", F64, ":d"),
  I32_EQZ(0x45, "i32.eqz", NONE, "i:i"),
  I32_EQ(0x46, "i32.eq", NONE, "ii:i"),
  I32_NE(0x47, "i32.ne", NONE, "ii:i"),
  I32_LT_S(0x48, "i32.lt_s", NONE, "ii:i"),
  I32_LT_U(0x49, "i32.lt_u", NONE, "ii:i"),
  I32_GT_S(0x4a, "i32.gt_s", NONE, "ii:i"),
  I32_GT_U(0x4b, "i32.gt_u", NONE, "ii:i"),
  I32_LE_S(0x4c, "i32.le_s", NONE, "ii:i"),
  I32_LE_U(0x4d, "i32.le_u", NONE, "ii:i"),
  I32_GE_S(0x4e, "i32.ge_s", NONE, "ii:i"),
  I32_GE_U(0x4f, "i32.ge_u", NONE, "ii:i"),
  I64_EQZ(0x50, "i64.eqz", NONE, "l:i"),
  I64_EQ(0x51, "i64.eq", NONE, "ll:i"),
  I64_NE(0x52, "i64.ne", NONE, "ll:i"),
  I64_LT_S(0x53, "i64.lt_s", NONE, "ll:i"),
  I64_LT_U(0x54, "i64.lt_u", NONE, "ll:i"),
  I64_GT_S(0x55, "i64.gt_s", NONE, "ll:i"),
  I64_GT_U(0x56, "i64.gt_u", NONE, "ll:i"),
  I64_LE_S(0x57, "i64.le_s", NONE, "ll:i"),
  I64_LE_U(0x58, "i64.le_u", NONE, "ll:i"),
  I64_GE_S(0x59, "i64.ge_s", NONE, "ll:i"),
  I64_GE_U(0x5a, "i64.ge_u", NONE, "ll:i"),
  F32_EQ(0x5b, "f32.eq", NONE, "ff:i"),
  F32_NE(0x5c, "f32.ne", NONE, "ff:i"),
  F32_LT(0x5d, "f32.lt", NONE, "ff:i"),
  F32_GT(0x5e, "f32.gt", NONE, "ff:i"),
  F32_LE(0x5f, "f32.le", NONE, "ff:i"),
  F32_GE(0x60, "f32.ge", NONE, "ff:i"),
  F64_EQ(0x61, "f64.eq", NONE, "dd:i"),
  F64_NE(0x62, "f64.ne", NONE, "dd:i"),
  F64_LT(0x63, "f64.lt", NONE, "dd:i"),
  F64_GT(0x64, "f64.gt", NONE, "dd:i"),
  F64_LE(0x65, "f64.le", NONE, "dd:i"),
  F64_GE(0x66, "f64.ge", NONE, "dd:i"),
  I32_CLZ(0x67, "i32.clz", NONE, "i:i"),
  I32_CTZ(0x68, "i32.ctz", NONE, "i:i"),
  I32_POPCNT(0x69, "i32.popcnt", NONE, "i:i"),
  I32_ADD(0x6a, "i32.add", NONE, "ii:i"),
  I32_SUB(0x6b, "i32.sub", NONE, "ii:i"),
  I32_MUL(0x6c, "i32.mul", NONE, "ii:i"),
  I32_DIV_S(0x6d, "i32.div_s", NONE, "ii:i"),
  I32_DIV_U(0x6e, "i32.div_u", NONE, "ii:i"),
  I32_REM_S(0x6f, "i32.rem_s", NONE, "ii:i"),
  I32_REM_U(0x70, "i32.rem_u", NONE, "ii:i"),
  I32_AND(0x71, "i32.and", NONE, "ii:i"),
  I32_OR(0x72, "i32.or", NONE, "ii:i"),
  I32_XOR(0x73, "i32.xor", NONE, "ii:i"),
  I32_SHL(0x74, "i32.shl", NONE, "ii:i"),
  I32_SHR_S(0x75, "i32.shr_s", NONE, "ii:i"),
  I32_SHR_U(0x76, "i32.shr_u", NONE, "ii:i"),
  I32_ROTL(0x77, "i32.rotl", NONE, "ii:i"),
  I32_ROTR(0x78, "i32.rotr", NONE, "ii:i"),
  I64_CLZ(0x79, "i64.clz", NONE, "l:l"),
  I64_CTZ(0x7a, "i64.ctz", NONE, "l:l"),
  I64_POPCNT(0x7b, "i64.popcnt", NONE, "l:l"),
  I64_ADD(0x7c, "i64.add", NONE, "ll:l"),
  I64_SUB(0x7d, "i64.sub", NONE, "ll:l"),
  I64_MUL(0x7e, "i64.mul", NONE, "ll:l"),
  I64_DIV_S(0x7f, "i64.div_s", NONE, "ll:l"),
  I64_DIV_U(0x80, "i64.div_u", NONE, "ll:l"),
  I64_REM_S(0x81, "i64.rem_s", NONE, "ll:l"),
  I64_REM_U(0x82, "i64.rem_u", NONE, "ll:l"),
  I64_AND(0x83, "i64.and", NONE, "ll:l"),
  I64_OR(0x84, "i64.or", NONE, "ll:l"),
  I64_XOR(0x85, "i64.xor", NONE, "ll:l"),
  I64_SHL(0x86, "i64.shl", NONE, "ll:l"),
  I64_SHR_S(0x87, "i64.shr_s", NONE, "ll:l"),
  I64_SHR_U(0x88, "i64.shr_u", NONE, "ll:l"),
  I64_ROTL(0x89, "i64.rotl", NONE, "ll:l"),
  I64_ROTR(0x8a, "i64.rotr", NONE, "ll:l"),
  F32_ABS(0x8b, "f32.abs", NONE, "f:f"),
  F32_NEG(0x8c, "f32.neg", NONE, "f:f"),
  F32_CEIL(0x8d, "f32.ceil", NONE, "f:f"),
  F32_FLOOR(0x8e, "f32.floor", NONE, "f:f"),
  F32_TRUNC(0x8f, "f32.trunc", NONE, "f:f"),
  F32_NEAREST(0x90, "f32.nearest", NONE, "f:f"),
  F32_SQRT(0x91, "f32.sqrt", NONE, "f:f"),
  F32_ADD(0x92, "f32.add", NONE, "ff:f"),
  F32_SUB(0x93, "f32.sub", NONE, "ff:f"),
  F32_MUL(0x94, "f32.mul", NONE, "ff:f"),
  F32_DIV(0x95, "f32.div", NONE, "ff:f"),
  F32_MIN(0x96, "f32.min", NONE, "ff:f"),
  F32_MAX(0x97, "f32.max", NONE, "ff:f"),
  F32_COPYSIGN(0x98, "f32.copysign", NONE, "ff:f"),
  F64_ABS(0x99, "f64.abs", NONE, "d:d"),
  F64_NEG(0x9a, "f64.neg", NONE, "d:d"),
  F64_CEIL(0x9b, "f64.ceil", NONE, "d:d"),
  F64_FLOOR(0x9c, "f64.floor", NONE, "d:d"),
  F64_TRUNC(0x9d, "f64.trunc", NONE, "d:d"),
  F64_NEAREST(0x9e, "f64.nearest", NONE, "d:d"),
  F64_SQRT(0x9f, "f64.sqrt", NONE, "d:d"),
  F64_ADD(0xa0, "f64.add", NONE, "dd:d"),
  F64_SUB(0xa1, "f64.sub", NONE, "dd:d"),
  F64_MUL(0xa2, "f64.mul", NONE, "dd:d"),
  F64_DIV(0xa3, "f64.div", NONE, "dd:d"),
  F64_MIN(0xa4, "f64.min", NONE, "dd:d"),
  F64_MAX(0xa5, "f64.max", NONE, "dd:d"),
  F64_COPYSIGN(0xa6, "f64.copysign", NONE, "dd:d"),
  I32_WRAP_I64(0xa7, "i32.wrap_i64", NONE, "l:i"),
  I32_TRUNC_F32_S(0xa8, "i32.trunc_f32_s", NONE, "f:i"),
  I32_TRUNC_F32_U(0xa9, "i32.trunc_f32_u", NONE, "f:i"),
  I32_TRUNC_F64_S(0xaa, "i32.trunc_f64_s", NONE, "d:i"),
  I32_TRUNC_F64_U(0xab, "i32.trunc_f64_u", NONE, "d:i"),
  I64_EXTEND_I32_S(0xac, "i64.extend_i32_s", NONE, "i:l"),
  I64_EXTEND_I32_U(0xad, "i64.extend_i32_u", NONE, "i:l"),
  I64_TRUNC_F32_S(0xae, "i64.trunc_f32_s", NONE, "f:l"),
  I64_TRUNC_F32_U(0xaf, "i64.trunc_f32_u", NONE, "f:l"),
  I64_TRUNC_F64_S(0xb0, "i64.trunc_f64_s", NONE, "d:l"),
  I64_TRUNC_F64_U(0xb1, "i64.trunc_f64_u", NONE, "d:l"),
  F32_CONVERT_I32_S(0xb2, "f32.convert_i32_s", NONE, "i:f"),
  F32_CONVERT_I32_U(0xb3, "f32.convert_i32_u", NONE, "i:f"),
  F32_CONVERT_I64_S(0xb4, "f32.convert_i64_s", NONE, "l:f"),
  F32_CONVERT_I64_U(0xb5, "f32.convert_i64_u", NONE, "l:f"),
  F32_DEMOTE_F64(0xb6, "f32.demote_f64", NONE, "d:f"),
  F64_CONVERT_I32_S(0xb7, "f64.convert_i32_s", NONE, "i:d"),
  F64_CONVERT_I32_U(0xb8, "f64.convert_i32_u", NONE, "i:d"),
  F64_CONVERT_I64_S(0xb9, "f64.convert_i64_s", NONE, "l:d"),
  F64_CONVERT_I64_U(0xba, "f64.convert_i64_u", NONE, "l:d"),
  F64_PROMOTE_F32(0xbb, "f64.promote_f32", NONE, "f:d"),
  I32_REINTERPRET_F32(0xbc, "i32.reinterpret_f32", NONE, "f:i"),
  I64_REINTERPRET_F64(0xbd, "i64.reinterpret_f64", NONE, "d:l"),
  F32_REINTERPRET_I32(0xbe, "f32.reinterpret_i32", NONE, "i:f"),
  F64_REINTERPRET_I64(0xbf, "f64.reinterpret_i64", NONE, "l:d"),
  I32_EXTEND8_S(0xc0, "i32.extend8_s", NONE, "i:i", SIGN_EXTENSION),
  I32_EXTEND16_S(0xc1, "i32.extend16_s", NONE, "i:i", SIGN_EXTENSION),
  I64_EXTEND8_S(0xc2, "i64.extend8_s", NONE, "l:l", SIGN_EXTENSION),
  I64_EXTEND16_S(0xc3, "i64.extend16_s", NONE, "l:l", SIGN_EXTENSION),
  I64_EXTEND32_S(0xc4, "i64.extend32_s", NONE, "l:l", SIGN_EXTENSION),

  // References.
  REF_NULL(0xd0, "ref.null", HEAP_TYPE, REFERENCE_TYPES),
  REF_IS_NULL(0xd1, "ref.is_null", NONE, REFERENCE_TYPES),
  REF_FUNC(0xd2, "ref.func", FUNC, REFERENCE_TYPES),
  REF_EQ(0xd3, "ref.eq", NONE, GC),
  REF_AS_NON_NULL(0xd4, "ref.as_non_null", NONE, FUNCTION_REFERENCES),
  BR_ON_NULL(0xd5, "br_on_null", LABEL, FUNCTION_REFERENCES),
  BR_ON_NON_NULL(0xd6, "br_on_non_null", LABEL, FUNCTION_REFERENCES),

  // Structs, arrays and casts.
  STRUCT_NEW(0xfb_0000, "struct.new", TYPE, GC),
  STRUCT_NEW_DEFAULT(0xfb_0001, "struct.new_default", TYPE, GC),
  STRUCT_GET(0xfb_0002, "struct.get", TYPE_FIELD, GC),
  STRUCT_GET_S(0xfb_0003, "struct.get_s", TYPE_FIELD, GC),
  STRUCT_GET_U(0xfb_0004, "struct.get_u", TYPE_FIELD, GC),
  STRUCT_SET(0xfb_0005, "struct.set", TYPE_FIELD, GC),
  ARRAY_NEW(0xfb_0006, "array.new", TYPE, GC),
  ARRAY_NEW_DEFAULT(0xfb_0007, "array.new_default", TYPE, GC),
  ARRAY_NEW_FIXED(0xfb_0008, "array.new_fixed", TYPE_LENGTH, GC),
  ARRAY_NEW_DATA(0xfb_0009, "array.new_data", TYPE_DATA, GC),
  ARRAY_NEW_ELEM(0xfb_000a, "array.new_elem", TYPE_ELEM, GC),
  ARRAY_GET(0xfb_000b, "array.get", TYPE, GC),
  ARRAY_GET_S(0xfb_000c, "array.get_s", TYPE, GC),
  ARRAY_GET_U(0xfb_000d, "array.get_u", TYPE, GC),
  ARRAY_SET(0xfb_000e, "array.set", TYPE, GC),
  ARRAY_LEN(0xfb_000f, "array.len", NONE, GC),
  ARRAY_FILL(0xfb_0010, "array.fill", TYPE, GC),
  ARRAY_COPY(0xfb_0011, "array.copy", TYPE_TYPE, GC),
  ARRAY_INIT_DATA(0xfb_0012, "array.init_data", TYPE_DATA, GC),
  ARRAY_INIT_ELEM(0xfb_0013, "array.init_elem", TYPE_ELEM, GC),
  REF_TEST(0xfb_0014, "ref.test", HEAP_TYPE, GC),
  REF_TEST_NULL(0xfb_0015, "ref.test", HEAP_TYPE, GC),
  REF_CAST(0xfb_0016, "ref.cast", HEAP_TYPE, GC),
  REF_CAST_NULL(0xfb_0017, "ref.cast", HEAP_TYPE, GC),
  BR_ON_CAST(0xfb_0018, "br_on_cast", LABEL_CAST, GC),
  BR_ON_CAST_FAIL(0xfb_0019, "br_on_cast_fail", LABEL_CAST, GC),
  ANY_CONVERT_EXTERN(0xfb_001a, "any.convert_extern", NONE, GC),
  EXTERN_CONVERT_ANY(0xfb_001b, "extern.convert_any", NONE, GC),
  REF_I31(0xfb_001c, "ref.i31", NONE, GC),
  I31_GET_S(0xfb_001d, "i31.get_s", NONE, GC),
  I31_GET_U(0xfb_001e, "i31.get_u", NONE, GC),

  // Saturating conversions, bulk operations and wide arithmetic.
  I32_TRUNC_SAT_F32_S(0xfc_0000, "i32.trunc_sat_f32_s", NONE, "f:i", SATURATING_FLOAT_TO_INT),
  I32_TRUNC_SAT_F32_U(0xfc_0001, "i32.trunc_sat_f32_u", NONE, "f:i", SATURATING_FLOAT_TO_INT),
  I32_TRUNC_SAT_F64_S(0xfc_0002, "i32.trunc_sat_f64_s", NONE, "d:i", SATURATING_FLOAT_TO_INT),
  I32_TRUNC_SAT_F64_U(0xfc_0003, "i32.trunc_sat_f64_u", NONE, "d:i", SATURATING_FLOAT_TO_INT),
  I64_TRUNC_SAT_F32_S(0xfc_0004, "i64.trunc_sat_f32_s", NONE, "f:l", SATURATING_FLOAT_TO_INT),
  I64_TRUNC_SAT_F32_U(0xfc_0005, "i64.trunc_sat_f32_u", NONE, "f:l", SATURATING_FLOAT_TO_INT),
  I64_TRUNC_SAT_F64_S(0xfc_0006, "i64.trunc_sat_f64_s", NONE, "d:l", SATURATING_FLOAT_TO_INT),
  I64_TRUNC_SAT_F64_U(0xfc_0007, "i64.trunc_sat_f64_u", NONE, "d:l", SATURATING_FLOAT_TO_INT),
  MEMORY_INIT(0xfc_0008, "memory.init", DATA_MEMORY, "aii:", BULK_MEMORY),
  DATA_DROP(0xfc_0009, "data.drop", DATA, ":", BULK_MEMORY),
  MEMORY_COPY(0xfc_000a, "memory.copy", MEMORY_MEMORY, BULK_MEMORY_OPT),
  MEMORY_FILL(0xfc_000b, "memory.fill", MEMORY, "aia:", BULK_MEMORY_OPT),
  TABLE_INIT(0xfc_000c, "table.init", ELEM_TABLE, BULK_MEMORY),
  ELEM_DROP(0xfc_000d, "elem.drop", ELEM, ":", BULK_MEMORY),
  TABLE_COPY(0xfc_000e, "table.copy", TABLE_TABLE, BULK_MEMORY),
  TABLE_GROW(0xfc_000f, "table.grow", TABLE, REFERENCE_TYPES),
  TABLE_SIZE(0xfc_0010, "table.size", TABLE, REFERENCE_TYPES),
  TABLE_FILL(0xfc_0011, "table.fill", TABLE, REFERENCE_TYPES),
  MEMORY_DISCARD(0xfc_0012, "memory.discard", MEMORY, "aa:", MEMORY_CONTROL),
  I64_ADD128(0xfc_0013, "i64.add128", NONE, "llll:ll", WIDE_ARITHMETIC),
  I64_SUB128(0xfc_0014, "i64.sub128", NONE, "llll:ll", WIDE_ARITHMETIC),
  I64_MUL_WIDE_S(0xfc_0015, "i64.mul_wide_s", NONE, "ll:ll", WIDE_ARITHMETIC),
  I64_MUL_WIDE_U(0xfc_0016, "i64.mul_wide_u", NONE, "ll:ll", WIDE_ARITHMETIC),

  // Vectors.
  V128_LOAD(0xfd_0000, "v128.load", MEMARG, "a:v", SIMD, 4),
  V128_LOAD8X8_S(0xfd_0001, "v128.load8x8_s", MEMARG, "a:v", SIMD, 3),
  V128_LOAD8X8_U(0xfd_0002, "v128.load8x8_u", MEMARG, "a:v", SIMD, 3),
  V128_LOAD16X4_S(0xfd_0003, "v128.load16x4_s", MEMARG, "a:v", SIMD, 3),
  V128_LOAD16X4_U(0xfd_0004, "v128.load16x4_u", MEMARG, "a:v", SIMD, 3),
  V128_LOAD32X2_S(0xfd_0005, "v128.load32x2_s", MEMARG, "a:v", SIMD, 3),
  V128_LOAD32X2_U(0xfd_0006, "v128.load32x2_u", MEMARG, "a:v", SIMD, 3),
  V128_LOAD8_SPLAT(0xfd_0007, "v128.load8_splat", MEMARG, "a:v", SIMD, 0),
  V128_LOAD16_SPLAT(0xfd_0008, "v128.load16_splat", MEMARG, "a:v", SIMD, 1),
  V128_LOAD32_SPLAT(0xfd_0009, "v128.load32_splat", MEMARG, "a:v", SIMD, 2),
  V128_LOAD64_SPLAT(0xfd_000a, "v128.load64_splat", MEMARG, "a:v", SIMD, 3),
  V128_STORE(0xfd_000b, "v128.store", MEMARG, "av:", SIMD, 4),
  V128_CONST(0xfd_000c, "v128.const", V128, ":v", SIMD),
  I8X16_SHUFFLE(0xfd_000d, "i8x16.shuffle", SHUFFLE, "vv:v", SIMD),
  I8X16_SWIZZLE(0xfd_000e, "i8x16.swizzle", NONE, "vv:v", SIMD),
  I8X16_SPLAT(0xfd_000f, "i8x16.splat", NONE, "i:v", SIMD),
  I16X8_SPLAT(0xfd_0010, "i16x8.splat", NONE, "i:v", SIMD),
  I32X4_SPLAT(0xfd_0011, "i32x4.splat", NONE, "i:v", SIMD),
  I64X2_SPLAT(0xfd_0012, "i64x2.splat", NONE, "l:v", SIMD),
  F32X4_SPLAT(0xfd_0013, "f32x4.splat", NONE, "f:v", SIMD),
  F64X2_SPLAT(0xfd_0014, "f64x2.splat", NONE, "d:v", SIMD),
  I8X16_EXTRACT_LANE_S(0xfd_0015, "i8x16.extract_lane_s", LANE, "v:i", SIMD, 16),
  I8X16_EXTRACT_LANE_U(0xfd_0016, "i8x16.extract_lane_u", LANE, "v:i", SIMD, 16),
  I8X16_REPLACE_LANE(0xfd_0017, "i8x16.replace_lane", LANE, "vi:v", SIMD, 16),
  I16X8_EXTRACT_LANE_S(0xfd_0018, "i16x8.extract_lane_s", LANE, "v:i", SIMD, 8),
  I16X8_EXTRACT_LANE_U(0xfd_0019, "i16x8.extract_lane_u", LANE, "v:i", SIMD, 8),
  I16X8_REPLACE_LANE(0xfd_001a, "i16x8.replace_lane", LANE, "vi:v", SIMD, 8),
  I32X4_EXTRACT_LANE(0xfd_001b, "i32x4.extract_lane", LANE, "v:i", SIMD, 4),
  I32X4_REPLACE_LANE(0xfd_001c, "i32x4.replace_lane", LANE, "vi:v", SIMD, 4),
  I64X2_EXTRACT_LANE(0xfd_001d, "i64x2.extract_lane", LANE, "v:l", SIMD, 2),
  I64X2_REPLACE_LANE(0xfd_001e, "i64x2.replace_lane", LANE, "vl:v", SIMD, 2),
  F32X4_EXTRACT_LANE(0xfd_001f, "f32x4.extract_lane", LANE, "v:f", SIMD, 4),
  F32X4_REPLACE_LANE(0xfd_0020, "f32x4.replace_lane", LANE, "vf:v", SIMD, 4),
  F64X2_EXTRACT_LANE(0xfd_0021, "f64x2.extract_lane", LANE, "v:d", SIMD, 2),
  F64X2_REPLACE_LANE(0xfd_0022, "f64x2.replace_lane", LANE, "vd:v", SIMD, 2),
  I8X16_EQ(0xfd_0023, "i8x16.eq", NONE, "vv:v", SIMD),
  I8X16_NE(0xfd_0024, "i8x16.ne", NONE, "vv:v", SIMD),
  I8X16_LT_S(0xfd_0025, "i8x16.lt_s", NONE, "vv:v", SIMD),
  I8X16_LT_U(0xfd_0026, "i8x16.lt_u", NONE, "vv:v", SIMD),
  I8X16_GT_S(0xfd_0027, "i8x16.gt_s", NONE, "vv:v", SIMD),
  I8X16_GT_U(0xfd_0028, "i8x16.gt_u", NONE, "vv:v", SIMD),
  I8X16_LE_S(0xfd_0029, "i8x16.le_s", NONE, "vv:v", SIMD),
  I8X16_LE_U(0xfd_002a, "i8x16.le_u", NONE, "vv:v", SIMD),
  I8X16_GE_S(0xfd_002b, "i8x16.ge_s", NONE, "vv:v", SIMD),
  I8X16_GE_U(0xfd_002c, "i8x16.ge_u", NONE, "vv:v", SIMD),
  I16X8_EQ(0xfd_002d, "i16x8.eq", NONE, "vv:v", SIMD),
  I16X8_NE(0xfd_002e, "i16x8.ne", NONE, "vv:v", SIMD),
  I16X8_LT_S(0xfd_002f, "i16x8.lt_s", NONE, "vv:v", SIMD),
  I16X8_LT_U(0xfd_0030, "i16x8.lt_u", NONE, "vv:v", SIMD),
  I16X8_GT_S(0xfd_0031, "i16x8.gt_s", NONE, "vv:v", SIMD),
  I16X8_GT_U(0xfd_0032, "i16x8.gt_u", NONE, "vv:v", SIMD),
  I16X8_LE_S(0xfd_0033, "i16x8.le_s", NONE, "vv:v", SIMD),
  I16X8_LE_U(0xfd_0034, "i16x8.le_u", NONE, "vv:v", SIMD),
  I16X8_GE_S(0xfd_0035, "i16x8.ge_s", NONE, "vv:v", SIMD),
  I16X8_GE_U(0xfd_0036, "i16x8.ge_u", NONE, "vv:v", SIMD),
  I32X4_EQ(0xfd_0037, "i32x4.eq", NONE, "vv:v", SIMD),
  I32X4_NE(0xfd_0038, "i32x4.ne", NONE, "vv:v", SIMD),
  I32X4_LT_S(0xfd_0039, "i32x4.lt_s", NONE, "vv:v", SIMD),
  I32X4_LT_U(0xfd_003a, "i32x4.lt_u", NONE, "vv:v", SIMD),
  I32X4_GT_S(0xfd_003b, "i32x4.gt_s", NONE, "vv:v", SIMD),
  I32X4_GT_U(0xfd_003c, "i32x4.gt_u", NONE, "vv:v", SIMD),
  I32X4_LE_S(0xfd_003d, "i32x4.le_s", NONE, "vv:v", SIMD),
  I32X4_LE_U(0xfd_003e, "i32x4.le_u", NONE, "vv:v", SIMD),
  I32X4_GE_S(0xfd_003f, "i32x4.ge_s", NONE, "vv:v", SIMD),
  I32X4_GE_U(0xfd_0040, "i32x4.ge_u", NONE, "vv:v", SIMD),
  F32X4_EQ(0xfd_0041, "f32x4.eq", NONE, "vv:v", SIMD),
  F32X4_NE(0xfd_0042, "f32x4.ne", NONE, "vv:v", SIMD),
  F32X4_LT(0xfd_0043, "f32x4.lt", NONE, "vv:v", SIMD),
  F32X4_GT(0xfd_0044, "f32x4.gt", NONE, "vv:v", SIMD),
  F32X4_LE(0xfd_0045, "f32x4.le", NONE, "vv:v", SIMD),
  F32X4_GE(0xfd_0046, "f32x4.ge", NONE, "vv:v", SIMD),
  F64X2_EQ(0xfd_0047, "f64x2.eq", NONE, "vv:v", SIMD),
  F64X2_NE(0xfd_0048, "f64x2.ne", NONE, "vv:v", SIMD),
  F64X2_LT(0xfd_0049, "f64x2.lt", NONE, "vv:v", SIMD),
  F64X2_GT(0xfd_004a, "f64x2.gt", NONE, "vv:v", SIMD),
  F64X2_LE(0xfd_004b, "f64x2.le", NONE, "vv:v", SIMD),
  F64X2_GE(0xfd_004c, "f64x2.ge", NONE, "vv:v", SIMD),
  V128_NOT(0xfd_004d, "v128.not", NONE, "v:v", SIMD),
  V128_AND(0xfd_004e, "v128.and", NONE, "vv:v", SIMD),
  V128_ANDNOT(0xfd_004f, "v128.andnot", NONE, "vv:v", SIMD),
  V128_OR(0xfd_0050, "v128.or", NONE, "vv:v", SIMD),
  V128_XOR(0xfd_0051, "v128.xor", NONE, "vv:v", SIMD),
  V128_BITSELECT(0xfd_0052, "v128.bitselect", NONE, "vvv:v", SIMD),
  V128_ANY_TRUE(0xfd_0053, "v128.any_true", NONE, "v:i", SIMD),
  V128_LOAD8_LANE(0xfd_0054, "v128.load8_lane", MEMARG_LANE, "av:v", SIMD, 0),
  V128_LOAD16_LANE(0xfd_0055, "v128.load16_lane", MEMARG_LANE, "av:v", SIMD, 1),
  V128_LOAD32_LANE(0xfd_0056, "v128.load32_lane", MEMARG_LANE, "av:v", SIMD, 2),
  V128_LOAD64_LANE(0xfd_0057, "v128.load64_lane", MEMARG_LANE, "av:v", SIMD, 3),
  V128_STORE8_LANE(0xfd_0058, "v128.store8_lane", MEMARG_LANE, "av:", SIMD, 0),
  V128_STORE16_LANE(0xfd_0059, "v128.store16_lane", MEMARG_LANE, "av:", SIMD, 1),
  V128_STORE32_LANE(0xfd_005a, "v128.store32_lane", MEMARG_LANE, "av:", SIMD, 2),
  V128_STORE64_LANE(0xfd_005b, "v128.store64_lane", MEMARG_LANE, "av:", SIMD, 3),
  V128_LOAD32_ZERO(0xfd_005c, "v128.load32_zero", MEMARG, "a:v", SIMD, 2),
  V128_LOAD64_ZERO(0xfd_005d, "v128.load64_zero", MEMARG, "a:v", SIMD, 3),
  F32X4_DEMOTE_F64X2_ZERO(0xfd_005e, "f32x4.demote_f64x2_zero", NONE, "v:v", SIMD),
  F64X2_PROMOTE_LOW_F32X4(0xfd_005f, "f64x2.promote_low_f32x4", NONE, "v:v", SIMD),
  I8X16_ABS(0xfd_0060, "i8x16.abs", NONE, "v:v", SIMD),
  I8X16_NEG(0xfd_0061, "i8x16.neg", NONE, "v:v", SIMD),
  I8X16_POPCNT(0xfd_0062, "i8x16.popcnt", NONE, "v:v", SIMD),
  I8X16_ALL_TRUE(0xfd_0063, "i8x16.all_true", NONE, "v:i", SIMD),
  I8X16_BITMASK(0xfd_0064, "i8x16.bitmask", NONE, "v:i", SIMD),
  I8X16_NARROW_I16X8_S(0xfd_0065, "i8x16.narrow_i16x8_s", NONE, "vv:v", SIMD),
  I8X16_NARROW_I16X8_U(0xfd_0066, "i8x16.narrow_i16x8_u", NONE, "vv:v", SIMD),
  F32X4_CEIL(0xfd_0067, "f32x4.ceil", NONE, "v:v", SIMD),
  F32X4_FLOOR(0xfd_0068, "f32x4.floor", NONE, "v:v", SIMD),
  F32X4_TRUNC(0xfd_0069, "f32x4.trunc", NONE, "v:v", SIMD),
  F32X4_NEAREST(0xfd_006a, "f32x4.nearest", NONE, "v:v", SIMD),
  I8X16_SHL(0xfd_006b, "i8x16.shl", NONE, "vi:v", SIMD),
  I8X16_SHR_S(0xfd_006c, "i8x16.shr_s", NONE, "vi:v", SIMD),
  I8X16_SHR_U(0xfd_006d, "i8x16.shr_u", NONE, "vi:v", SIMD),
  I8X16_ADD(0xfd_006e, "i8x16.add", NONE, "vv:v", SIMD),
  I8X16_ADD_SAT_S(0xfd_006f, "i8x16.add_sat_s", NONE, "vv:v", SIMD),
  I8X16_ADD_SAT_U(0xfd_0070, "i8x16.add_sat_u", NONE, "vv:v", SIMD),
  I8X16_SUB(0xfd_0071, "i8x16.sub", NONE, "vv:v", SIMD),
  I8X16_SUB_SAT_S(0xfd_0072, "i8x16.sub_sat_s", NONE, "vv:v", SIMD),
  I8X16_SUB_SAT_U(0xfd_0073, "i8x16.sub_sat_u", NONE, "vv:v", SIMD),
  F64X2_CEIL(0xfd_0074, "f64x2.ceil", NONE, "v:v", SIMD),
  F64X2_FLOOR(0xfd_0075, "f64x2.floor", NONE, "v:v", SIMD),
  I8X16_MIN_S(0xfd_0076, "i8x16.min_s", NONE, "vv:v", SIMD),
  I8X16_MIN_U(0xfd_0077, "i8x16.min_u", NONE, "vv:v", SIMD),
  I8X16_MAX_S(0xfd_0078, "i8x16.max_s", NONE, "vv:v", SIMD),
  I8X16_MAX_U(0xfd_0079, "i8x16.max_u", NONE, "vv:v", SIMD),
  F64X2_TRUNC(0xfd_007a, "f64x2.trunc", NONE, "v:v", SIMD),
  I8X16_AVGR_U(0xfd_007b, "i8x16.avgr_u", NONE, "vv:v", SIMD),
  I16X8_EXTADD_PAIRWISE_I8X16_S(0xfd_007c, "i16x8.extadd_pairwise_i8x16_s", NONE, "v:v", SIMD),
  I16X8_EXTADD_PAIRWISE_I8X16_U(0xfd_007d, "i16x8.extadd_pairwise_i8x16_u", NONE, "v:v", SIMD),
  I32X4_EXTADD_PAIRWISE_I16X8_S(0xfd_007e, "i32x4.extadd_pairwise_i16x8_s", NONE, "v:v", SIMD),
  I32X4_EXTADD_PAIRWISE_I16X8_U(0xfd_007f, "i32x4.extadd_pairwise_i16x8_u", NONE, "v:v", SIMD),
  I16X8_ABS(0xfd_0080, "i16x8.abs", NONE, "v:v", SIMD),
  I16X8_NEG(0xfd_0081, "i16x8.neg", NONE, "v:v", SIMD),
  I16X8_Q15MULR_SAT_S(0xfd_0082, "i16x8.q15mulr_sat_s", NONE, "vv:v", SIMD),
  I16X8_ALL_TRUE(0xfd_0083, "i16x8.all_true", NONE, "v:i", SIMD),
  I16X8_BITMASK(0xfd_0084, "i16x8.bitmask", NONE, "v:i", SIMD),
  I16X8_NARROW_I32X4_S(0xfd_0085, "i16x8.narrow_i32x4_s", NONE, "vv:v", SIMD),
  I16X8_NARROW_I32X4_U(0xfd_0086, "i16x8.narrow_i32x4_u", NONE, "vv:v", SIMD),
  I16X8_EXTEND_LOW_I8X16_S(0xfd_0087, "i16x8.extend_low_i8x16_s", NONE, "v:v", SIMD),
  I16X8_EXTEND_HIGH_I8X16_S(0xfd_0088, "i16x8.extend_high_i8x16_s", NONE, "v:v", SIMD),
  I16X8_EXTEND_LOW_I8X16_U(0xfd_0089, "i16x8.extend_low_i8x16_u", NONE, "v:v", SIMD),
  I16X8_EXTEND_HIGH_I8X16_U(0xfd_008a, "i16x8.extend_high_i8x16_u", NONE, "v:v", SIMD),
  I16X8_SHL(0xfd_008b, "i16x8.shl", NONE, "vi:v", SIMD),
  I16X8_SHR_S(0xfd_008c, "i16x8.shr_s", NONE, "vi:v", SIMD),
  I16X8_SHR_U(0xfd_008d, "i16x8.shr_u", NONE, "vi:v", SIMD),
  I16X8_ADD(0xfd_008e, "i16x8.add", NONE, "vv:v", SIMD),
  I16X8_ADD_SAT_S(0xfd_008f, "i16x8.add_sat_s", NONE, "vv:v", SIMD),
  I16X8_ADD_SAT_U(0xfd_0090, "i16x8.add_sat_u", NONE, "vv:v", SIMD),
  I16X8_SUB(0xfd_0091, "i16x8.sub", NONE, "vv:v", SIMD),
  I16X8_SUB_SAT_S(0xfd_0092, "i16x8.sub_sat_s", NONE, "vv:v", SIMD),
  I16X8_SUB_SAT_U(0xfd_0093, "i16x8.sub_sat_u", NONE, "vv:v", SIMD),
  F64X2_NEAREST(0xfd_0094, "f64x2.nearest", NONE, "v:v", SIMD),
  I16X8_MUL(0xfd_0095, "i16x8.mul", NONE, "vv:v", SIMD),
  I16X8_MIN_S(0xfd_0096, "i16x8.min_s", NONE, "vv:v", SIMD),
  I16X8_MIN_U(0xfd_0097, "i16x8.min_u", NONE, "vv:v", SIMD),
  I16X8_MAX_S(0xfd_0098, "i16x8.max_s", NONE, "vv:v", SIMD),
  I16X8_MAX_U(0xfd_0099, "i16x8.max_u", NONE, "vv:v", SIMD),
  I16X8_AVGR_U(0xfd_009b, "i16x8.avgr_u", NONE, "vv:v", SIMD),
  I16X8_EXTMUL_LOW_I8X16_S(0xfd_009c, "i16x8.extmul_low_i8x16_s", NONE, "vv:v", SIMD),
  I16X8_EXTMUL_HIGH_I8X16_S(0xfd_009d, "i16x8.extmul_high_i8x16_s", NONE, "vv:v", SIMD),
  I16X8_EXTMUL_LOW_I8X16_U(0xfd_009e, "i16x8.extmul_low_i8x16_u", NONE, "vv:v", SIMD),
  I16X8_EXTMUL_HIGH_I8X16_U(0xfd_009f, "i16x8.extmul_high_i8x16_u", NONE, "vv:v", SIMD),
  I32X4_ABS(0xfd_00a0, "i32x4.abs", NONE, "v:v", SIMD),
  I32X4_NEG(0xfd_00a1, "i32x4.neg", NONE, "v:v", SIMD),
  I32X4_ALL_TRUE(0xfd_00a3, "i32x4.all_true", NONE, "v:i", SIMD),
  I32X4_BITMASK(0xfd_00a4, "i32x4.bitmask", NONE, "v:i", SIMD),
  I32X4_EXTEND_LOW_I16X8_S(0xfd_00a7, "i32x4.extend_low_i16x8_s", NONE, "v:v", SIMD),
  I32X4_EXTEND_HIGH_I16X8_S(0xfd_00a8, "i32x4.extend_high_i16x8_s", NONE, "v:v", SIMD),
  I32X4_EXTEND_LOW_I16X8_U(0xfd_00a9, "i32x4.extend_low_i16x8_u", NONE, "v:v", SIMD),
  I32X4_EXTEND_HIGH_I16X8_U(0xfd_00aa, "i32x4.extend_high_i16x8_u", NONE, "v:v", SIMD),
  I32X4_SHL(0xfd_00ab, "i32x4.shl", NONE, "vi:v", SIMD),
  I32X4_SHR_S(0xfd_00ac, "i32x4.shr_s", NONE, "vi:v", SIMD),
  I32X4_SHR_U(0xfd_00ad, "i32x4.shr_u", NONE, "vi:v", SIMD),
  I32X4_ADD(0xfd_00ae, "i32x4.add", NONE, "vv:v", SIMD),
  I32X4_SUB(0xfd_00b1, "i32x4.sub", NONE, "vv:v", SIMD),
  I32X4_MUL(0xfd_00b5, "i32x4.mul", NONE, "vv:v", SIMD),
  I32X4_MIN_S(0xfd_00b6, "i32x4.min_s", NONE, "vv:v", SIMD),
  I32X4_MIN_U(0xfd_00b7, "i32x4.min_u", NONE, "vv:v", SIMD),
  I32X4_MAX_S(0xfd_00b8, "i32x4.max_s", NONE, "vv:v", SIMD),
  I32X4_MAX_U(0xfd_00b9, "i32x4.max_u", NONE, "vv:v", SIMD),
  I32X4_DOT_I16X8_S(0xfd_00ba, "i32x4.dot_i16x8_s", NONE, "vv:v", SIMD),
  I32X4_EXTMUL_LOW_I16X8_S(0xfd_00bc, "i32x4.extmul_low_i16x8_s", NONE, "vv:v", SIMD),
  I32X4_EXTMUL_HIGH_I16X8_S(0xfd_00bd, "i32x4.extmul_high_i16x8_s", NONE, "vv:v", SIMD),
  I32X4_EXTMUL_LOW_I16X8_U(0xfd_00be, "i32x4.extmul_low_i16x8_u", NONE, "vv:v", SIMD),
  I32X4_EXTMUL_HIGH_I16X8_U(0xfd_00bf, "i32x4.extmul_high_i16x8_u", NONE, "vv:v", SIMD),
  I64X2_ABS(0xfd_00c0, "i64x2.abs", NONE, "v:v", SIMD),
  I64X2_NEG(0xfd_00c1, "i64x2.neg", NONE, "v:v", SIMD),
  I64X2_ALL_TRUE(0xfd_00c3, "i64x2.all_true", NONE, "v:i", SIMD),
  I64X2_BITMASK(0xfd_00c4, "i64x2.bitmask", NONE, "v:i", SIMD),
  I64X2_EXTEND_LOW_I32X4_S(0xfd_00c7, "i64x2.extend_low_i32x4_s", NONE, "v:v", SIMD),
  I64X2_EXTEND_HIGH_I32X4_S(0xfd_00c8, "i64x2.extend_high_i32x4_s", NONE, "v:v", SIMD),
  I64X2_EXTEND_LOW_I32X4_U(0xfd_00c9, "i64x2.extend_low_i32x4_u", NONE, "v:v", SIMD),
  I64X2_EXTEND_HIGH_I32X4_U(0xfd_00ca, "i64x2.extend_high_i32x4_u", NONE, "v:v", SIMD),
  I64X2_SHL(0xfd_00cb, "i64x2.shl", NONE, "vi:v", SIMD),
  I64X2_SHR_S(0xfd_00cc, "i64x2.shr_s", NONE, "vi:v", SIMD),
  I64X2_SHR_U(0xfd_00cd, "i64x2.shr_u", NONE, "vi:v", SIMD),
  I64X2_ADD(0xfd_00ce, "i64x2.add", NONE, "vv:v", SIMD),
  I64X2_SUB(0xfd_00d1, "i64x2.sub", NONE, "vv:v", SIMD),
  I64X2_MUL(0xfd_00d5, "i64x2.mul", NONE, "vv:v", SIMD),
  I64X2_EQ(0xfd_00d6, "i64x2.eq", NONE, "vv:v", SIMD),
  I64X2_NE(0xfd_00d7, "i64x2.ne", NONE, "vv:v", SIMD),
  I64X2_LT_S(0xfd_00d8, "i64x2.lt_s", NONE, "vv:v", SIMD),
  I64X2_GT_S(0xfd_00d9, "i64x2.gt_s", NONE, "vv:v", SIMD),
  I64X2_LE_S(0xfd_00da, "i64x2.le_s", NONE, "vv:v", SIMD),
  I64X2_GE_S(0xfd_00db, "i64x2.ge_s", NONE, "vv:v", SIMD),
  I64X2_EXTMUL_LOW_I32X4_S(0xfd_00dc, "i64x2.extmul_low_i32x4_s", NONE, "vv:v", SIMD),
  I64X2_EXTMUL_HIGH_I32X4_S(0xfd_00dd, "i64x2.extmul_high_i32x4_s", NONE, "vv:v", SIMD),
  I64X2_EXTMUL_LOW_I32X4_U(0xfd_00de, "i64x2.extmul_low_i32x4_u", NONE, "vv:v", SIMD),
  I64X2_EXTMUL_HIGH_I32X4_U(0xfd_00df, "i64x2.extmul_high_i32x4_u", NONE, "vv:v", SIMD),
  F32X4_ABS(0xfd_00e0, "f32x4.abs", NONE, "v:v", SIMD),
  F32X4_NEG(0xfd_00e1, "f32x4.neg", NONE, "v:v", SIMD),
  F32X4_SQRT(0xfd_00e3, "f32x4.sqrt", NONE, "v:v", SIMD),
  F32X4_ADD(0xfd_00e4, "f32x4.add", NONE, "vv:v", SIMD),
  F32X4_SUB(0xfd_00e5, "f32x4.sub", NONE, "vv:v", SIMD),
  F32X4_MUL(0xfd_00e6, "f32x4.mul", NONE, "vv:v", SIMD),
  F32X4_DIV(0xfd_00e7, "f32x4.div", NONE, "vv:v", SIMD),
  F32X4_MIN(0xfd_00e8, "f32x4.min", NONE, "vv:v", SIMD),
  F32X4_MAX(0xfd_00e9, "f32x4.max", NONE, "vv:v", SIMD),
  F32X4_PMIN(0xfd_00ea, "f32x4.pmin", NONE, "vv:v", SIMD),
  F32X4_PMAX(0xfd_00eb, "f32x4.pmax", NONE, "vv:v", SIMD),
  F64X2_ABS(0xfd_00ec, "f64x2.abs", NONE, "v:v", SIMD),
  F64X2_NEG(0xfd_00ed, "f64x2.neg", NONE, "v:v", SIMD),
  F64X2_SQRT(0xfd_00ef, "f64x2.sqrt", NONE, "v:v", SIMD),
  F64X2_ADD(0xfd_00f0, "f64x2.add", NONE, "vv:v", SIMD),
  F64X2_SUB(0xfd_00f1, "f64x2.sub", NONE, "vv:v", SIMD),
  F64X2_MUL(0xfd_00f2, "f64x2.mul", NONE, "vv:v", SIMD),
  F64X2_DIV(0xfd_00f3, "f64x2.div", NONE, "vv:v", SIMD),
  F64X2_MIN(0xfd_00f4, "f64x2.min", NONE, "vv:v", SIMD),
  F64X2_MAX(0xfd_00f5, "f64x2.max", NONE, "vv:v", SIMD),
  F64X2_PMIN(0xfd_00f6, "f64x2.pmin", NONE, "vv:v", SIMD),
  F64X2_PMAX(0xfd_00f7, "f64x2.pmax", NONE, "vv:v", SIMD),
  I32X4_TRUNC_SAT_F32X4_S(0xfd_00f8, "i32x4.trunc_sat_f32x4_s", NONE, "v:v", SIMD),
  I32X4_TRUNC_SAT_F32X4_U(0xfd_00f9, "i32x4.trunc_sat_f32x4_u", NONE, "v:v", SIMD),
  F32X4_CONVERT_I32X4_S(0xfd_00fa, "f32x4.convert_i32x4_s", NONE, "v:v", SIMD),
  F32X4_CONVERT_I32X4_U(0xfd_00fb, "f32x4.convert_i32x4_u", NONE, "v:v", SIMD),
  I32X4_TRUNC_SAT_F64X2_S_ZERO(0xfd_00fc, "i32x4.trunc_sat_f64x2_s_zero", NONE, "v:v", SIMD),
  I32X4_TRUNC_SAT_F64X2_U_ZERO(0xfd_00fd, "i32x4.trunc_sat_f64x2_u_zero", NONE, "v:v", SIMD),
  F64X2_CONVERT_LOW_I32X4_S(0xfd_00fe, "f64x2.convert_low_i32x4_s", NONE, "v:v", SIMD),
  F64X2_CONVERT_LOW_I32X4_U(0xfd_00ff, "f64x2.convert_low_i32x4_u", NONE, "v:v", SIMD),

  // Relaxed vectors.
  I8X16_RELAXED_SWIZZLE(0xfd_0100, "i8x16.relaxed_swizzle", NONE, "vv:v", RELAXED_SIMD),
  I32X4_RELAXED_TRUNC_F32X4_S(0xfd_0101, "i32x4.relaxed_trunc_f32x4_s", NONE, "v:v", RELAXED_SIMD),
  I32X4_RELAXED_TRUNC_F32X4_U(0xfd_0102, "i32x4.relaxed_trunc_f32x4_u", NONE, "v:v", RELAXED_SIMD),
  I32X4_RELAXED_TRUNC_F64X2_S_ZERO(
      0xfd_0103, "i32x4.relaxed_trunc_f64x2_s_zero", NONE, "v:v", RELAXED_SIMD),
  I32X4_RELAXED_TRUNC_F64X2_U_ZERO(
      0xfd_0104, "i32x4.relaxed_trunc_f64x2_u_zero", NONE, "v:v", RELAXED_SIMD),
  F32X4_RELAXED_MADD(0xfd_0105, "f32x4.relaxed_madd", NONE, "vvv:v", RELAXED_SIMD),
  F32X4_RELAXED_NMADD(0xfd_0106, "f32x4.relaxed_nmadd", NONE, "vvv:v", RELAXED_SIMD),
  F64X2_RELAXED_MADD(0xfd_0107, "f64x2.relaxed_madd", NONE, "vvv:v", RELAXED_SIMD),
  F64X2_RELAXED_NMADD(0xfd_0108, "f64x2.relaxed_nmadd", NONE, "vvv:v", RELAXED_SIMD),
  I8X16_RELAXED_LANESELECT(0xfd_0109, "i8x16.relaxed_laneselect", NONE, "vvv:v", RELAXED_SIMD),
  I16X8_RELAXED_LANESELECT(0xfd_010a, "i16x8.relaxed_laneselect", NONE, "vvv:v", RELAXED_SIMD),
  I32X4_RELAXED_LANESELECT(0xfd_010b, "i32x4.relaxed_laneselect", NONE, "vvv:v", RELAXED_SIMD),
  I64X2_RELAXED_LANESELECT(0xfd_010c, "i64x2.relaxed_laneselect", NONE, "vvv:v", RELAXED_SIMD),
  F32X4_RELAXED_MIN(0xfd_010d, "f32x4.relaxed_min", NONE, "vv:v", RELAXED_SIMD),
  F32X4_RELAXED_MAX(0xfd_010e, "f32x4.relaxed_max", NONE, "vv:v", RELAXED_SIMD),
  F64X2_RELAXED_MIN(0xfd_010f, "f64x2.relaxed_min", NONE, "vv:v", RELAXED_SIMD),
  F64X2_RELAXED_MAX(0xfd_0110, "f64x2.relaxed_max", NONE, "vv:v", RELAXED_SIMD),
  I16X8_RELAXED_Q15MULR_S(0xfd_0111, "i16x8.relaxed_q15mulr_s", NONE, "vv:v", RELAXED_SIMD),
  I16X8_RELAXED_DOT_I8X16_I7X16_S(
      0xfd_0112, "i16x8.relaxed_dot_i8x16_i7x16_s", NONE, "vv:v", RELAXED_SIMD),
  I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S(
      0xfd_0113, "i32x4.relaxed_dot_i8x16_i7x16_add_s", NONE, "vvv:v", RELAXED_SIMD),

  // Atomic operations.
  MEMORY_ATOMIC_NOTIFY(0xfe_0000, "memory.atomic.notify", MEMARG, "ai:i", THREADS, 2),
  MEMORY_ATOMIC_WAIT32(0xfe_0001, "memory.atomic.wait32", MEMARG, "ail:i", THREADS, 2),
  MEMORY_ATOMIC_WAIT64(0xfe_0002, "memory.atomic.wait64", MEMARG, "all:i", THREADS, 3),
  ATOMIC_FENCE(0xfe_0003, "atomic.fence", FENCE, ":", THREADS),
  I32_ATOMIC_LOAD(0xfe_0010, "i32.atomic.load", MEMARG, "a:i", THREADS, 2),
  I64_ATOMIC_LOAD(0xfe_0011, "i64.atomic.load", MEMARG, "a:l", THREADS, 3),
  I32_ATOMIC_LOAD8_U(0xfe_0012, "i32.atomic.load8_u", MEMARG, "a:i", THREADS, 0),
  I32_ATOMIC_LOAD16_U(0xfe_0013, "i32.atomic.load16_u", MEMARG, "a:i", THREADS, 1),
  I64_ATOMIC_LOAD8_U(0xfe_0014, "i64.atomic.load8_u", MEMARG, "a:l", THREADS, 0),
  I64_ATOMIC_LOAD16_U(0xfe_0015, "i64.atomic.load16_u", MEMARG, "a:l", THREADS, 1),
  I64_ATOMIC_LOAD32_U(0xfe_0016, "i64.atomic.load32_u", MEMARG, "a:l", THREADS, 2),
  I32_ATOMIC_STORE(0xfe_0017, "i32.atomic.store", MEMARG, "ai:", THREADS, 2),
  I64_ATOMIC_STORE(0xfe_0018, "i64.atomic.store", MEMARG, "al:", THREADS, 3),
  I32_ATOMIC_STORE8(0xfe_0019, "i32.atomic.store8", MEMARG, "ai:", THREADS, 0),
  I32_ATOMIC_STORE16(0xfe_001a, "i32.atomic.store16", MEMARG, "ai:", THREADS, 1),
  I64_ATOMIC_STORE8(0xfe_001b, "i64.atomic.store8", MEMARG, "al:", THREADS, 0),
  I64_ATOMIC_STORE16(0xfe_001c, "i64.atomic.store16", MEMARG, "al:", THREADS, 1),
  I64_ATOMIC_STORE32(0xfe_001d, "i64.atomic.store32", MEMARG, "al:", THREADS, 2),
  I32_ATOMIC_RMW_ADD(0xfe_001e, "i32.atomic.rmw.add", MEMARG, "ai:i", THREADS, 2),
  I64_ATOMIC_RMW_ADD(0xfe_001f, "i64.atomic.rmw.add", MEMARG, "al:l", THREADS, 3),
  I32_ATOMIC_RMW8_ADD_U(0xfe_0020, "i32.atomic.rmw8.add_u", MEMARG, "ai:i", THREADS, 0),
  I32_ATOMIC_RMW16_ADD_U(0xfe_0021, "i32.atomic.rmw16.add_u", MEMARG, "ai:i", THREADS, 1),
  I64_ATOMIC_RMW8_ADD_U(0xfe_0022, "i64.atomic.rmw8.add_u", MEMARG, "al:l", THREADS, 0),
  I64_ATOMIC_RMW16_ADD_U(0xfe_0023, "i64.atomic.rmw16.add_u", MEMARG, "al:l", THREADS, 1),
  I64_ATOMIC_RMW32_ADD_U(0xfe_0024, "i64.atomic.rmw32.add_u", MEMARG, "al:l", THREADS, 2),
  I32_ATOMIC_RMW_SUB(0xfe_0025, "i32.atomic.rmw.sub", MEMARG, "ai:i", THREADS, 2),
  I64_ATOMIC_RMW_SUB(0xfe_0026, "i64.atomic.rmw.sub", MEMARG, "al:l", THREADS, 3),
  I32_ATOMIC_RMW8_SUB_U(0xfe_0027, "i32.atomic.rmw8.sub_u", MEMARG, "ai:i", THREADS, 0),
  I32_ATOMIC_RMW16_SUB_U(0xfe_0028, "i32.atomic.rmw16.sub_u", MEMARG, "ai:i", THREADS, 1),
  I64_ATOMIC_RMW8_SUB_U(0xfe_0029, "i64.atomic.rmw8.sub_u", MEMARG, "al:l", THREADS, 0),
  I64_ATOMIC_RMW16_SUB_U(0xfe_002a, "i64.atomic.rmw16.sub_u", MEMARG, "al:l", THREADS, 1),
  I64_ATOMIC_RMW32_SUB_U(0xfe_002b, "i64.atomic.rmw32.sub_u", MEMARG, "al:l", THREADS, 2),
  I32_ATOMIC_RMW_AND(0xfe_002c, "i32.atomic.rmw.and", MEMARG, "ai:i", THREADS, 2),
  I64_ATOMIC_RMW_AND(0xfe_002d, "i64.atomic.rmw.and", MEMARG, "al:l", THREADS, 3),
  I32_ATOMIC_RMW8_AND_U(0xfe_002e, "i32.atomic.rmw8.and_u", MEMARG, "ai:i", THREADS, 0),
  I32_ATOMIC_RMW16_AND_U(0xfe_002f, "i32.atomic.rmw16.and_u", MEMARG, "ai:i", THREADS, 1),
  I64_ATOMIC_RMW8_AND_U(0xfe_0030, "i64.atomic.rmw8.and_u", MEMARG, "al:l", THREADS, 0),
  I64_ATOMIC_RMW16_AND_U(0xfe_0031, "i64.atomic.rmw16.and_u", MEMARG, "al:l", THREADS, 1),
  I64_ATOMIC_RMW32_AND_U(0xfe_0032, "i64.atomic.rmw32.and_u", MEMARG, "al:l", THREADS, 2),
  I32_ATOMIC_RMW_OR(0xfe_0033, "i32.atomic.rmw.or", MEMARG, "ai:i", THREADS, 2),
  I64_ATOMIC_RMW_OR(0xfe_0034, "i64.atomic.rmw.or", MEMARG, "al:l", THREADS, 3),
  I32_ATOMIC_RMW8_OR_U(0xfe_0035, "i32.atomic.rmw8.or_u", MEMARG, "ai:i", THREADS, 0),
  I32_ATOMIC_RMW16_OR_U(0xfe_0036, "i32.atomic.rmw16.or_u", MEMARG, "ai:i", THREADS, 1),
  I64_ATOMIC_RMW8_OR_U(0xfe_0037, "i64.atomic.rmw8.or_u", MEMARG, "al:l", THREADS, 0),
  I64_ATOMIC_RMW16_OR_U(0xfe_0038, "i64.atomic.rmw16.or_u", MEMARG, "al:l", THREADS, 1),
  I64_ATOMIC_RMW32_OR_U(0xfe_0039, "i64.atomic.rmw32.or_u", MEMARG, "al:l", THREADS, 2),
  I32_ATOMIC_RMW_XOR(0xfe_003a, "i32.atomic.rmw.xor", MEMARG, "ai:i", THREADS, 2),
  I64_ATOMIC_RMW_XOR(0xfe_003b, "i64.atomic.rmw.xor", MEMARG, "al:l", THREADS, 3),
  I32_ATOMIC_RMW8_XOR_U(0xfe_003c, "i32.atomic.rmw8.xor_u", MEMARG, "ai:i", THREADS, 0),
  I32_ATOMIC_RMW16_XOR_U(0xfe_003d, "i32.atomic.rmw16.xor_u", MEMARG, "ai:i", THREADS, 1),
  I64_ATOMIC_RMW8_XOR_U(0xfe_003e, "i64.atomic.rmw8.xor_u", MEMARG, "al:l", THREADS, 0),
  I64_ATOMIC_RMW16_XOR_U(0xfe_003f, "i64.atomic.rmw16.xor_u", MEMARG, "al:l", THREADS, 1),
  I64_ATOMIC_RMW32_XOR_U(0xfe_0040, "i64.atomic.rmw32.xor_u", MEMARG, "al:l", THREADS, 2),
  I32_ATOMIC_RMW_XCHG(0xfe_0041, "i32.atomic.rmw.xchg", MEMARG, "ai:i", THREADS, 2),
  I64_ATOMIC_RMW_XCHG(0xfe_0042, "i64.atomic.rmw.xchg", MEMARG, "al:l", THREADS, 3),
  I32_ATOMIC_RMW8_XCHG_U(0xfe_0043, "i32.atomic.rmw8.xchg_u", MEMARG, "ai:i", THREADS, 0),
  I32_ATOMIC_RMW16_XCHG_U(0xfe_0044, "i32.atomic.rmw16.xchg_u", MEMARG, "ai:i", THREADS, 1),
  I64_ATOMIC_RMW8_XCHG_U(0xfe_0045, "i64.atomic.rmw8.xchg_u", MEMARG, "al:l", THREADS, 0),
  I64_ATOMIC_RMW16_XCHG_U(0xfe_0046, "i64.atomic.rmw16.xchg_u", MEMARG, "al:l", THREADS, 1),
  I64_ATOMIC_RMW32_XCHG_U(0xfe_0047, "i64.atomic.rmw32.xchg_u", MEMARG, "al:l", THREADS, 2),
  I32_ATOMIC_RMW_CMPXCHG(0xfe_0048, "i32.atomic.rmw.cmpxchg", MEMARG, "aii:i", THREADS, 2),
  I64_ATOMIC_RMW_CMPXCHG(0xfe_0049, "i64.atomic.rmw.cmpxchg", MEMARG, "all:l", THREADS, 3),
  I32_ATOMIC_RMW8_CMPXCHG_U(0xfe_004a, "i32.atomic.rmw8.cmpxchg_u", MEMARG, "aii:i", THREADS, 0),
  I32_ATOMIC_RMW16_CMPXCHG_U(0xfe_004b, "i32.atomic.rmw16.cmpxchg_u", MEMARG, "aii:i", THREADS, 1),
  I64_ATOMIC_RMW8_CMPXCHG_U(0xfe_004c, "i64.atomic.rmw8.cmpxchg_u", MEMARG, "all:l", THREADS, 0),
  I64_ATOMIC_RMW16_CMPXCHG_U(0xfe_004d, "i64.atomic.rmw16.cmpxchg_u", MEMARG, "all:l", THREADS, 1),
  I64_ATOMIC_RMW32_CMPXCHG_U(0xfe_004e, "i64.atomic.rmw32.cmpxchg_u", MEMARG, "all:l", THREADS, 2);

  private static final Opcode[] ALL = values();
  private static final @Nullable Opcode[] PLAIN = new Opcode[256];
  private static final @Nullable Opcode[][] PREFIXED = new Opcode[256][];

  static {
    for (Opcode opcode : ALL) {
      if (opcode.code <= 0xff) {
        PLAIN[opcode.code] = opcode;
      }
    }
    PREFIXED[0xfb] = new Opcode[0x20];
    PREFIXED[0xfc] = new Opcode[0x20];
    PREFIXED[0xfd] = new Opcode[0x120];
    PREFIXED[0xfe] = new Opcode[0x50];
    for (Opcode opcode : ALL) {
      if (opcode.code > 0xff) {
        PREFIXED[opcode.code >>> 16][opcode.code & 0xffff] = opcode;
      }
    }
  }

  private final int code;
  private final String text;
  private final Immediate immediate;
  private final @Nullable String signature;
  private final @Nullable Feature feature;
  private final int size;

  Opcode(int code, String text, Immediate immediate) {
    this(code, text, immediate, null, null, 0);
  }

  Opcode(int code, String text, Immediate immediate, Feature feature) {
    this(code, text, immediate, null, feature, 0);
  }

  Opcode(int code, String text, Immediate immediate, String signature) {
    this(code, text, immediate, signature, null, 0);
  }

  Opcode(int code, String text, Immediate immediate, String signature, int size) {
    this(code, text, immediate, signature, null, size);
  }

  Opcode(int code, String text, Immediate immediate, String signature, Feature feature) {
    this(code, text, immediate, signature, feature, 0);
  }

  Opcode(
      int code,
      String text,
      Immediate immediate,
      @Nullable String signature,
      @Nullable Feature feature,
      int size) {
    this.code = code;
    this.text = text;
    this.immediate = immediate;
    this.signature = signature;
    this.feature = feature;
    this.size = size;
  }

  /** The opcode byte, or prefix {@code << 16 |} sub-opcode. */
  public int code() {
    return code;
  }

  /** Whether a prefix byte comes first. */
  public boolean isPrefixed() {
    return code > 0xff;
  }

  /** The prefix byte; 0 if there is none. */
  public int prefix() {
    return code >>> 16;
  }

  /** The name in the text format, as {@code i32.add}. */
  public String text() {
    return text;
  }

  /** What follows the opcode. */
  public Immediate immediate() {
    return immediate;
  }

  /** Operands and results, if they do not depend on anything but the memory's address type. */
  public Optional<String> signature() {
    return Optional.ofNullable(signature);
  }

  /** {@link #signature} for who asks at each instruction. */
  public @Nullable String signatureOrNull() {
    return signature;
  }

  /** The feature it belongs to; nothing for those of the first release. */
  public Optional<Feature> feature() {
    return Optional.ofNullable(feature);
  }

  /** {@link #feature} for who asks at each instruction. */
  public @Nullable Feature featureOrNull() {
    return feature;
  }

  /** Whether a feature set has it. */
  public boolean isIn(Features features) {
    return feature == null || features.has(feature);
  }

  /** The binary logarithm of the natural alignment, for instructions that access memory. */
  public int alignment() {
    return size;
  }

  /** How many lanes there are to choose from, for instructions with a lane. */
  public int lanes() {
    return immediate == Immediate.MEMARG_LANE ? 16 >>> size : size;
  }

  /** Whether it is an atomic access, whose alignment must be the natural one. */
  public boolean isAtomic() {
    return prefix() == 0xfe;
  }

  /** Whether it opens a block that {@code end} closes. */
  public boolean opensBlock() {
    return immediate == Immediate.BLOCK_TYPE || immediate == Immediate.BLOCK_CATCHES;
  }

  /** The opcode of one byte; null if there is none, or the byte is a prefix. */
  static @Nullable Opcode plain(int code) {
    return PLAIN[code];
  }

  /** Whether a byte is the first of a longer opcode. */
  static boolean isPrefix(int code) {
    return PREFIXED[code] != null;
  }

  /** The opcode after a prefix; null if there is none. */
  static @Nullable Opcode prefixed(int prefix, int sub) {
    @Nullable Opcode[] table = PREFIXED[prefix];
    return sub >= 0 && sub < table.length ? table[sub] : null;
  }

  /** The opcode with this code, if there is one. */
  public static Optional<Opcode> of(int code) {
    int prefix = code >>> 16;
    return Optional.ofNullable(
        prefix == 0
            ? (code < 0x100 ? PLAIN[code] : null)
            : prefix < 0x100 && PREFIXED[prefix] != null ? prefixed(prefix, code & 0xffff) : null);
  }

  /**
   * The opcode with this name in the text format. Where two share one, the first in the table:
   * {@link #SELECT} and not {@link #SELECT_TYPED}, {@link #REF_TEST} and {@link #REF_CAST} and not
   * their {@code null} forms.
   */
  public static Optional<Opcode> named(String text) {
    return Optional.ofNullable(ByName.TABLE.get(text));
  }

  private static final class ByName {
    private static final Map<String, Opcode> TABLE = HashMap.newHashMap(ALL.length);

    static {
      for (Opcode opcode : ALL) {
        TABLE.putIfAbsent(opcode.text, opcode);
      }
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
